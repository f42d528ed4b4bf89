"""Bad input: a clear word back, and the robot does not move by a hair."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest
from physical_ai_bridge_msgs.action import ExecuteAdmitted, ExecutePlan
from rclpy.action import ActionClient
from site_under_test import WORLD, Site

from physical_ai_bridge.nodes import contract
from physical_ai_bridge.nodes import conversions as c
from physical_ai_bridge.nodes.run_directory import read_key
from physical_ai_bridge.nodes.site import configuration_hash
from physical_ai_bridge.plan.admission import Admission
from physical_ai_bridge.plan.enums import OutcomeKind, PlanSource, ReplyKind
from physical_ai_bridge.plan.outcome import Outcome
from physical_ai_bridge.plan.plan import Plan, plan_hash
from physical_ai_bridge.plan.signing import sign_admission
from physical_ai_bridge.plan.steps import MoveStep
from physical_ai_bridge.robots import load_profile


@pytest.fixture
def still(shared_site: Site) -> Any:
    """The shared site; fails if the robot moved while the test ran."""
    shared_site.witness.mark()
    yield shared_site
    shared_site.console.spin_until(lambda: False, 0.5)
    assert shared_site.witness.fastest_since_mark < 0.001


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "EMPTY_INSTRUCTION"),
        (" 　\n", "EMPTY_INSTRUCTION"),
        ("前進して" * 8000, "INSTRUCTION_TOO_LONG"),
        ("食堂に行って", "UNKNOWN_PLACE"),
        ("一兆メートル前進して", None),
        ("ほげほげふがふが", None),
    ],
)
def test_instructions(still: Site, text: str, reason: str | None) -> None:
    reply = still.ask(text)
    assert reply.kind in (ReplyKind.REFUSAL, ReplyKind.QUESTION) and reply.text
    if reason is not None:
        assert reply.reason.name == reason
    if reply.kind is ReplyKind.REFUSAL:
        assert f"[{reply.reason.name}]" in reply.text


def test_an_unknown_robot(still: Site) -> None:
    reply = still.ask("1m前進して", robot="agv99")
    assert reply.reason.name == "UNKNOWN_ROBOT" and "agv1" in reply.text


def submit(site: Site, kind: Any, name: str, goal: Any) -> Outcome:
    """Send a goal past the agent and return its outcome."""
    client = ActionClient(site.console.node, kind, f"/agv1/{name}")
    site.wait(client.server_is_ready, name)
    sent = client.send_goal_async(goal)
    site.wait(sent.done, "acceptance")
    ended = sent.result().get_result_async()
    site.wait(ended.done, "the result")
    client.destroy()
    return c.outcome_from_msg(ended.result().result.outcome)


def plan_of(site: Site, name: str, robot: str = "agv1") -> Plan:
    now = site.console.node.get_clock().now().nanoseconds
    step = MoveStep(distance_m=0.5)
    return Plan(
        id=name, instruction_id=name, robot=robot, source=PlanSource.PERSON, created_ns=now, steps=(step,)
    )


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_a_plan_that_is_not_finite(still: Site, bad: float) -> None:
    msg = c.plan_to_msg(plan_of(still, f"bad-{bad}"))
    msg.steps[0].distance_m = bad
    outcome = submit(still, ExecutePlan, contract.EXECUTE_PLAN, ExecutePlan.Goal(plan=msg))
    assert (outcome.kind, outcome.reason.name) == (OutcomeKind.REFUSED, "NOT_FINITE")


def test_a_plan_for_another_robot(still: Site) -> None:
    msg = c.plan_to_msg(plan_of(still, "other", robot="arm7"))
    outcome = submit(still, ExecutePlan, contract.EXECUTE_PLAN, ExecutePlan.Goal(plan=msg))
    assert (outcome.kind, outcome.reason.name) == (OutcomeKind.REFUSED, "UNKNOWN_ROBOT")


def genuine(site: Site, name: str) -> Admission:
    """As the gate would give it: the test may read the key, a stranger may not."""
    plan = plan_of(site, name)
    now = site.console.node.get_clock().now().nanoseconds
    admission = Admission(
        id=f"forged-{name}",
        epoch="forged",
        sequence=1,
        nonce=name,
        plan_hash=plan_hash(plan),
        configuration_hash=configuration_hash(WORLD, load_profile("agv")),
        issued_ns=now,
        expires_ns=now + 30_000_000_000,
        plan=plan,
    )
    return sign_admission(read_key(site.directory, "motion.key"), admission)


def expired(site: Site, admission: Admission) -> Admission:
    late = admission.model_copy(update={"expires_ns": admission.issued_ns - 1})
    return sign_admission(read_key(site.directory, "motion.key"), late)


def altered(site: Site, admission: Admission) -> Admission:
    return admission.model_copy(update={"expires_ns": admission.expires_ns + 1})


def unsigned(site: Site, admission: Admission) -> Admission:
    return admission.model_copy(update={"mac": ""})


def of_another_site(site: Site, admission: Admission) -> Admission:
    foreign = admission.model_copy(update={"configuration_hash": "0" * 64})
    return sign_admission(read_key(site.directory, "motion.key"), foreign)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (expired, "ADMISSION_EXPIRED"),
        (altered, "ADMISSION_ALTERED"),
        (unsigned, "ADMISSION_ALTERED"),
        (of_another_site, "ADMISSION_FOREIGN"),
    ],
)
def test_a_bad_admission(still: Site, spoil: Callable[[Site, Admission], Admission], reason: str) -> None:
    admission = spoil(still, genuine(still, spoil.__name__))
    goal = ExecuteAdmitted.Goal(admission=c.admission_to_msg(admission))
    outcome = submit(still, ExecuteAdmitted, contract.EXECUTE_ADMITTED, goal)
    assert (outcome.kind, outcome.reason.name) == (OutcomeKind.REFUSED, reason)


def test_an_admission_is_good_once_and_moves_nothing_the_gate_did_not_admit(still: Site) -> None:
    """The controller takes a genuine one, but the gate lets none of its proposals through; a replay is
    refused."""
    goal = ExecuteAdmitted.Goal(admission=c.admission_to_msg(genuine(still, "once")))
    client = ActionClient(still.console.node, ExecuteAdmitted, f"/agv1/{contract.EXECUTE_ADMITTED}")
    still.wait(client.server_is_ready, "the controller")
    sent = client.send_goal_async(goal)
    still.wait(sent.done, "acceptance")
    still.console.spin_until(lambda: False, 0.5)
    assert still.witness.fastest_since_mark < 0.001
    replayed = submit(still, ExecuteAdmitted, contract.EXECUTE_ADMITTED, goal)
    assert (replayed.kind, replayed.reason.name) == (OutcomeKind.REFUSED, "ADMISSION_REPLAYED")
    canceled = sent.result().cancel_goal_async()
    still.wait(canceled.done, "the cancel")


def test_a_good_instruction_does_move(shared_site: Site) -> None:
    """Without this one the others could pass on a robot that is switched off."""
    shared_site.witness.mark()
    shared_site.do("0.3メートル前進して")
    assert shared_site.witness.fastest_since_mark > 0.1

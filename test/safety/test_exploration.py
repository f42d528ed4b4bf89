"""Every abstract state the shipped gate can reach, times every event: what must hold, holds in each of them.

States are told apart by what decides: mode, work, lease, what is missing, what is in motion. Each event comes
after 20 ms in which all that is alive was heard.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Callable
from typing import Any

import pytest

from physical_ai_bridge.plan.enums import Mode, OutcomeKind, Purpose, StopLevel
from physical_ai_bridge.plan.motion import Odometry, Pose2, Scan
from physical_ai_bridge.plan.outcome import Outcome
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.signals import Stop
from physical_ai_bridge.plan.steps import MoveStep, RotateStep, WaitStep
from physical_ai_bridge.plan.verdict import ADMITTED, refused
from physical_ai_bridge.safety import events as e
from physical_ai_bridge.safety import outputs as o
from physical_ai_bridge.safety.conditions import missing
from physical_ai_bridge.safety.state import LATCHED, Running

STEPS = (WaitStep(duration_s=0.0), MoveStep(distance_m=0.09), RotateStep(angle_rad=1.0))
ENDED = Outcome(OutcomeKind.SUCCEEDED, ReasonCode.OK)


def ended(rig: Any, outcome: Outcome) -> None:
    running = rig.state.running
    rig.feed(e.ExecutionEnded(running.admission.id if running else "none", outcome))


def review(rig: Any, verdict: Any) -> None:
    rig.feed(e.ReviewDone(rig.state.counters.ticket, verdict))


def guard_latched(rig: Any, hard: bool, reason: ReasonCode) -> None:
    counters = rig.state.counters
    told = {"license": counters.license, "resets": counters.resets, "reason": reason}
    rig.feed(e.HeartbeatHeard(rig.beat("guard", latched=True, needs_reset=hard, **told)))


def silence(rig: Any, *names: str) -> None:
    rig.alive -= set(names)
    rig.pass_time(0.36)
    rig.alive |= set(names)


def moved(rig: Any, forward: float) -> None:
    rig.forward = forward
    rig.pass_time(0.02)
    rig.forward = 0.0


def clock(rig: Any) -> None:
    rig.ros_shift_ns += 10**9
    rig.pass_time(0.04)


def obstacle(rig: Any) -> None:
    rig.ranges = {"r180": 0.2}
    rig.pass_time(0.02)
    rig.propose(0.5)


def cleared(rig: Any) -> None:
    rig.ranges = {}
    if rig.state.mode is Mode.HOLD:
        rig.pass_time(2.1, lambda: rig.propose(0.1))


def bad_odometry(rig: Any) -> None:
    rig.feed(e.OdometryHeard(Odometry(Pose2(math.nan, 0.0, 0.0), 0.0, 0.0, rig.now.ros_ns)))


def bad_scan(rig: Any) -> None:
    rig.feed(e.ScanHeard(Scan((), -math.pi, 0.1, 0.05, 12.0, rig.now.ros_ns)))


def plan_while_rolling(rig: Any) -> None:
    rig.forward = 0.3
    rig.pass_time(0.02)
    rig.submit(*STEPS)
    rig.forward = 0.0


STOPS: dict[str, Callable[[Any], Any]] = {
    "word": lambda r: r.feed(e.InstructionHeard("止まれ")),
    "word to this robot": lambda r: r.feed(e.InstructionHeard("止まれ", "agv1")),
    "emergency word": lambda r: r.feed(e.InstructionHeard("非常停止")),
    "topic": lambda r: r.feed(e.StopHeard(Stop(StopLevel.STOP))),
    "topic, level unknown": lambda r: r.feed(e.StopHeard(Stop(StopLevel.UNKNOWN))),
    "topic, emergency": lambda r: r.feed(e.StopHeard(Stop(StopLevel.EMERGENCY, "agv1"))),
    "service": lambda r: r.feed(e.StopHeard(Stop(StopLevel.STOP, "agv1"), own=True)),
    "stranger": lambda r: r.feed(e.StrangersSeen((f"cmd_vel: /x{r.steps}",))),
    "proposal not finite": lambda r: r.propose(math.nan),
    "odometry not finite": bad_odometry,
    "scan empty": bad_scan,
    "guard latched hard": lambda r: guard_latched(r, True, ReasonCode.COMMAND_UNSIGNED),
    "guard latched for emergency": lambda r: guard_latched(r, True, ReasonCode.EMERGENCY_STOP),
    "clock": clock,
    "disabled": lambda r: r.feed(e.EnableAsked(False, r.token(Purpose.UNKNOWN), False, 1)),
}
PEOPLE: dict[str, Callable[[Any], Any]] = {
    "reset": lambda r: r.feed(e.ResetAsked(r.token(Purpose.RESET), True, 1)),
    "reset forged": lambda r: r.feed(e.ResetAsked(r.token(Purpose.RESET), False, 1)),
    "reset with another purpose": lambda r: r.feed(e.ResetAsked(r.token(Purpose.ENABLE), True, 1)),
    "enable": lambda r: r.feed(e.EnableAsked(True, r.token(Purpose.ENABLE), True, 1)),
    "enable forged": lambda r: r.feed(e.EnableAsked(True, r.token(Purpose.ENABLE), False, 1)),
    "approve": lambda r: r.feed(e.ApprovalGiven("plan-1", True, r.token(Purpose.APPROVE), True, 1)),
}
OTHERS: dict[str, Callable[[Any], Any]] = {
    "time": lambda r: r.pass_time(0.02),
    "plan": lambda r: r.submit(*STEPS),
    "plan unreadable": lambda r: r.feed(e.PlanSubmitted("x", None, ReasonCode.NOT_FINITE)),
    "review admits": lambda r: review(r, ADMITTED),
    "review refuses": lambda r: review(r, refused(ReasonCode.OBSTACLE_ON_PATH)),
    "review of something else": lambda r: r.feed(e.ReviewDone(-1, ADMITTED)),
    "stands": lambda r: r.propose(0.0),
    "drives": lambda r: r.propose(0.3, 0.1),
    "turns": lambda r: r.propose(0.0, 0.5),
    "next step": lambda r: r.propose(0.0, step_index=r.state.running.next_step if r.state.running else 0),
    "far step": lambda r: r.propose(0.0, step_index=7),
    "over the limit": lambda r: r.propose(3.0),
    "cancel": lambda r: r.feed(e.CancelAsked(r.state.work.key if r.state.work else "x")),
    "claims success": lambda r: ended(r, ENDED),
    "fails": lambda r: ended(r, Outcome(OutcomeKind.FAILED, ReasonCode.UNKNOWN)),
    "strangers gone": lambda r: r.feed(e.StrangersSeen(())),
    "guard latched softly": lambda r: guard_latched(r, False, ReasonCode.GATE_LOST),
    "agent silent": lambda r: silence(r, "agent"),
    "guard silent": lambda r: silence(r, "guard"),
    "sensors silent": lambda r: silence(r, "odometry", "scan"),
    "pushed": lambda r: moved(r, 0.5),
    "obstacle": obstacle,
    "cleared": cleared,
    "plan while it rolls": plan_while_rolling,
    "small talk": lambda r: r.feed(e.InstructionHeard("受付に行って")),
}
EVENTS = {**STOPS, **PEOPLE, **OTHERS}


def kind_of(rig: Any) -> tuple[Any, ...]:
    """What tells two states apart."""
    state, running = rig.state, rig.state.running
    lease = (running.step is None, running.next_step, running.started) if running else ()
    work = type(state.work).__name__
    moving = not state.drive.twist.is_zero
    return (state.mode, work, lease, state.enabled, missing(state, rig.now), moving, bool(rig.ranges))


def after(rig: Any, name: str) -> Any:
    """A copy of the rig, 20 ms and one event later; ``outputs`` are those of the event alone."""
    new = copy.copy(rig)
    new.alive, new.ranges, new.outputs = set(rig.alive), dict(rig.ranges), []
    new.pass_time(0.02)
    new.before, new.outputs = new.state, []
    EVENTS[name](new)
    return new


@pytest.fixture(scope="module")
def explored(new_rig) -> list[tuple[Any, str, Any]]:
    """Every (state, event, state after)."""
    start = new_rig()
    start.answer_reviews = None
    start.pass_time(0.1)
    frontier, seen, found = [start], {kind_of(start)}, []
    while frontier:
        rig = frontier.pop()
        for name in EVENTS:
            new = after(rig, name)
            found.append((rig, name, new))
            if kind_of(new) not in seen:
                seen.add(kind_of(new))
                frontier.append(new)
    return found


def test_the_exploration_reaches_every_mode_and_kind_of_work(explored):
    assert {new.state.mode for *_, new in explored} == set(Mode) - {Mode.UNKNOWN, Mode.SLOW}
    works = {type(new.state.work).__name__ for *_, new in explored}
    assert works == {"NoneType", "Waiting", "Reviewing", "Running"}
    assert any(new.state.running and new.state.running.next_step == 3 for *_, new in explored)
    assert any(not new.state.drive.twist.is_zero for *_, new in explored)


def test_motion_means_active_fresh_admitted_enabled_and_unlatched(explored):
    for _, name, rig in explored:
        if rig.state.drive.twist.is_zero:
            continue
        state = rig.state
        assert state.mode in (Mode.ACTIVE, Mode.SLOW), name
        assert isinstance(state.work, Running) and state.work.step is not None, name
        assert state.enabled and not missing(state, rig.now), name


def test_what_is_sent_is_what_the_state_says(explored):
    for _, name, rig in explored:
        if rig.sent:
            assert rig.sent[-1] == rig.state.drive.twist, name


def test_every_stop_lands_from_every_state_in_one_step(explored):
    for _, name, rig in explored:
        if name in STOPS:
            assert rig.state.mode >= Mode.PROTECTIVE_STOP, name
            assert rig.state.work is None and rig.sent and rig.sent[-1].is_zero, name


def test_only_a_genuine_reset_leaves_a_latch(explored):
    for rig, name, new in explored:
        if rig.state.mode in LATCHED and name != "reset":
            assert new.state.mode in LATCHED, name
            assert new.state.mode >= rig.state.mode, name


def test_nothing_a_person_releases_moves_anything(explored):
    for _, name, rig in explored:
        if name in PEOPLE:
            starts = (o.SendAdmission, o.StartReview)
            assert not any(isinstance(output, starts) for output in rig.outputs), name
            assert rig.state.drive.twist == rig.before.drive.twist or rig.state.drive.twist.is_zero, name


def test_every_plan_that_entered_ends_exactly_once(explored):
    for _, name, rig in explored:
        ends = [output.key for output in rig.outcomes]
        assert len(ends) == len(set(ends)), name
        if rig.before.work is not None and name != "plan":
            gone = rig.state.work is None or rig.state.work.key != rig.before.work.key
            assert (rig.before.work.key in ends) is gone, name


def test_every_state_can_be_left_by_people_and_a_new_plan(explored):
    first_of_kind = {kind_of(new): new for *_, new in reversed(explored)}
    for rig in first_of_kind.values():
        new = after(rig, "strangers gone")
        new.ranges, new.answer_reviews = {}, ADMITTED
        new.pass_time(3.2)
        EVENTS["reset"](new)
        new.pass_time(0.1)
        EVENTS["enable"](new)
        new.pass_time(0.1)
        new.submit(MoveStep(distance_m=2.0))
        new.pass_time(0.02)
        sent = new.propose(0.3)
        assert sent is not None and sent.forward > 0.0, (kind_of(rig), new.state.reason)

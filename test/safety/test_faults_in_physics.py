"""Each process killed, or frozen and woken, at full speed in MuJoCo: at rest in time by ground truth.

The figures are those of the project: detection 0.2 s, braking v/a, 0.1 s on top. The control run without the
guard shows that the check can fail.
"""

from __future__ import annotations

import pytest

from physical_ai_bridge.plan.enums import Mode, OutcomeKind
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.steps import MoveStep

DETECTION, SLACK = 0.2, 0.1
REST = 0.02  # m/s
PROCESSES = ["agent", "gate", "guard", "controller"]
# With gate and guard both gone nobody is left to say stop: the robot's own time-out is beyond us.
PAIRS = [(a, b) for a in PROCESSES for b in PROCESSES if {a, b} != {"gate", "guard"}]
LOST = {
    "agent": ReasonCode.AGENT_LOST,
    "guard": ReasonCode.GUARD_LOST,
    "controller": ReasonCode.CONTROLLER_LOST,
}


def time_to_rest(site, since: float) -> float:
    """s from ``since`` until the robot rests for good."""
    moving = [at for at, speed in site.speeds if at > since and abs(speed) > REST]
    return max(moving, default=since) - since


def check_rest(site, since: float) -> float:
    """Assert that the robot came to rest in time and rests now, and say how long it took."""
    limit = DETECTION + site.profile.max_speed / site.profile.brake + SLACK
    took = time_to_rest(site, since)
    assert took <= limit, f"{took:.3f} s > {limit:.3f} s"
    return took


def why(site) -> set[ReasonCode]:
    """Every reason that the gate's notes, its state or the guard's latch gives for a stop."""
    noted = {ReasonCode[data["reason"]] for _, event, data in site.notes if event == "stopped"}
    latch = {site.guard.latch.reason} if site.guard.latch else set()
    return noted | latch


@pytest.mark.parametrize("name", PROCESSES)
def test_killed_at_full_speed(drive_at_full_speed, name):
    site = drive_at_full_speed()
    since = site.seconds
    site.kill(name)
    site.run(3.0)
    check_rest(site, since)
    assert LOST.get(name, ReasonCode.GATE_LOST) in why(site)


@pytest.mark.parametrize("name", PROCESSES)
@pytest.mark.parametrize("frozen_for", [0.3, 1.5])
def test_frozen_and_woken_at_full_speed(drive_at_full_speed, name, frozen_for):
    site = drive_at_full_speed()
    since = site.seconds
    site.freeze(name)
    site.run(frozen_for)
    site.wake(name)
    site.run(3.0)
    check_rest(site, since)
    assert why(site) & {LOST.get(name, ReasonCode.GATE_LOST), ReasonCode.OWN_STALL}
    assert site.outcomes["plan-1"].kind is OutcomeKind.STOPPED


@pytest.mark.parametrize("name", PROCESSES)
def test_after_a_freeze_a_new_plan_moves_again(drive_at_full_speed, plan_of, name):
    site = drive_at_full_speed()
    site.freeze(name)
    site.run(0.5)
    site.wake(name)
    site.run(1.0)
    site.submit(plan_of(MoveStep(distance_m=0.5), id="again", created_ns=site.now.ros_ns))
    site.run(5.0)
    assert site.outcomes["again"].kind is OutcomeKind.SUCCEEDED


def test_without_the_guard_the_check_fails_when_the_gate_dies(drive_at_full_speed):
    site = drive_at_full_speed(with_guard=False)
    since = site.seconds
    site.kill("gate")
    site.run(3.0)
    with pytest.raises(AssertionError, match="s > "):
        check_rest(site, since)


def test_a_short_freeze_is_none(drive_at_full_speed):
    site = drive_at_full_speed()
    for name in PROCESSES:
        site.freeze(name)
        site.run(0.08)
        site.wake(name)
        site.run(0.2)
    assert site.gate.mode is Mode.ACTIVE and site.body.ground_truth().v > 0.5


@pytest.mark.parametrize("first, second", PAIRS)
def test_two_processes_die_one_after_the_other(drive_at_full_speed, first, second):
    site = drive_at_full_speed()
    since = site.seconds
    site.kill(first)
    site.run(0.1)
    site.kill(second)
    site.run(3.0)
    assert time_to_rest(site, since) <= 0.1 + DETECTION + 0.8 / 3.0 + SLACK

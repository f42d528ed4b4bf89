"""The motion stream: what is late was never sent, what breaks the admission stops, nothing passes a limit."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from physical_ai_bridge.plan.enums import Mode, MotionKind, Phase
from physical_ai_bridge.plan.motion import Pose2, Trajectory, TrajectoryPoint, Twist
from physical_ai_bridge.plan.outcome import Progress
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.steps import MoveStep, NavigateStep, RotateStep, WaitStep
from physical_ai_bridge.safety import events as e
from physical_ai_bridge.safety import outputs as o

BAD = [math.nan, math.inf, -math.inf]
AHEAD = MoveStep(distance_m=5.0)


def stopped_for(rig, reason: ReasonCode, mode: Mode = Mode.PROTECTIVE_STOP) -> bool:
    return (rig.state.mode, rig.state.reason, rig.sent[-1].is_zero) == (mode, reason, True)


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("axis", range(6))
def test_a_number_that_is_none_is_a_stop_and_a_fault(rig, axis, bad):
    rig.running(AHEAD)
    rig.drive(0.8, 1.0)
    numbers = [0.0] * 6
    numbers[axis] = bad
    rig.propose(twist=Twist(tuple(numbers[:3]), tuple(numbers[3:])))
    assert stopped_for(rig, ReasonCode.PROPOSAL_NOT_FINITE, Mode.FAULT)


@pytest.mark.parametrize("bad", BAD)
def test_it_is_one_even_without_an_admission(rig, bad):
    rig.ready().propose(bad)
    assert stopped_for(rig, ReasonCode.PROPOSAL_NOT_FINITE, Mode.FAULT)
    rig.propose(opening_m=bad)
    assert stopped_for(rig, ReasonCode.PROPOSAL_NOT_FINITE, Mode.FAULT)


@pytest.mark.parametrize(
    "age, reason",
    [
        (0.0, None),
        (0.199, None),
        (0.201, ReasonCode.PROPOSAL_STALE),
        (-0.049, None),
        (-0.051, ReasonCode.PROPOSAL_FROM_FUTURE),
        (-1e9, ReasonCode.PROPOSAL_FROM_FUTURE),
    ],
)
def test_a_stamp_has_two_sides(rig, age, reason):
    rig.running(AHEAD)
    sent = rig.propose(0.01, stamp_ns=rig.now.ros_ns - round(age * 1e9))
    assert (sent is not None) is (reason is None)
    assert rig.state.drive.rejected is (reason or ReasonCode.UNKNOWN)


WAY = Trajectory(("elbow",), (TrajectoryPoint((0.1,), (), 10_000_000),))


@pytest.mark.parametrize(
    "change, reason",
    [
        ({"stamp_ns": 0}, ReasonCode.PROPOSAL_STALE),
        ({"admission_id": "agv1-epoch-7"}, ReasonCode.PROPOSAL_UNADMITTED),
        ({"admission_id": ""}, ReasonCode.PROPOSAL_UNADMITTED),
        ({"robot": "agv2"}, ReasonCode.PROPOSAL_UNADMITTED),
        ({"sequence": 1}, ReasonCode.PROPOSAL_OUT_OF_ORDER),
    ],
)
def test_what_is_not_of_this_stream_moves_nothing_and_is_noted_once(rig, change, reason):
    rig.running(AHEAD)
    assert rig.propose(0.3, **change) is None
    assert rig.propose(0.3, **change) is None
    assert [note.data["reason"] for note in rig.notes("proposal rejected")] == [reason.name]
    assert rig.state.mode is Mode.ACTIVE


def test_a_stream_of_rejects_stops_after_its_time_and_says_why(rig):
    rig.running(AHEAD)
    rig.drive(0.5, 0.5)
    rig.pass_time(0.18, lambda: rig.propose(0.5, stamp_ns=rig.now.ros_ns + 10**9))
    assert rig.state.mode is Mode.ACTIVE
    rig.pass_time(0.04, lambda: rig.propose(0.5, stamp_ns=rig.now.ros_ns + 10**9))
    assert stopped_for(rig, ReasonCode.PROPOSAL_FROM_FUTURE)


def test_a_silent_controller_stops_after_its_time(rig):
    rig.running(AHEAD)
    rig.drive(0.5, 0.5)
    rig.pass_time(0.18)
    assert rig.state.mode is Mode.ACTIVE and not rig.sent[-1].is_zero
    rig.pass_time(0.04)
    assert stopped_for(rig, ReasonCode.CONTROLLER_LOST)


@pytest.mark.parametrize(
    "change, reason",
    [
        ({"twist": Twist((0.1, 1e-9, 0.0))}, ReasonCode.PROPOSAL_AXES),
        ({"twist": Twist((0.1, 0.0, 0.1))}, ReasonCode.PROPOSAL_AXES),
        ({"twist": Twist((0.1, 0.0, 0.0), (0.1, 0.0, 0.0))}, ReasonCode.PROPOSAL_AXES),
        ({"twist": Twist((0.1, 0.0, 0.0), (0.0, -0.1, 0.0))}, ReasonCode.PROPOSAL_AXES),
        ({"kind": MotionKind.ARM}, ReasonCode.TRAJECTORY_EMPTY),
        ({"kind": MotionKind.ARM, "trajectory": WAY}, ReasonCode.PROPOSAL_KIND),
        ({"kind": MotionKind.UNKNOWN}, ReasonCode.PROPOSAL_KIND),
        ({"trajectory": Trajectory(("elbow",))}, ReasonCode.PROPOSAL_KIND),
        ({"opening_m": 0.01}, ReasonCode.PROPOSAL_KIND),
        ({"twist": Twist.planar(0.801, 0.0)}, ReasonCode.PROPOSAL_OVER_LIMIT),
        ({"twist": Twist.planar(-0.801, 0.0)}, ReasonCode.PROPOSAL_OVER_LIMIT),
        ({"twist": Twist.planar(0.0, 1.001)}, ReasonCode.PROPOSAL_OVER_LIMIT),
        ({"twist": Twist.planar(0.0, -1.001)}, ReasonCode.PROPOSAL_OVER_LIMIT),
    ],
)
def test_a_form_no_base_has_stops(rig, change, reason):
    rig.running(AHEAD)
    rig.propose(**change)
    assert stopped_for(rig, reason)


def test_what_is_inside_every_limit_passes_untouched(rig):
    rig.running(AHEAD)
    rig.drive(0.8, 2.0)
    for turn in (0.0, 0.3, -1.0):
        rig.pass_time(0.02)
        assert rig.propose(0.8, turn) == Twist.planar(0.8, turn)


@given(wanted=st.lists(st.tuples(st.floats(-0.8, 0.8), st.floats(-1.0, 1.0)), min_size=1, max_size=60))
def test_speed_and_acceleration_are_never_above_what_is_allowed(new_rig, wanted):
    rig = new_rig()
    rig.running(MoveStep(distance_m=2.0, speed_mps=0.5))
    before = 0.0
    for forward, turn in wanted:
        rig.pass_time(0.02)
        sent = rig.propose(forward, turn)
        if sent is None or sent.is_zero:
            break
        assert abs(sent.forward) <= min(abs(forward), abs(before) + 0.5 * 0.02 + 1e-9, 0.5)
        assert abs(sent.turn) <= abs(turn)
        assert math.isclose(sent.forward * turn, sent.turn * forward, abs_tol=1e-12)  # the same curve
        before = sent.forward


def test_the_speed_of_the_plan_is_kept_whatever_is_proposed(rig):
    rig.running(MoveStep(distance_m=3.0, speed_mps=0.2))
    rig.drive(0.8, 3.0)
    assert max(twist.forward for twist in rig.sent) == 0.2


@pytest.mark.parametrize(
    "step, twist",
    [
        (MoveStep(distance_m=2.0), Twist.planar(-0.06, 0.0)),
        (MoveStep(distance_m=-2.0), Twist.planar(0.06, 0.0)),
        (RotateStep(angle_rad=1.0), Twist.planar(0.06, 0.2)),
        (RotateStep(angle_rad=1.0), Twist.planar(0.0, -0.21)),
        (RotateStep(angle_rad=-1.0), Twist.planar(0.0, 0.21)),
        (NavigateStep(place="東"), Twist.planar(-0.06, 0.0)),
        (WaitStep(duration_s=5.0), Twist.planar(0.0, 0.001)),
        (WaitStep(duration_s=5.0), Twist.planar(0.001, 0.0)),
    ],
)
def test_a_motion_the_step_does_not_need_stops(rig, step, twist):
    rig.running(step)
    rig.propose(twist=twist)
    assert stopped_for(rig, ReasonCode.ENVELOPE_LEFT)


@pytest.mark.parametrize(
    "step, twist",
    [
        (MoveStep(distance_m=2.0), Twist.planar(-0.005, 0.0)),
        (MoveStep(distance_m=-2.0), Twist.planar(-0.005, 0.0)),
        (RotateStep(angle_rad=1.0), Twist.planar(0.005, 1.0)),
        (RotateStep(angle_rad=1.0), Twist.planar(0.0, -0.19)),
        (NavigateStep(place="東"), Twist.planar(0.0, -1.0)),
        (WaitStep(duration_s=5.0), Twist()),
    ],
)
def test_a_motion_the_step_needs_passes(rig, step, twist):
    rig.running(step)
    rig.pass_time(0.02)
    assert rig.propose(twist=twist) == twist


@pytest.mark.parametrize("index", [-1, 1, 2, 3, 2**31])
def test_a_step_out_of_turn_stops(rig, index):
    rig.running(MoveStep(distance_m=1.0), RotateStep(angle_rad=1.0), WaitStep(duration_s=1.0))
    rig.propose(0.0, step_index=index)
    assert stopped_for(rig, ReasonCode.STEP_SKIPPED)


def test_after_the_last_step_there_is_no_other(rig):
    rig.running(WaitStep(duration_s=0.0))
    rig.propose(0.0, step_index=1)
    assert stopped_for(rig, ReasonCode.STEP_SKIPPED)


def test_the_next_step_begins_at_rest_from_what_was_reviewed(rig):
    rig.running(MoveStep(distance_m=1.0), RotateStep(angle_rad=1.0))
    rig.drive(0.5, 2.4)
    assert 0.9 < rig.pose.x < 1.0 and rig.forward > 0.3
    assert rig.propose(0.0, step_index=1).is_zero
    assert rig.state.running.step.index == 0  # still rolling: no lease yet
    rig.forward = 0.0
    rig.hear("odometry")
    rig.pass_time(0.02)
    rig.propose(0.0, step_index=1)
    assert rig.state.running.step.index == 1
    assert rig.state.running.step.origin == rig.pose


def test_during_the_review_of_the_next_step_only_standing_passes(rig):
    rig.running(WaitStep(duration_s=0.0), MoveStep(distance_m=1.0))
    rig.answer_reviews = None
    rig.pass_time(0.02)
    assert rig.propose(0.5, step_index=1).is_zero
    assert rig.state.running.step is None
    rig.pass_time(0.02)
    assert rig.propose(0.5, step_index=1).is_zero
    rig.propose(0.5, step_index=2)
    assert stopped_for(rig, ReasonCode.STEP_SKIPPED)


@pytest.mark.parametrize("step", [MoveStep(distance_m=3.0), NavigateStep(place="東")])
@pytest.mark.parametrize("out", [(0.0, 0.11), (0.0, -0.11), (-0.11, 0.0), (4.11, 0.0)])
def test_a_robot_beside_its_lane_stops(rig, step, out):
    rig.running(step)
    rig.pose = Pose2(*out, 0.0)
    rig.pass_time(0.02)
    assert rig.state.mode in (Mode.PROTECTIVE_STOP, Mode.FAULT)
    assert rig.sent[-1].is_zero


@pytest.mark.parametrize("way, leaves", [(0.09, False), (0.11, True), (-0.09, False), (-0.11, True)])
def test_the_lane_has_two_sides(rig, way, leaves):
    rig.running(MoveStep(distance_m=3.0))
    rig.pose = Pose2(0.0, way, 0.0)
    rig.pass_time(0.02)
    assert (rig.state.mode is Mode.PROTECTIVE_STOP) is leaves
    assert not leaves or rig.state.reason is ReasonCode.ENVELOPE_LEFT


@pytest.mark.parametrize("turn, leaves", [(0.34, False), (0.36, True), (-0.34, False), (-0.36, True)])
def test_the_heading_of_a_move_has_two_sides(rig, turn, leaves):
    rig.running(MoveStep(distance_m=3.0))
    rig.turn = math.copysign(1.0, turn)
    rig.pass_time(abs(turn), lambda: rig.propose(0.0, rig.turn))
    assert (rig.state.mode is Mode.PROTECTIVE_STOP) is leaves
    assert not leaves or rig.state.reason is ReasonCode.ENVELOPE_LEFT


def test_a_silence_is_bridged_only_as_far_as_the_scan_allows_now(rig):
    """A controller that says little must not make the robot blind between two proposals."""
    rig.running(AHEAD)
    rig.drive(0.8, 2.0)
    rig.ranges = {"r180": 0.3}
    rig.pass_time(0.06)
    assert rig.state.mode is Mode.HOLD or rig.sent[-1].forward < 0.5


def test_progress_of_this_admission_alone_is_passed_on(rig):
    rig.running(AHEAD)
    running = rig.state.running
    told = rig.feed(e.ProgressHeard(Progress(running.admission.id, Phase.RUNNING, 0, 1.0)))
    assert [output.key for output in told if isinstance(output, o.ReportProgress)] == ["key-1"]
    assert rig.feed(e.ProgressHeard(Progress("other", Phase.RUNNING, 0, 1.0))) == []


def test_no_stamp_is_none_even_when_the_clock_has_only_begun(rig):
    rig.ros_shift_ns = 0
    rig.running(AHEAD)
    rig.pass_time(0.02)
    assert rig.now.ros_ns < 200_000_000
    assert rig.propose(0.01, stamp_ns=0) is None
    assert rig.state.drive.rejected is ReasonCode.PROPOSAL_STALE

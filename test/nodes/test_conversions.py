"""Every conversion goes there and back, over the wire too; what is malformed is refused or unknown."""

from __future__ import annotations

import copy
import math
import struct
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nav_msgs.msg import Odometry as OdometryMsg
from physical_ai_bridge_msgs import msg as m
from pydantic import TypeAdapter
from rclpy.serialization import deserialize_message, serialize_message

from physical_ai_bridge.nodes import conversions as c
from physical_ai_bridge.plan import enums, signing
from physical_ai_bridge.plan import steps as s
from physical_ai_bridge.plan.admission import Admission
from physical_ai_bridge.plan.motion import (
    GatedMotion,
    MotionProposal,
    Pose2,
    Scan,
    Trajectory,
    TrajectoryPoint,
    Twist,
)
from physical_ai_bridge.plan.outcome import Outcome, Progress, StepResult
from physical_ai_bridge.plan.plan import Plan
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.signals import ApproverToken, Heartbeat, Instruction, Reply, SafetyState, Stop
from physical_ai_bridge.plan.verdict import Evidence, Nearest, Verdict

NS = 1_700_000_000_123_456_789
KEY = b"key"
PLAN = Plan(
    id="plan-1",
    instruction_id="1",
    robot="agv1",
    source=enums.PlanSource.MODEL,
    model="m",
    created_ns=NS,
    steps=(s.MoveStep(distance_m=1.5, speed_mps=0.3),),
)
VERDICT = Verdict(
    enums.Decision.REFUSED,
    ReasonCode.DISTANCE_OVER_LIMIT,
    2,
    Nearest(5.0, "m"),
    (Evidence("distance_m", 10.0, 5.0, "m"),),
)
RESULT = StepResult(1, enums.Skill.ROTATE, True, 1.0, 1.1, 0.1, 2.0)
TWIST = Twist((1.0, 2.0, 3.0), (4.0, 5.0, 6.0))
TRAJECTORY = Trajectory(("j1",), (TrajectoryPoint((0.1,), (0.2,), 1_500_000_000),))
FULL: dict[type, Any] = {  # one of each in which no field has its default
    Plan: PLAN,
    Admission: Admission(
        id="a",
        epoch="e",
        sequence=3,
        nonce="n",
        plan_hash="h",
        configuration_hash="c",
        issued_ns=NS,
        expires_ns=NS + 1,
        plan=PLAN,
        mac="f",
    ),
    Verdict: VERDICT,
    StepResult: RESULT,
    Outcome: Outcome(enums.OutcomeKind.FAILED, ReasonCode.TIMED_OUT, VERDICT, (RESULT,)),
    Progress: Progress("a", enums.Phase.RUNNING, 1, 0.5, VERDICT),
    Twist: TWIST,
    Trajectory: TRAJECTORY,
    MotionProposal: MotionProposal("agv1", "a", 1, 2, NS, enums.MotionKind.ARM, TWIST, TRAJECTORY, 0.1),
    GatedMotion: GatedMotion("agv1", "e", 1, 2, 3, NS, enums.MotionKind.ARM, TWIST, TRAJECTORY, 0.1, "f"),
    Instruction: Instruction("1", "1m進んで", "佐藤", "agv1", NS),
    Reply: Reply("1", "agv1", enums.ReplyKind.RESULT, ReasonCode.OK, "完了しました", True, NS),
    Stop: Stop(enums.StopLevel.EMERGENCY, "agv1", "agent", ReasonCode.STOP_WORD, "止まれ", NS),
    Heartbeat: Heartbeat("guard", "agv1", "e", 1, True, True, 2, 3, ReasonCode.GATE_LOST, NS),
    ApproverToken: ApproverToken(enums.Purpose.RESET, "佐藤", "agv1", "plan-1", "n", NS, "f"),
    SafetyState: SafetyState(
        "agv1", "e", enums.Mode.ACTIVE, True, ReasonCode.OK, "a", 1, 0.8, ("odom", "scan"), ("NO_SCAN",), NS
    ),
}
FOR_READERS = {
    ("Verdict", "text_ja"),
    ("Verdict", "text_en"),
    ("Outcome", "text_ja"),
    ("SafetyState", "text_ja"),
}
NOT_OURS = {("JointTrajectory", "header")}

text = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
name = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=8)
number = st.floats()
finite = st.floats(allow_nan=False, allow_infinity=False)
positive = finite.map(abs)
uint32, uint64 = st.integers(0, 2**32 - 1), st.integers(0, 2**64 - 1)
stamp = st.integers(0, 2**31 * c.SECOND - 1)
reason = st.sampled_from(ReasonCode)
vector = st.tuples(number, number, number)
numbers = st.lists(number, max_size=3).map(tuple)
steps = st.one_of(
    st.builds(s.MoveStep, distance_m=finite, speed_mps=positive),
    st.builds(s.RotateStep, angle_rad=finite),
    st.builds(s.NavigateStep, place=name, speed_mps=positive),
    st.builds(s.WaitStep, duration_s=positive),
    st.builds(s.ArmPoseStep, arm_pose=name),
    st.builds(s.GripperStep, opening_m=positive),
    st.builds(s.PickStep, object_id=name),
    st.builds(s.PlaceStep, object_id=name, place=text),
)
plans = st.builds(
    Plan,
    id=name,
    instruction_id=name,
    robot=name,
    source=st.sampled_from(enums.PlanSource),
    model=text,
    created_ns=stamp,
    steps=st.lists(steps, max_size=4).map(tuple),
)
evidence = st.lists(st.builds(Evidence, text, number, number, text), max_size=2).map(tuple)
nearest = st.none() | st.builds(Nearest, number, text)
verdicts = st.builds(
    Verdict, st.sampled_from(enums.Decision), reason, st.integers(-1, 2**31 - 1), nearest, evidence
)
results = st.builds(
    StepResult, uint32, st.sampled_from(enums.Skill), st.booleans(), number, number, number, number
)
whole_ns = st.integers(0, 10**13)
trajectories = st.builds(
    Trajectory,
    st.lists(text, max_size=3).map(tuple),
    st.lists(st.builds(TrajectoryPoint, numbers, numbers, whole_ns), max_size=2).map(tuple),
)
twists = st.builds(Twist, vector, vector)
kinds = st.sampled_from(enums.MotionKind)
STRATEGIES: dict[type, st.SearchStrategy[Any]] = {
    Plan: plans,
    Admission: st.builds(
        Admission,
        id=name,
        epoch=name,
        sequence=uint64,
        nonce=name,
        plan_hash=name,
        configuration_hash=name,
        issued_ns=stamp,
        expires_ns=stamp,
        plan=plans,
        mac=text,
    ),
    Verdict: verdicts,
    StepResult: results,
    Outcome: st.builds(
        Outcome,
        st.sampled_from(enums.OutcomeKind),
        reason,
        verdicts,
        st.lists(results, max_size=3).map(tuple),
    ),
    Progress: st.builds(
        Progress,
        text,
        st.sampled_from(enums.Phase),
        uint32,
        number,
        st.none() | verdicts.filter(lambda verdict: verdict.decision is not enums.Decision.UNKNOWN),
    ),
    Twist: twists,
    Trajectory: trajectories,
    MotionProposal: st.builds(
        MotionProposal, text, text, uint32, uint64, stamp, kinds, twists, trajectories, number
    ),
    GatedMotion: st.builds(
        GatedMotion, text, text, uint64, uint32, uint64, stamp, kinds, twists, trajectories, number, text
    ),
    Instruction: st.builds(Instruction, text, text, text, text, stamp),
    Reply: st.builds(Reply, text, text, st.sampled_from(enums.ReplyKind), reason, text, st.booleans(), stamp),
    Stop: st.builds(Stop, st.sampled_from(enums.StopLevel), text, text, reason, text, stamp),
    Heartbeat: st.builds(
        Heartbeat, text, text, text, uint64, st.booleans(), st.booleans(), uint64, uint32, reason, stamp
    ),
    ApproverToken: st.builds(
        ApproverToken, st.sampled_from(enums.Purpose), text, text, text, text, stamp, text
    ),
    SafetyState: st.builds(
        SafetyState,
        text,
        text,
        st.sampled_from(enums.Mode),
        st.booleans(),
        reason,
        text,
        uint32,
        number,
        st.lists(text, max_size=3).map(tuple),
        st.lists(text, max_size=3).map(tuple),
        stamp,
    ),
}


def label(value: object) -> str:
    return value.__name__ if isinstance(value, type) else str(value)


def over_the_wire(msg: Any) -> Any:
    return deserialize_message(serialize_message(msg), type(msg))


def bits(value: Any) -> str:
    """How a value prints: unlike ==, it finds NaN like NaN and -0.0 unlike 0.0."""
    return repr(value)


def test_every_pair_is_tested() -> None:
    assert set(c.PAIRS) == set(FULL) == set(STRATEGIES)


@pytest.mark.parametrize("kind", c.PAIRS, ids=label)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_there_and_back_is_the_same(kind: type, data: st.DataObject) -> None:
    to_msg, from_msg = c.PAIRS[kind]
    value = data.draw(STRATEGIES[kind])
    assert bits(from_msg(to_msg(value))) == bits(value)
    assert bits(from_msg(over_the_wire(to_msg(value)))) == bits(value)


@settings(max_examples=100, deadline=None)
@given(step=steps)
def test_steps_go_there_and_back(step: s.Step) -> None:
    assert bits(c.step_from_msg(over_the_wire(c.step_to_msg(step)))) == bits(step)


@pytest.mark.parametrize("kind", FULL, ids=label)
def test_every_field_of_a_message_is_filled(kind: type) -> None:
    msg = c.PAIRS[kind][0](FULL[kind])
    same = [field for field in fields_of(msg) if getattr(msg, field) == getattr(type(msg)(), field)]
    assert same == []


@pytest.mark.parametrize("kind", FULL, ids=label)
def test_every_field_of_a_message_is_read(kind: type) -> None:
    to_msg, from_msg = c.PAIRS[kind]
    msg = to_msg(FULL[kind])
    unread = [field for field in fields_of(msg) if unchanged_without(msg, field, from_msg)]
    assert {(type(msg).__name__, field) for field in unread} <= FOR_READERS


def fields_of(msg: Any) -> list[str]:
    every = type(msg).get_fields_and_field_types()
    return [field for field in every if (type(msg).__name__, field) not in NOT_OURS]


def unchanged_without(msg: Any, field: str, from_msg: Any) -> bool:
    without = copy.deepcopy(msg)
    setattr(without, field, getattr(type(msg)(), field))
    try:
        return bool(from_msg(without) == from_msg(msg))
    except ValueError:
        return False


@pytest.mark.parametrize(
    ("kind", "field", "read"),
    [
        (Plan, "source", "source"),
        (Verdict, "decision", "decision"),
        (StepResult, "skill", "skill"),
        (Outcome, "kind", "kind"),
        (Progress, "phase", "phase"),
        (MotionProposal, "kind", "kind"),
        (GatedMotion, "kind", "kind"),
        (Reply, "kind", "kind"),
        (Stop, "level", "level"),
        (ApproverToken, "purpose", "purpose"),
        (SafetyState, "mode", "mode"),
    ],
    ids=label,
)
@pytest.mark.parametrize("value", [100, 255])
def test_a_number_outside_an_enumeration_is_unknown(kind: type, field: str, read: str, value: int) -> None:
    to_msg, from_msg = c.PAIRS[kind]
    msg = to_msg(FULL[kind])
    setattr(msg, field, value)
    assert getattr(from_msg(over_the_wire(msg)), read).name == "UNKNOWN"


@pytest.mark.parametrize("kind", [Verdict, Outcome, Reply, Stop, Heartbeat, SafetyState], ids=label)
@pytest.mark.parametrize("value", [3, 65_535])
def test_a_reason_that_is_not_known_is_unknown(kind: type, value: int) -> None:
    to_msg, from_msg = c.PAIRS[kind]
    msg = to_msg(FULL[kind])
    msg.reason.value = value
    assert from_msg(over_the_wire(msg)).reason is ReasonCode.UNKNOWN


@pytest.mark.parametrize("kind", c.PAIRS, ids=label)
def test_an_empty_message_is_malformed_or_unknown_and_never_a_yes(kind: type) -> None:
    to_msg, from_msg = c.PAIRS[kind]
    empty = type(to_msg(FULL[kind]))()
    if kind in (Plan, Admission):
        with pytest.raises(ValueError):
            from_msg(empty)
        return
    read = from_msg(empty)
    enumerations = [each for each in vars(read).values() if isinstance(each, (*ENUMERATIONS, ReasonCode))]
    assert all(each.name == "UNKNOWN" for each in enumerations)


ENUMERATIONS = tuple(
    each for each in vars(enums).values() if isinstance(each, type) and issubclass(each, int)
)
GOOD_STEPS: list[s.Step] = [
    s.MoveStep(distance_m=1.0, speed_mps=0.5),
    s.RotateStep(angle_rad=1.0),
    s.NavigateStep(place="受付", speed_mps=0.5),
    s.WaitStep(duration_s=1.0),
    s.ArmPoseStep(arm_pose="home"),
    s.GripperStep(opening_m=0.1),
    s.PickStep(object_id="box"),
    s.PlaceStep(object_id="box", place="受付"),
]
SLOTS = [field for field in m.Step.get_fields_and_field_types() if field != "skill"]
FOREIGN = [(step, slot) for step in GOOD_STEPS for slot in SLOTS if slot not in type(step).model_fields]
OWN = [(step, slot) for step in GOOD_STEPS for slot in SLOTS if slot in type(step).model_fields]
OWN_NUMBERS = [(step, slot) for step, slot in OWN if isinstance(getattr(step, slot), float)]


def step_id(value: object) -> str:
    return type(value).__name__ if isinstance(value, s.Frozen) else str(value)


def test_the_slots_of_a_step_are_those_of_its_message() -> None:
    assert set(SLOTS) == set(c._SLOTS) == {slot for _, slot in OWN}
    assert {type(step) for step in GOOD_STEPS} == set(c._STEPS.values())


@pytest.mark.parametrize(("step", "slot"), FOREIGN, ids=step_id)
def test_a_slot_that_does_not_belong_to_the_skill_is_refused(step: s.Step, slot: str) -> None:
    msg = c.step_to_msg(step)
    values = ["x", " ", "\t"] if isinstance(getattr(msg, slot), str) else [1.0, -5e-324, math.nan, math.inf]
    for value in values:
        setattr(msg, slot, value)
        with pytest.raises(c.MalformedMessage, match=slot):
            c.step_from_msg(msg)


@pytest.mark.parametrize(("step", "slot"), OWN_NUMBERS, ids=step_id)
@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_not_finite_in_a_plan_is_refused(step: s.Step, slot: str, value: float) -> None:
    msg = c.plan_to_msg(PLAN.model_copy(update={"steps": (PLAN.steps[0], step)}))
    setattr(msg.steps[1], slot, value)
    with pytest.raises(ValueError, match=slot):
        c.plan_from_msg(over_the_wire(msg))
    admission = c.admission_to_msg(FULL[Admission])
    admission.plan = msg
    with pytest.raises(ValueError, match=slot):
        c.admission_from_msg(over_the_wire(admission))


@pytest.mark.parametrize("skill", [0, 9, 255])
def test_an_unknown_skill_is_refused(skill: int) -> None:
    with pytest.raises(c.MalformedMessage, match=f"unknown skill {skill}"):
        c.step_from_msg(m.Step(skill=skill))


@pytest.mark.parametrize("field", ["id", "instruction_id", "robot"])
@pytest.mark.parametrize("value", ["", "a" * 65])
def test_a_plan_with_a_bad_name_is_refused(field: str, value: str) -> None:
    msg = c.plan_to_msg(PLAN)
    setattr(msg, field, value)
    with pytest.raises(ValueError, match=field):
        c.plan_from_msg(msg)


def test_a_plan_from_before_the_clock_began_is_refused() -> None:
    msg = c.plan_to_msg(PLAN)
    msg.created.sec = -1
    with pytest.raises(ValueError, match="created_ns"):
        c.plan_from_msg(msg)


@given(st.tuples(*[number] * 6))
def test_what_is_not_finite_in_a_twist_reaches_the_gate_as_it_is(values: tuple[float, ...]) -> None:
    twist = Twist(values[:3], values[3:])  # type: ignore[arg-type]
    back = c.twist_from_msg(over_the_wire(c.twist_to_msg(twist)))
    for sent, received in zip(values, (*back.linear, *back.angular), strict=True):
        assert struct.pack("<d", sent) == struct.pack("<d", received) or (
            math.isnan(sent) and math.isnan(received)
        )


WHOLE = Twist((1, 0, 0), (0, 0, -2))
IN_WHOLE_NUMBERS: list[Any] = [
    Verdict(
        enums.Decision.REFUSED, ReasonCode.TOO_MANY_STEPS, 0, Nearest(5, "m"), (Evidence("n", 21, 20, ""),)
    ),
    StepResult(0, enums.Skill.MOVE, True, 1, 2, 3, 4),
    Progress("a", enums.Phase.RUNNING, 0, 7),
    WHOLE,
    Trajectory(("j",), (TrajectoryPoint((1,), (2,), 3),)),
    MotionProposal("agv1", "a", 0, 1, NS, enums.MotionKind.BASE, WHOLE, Trajectory(), 1),
    GatedMotion("agv1", "e", 0, 1, 2, NS, enums.MotionKind.BASE, WHOLE, Trajectory(), 1),
    SafetyState("agv1", "e", enums.Mode.READY, True, ReasonCode.OK, speed_limit_mps=1),
]


@pytest.mark.parametrize("value", IN_WHOLE_NUMBERS, ids=lambda value: type(value).__name__)
def test_whole_numbers_arrive_as_the_same_numbers(value: Any) -> None:
    """The message types take an int for a float64 without a word and send its bytes."""
    to_msg, from_msg = c.PAIRS[type(value)]
    assert from_msg(over_the_wire(to_msg(value))) == value


@settings(max_examples=60, deadline=None)
@given(motion=STRATEGIES[GatedMotion], admission=STRATEGIES[Admission], token=STRATEGIES[ApproverToken])
def test_signatures_hold_over_the_wire(motion: Any, admission: Any, token: Any) -> None:
    motion, admission = signing.sign_motion(KEY, motion), signing.sign_admission(KEY, admission)
    token = signing.sign_token(KEY, token)
    assert signing.motion_is_genuine(KEY, c.gated_from_msg(over_the_wire(c.gated_to_msg(motion))))
    assert signing.admission_is_genuine(
        KEY, c.admission_from_msg(over_the_wire(c.admission_to_msg(admission)))
    )
    assert signing.token_is_genuine(KEY, c.token_from_msg(over_the_wire(c.token_to_msg(token))))


def test_a_motion_changed_on_the_wire_is_not_genuine() -> None:
    msg = c.gated_to_msg(signing.sign_motion(KEY, replace(FULL[GatedMotion], mac="")))
    msg.twist.linear.x += 0.1
    assert not signing.motion_is_genuine(KEY, c.gated_from_msg(over_the_wire(msg)))


def test_progress_without_a_verdict_has_none() -> None:
    progress = Progress("a", enums.Phase.RUNNING)
    assert c.progress_from_msg(over_the_wire(c.progress_to_msg(progress))).verdict is None


@pytest.mark.parametrize("ns", [0, 1, c.SECOND - 1, c.SECOND, NS, 2**31 * c.SECOND - 1])
def test_stamps_are_exact(ns: int) -> None:
    assert c.time_from_msg(over_the_wire(c.time_to_msg(ns))) == ns


def test_what_a_person_reads_is_in_the_message() -> None:
    verdict = c.verdict_to_msg(VERDICT)
    assert (verdict.text_ja, verdict.text_en) == (VERDICT.text_ja, VERDICT.text_en)
    assert c.outcome_to_msg(FULL[Outcome]).text_ja == ReasonCode.TIMED_OUT.text_ja
    assert c.state_to_msg(FULL[SafetyState]).text_ja == ReasonCode.OK.text_ja


def test_every_step_of_the_union_has_a_message() -> None:
    schema = TypeAdapter(s.Step).json_schema()
    assert set(schema["discriminator"]["mapping"]) == {skill.name.lower() for skill in c._STEPS}


# --- senses

scans = st.builds(
    Scan,
    st.lists(st.floats(width=32), max_size=20).map(tuple),
    *[st.floats(-100, 100, width=32)] * 4,
    stamp,
)


@settings(max_examples=60, deadline=None)
@given(scans)
def test_scans_go_there_and_back_with_all_that_is_wrong_in_them(scan: Scan) -> None:
    msg = over_the_wire(c.scan_to_msg(scan, "lidar"))
    assert bits(c.scan_from_msg(msg)) == bits(scan)
    assert msg.header.frame_id == "lidar"


def test_the_last_ray_of_a_scan_is_at_its_largest_angle() -> None:
    msg = c.scan_to_msg(Scan((1.0, 2.0, 3.0), -1, 1, 0, 10, NS), "lidar")
    assert over_the_wire(msg).angle_max == 1.0


def odometry(**values: float) -> OdometryMsg:
    msg = OdometryMsg()
    msg.header.stamp = c.time_to_msg(NS)
    position, orientation, twist = msg.pose.pose.position, msg.pose.pose.orientation, msg.twist.twist
    position.x, position.y = values.get("x", 0.0), values.get("y", 0.0)
    orientation.z, orientation.w = values.get("z", 0.0), values.get("w", 1.0)
    twist.linear.x, twist.angular.z = values.get("forward", 0.0), values.get("turn", 0.0)
    return msg


def test_odometry_is_told_in_the_map() -> None:
    half = math.pi / 4
    msg = odometry(x=2.0, y=1.0, z=math.sin(half), w=math.cos(half), forward=0.5, turn=-0.1)
    read = c.odometry_from_msg(msg, Pose2(1.0, 1.0, math.pi / 2))
    assert (read.pose.x, read.pose.y) == (pytest.approx(0.0), pytest.approx(3.0))
    assert abs(read.pose.yaw) == pytest.approx(math.pi)
    assert (read.forward, read.turn, read.stamp_ns) == (0.5, -0.1, NS)


@pytest.mark.parametrize(
    "quaternion", [(0.0, 0.0), (0.0, 2.0), (math.nan, 1.0), (math.inf, 1.0), (1e200, 1.0)]
)
def test_a_quaternion_that_is_none_has_no_heading(quaternion: tuple[float, float]) -> None:
    read = c.odometry_from_msg(odometry(z=quaternion[0], w=quaternion[1]), Pose2(0.0, 0.0, 0.0))
    assert math.isnan(read.pose.yaw)


@given(st.fixed_dictionaries(dict.fromkeys(("x", "y", "z", "w", "forward", "turn"), number)))
def test_no_odometry_raises_and_nothing_wrong_becomes_right(values: dict[str, float]) -> None:
    read = c.odometry_from_msg(odometry(**values), Pose2(1.0, 2.0, 3.0))
    wrong = [key for key in ("forward", "turn") if not math.isfinite(values[key])]
    assert all(not math.isfinite(getattr(read, key)) for key in wrong)
    if not (math.isfinite(values["x"]) and math.isfinite(values["y"])):
        assert not (math.isfinite(read.pose.x) and math.isfinite(read.pose.y))

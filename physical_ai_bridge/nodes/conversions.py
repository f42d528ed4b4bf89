"""Between our vocabulary and the ROS messages, in pairs: ``x_to_msg`` and ``x_from_msg``.

``from`` never trusts: a number outside an enumeration becomes unknown, a slot that does not belong to a
skill is refused. ``to`` makes a float of every number: an int in a float64 field is sent as 5e-324 or so.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from enum import IntEnum
from typing import Any, TypeVar

from builtin_interfaces.msg import Duration as DurationMsg
from builtin_interfaces.msg import Time
from geometry_msgs.msg import Twist as TwistMsg
from geometry_msgs.msg import Vector3
from nav_msgs.msg import Odometry as OdometryMsg
from physical_ai_bridge_msgs import msg as m
from sensor_msgs.msg import LaserScan
from trajectory_msgs.msg import JointTrajectory, JointTrajectoryPoint

from physical_ai_bridge.nodes.planar import yaw_from_quaternion
from physical_ai_bridge.plan.admission import Admission
from physical_ai_bridge.plan.enums import (
    Decision,
    Mode,
    MotionKind,
    OutcomeKind,
    Phase,
    PlanSource,
    Purpose,
    ReplyKind,
    Skill,
    StopLevel,
)
from physical_ai_bridge.plan.motion import (
    GatedMotion,
    MotionProposal,
    Odometry,
    Pose2,
    Scan,
    Trajectory,
    TrajectoryPoint,
    Twist,
)
from physical_ai_bridge.plan.outcome import Outcome, Progress, StepResult
from physical_ai_bridge.plan.plan import Plan
from physical_ai_bridge.plan.plane import compose
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.signals import ApproverToken, Heartbeat, Instruction, Reply, SafetyState, Stop
from physical_ai_bridge.plan.steps import (
    ArmPoseStep,
    GripperStep,
    MoveStep,
    NavigateStep,
    PickStep,
    PlaceStep,
    RotateStep,
    Step,
    WaitStep,
)
from physical_ai_bridge.plan.verdict import Evidence, Nearest, Verdict

SECOND = 1_000_000_000
E = TypeVar("E", bound=IntEnum)


class MalformedMessage(ValueError):
    """A message that does not say one clear thing; ``str`` says what is wrong, for the sender's developer."""


def enum_from_msg(kind: type[E], value: int) -> E:
    """The member, or the one numbered 0, which means unknown."""
    return kind(value) if value in kind._value2member_map_ else kind(0)


def time_to_msg(ns: int) -> Time:
    """ns of ROS time; negative times do not exist on the wire."""
    return Time(sec=ns // SECOND, nanosec=ns % SECOND)


def time_from_msg(time: Time) -> int:
    """ns of ROS time."""
    return int(time.sec) * SECOND + int(time.nanosec)


def reason_to_msg(reason: ReasonCode) -> m.ReasonCode:
    return m.ReasonCode(value=int(reason))


def reason_from_msg(msg: m.ReasonCode) -> ReasonCode:
    return ReasonCode(msg.value)


# --- plans

_SLOTS = ("distance_m", "angle_rad", "duration_s", "speed_mps", "opening_m", "place", "object_id", "arm_pose")
_STEPS: dict[Skill, type[Any]] = {
    Skill.MOVE: MoveStep,
    Skill.ROTATE: RotateStep,
    Skill.NAVIGATE: NavigateStep,
    Skill.WAIT: WaitStep,
    Skill.ARM_POSE: ArmPoseStep,
    Skill.GRIPPER: GripperStep,
    Skill.PICK: PickStep,
    Skill.PLACE: PlaceStep,
}


def step_to_msg(step: Step) -> m.Step:
    """The slots of the skill; all others stay zero or empty."""
    return m.Step(skill=int(Skill[step.kind.upper()]), **step.model_dump(exclude={"kind"}))


def step_from_msg(msg: m.Step) -> Step:
    """Raises MalformedMessage for an unknown skill or a slot that does not belong to it, ValueError for a
    bad value."""
    kind = _STEPS.get(enum_from_msg(Skill, msg.skill))
    if kind is None:
        raise MalformedMessage(f"unknown skill {msg.skill}")
    given = {slot: getattr(msg, slot) for slot in _SLOTS}
    own = {slot: value for slot, value in given.items() if slot in kind.model_fields}
    foreign = [slot for slot, value in given.items() if slot not in own and value != type(value)()]
    if foreign:
        raise MalformedMessage(f"{kind.__name__} has no {', '.join(foreign)}")
    step: Step = kind(**own)
    return step


def plan_to_msg(plan: Plan) -> m.Plan:
    return m.Plan(
        id=plan.id,
        instruction_id=plan.instruction_id,
        robot=plan.robot,
        source=int(plan.source),
        model=plan.model,
        created=time_to_msg(plan.created_ns),
        steps=[step_to_msg(step) for step in plan.steps],
    )


def plan_from_msg(msg: m.Plan) -> Plan:
    """Raises MalformedMessage or pydantic's ValidationError, both ValueErrors."""
    return Plan(
        id=msg.id,
        instruction_id=msg.instruction_id,
        robot=msg.robot,
        source=enum_from_msg(PlanSource, msg.source),
        model=msg.model,
        created_ns=time_from_msg(msg.created),
        steps=tuple(step_from_msg(step) for step in msg.steps),
    )


def admission_to_msg(admission: Admission) -> m.Admission:
    return m.Admission(
        id=admission.id,
        epoch=admission.epoch,
        sequence=admission.sequence,
        nonce=admission.nonce,
        plan_hash=admission.plan_hash,
        configuration_hash=admission.configuration_hash,
        issued=time_to_msg(admission.issued_ns),
        expires=time_to_msg(admission.expires_ns),
        plan=plan_to_msg(admission.plan),
        mac=admission.mac,
    )


def admission_from_msg(msg: m.Admission) -> Admission:
    """Raises ValueError where the message is not an admission at all; the signature is for the caller to
    check."""
    return Admission(
        id=msg.id,
        epoch=msg.epoch,
        sequence=msg.sequence,
        nonce=msg.nonce,
        plan_hash=msg.plan_hash,
        configuration_hash=msg.configuration_hash,
        issued_ns=time_from_msg(msg.issued),
        expires_ns=time_from_msg(msg.expires),
        plan=plan_from_msg(msg.plan),
        mac=msg.mac,
    )


def verdict_to_msg(verdict: Verdict) -> m.Verdict:
    nearest = verdict.nearest or Nearest(0.0, "")
    return m.Verdict(
        decision=int(verdict.decision),
        reason=reason_to_msg(verdict.reason),
        step_index=verdict.step_index,
        text_ja=verdict.text_ja,
        text_en=verdict.text_en,
        has_nearest=verdict.nearest is not None,
        nearest=float(nearest.value),
        nearest_unit=nearest.unit,
        evidence=[
            m.Evidence(name=e.name, value=float(e.value), limit=float(e.limit), unit=e.unit)
            for e in verdict.evidence
        ],
    )


def verdict_from_msg(msg: m.Verdict) -> Verdict:
    return Verdict(
        decision=enum_from_msg(Decision, msg.decision),
        reason=reason_from_msg(msg.reason),
        step_index=msg.step_index,
        nearest=Nearest(msg.nearest, msg.nearest_unit) if msg.has_nearest else None,
        evidence=tuple(Evidence(e.name, e.value, e.limit, e.unit) for e in msg.evidence),
    )


def step_result_to_msg(result: StepResult) -> m.StepResult:
    return m.StepResult(
        step_index=result.step_index,
        skill=int(result.skill),
        done=result.done,
        target=float(result.target),
        measured=float(result.measured),
        error=float(result.error),
        duration_s=float(result.duration_s),
    )


def step_result_from_msg(msg: m.StepResult) -> StepResult:
    skill = enum_from_msg(Skill, msg.skill)
    return StepResult(msg.step_index, skill, msg.done, msg.target, msg.measured, msg.error, msg.duration_s)


def outcome_to_msg(outcome: Outcome) -> m.Outcome:
    return m.Outcome(
        kind=int(outcome.kind),
        reason=reason_to_msg(outcome.reason),
        text_ja=outcome.reason.text_ja,
        verdict=verdict_to_msg(outcome.verdict),
        steps=[step_result_to_msg(step) for step in outcome.steps],
    )


def outcome_from_msg(msg: m.Outcome) -> Outcome:
    return Outcome(
        kind=enum_from_msg(OutcomeKind, msg.kind),
        reason=reason_from_msg(msg.reason),
        verdict=verdict_from_msg(msg.verdict),
        steps=tuple(step_result_from_msg(step) for step in msg.steps),
    )


def progress_to_msg(progress: Progress) -> m.Progress:
    verdict = verdict_to_msg(progress.verdict) if progress.verdict else m.Verdict()
    return m.Progress(
        admission_id=progress.admission_id,
        phase=int(progress.phase),
        step_index=progress.step_index,
        remaining=float(progress.remaining),
        verdict=verdict,
    )


def progress_from_msg(msg: m.Progress) -> Progress:
    verdict = verdict_from_msg(msg.verdict) if msg.verdict.decision else None
    return Progress(msg.admission_id, enum_from_msg(Phase, msg.phase), msg.step_index, msg.remaining, verdict)


# --- motion


def twist_to_msg(twist: Twist) -> TwistMsg:
    return TwistMsg(linear=_vector(*twist.linear), angular=_vector(*twist.angular))


def twist_from_msg(msg: TwistMsg) -> Twist:
    linear, angular = msg.linear, msg.angular
    return Twist((linear.x, linear.y, linear.z), (angular.x, angular.y, angular.z))


def _vector(x: float, y: float, z: float) -> Vector3:
    return Vector3(x=float(x), y=float(y), z=float(z))


def trajectory_to_msg(trajectory: Trajectory) -> JointTrajectory:
    return JointTrajectory(
        joint_names=list(trajectory.joints), points=[_point_to_msg(p) for p in trajectory.points]
    )


def trajectory_from_msg(msg: JointTrajectory) -> Trajectory:
    return Trajectory(tuple(msg.joint_names), tuple(_point_from_msg(point) for point in msg.points))


def _point_to_msg(point: TrajectoryPoint) -> JointTrajectoryPoint:
    return JointTrajectoryPoint(
        positions=[float(position) for position in point.positions],
        velocities=[float(velocity) for velocity in point.velocities],
        time_from_start=DurationMsg(sec=point.time_ns // SECOND, nanosec=point.time_ns % SECOND),
    )


def _point_from_msg(msg: JointTrajectoryPoint) -> TrajectoryPoint:
    time = msg.time_from_start
    return TrajectoryPoint(tuple(msg.positions), tuple(msg.velocities), time.sec * SECOND + time.nanosec)


def proposal_to_msg(proposal: MotionProposal) -> m.MotionProposal:
    return m.MotionProposal(
        stamp=time_to_msg(proposal.stamp_ns),
        robot=proposal.robot,
        admission_id=proposal.admission_id,
        step_index=proposal.step_index,
        sequence=proposal.sequence,
        kind=int(proposal.kind),
        twist=twist_to_msg(proposal.twist),
        trajectory=trajectory_to_msg(proposal.trajectory),
        opening_m=float(proposal.opening_m),
    )


def proposal_from_msg(msg: m.MotionProposal) -> MotionProposal:
    return MotionProposal(
        robot=msg.robot,
        admission_id=msg.admission_id,
        step_index=msg.step_index,
        sequence=msg.sequence,
        stamp_ns=time_from_msg(msg.stamp),
        kind=enum_from_msg(MotionKind, msg.kind),
        twist=twist_from_msg(msg.twist),
        trajectory=trajectory_from_msg(msg.trajectory),
        opening_m=msg.opening_m,
    )


def gated_to_msg(motion: GatedMotion) -> m.GatedMotion:
    return m.GatedMotion(
        stamp=time_to_msg(motion.stamp_ns),
        robot=motion.robot,
        epoch=motion.epoch,
        license=motion.license,
        resets=motion.resets,
        sequence=motion.sequence,
        kind=int(motion.kind),
        twist=twist_to_msg(motion.twist),
        trajectory=trajectory_to_msg(motion.trajectory),
        opening_m=float(motion.opening_m),
        mac=motion.mac,
    )


def gated_from_msg(msg: m.GatedMotion) -> GatedMotion:
    return GatedMotion(
        robot=msg.robot,
        epoch=msg.epoch,
        license=msg.license,
        resets=msg.resets,
        sequence=msg.sequence,
        stamp_ns=time_from_msg(msg.stamp),
        kind=enum_from_msg(MotionKind, msg.kind),
        twist=twist_from_msg(msg.twist),
        trajectory=trajectory_from_msg(msg.trajectory),
        opening_m=msg.opening_m,
        mac=msg.mac,
    )


# --- senses: from the robot only


def odometry_from_msg(msg: OdometryMsg, start: Pose2) -> Odometry:
    """Odometry in the map frame; ``start`` is where in the map the odom frame lies."""
    position, q = msg.pose.pose.position, msg.pose.pose.orientation
    local = Pose2(position.x, position.y, yaw_from_quaternion(q.x, q.y, q.z, q.w))
    twist = msg.twist.twist
    return Odometry(compose(start, local), twist.linear.x, twist.angular.z, time_from_msg(msg.header.stamp))


def scan_from_msg(msg: LaserScan) -> Scan:
    return Scan(
        ranges=tuple(msg.ranges),
        angle_min=msg.angle_min,
        angle_increment=msg.angle_increment,
        range_min=msg.range_min,
        range_max=msg.range_max,
        stamp_ns=time_from_msg(msg.header.stamp),
    )


def scan_to_msg(scan: Scan, frame: str) -> LaserScan:
    return LaserScan(
        header=_header(scan.stamp_ns, frame),
        angle_min=float(scan.angle_min),
        angle_max=float(scan.angle_min + scan.angle_increment * max(0, len(scan.ranges) - 1)),
        angle_increment=float(scan.angle_increment),
        range_min=float(scan.range_min),
        range_max=float(scan.range_max),
        ranges=array("f", scan.ranges),
    )


def _header(ns: int, frame: str) -> Any:
    header = LaserScan().header
    header.stamp, header.frame_id = time_to_msg(ns), frame
    return header


# --- signals


def instruction_to_msg(instruction: Instruction) -> m.Instruction:
    return m.Instruction(
        stamp=time_to_msg(instruction.stamp_ns),
        id=instruction.id,
        speaker=instruction.speaker,
        robot=instruction.robot,
        text=instruction.text,
    )


def instruction_from_msg(msg: m.Instruction) -> Instruction:
    return Instruction(msg.id, msg.text, msg.speaker, msg.robot, time_from_msg(msg.stamp))


def reply_to_msg(reply: Reply) -> m.Reply:
    return m.Reply(
        stamp=time_to_msg(reply.stamp_ns),
        instruction_id=reply.instruction_id,
        robot=reply.robot,
        kind=int(reply.kind),
        final=reply.final,
        reason=reason_to_msg(reply.reason),
        text=reply.text,
    )


def reply_from_msg(msg: m.Reply) -> Reply:
    return Reply(
        instruction_id=msg.instruction_id,
        robot=msg.robot,
        kind=enum_from_msg(ReplyKind, msg.kind),
        reason=reason_from_msg(msg.reason),
        text=msg.text,
        final=msg.final,
        stamp_ns=time_from_msg(msg.stamp),
    )


def stop_to_msg(stop: Stop) -> m.Stop:
    return m.Stop(
        stamp=time_to_msg(stop.stamp_ns),
        level=int(stop.level),
        robot=stop.robot,
        source=stop.source,
        reason=reason_to_msg(stop.reason),
        text=stop.text,
    )


def stop_from_msg(msg: m.Stop) -> Stop:
    return Stop(
        level=enum_from_msg(StopLevel, msg.level),
        robot=msg.robot,
        source=msg.source,
        reason=reason_from_msg(msg.reason),
        text=msg.text,
        stamp_ns=time_from_msg(msg.stamp),
    )


def heartbeat_to_msg(beat: Heartbeat) -> m.Heartbeat:
    return m.Heartbeat(
        stamp=time_to_msg(beat.stamp_ns),
        node=beat.node,
        robot=beat.robot,
        epoch=beat.epoch,
        sequence=beat.sequence,
        latched=beat.latched,
        needs_reset=beat.needs_reset,
        license=beat.license,
        resets=beat.resets,
        reason=reason_to_msg(beat.reason),
    )


def heartbeat_from_msg(msg: m.Heartbeat) -> Heartbeat:
    return Heartbeat(
        node=msg.node,
        robot=msg.robot,
        epoch=msg.epoch,
        sequence=msg.sequence,
        latched=msg.latched,
        needs_reset=msg.needs_reset,
        license=msg.license,
        resets=msg.resets,
        reason=reason_from_msg(msg.reason),
        stamp_ns=time_from_msg(msg.stamp),
    )


def token_to_msg(token: ApproverToken) -> m.ApproverToken:
    return m.ApproverToken(
        purpose=int(token.purpose),
        approver=token.approver,
        robot=token.robot,
        subject=token.subject,
        nonce=token.nonce,
        expires=time_to_msg(token.expires_ns),
        mac=token.mac,
    )


def token_from_msg(msg: m.ApproverToken) -> ApproverToken:
    return ApproverToken(
        purpose=enum_from_msg(Purpose, msg.purpose),
        approver=msg.approver,
        robot=msg.robot,
        subject=msg.subject,
        nonce=msg.nonce,
        expires_ns=time_from_msg(msg.expires),
        mac=msg.mac,
    )


def state_to_msg(state: SafetyState) -> m.SafetyState:
    return m.SafetyState(
        stamp=time_to_msg(state.stamp_ns),
        robot=state.robot,
        epoch=state.epoch,
        mode=int(state.mode),
        enabled=state.enabled,
        reason=reason_to_msg(state.reason),
        text_ja=state.reason.text_ja,
        admission_id=state.admission_id,
        step_index=state.step_index,
        speed_limit_mps=float(state.speed_limit_mps),
        waiting_for=list(state.waiting_for),
        warnings=list(state.warnings),
    )


def state_from_msg(msg: m.SafetyState) -> SafetyState:
    return SafetyState(
        robot=msg.robot,
        epoch=msg.epoch,
        mode=enum_from_msg(Mode, msg.mode),
        enabled=msg.enabled,
        reason=reason_from_msg(msg.reason),
        admission_id=msg.admission_id,
        step_index=msg.step_index,
        speed_limit_mps=msg.speed_limit_mps,
        waiting_for=tuple(msg.waiting_for),
        warnings=tuple(msg.warnings),
        stamp_ns=time_from_msg(msg.stamp),
    )


PAIRS: dict[type, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    Plan: (plan_to_msg, plan_from_msg),
    Admission: (admission_to_msg, admission_from_msg),
    Verdict: (verdict_to_msg, verdict_from_msg),
    StepResult: (step_result_to_msg, step_result_from_msg),
    Outcome: (outcome_to_msg, outcome_from_msg),
    Progress: (progress_to_msg, progress_from_msg),
    Twist: (twist_to_msg, twist_from_msg),
    Trajectory: (trajectory_to_msg, trajectory_from_msg),
    MotionProposal: (proposal_to_msg, proposal_from_msg),
    GatedMotion: (gated_to_msg, gated_from_msg),
    Instruction: (instruction_to_msg, instruction_from_msg),
    Reply: (reply_to_msg, reply_from_msg),
    Stop: (stop_to_msg, stop_from_msg),
    Heartbeat: (heartbeat_to_msg, heartbeat_from_msg),
    ApproverToken: (token_to_msg, token_from_msg),
    SafetyState: (state_to_msg, state_from_msg),
}
"""Every two-way conversion, for the test that sends random values there and back."""

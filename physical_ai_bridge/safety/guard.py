"""The guard's core, the last hop: pass what the gate signed while it is fresh, finite and under the cap;
else brake.

``step(state, event, now) -> (state, command or None)``; None: nothing new to say. A base brakes to zero, an
arm holds where it was measured.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from physical_ai_bridge.plan.enums import MotionKind, StopLevel
from physical_ai_bridge.plan.motion import STAND, GatedMotion, Trajectory, Twist
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.signals import Stop
from physical_ai_bridge.safety.arm_guard import NO_ARM, ArmState, fault, holding, is_lost, measure, released
from physical_ai_bridge.safety.events import Now, StopHeard, StrangersSeen, Tick, stop_reason

TIMEOUT = 0.2  # s without a good command; also the longest stall of this process itself
FUTURE = 0.05  # s


@dataclass(frozen=True)
class Latch:
    """Why the guard brakes; ``hard``: only a person's reset releases, else any newer license."""

    reason: ReasonCode
    hard: bool
    epoch: str
    license: int
    resets: int


@dataclass(frozen=True)
class GuardState:
    """``max_speed`` m/s and ``max_turn`` rad/s are the absolute caps; the rest is the newest that was
    heard."""

    robot: str
    max_speed: float
    max_turn: float
    epoch: str = ""
    license: int = 0
    resets: int = 0
    sequence: int = -1
    heard_at: float = -math.inf
    ticked_at: float = math.inf
    twist: Twist = STAND
    latch: Latch | None = None
    arm: ArmState = NO_ARM


@dataclass(frozen=True)
class Command:
    """For the robot: a twist, and where the arm has something new to do, its trajectory."""

    twist: Twist = STAND
    trajectory: Trajectory | None = None


@dataclass(frozen=True)
class JointsMeasured:
    """Where the robot's joints are, rad or m by name."""

    positions: Mapping[str, float]


@dataclass(frozen=True)
class MotionHeard:
    """From the gate; ``genuine``: the signature fits."""

    motion: GatedMotion
    genuine: bool


GuardEvent = MotionHeard | JointsMeasured | StopHeard | StrangersSeen | Tick
GuardStep = tuple[GuardState, Command | None]


def step(state: GuardState, event: GuardEvent, now: Now) -> GuardStep:
    """The next state and the command for the robot, for any event in any state."""
    if isinstance(event, MotionHeard):
        return _on_motion(state, event.motion, event.genuine, now)
    if isinstance(event, JointsMeasured):
        return replace(state, arm=measure(state.arm, event.positions, now.steady)), None
    if isinstance(event, StopHeard):
        return _on_stop(state, event.stop, now)
    if isinstance(event, StrangersSeen):
        return _on_strangers(state, event, now)
    return _on_tick(state, now)


def latched(state: GuardState, reason: ReasonCode, now: Now, hard: bool = False) -> GuardStep:
    """Brake, and remember under which license; a hard latch is never softened."""
    latch = state.latch
    if latch is None or (hard and not latch.hard):
        latch = Latch(reason, hard, state.epoch, state.license, state.resets)
    elif not latch.hard:
        latch = replace(latch, epoch=state.epoch, license=state.license)
    return _brake(replace(state, latch=latch), now)


def _brake(state: GuardState, now: Now) -> GuardStep:
    state = replace(state, twist=STAND, arm=holding(state.arm, now.steady))
    return state, Command(STAND, state.arm.held)


def _on_strangers(state: GuardState, event: StrangersSeen, now: Now) -> GuardStep:
    """Hard once the gate has licensed a motion; before, it is the gate's start that waits for them to go."""
    hard = state.license > 0
    return latched(state, ReasonCode.STRANGER_PUBLISHER, now, hard) if event.names else (state, None)


def _on_stop(state: GuardState, stop: Stop, now: Now) -> GuardStep:
    if stop.robot not in ("", state.robot):
        return state, None
    emergency = stop.level is StopLevel.EMERGENCY
    reason = ReasonCode.EMERGENCY_STOP if emergency else stop_reason(stop)
    return latched(state, reason, now, hard=emergency)


def _on_tick(state: GuardState, now: Now) -> GuardStep:
    stalled = _has_stalled(state, now)
    state = replace(state, ticked_at=now.steady)
    if stalled:
        return latched(state, ReasonCode.OWN_STALL, now)
    if now.steady - state.heard_at > TIMEOUT:
        return latched(state, ReasonCode.GATE_LOST, now)
    if state.latch is None and is_lost(state.arm, now.steady):
        return latched(state, ReasonCode.JOINTS_STALE, now)
    return _brake(state, now) if state.latch else (state, None)


def _has_stalled(state: GuardState, now: Now) -> bool:
    return now.steady - state.ticked_at > TIMEOUT


def _on_motion(state: GuardState, motion: GatedMotion, genuine: bool, now: Now) -> GuardStep:
    if not genuine or motion.robot != state.robot:
        return latched(state, ReasonCode.COMMAND_UNSIGNED, now, hard=True)
    if not _is_finite(motion):
        return latched(state, ReasonCode.PROPOSAL_NOT_FINITE, now, hard=True)
    if not _is_new(state, motion, now):
        return state, None
    first = not state.epoch
    state = _heard(state, motion, now)
    if first:
        return _begin(state, now)
    if _has_stalled(state, now):
        return latched(state, ReasonCode.OWN_STALL, now)
    improper = _improper(state, motion, now)
    if improper is not ReasonCode.OK:
        return latched(state, improper, now)
    if state.latch and not _released(state.latch, motion):
        return _brake(state, now)
    return _pass(state, motion)


def _pass(state: GuardState, motion: GatedMotion) -> GuardStep:
    """A base's motion leaves the arm at what it does; an arm's makes the base stand."""
    arm_moves = motion.kind is MotionKind.ARM
    command = Command(STAND, motion.trajectory) if arm_moves else Command(motion.twist)
    return replace(state, latch=None, twist=command.twist, arm=released(state.arm)), command


def _is_finite(motion: GatedMotion) -> bool:
    twist, joints = motion.twist, motion.trajectory.numbers
    return all(map(math.isfinite, (*twist.linear, *twist.angular, *joints)))


def _improper(state: GuardState, motion: GatedMotion, now: Now) -> ReasonCode:
    """Why the gate should not have let it through, or OK."""
    if motion.kind is MotionKind.ARM:
        return fault(state.arm, motion.trajectory, now.steady)
    if motion.kind is not MotionKind.BASE:
        return ReasonCode.PROPOSAL_KIND
    return ReasonCode.PROPOSAL_OVER_LIMIT if _over_cap(state, motion.twist) else ReasonCode.OK


def _begin(state: GuardState, now: Now) -> GuardStep:
    """A guard that has just started passes no rest of a plan, nor lets go of a stop for an old reset."""
    state, stand = latched(state, ReasonCode.GATE_LOST, now)
    assert state.latch is not None
    latch = replace(state.latch, epoch=state.epoch, license=state.license, resets=state.resets)
    return replace(state, latch=latch), stand


def _is_new(state: GuardState, motion: GatedMotion, now: Now) -> bool:
    age = (now.ros_ns - motion.stamp_ns) * 1e-9
    in_order = motion.epoch != state.epoch or motion.sequence > state.sequence
    return -FUTURE <= age <= TIMEOUT and in_order


def _heard(state: GuardState, motion: GatedMotion, now: Now) -> GuardState:
    return replace(
        state,
        epoch=motion.epoch,
        license=motion.license,
        resets=motion.resets,
        sequence=motion.sequence,
        heard_at=now.steady,
    )


def _over_cap(state: GuardState, twist: Twist) -> bool:
    slack = 1e-6
    unused = any(twist.linear[1:]) or any(twist.angular[:2])
    return unused or abs(twist.forward) > state.max_speed + slack or abs(twist.turn) > state.max_turn + slack


def _released(latch: Latch, motion: GatedMotion) -> bool:
    """A restarted gate counts its resets from zero, so it needs one of its own to release a hard latch."""
    same = motion.epoch == latch.epoch
    if latch.hard:
        return motion.resets > (latch.resets if same else 0)
    return motion.license > latch.license if same else motion.license > 0

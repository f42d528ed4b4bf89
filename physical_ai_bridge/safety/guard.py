"""The guard's core, the last hop: pass what the gate signed while it is fresh, finite and under the cap;
else brake.

``step(state, event, now) -> (state, twist or None)``; None: nothing new to say.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from physical_ai_bridge.plan.enums import MotionKind, StopLevel
from physical_ai_bridge.plan.motion import STAND, GatedMotion, Twist
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.signals import Stop
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


@dataclass(frozen=True)
class MotionHeard:
    """From the gate; ``genuine``: the signature fits."""

    motion: GatedMotion
    genuine: bool


GuardEvent = MotionHeard | StopHeard | StrangersSeen | Tick
GuardStep = tuple[GuardState, Twist | None]


def step(state: GuardState, event: GuardEvent, now: Now) -> GuardStep:
    """The next state and the twist for the robot, for any event in any state."""
    if isinstance(event, MotionHeard):
        return _on_motion(state, event.motion, event.genuine, now)
    if isinstance(event, StopHeard):
        return _on_stop(state, event.stop)
    if isinstance(event, StrangersSeen):
        return _on_strangers(state, event)
    return _on_tick(state, now)


def latched(state: GuardState, reason: ReasonCode, hard: bool = False) -> GuardStep:
    """Brake, and remember under which license; a hard latch is never softened."""
    latch = state.latch
    if latch is None or (hard and not latch.hard):
        latch = Latch(reason, hard, state.epoch, state.license, state.resets)
    elif not latch.hard:
        latch = replace(latch, epoch=state.epoch, license=state.license)
    return replace(state, latch=latch, twist=STAND), STAND


def _on_strangers(state: GuardState, event: StrangersSeen) -> GuardStep:
    """Hard once the gate has licensed a motion; before, it is the gate's start that waits for them to go."""
    hard = state.license > 0
    return latched(state, ReasonCode.STRANGER_PUBLISHER, hard) if event.names else (state, None)


def _on_stop(state: GuardState, stop: Stop) -> GuardStep:
    if stop.robot not in ("", state.robot):
        return state, None
    emergency = stop.level is StopLevel.EMERGENCY
    reason = ReasonCode.EMERGENCY_STOP if emergency else stop_reason(stop)
    return latched(state, reason, hard=emergency)


def _on_tick(state: GuardState, now: Now) -> GuardStep:
    stalled = _has_stalled(state, now)
    state = replace(state, ticked_at=now.steady)
    if stalled:
        return latched(state, ReasonCode.OWN_STALL)
    if now.steady - state.heard_at > TIMEOUT:
        return latched(state, ReasonCode.GATE_LOST)
    return state, STAND if state.latch else None


def _has_stalled(state: GuardState, now: Now) -> bool:
    return now.steady - state.ticked_at > TIMEOUT


def _on_motion(state: GuardState, motion: GatedMotion, genuine: bool, now: Now) -> GuardStep:
    if not genuine or motion.robot != state.robot:
        return latched(state, ReasonCode.COMMAND_UNSIGNED, hard=True)
    if not all(map(math.isfinite, (*motion.twist.linear, *motion.twist.angular))):
        return latched(state, ReasonCode.PROPOSAL_NOT_FINITE, hard=True)
    if not _is_new(state, motion, now):
        return state, None
    first = not state.epoch
    state = _heard(state, motion, now)
    if first:
        return _begin(state)
    if _has_stalled(state, now):
        return latched(state, ReasonCode.OWN_STALL)
    if motion.kind is not MotionKind.BASE or _over_cap(state, motion.twist):
        return latched(state, ReasonCode.PROPOSAL_OVER_LIMIT)
    if state.latch and not _released(state.latch, motion):
        return replace(state, twist=STAND), STAND
    return replace(state, latch=None, twist=motion.twist), motion.twist


def _begin(state: GuardState) -> GuardStep:
    """A guard that has just started passes no rest of a plan, nor lets go of a stop for an old reset."""
    state, stand = latched(state, ReasonCode.GATE_LOST)
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

"""The motion stream: every proposal is checked, held to what was admitted, and slowed for zones and
obstacles."""

from __future__ import annotations

import math
from dataclasses import replace

from physical_ai_bridge.plan.enums import Mode
from physical_ai_bridge.plan.motion import STAND, MotionProposal, Odometry, Twist
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.steps import Step as PlanStep
from physical_ai_bridge.safety.braking import allowed_speed
from physical_ai_bridge.safety.conditions import at_rest, missing
from physical_ai_bridge.safety.envelope import admitted_speed, fits, way_left
from physical_ai_bridge.safety.events import Now, ProposalHeard
from physical_ai_bridge.safety.on_review import renew, step_is_done
from physical_ai_bridge.safety.outputs import Note
from physical_ai_bridge.safety.proposal_checks import form, freshness, is_finite
from physical_ai_bridge.safety.state import GateState, Running, StepRun
from physical_ai_bridge.safety.transitions import Step, running_mode, send, speed_limit, stop, stop_for_lack

LONGEST_PERIOD = 0.1  # s: an acceleration is never reckoned over a longer silence


def on_proposal(state: GateState, event: ProposalHeard, now: Now) -> Step:
    """Not a number latches; what is late or out of order is as if never sent; what breaks the admission
    stops."""
    proposal, running = event.proposal, state.running
    if not is_finite(proposal):
        return stop(state, Mode.FAULT, ReasonCode.PROPOSAL_NOT_FINITE, now, admission=proposal.admission_id)
    if (
        running is None
        or proposal.admission_id != running.admission.id
        or proposal.robot != state.config.robot
    ):
        return _reject(state, ReasonCode.PROPOSAL_UNADMITTED)
    late = freshness(proposal, state.config, now)
    if late is not ReasonCode.OK:
        return _reject(state, late)
    if proposal.sequence <= running.sequence:
        return _reject(state, ReasonCode.PROPOSAL_OUT_OF_ORDER)
    broken = form(proposal, state.config)
    if broken is not ReasonCode.OK:
        return stop(state, Mode.PROTECTIVE_STOP, broken, now, twist=repr(proposal.twist))
    return _follow(_accepted(state, running, proposal, now), proposal, now)


def _reject(state: GateState, reason: ReasonCode) -> Step:
    """No motion and no sign of life; the audit hears of the first of a kind."""
    if state.drive.rejected is reason:
        return state, ()
    note = Note("proposal rejected", {"reason": reason.name})
    return replace(state, drive=replace(state.drive, rejected=reason)), (note,)


def _accepted(state: GateState, running: Running, proposal: MotionProposal, now: Now) -> GateState:
    running = replace(running, sequence=proposal.sequence, started=True)
    drive = replace(state.drive, proposed_at=now.steady, rejected=ReasonCode.UNKNOWN)
    return replace(state, work=running, drive=drive)


def _follow(state: GateState, proposal: MotionProposal, now: Now) -> Step:
    """Which step the proposal belongs to decides what it may do."""
    running = state.running
    assert running is not None
    lacking = missing(state, now)
    if lacking:
        return stop_for_lack(state, lacking[0], now)
    if running.step is None:
        in_turn = proposal.step_index in (running.next_step, running.next_step - 1)
        return send(state, STAND, now) if in_turn else _skipped(state, proposal, now)
    if proposal.step_index == running.step.index:
        return within_step(state, running, running.step, proposal.twist, now)
    if not _is_next(state, running, proposal, now):
        return _skipped(state, proposal, now)
    if not at_rest(state, now):
        return send(state, STAND, now)
    state, review = renew(state, running, now)
    state, motion = send(state, STAND, now)
    return state, (*motion, *review)


def _is_next(state: GateState, running: Running, proposal: MotionProposal, now: Now) -> bool:
    last = running.next_step == len(running.admission.plan.steps)
    return proposal.step_index == running.next_step and not last and step_is_done(state, running, now)


def _skipped(state: GateState, proposal: MotionProposal, now: Now) -> Step:
    return stop(state, Mode.PROTECTIVE_STOP, ReasonCode.STEP_SKIPPED, now, step=proposal.step_index)


def within_step(state: GateState, running: Running, run: StepRun, twist: Twist, now: Now) -> Step:
    """Let a twist through as far as the step, the zones and the scan allow now."""
    step = running.admission.plan.steps[run.index]
    if not fits(step, twist):
        return stop(state, Mode.PROTECTIVE_STOP, ReasonCode.ENVELOPE_LEFT, now, twist=repr(twist))
    limit, near = _limit(state, step, run, twist.forward, now)
    if (near and abs(twist.forward) > state.config.tolerances.hold_below) or state.mode is Mode.HOLD:
        return _hold(state, near, now)
    state = replace(state, mode=running_mode(state))
    return send(state, _slowed(state, twist, limit, now), now)


def _limit(state: GateState, step: PlanStep, run: StepRun, forward: float, now: Now) -> tuple[float, bool]:
    """The largest speed (m/s) for this direction, and whether an obstacle leaves none."""
    config, senses = state.config, state.senses
    assert senses.odometry is not None
    free = _free(state, senses.odometry, forward, now) - config.tolerances.braking_gap
    left = way_left(step, run, senses.odometry.pose, forward, config.world, config.tolerances)
    brake, reaction = config.profile.brake, config.timing.reaction
    by_obstacle = allowed_speed(free, reaction, brake)
    by_plan = min(admitted_speed(step), allowed_speed(left, reaction, brake))
    return min(speed_limit(state), by_obstacle, by_plan), by_obstacle < config.tolerances.hold_below


def _free(state: GateState, odometry: Odometry, forward: float, now: Now) -> float:
    """m the scan leaves free that way, less what the robot has driven of it since."""
    senses = state.senses
    if not state.config.profile.sensors.scan:
        return math.inf
    seen, sign = (senses.ahead, 1.0) if forward >= 0.0 else (senses.behind, -1.0)
    return seen - max(0.0, sign * odometry.forward) * max(0.0, now.steady - senses.scan_at)


def _hold(state: GateState, near: bool, now: Now) -> Step:
    """Stand until the way has been clear for long enough, then go on by itself."""
    drive = state.drive
    entering = state.mode is not Mode.HOLD
    blocked_at = now.steady if near or entering else drive.blocked_at
    if now.steady - blocked_at >= state.config.timing.obstacle_clear:
        going = replace(state, mode=running_mode(state), reason=ReasonCode.OK)
        drive = replace(drive, held_since=math.inf)
        state, motion = send(replace(going, drive=drive), STAND, now)
        return state, (*motion, Note("obstacle clear"))
    held_since = now.steady if entering else drive.held_since
    drive = replace(drive, blocked_at=blocked_at, held_since=held_since)
    state = replace(state, mode=Mode.HOLD, reason=ReasonCode.OBSTACLE_NEAR, drive=drive)
    state, motion = send(state, STAND, now)
    return state, (*motion, *((Note("obstacle near"),) if entering else ()))


def _slowed(state: GateState, twist: Twist, limit: float, now: Now) -> Twist:
    """The twist at the lowest of its own, the allowed and the reachable speed, on the same curve."""
    period = min(now.steady - state.drive.sent_at, LONGEST_PERIOD)
    reachable = abs(state.drive.twist.forward) + state.config.profile.accel * period
    speed = min(abs(twist.forward), limit, reachable)
    if twist.forward == 0.0 or speed >= abs(twist.forward):
        return twist
    scale = speed / abs(twist.forward)
    return Twist.planar(twist.forward * scale, twist.turn * scale)

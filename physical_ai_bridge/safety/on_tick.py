"""What time alone brings about: lost processes, stale senses, leases that run out, silence to be filled."""

from __future__ import annotations

from dataclasses import replace

from physical_ai_bridge.plan.enums import Mode
from physical_ai_bridge.plan.motion import STAND
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.verdict import refused
from physical_ai_bridge.safety.conditions import at_rest, guard_is_lost, missing, warnings
from physical_ai_bridge.safety.events import Now, Tick
from physical_ai_bridge.safety.on_proposal import within_step
from physical_ai_bridge.safety.outputs import BrakeDirectly, Note, Outputs
from physical_ai_bridge.safety.state import MOVING, GateState, Reviewing, Running, Waiting
from physical_ai_bridge.safety.transitions import Step, refuse, send, stop, stop_for_lack


def on_tick(state: GateState, event: Tick, now: Now) -> Step:
    """In order: this process itself, its surroundings, its plan, and a motion so that the guard hears
    something."""
    outputs: Outputs = ()
    for look in (_own_clock, _surroundings, _work, _fill_silence):
        state, more = look(state, now)
        outputs += more
    return replace(state, last_tick=now), outputs


def _own_clock(state: GateState, now: Now) -> Step:
    if state.last_tick is None:
        return state, ()
    steady = now.steady - state.last_tick.steady
    ros = (now.ros_ns - state.last_tick.ros_ns) * 1e-9
    if abs(ros - steady) > state.config.timing.clock_jump:
        return stop(state, Mode.FAULT, ReasonCode.CLOCK_JUMP, now, jumped_s=ros - steady)
    back = (state.last_tick.sensor_clock_ns - now.sensor_clock_ns) * 1e-9
    if back > state.config.timing.clock_jump:
        return stop(state, Mode.FAULT, ReasonCode.CLOCK_JUMP, now, sensors_jumped_s=-back)
    if steady > state.config.timing.own_stall and state.mode in MOVING:
        return stop(state, Mode.PROTECTIVE_STOP, ReasonCode.OWN_STALL, now, stalled_s=round(steady, 3))
    return state, ()


def _surroundings(state: GateState, now: Now) -> Step:
    lacking = missing(state, now)
    if state.mode in MOVING and lacking:
        stopped, outputs = stop_for_lack(state, lacking[0], now)
        return stopped, (*outputs, *_brake(state, now))
    if state.mode is Mode.READY and lacking:
        state = replace(state, mode=Mode.INIT, reason=lacking[0])
    if state.mode is Mode.INIT and not lacking:
        return replace(state, mode=Mode.READY, reason=ReasonCode.OK), (_ready(state),)
    return state, _brake(state, now)


def _ready(state: GateState) -> Note:
    return Note("ready", {"warnings": [reason.name for reason in warnings(state.config.profile)]})


def _brake(state: GateState, now: Now) -> Outputs:
    """The gate's own zero, where the guard is lost or does not get the robot to stand."""
    return (BrakeDirectly(),) if guard_is_lost(state, now) or _drives_unasked(state, now) else ()


def _drives_unasked(state: GateState, now: Now) -> bool:
    """Whether odometry cannot confirm that a robot that may not move stands."""
    return state.mode not in MOVING and state.senses.odometry is not None and not at_rest(state, now)


def _work(state: GateState, now: Now) -> Step:
    work, timing = state.work, state.config.timing
    if isinstance(work, Waiting) and now.steady - work.since > timing.standstill_limit:
        return refuse(replace(state, work=None), work.key, refused(ReasonCode.NOT_READY))
    if isinstance(work, Reviewing) and now.steady - work.since > timing.review_limit:
        return refuse(replace(state, work=None), work.key, refused(ReasonCode.REVIEW_TIMEOUT))
    if isinstance(work, Running):
        reason = _overdue(state, work, now)
        if reason is not ReasonCode.OK:
            return stop(state, Mode.PROTECTIVE_STOP, reason, now)
        return _lengthen_lease(state, work, now), ()
    return state, ()


def _overdue(state: GateState, running: Running, now: Now) -> ReasonCode:
    timing, drive = state.config.timing, state.drive
    if running.step is None:
        late = now.steady - running.since > timing.review_limit
        return ReasonCode.REVIEW_TIMEOUT if late else ReasonCode.OK
    if not running.started:
        late = now.steady - running.since > timing.start_within
        return ReasonCode.ADMISSION_EXPIRED if late else ReasonCode.OK
    if now.steady - drive.proposed_at > timing.proposal_age:
        return drive.rejected or ReasonCode.CONTROLLER_LOST
    if now.steady - drive.held_since > timing.obstacle_patience:
        return ReasonCode.OBSTACLE_NEAR
    return ReasonCode.LEASE_EXPIRED if now.steady > running.step.lease_until else ReasonCode.OK


def _lengthen_lease(state: GateState, running: Running, now: Now) -> GateState:
    """Time spent before an obstacle is not the plan's fault."""
    if state.mode is not Mode.HOLD or running.step is None or state.last_tick is None:
        return state
    longer = running.step.lease_until + now.steady - state.last_tick.steady
    return replace(state, work=replace(running, step=replace(running.step, lease_until=longer)))


def _fill_silence(state: GateState, now: Now) -> Step:
    """The last motion goes on through a short silence, but only as far as zones and scan allow it now."""
    running = state.running
    if state.mode not in MOVING:
        return send(state, STAND, now)
    if now.steady - state.drive.sent_at <= state.config.timing.keepalive_after:
        return state, ()
    if running is None or running.step is None or state.drive.twist.is_zero:
        return send(state, STAND, now)
    return within_step(state, running, running.step, state.drive.twist, now)

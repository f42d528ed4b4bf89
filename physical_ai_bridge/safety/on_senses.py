"""What the robot and its processes report: odometry, scan, signs of life."""

from __future__ import annotations

import math
from dataclasses import replace

from physical_ai_bridge.plan.enums import Mode
from physical_ai_bridge.plan.motion import Odometry
from physical_ai_bridge.plan.plane import wrap
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.signals import Heartbeat
from physical_ai_bridge.safety.braking import free_distances, scan_is_valid
from physical_ai_bridge.safety.conditions import at_rest
from physical_ai_bridge.safety.envelope import is_inside
from physical_ai_bridge.safety.events import HeartbeatHeard, Now, OdometryHeard, ScanHeard
from physical_ai_bridge.safety.odometry_check import IN_STEP, follow, is_plausible
from physical_ai_bridge.safety.on_plan import begin_review
from physical_ai_bridge.safety.state import MOVING, GateState, Senses, Waiting
from physical_ai_bridge.safety.transitions import Step, stop
from physical_ai_bridge.safety.zones import speed_limit_near


def on_odometry(state: GateState, event: OdometryHeard, now: Now) -> Step:
    """Take the pose, hold it against the envelope and the command, and review a plan that waited for
    standstill."""
    odometry, before = event.odometry, state.senses.odometry
    if not is_plausible(odometry):
        return stop(state, Mode.FAULT, ReasonCode.ODOMETRY_INVALID, now)
    if not _is_news(odometry.stamp_ns, before.stamp_ns if before else -1, state, now):
        return state, ()
    state = _with_odometry(state, odometry, now)
    reason = _stray(state, now)
    if reason is not ReasonCode.OK:
        mode = Mode.FAULT if reason is ReasonCode.ODOMETRY_INVALID else Mode.PROTECTIVE_STOP
        return stop(state, mode, reason, now, x=odometry.pose.x, y=odometry.pose.y)
    if isinstance(state.work, Waiting) and at_rest(state, now):
        return begin_review(state, state.work, now)
    return state, ()


def _is_news(stamp_ns: int, last_ns: int, state: GateState, now: Now) -> bool:
    """Neither old, from the future nor a repetition; a message that is not news is as if never sent.

    A last stamp from the future is one of a clock that was set back meanwhile, and compares with nothing.
    """
    timing = state.config.timing
    clock_ns = now.sensor_clock_ns
    repeated = stamp_ns <= last_ns and _age(last_ns, clock_ns) >= -timing.future_tolerance
    return -timing.future_tolerance <= _age(stamp_ns, clock_ns) <= timing.sensor_age and not repeated


def _age(stamp_ns: int, clock_ns: int) -> float:
    return (clock_ns - stamp_ns) * 1e-9


def _measured_at(stamp_ns: int, clock_ns: int, now: Now) -> float:
    """The steady time of a stamp, so that what was old on arrival does not count as new."""
    return now.steady - max(0.0, _age(stamp_ns, clock_ns))


def _with_odometry(state: GateState, odometry: Odometry, now: Now) -> GateState:
    before, running = state.senses.odometry, state.running
    if before is not None and running is not None and running.step is not None:
        turned = running.step.turned + wrap(odometry.pose.yaw - before.pose.yaw)
        state = replace(state, work=replace(running, step=replace(running.step, turned=turned)))
    longest = state.config.timing.sensor_age
    senses = replace(
        state.senses,
        odometry=odometry,
        odometry_at=_measured_at(odometry.stamp_ns, now.sensor_clock_ns, now),
        odometry_gap=follow(state.senses.odometry_gap, before, odometry, longest) if before else IN_STEP,
        zone_limit=speed_limit_near(state.config, odometry.pose),
    )
    drive = replace(state.drive, mismatch_since=_slipping(state, odometry, now))
    return replace(state, senses=senses, drive=drive)


def _slipping(state: GateState, odometry: Odometry, now: Now) -> float:
    """Since when the measured speed has been off the commanded one; inf while it is not."""
    off = abs(odometry.forward - state.drive.twist.forward) > state.config.tolerances.slip
    return min(state.drive.mismatch_since, now.steady) if off and state.mode in MOVING else math.inf


def _stray(state: GateState, now: Now) -> ReasonCode:
    running, config = state.running, state.config
    if running is None or running.step is None or state.senses.odometry is None:
        return ReasonCode.OK
    if now.steady - state.drive.mismatch_since > config.tolerances.slip_for:
        return ReasonCode.MOTION_MISMATCH
    gap = state.senses.odometry_gap
    if abs(gap.way) > config.tolerances.odometry_way or abs(gap.turned) > config.tolerances.odometry_turn:
        return ReasonCode.ODOMETRY_INVALID
    step = running.admission.plan.steps[running.step.index]
    inside = is_inside(step, running.step, state.senses.odometry.pose, config.world, config.tolerances)
    return ReasonCode.OK if inside else ReasonCode.ENVELOPE_LEFT


def on_scan(state: GateState, event: ScanHeard, now: Now) -> Step:
    """Keep how far the way is free; a scan that is empty or not a number is worse than none."""
    lidar = state.config.profile.lidar
    if not scan_is_valid(event.scan, lidar.rays if lidar else 1):
        blind = replace(state, senses=replace(state.senses, scan_at=-math.inf, ahead=0.0, behind=0.0))
        return stop(blind, Mode.PROTECTIVE_STOP, ReasonCode.SCAN_INVALID, now)
    stamp_ns, radius = event.scan.stamp_ns, state.config.profile.footprint_radius
    if not _is_news(stamp_ns, state.senses.scan_ns, state, now):
        return state, ()
    ahead, behind = free_distances(event.scan, radius, lidar.x if lidar else 0.0)
    at = _measured_at(stamp_ns, now.sensor_clock_ns, now)
    senses = replace(state.senses, ahead=ahead, behind=behind, scan_at=at, scan_ns=stamp_ns)
    return replace(state, senses=senses), ()


def on_heartbeat(state: GateState, event: HeartbeatHeard, now: Now) -> Step:
    """Note who is alive; a guard that is latched under this license says so, and the gate follows it."""
    beat = event.heartbeat
    if beat.robot != state.config.robot and (beat.node != "agent" or beat.robot):
        return state, ()
    if _is_fresh(state, beat, now):
        at = _measured_at(beat.stamp_ns, now.ros_ns, now)
        state = replace(state, senses=_alive(state.senses, beat, at))
    if beat.node != "guard" or not beat.latched or not _is_about_now(state, beat):
        return state, ()
    if beat.needs_reset:
        mode = Mode.EMERGENCY_STOP if beat.reason is ReasonCode.EMERGENCY_STOP else Mode.FAULT
        return stop(state, mode, beat.reason, now, by="guard")
    return (
        stop(state, Mode.PROTECTIVE_STOP, beat.reason, now, by="guard")
        if state.mode in MOVING
        else (state, ())
    )


def _alive(senses: Senses, beat: Heartbeat, at: float) -> Senses:
    if beat.node == "agent":
        return replace(senses, agent_at=at)
    if beat.node == "controller":
        return replace(senses, controller_at=at)
    return replace(senses, guard_at=at) if beat.node == "guard" else senses


def _is_fresh(state: GateState, beat: Heartbeat, now: Now) -> bool:
    """A late sign of life shows that a process lived; one without a stamp or from the future, nothing."""
    timing, age = state.config.timing, _age(beat.stamp_ns, now.ros_ns)
    return beat.stamp_ns != 0 and -timing.future_tolerance <= age <= timing.heartbeat_timeout


def _is_about_now(state: GateState, beat: Heartbeat) -> bool:
    """A latch the guard had before it heard of the newest license or reset is old news."""
    counters = state.counters
    return beat.license == counters.license and beat.resets == counters.resets

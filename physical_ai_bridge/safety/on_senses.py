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
from physical_ai_bridge.safety.on_plan import begin_review
from physical_ai_bridge.safety.state import MOVING, GateState, Senses, Waiting
from physical_ai_bridge.safety.transitions import Step, stop
from physical_ai_bridge.safety.zones import speed_limit_near


def on_odometry(state: GateState, event: OdometryHeard, now: Now) -> Step:
    """Take the pose, hold it against the envelope and the command, and review a plan that waited for
    standstill."""
    odometry = event.odometry
    if not _is_finite(odometry):
        return stop(state, Mode.FAULT, ReasonCode.ODOMETRY_INVALID, now)
    if not _is_current(odometry.stamp_ns, state, now):
        return state, ()
    state = _with_odometry(state, odometry, now)
    reason = _stray(state, now)
    if reason is not ReasonCode.OK:
        return stop(state, Mode.PROTECTIVE_STOP, reason, now, x=odometry.pose.x, y=odometry.pose.y)
    if isinstance(state.work, Waiting) and at_rest(state, now):
        return begin_review(state, state.work, now)
    return state, ()


def _is_finite(odometry: Odometry) -> bool:
    pose = odometry.pose
    return all(map(math.isfinite, (pose.x, pose.y, pose.yaw, odometry.forward, odometry.turn)))


def _is_current(stamp_ns: int, state: GateState, now: Now) -> bool:
    """Neither old nor from the future by the stamp's own clock; a message that is not is as if never sent."""
    age = (now.ros_ns - stamp_ns) * 1e-9
    return -state.config.timing.future_tolerance <= age <= state.config.timing.sensor_age


def _with_odometry(state: GateState, odometry: Odometry, now: Now) -> GateState:
    before, running = state.senses.odometry, state.running
    if before is not None and running is not None and running.step is not None:
        turned = running.step.turned + wrap(odometry.pose.yaw - before.pose.yaw)
        state = replace(state, work=replace(running, step=replace(running.step, turned=turned)))
    limit = speed_limit_near(state.config, odometry.pose)
    senses = replace(state.senses, odometry=odometry, odometry_at=now.steady, zone_limit=limit)
    return replace(
        state, senses=senses, drive=replace(state.drive, mismatch_since=_slipping(state, odometry, now))
    )


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
    step = running.admission.plan.steps[running.step.index]
    inside = is_inside(step, running.step, state.senses.odometry.pose, config.world, config.tolerances)
    return ReasonCode.OK if inside else ReasonCode.ENVELOPE_LEFT


def on_scan(state: GateState, event: ScanHeard, now: Now) -> Step:
    """Keep how far the way is free; a scan that is empty or not a number is worse than none."""
    if not scan_is_valid(event.scan):
        blind = replace(state, senses=replace(state.senses, scan_at=-math.inf, ahead=0.0, behind=0.0))
        return stop(blind, Mode.PROTECTIVE_STOP, ReasonCode.SCAN_INVALID, now)
    if not _is_current(event.scan.stamp_ns, state, now):
        return state, ()
    profile = state.config.profile
    sensor_x = profile.lidar.x if profile.lidar else 0.0
    ahead, behind = free_distances(event.scan, profile.footprint_radius, sensor_x)
    return replace(state, senses=replace(state.senses, ahead=ahead, behind=behind, scan_at=now.steady)), ()


def on_heartbeat(state: GateState, event: HeartbeatHeard, now: Now) -> Step:
    """Note who is alive; a guard that is latched under this license says so, and the gate follows it."""
    beat = event.heartbeat
    senses = _alive(state.senses, beat, now.steady)
    state = replace(state, senses=senses)
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
    return replace(senses, guard_at=at, guard=beat) if beat.node == "guard" else senses


def _is_about_now(state: GateState, beat: Heartbeat) -> bool:
    """A latch the guard had before it heard of the newest license or reset is old news."""
    counters = state.counters
    return beat.license == counters.license and beat.resets == counters.resets

"""What must hold before and while a robot moves: every sense fresh, every process alive, no stranger."""

from __future__ import annotations

from collections.abc import Iterator

from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.robots.profile import RobotProfile
from physical_ai_bridge.safety.events import Now
from physical_ai_bridge.safety.state import GateState


def missing(state: GateState, now: Now) -> tuple[ReasonCode, ...]:
    """Why the robot may not move now, gravest first; empty when it may."""
    return tuple(_missing(state, now))


def _missing(state: GateState, now: Now) -> Iterator[ReasonCode]:
    senses, timing = state.senses, state.config.timing
    if senses.strangers:
        yield ReasonCode.STRANGER_PUBLISHER
    if state.last_tick is not None and now.steady - state.last_tick.steady > timing.own_stall:
        yield ReasonCode.OWN_STALL
    if now.steady - senses.guard_at > timing.heartbeat_timeout:
        yield ReasonCode.GUARD_LOST
    if now.steady - senses.controller_at > timing.heartbeat_timeout:
        yield ReasonCode.CONTROLLER_LOST
    if now.steady - senses.agent_at > timing.heartbeat_timeout:
        yield ReasonCode.AGENT_LOST
    if now.steady - senses.odometry_at > timing.sensor_age:
        yield ReasonCode.ODOMETRY_STALE
    if state.config.profile.sensors.scan and now.steady - senses.scan_at > timing.sensor_age:
        yield ReasonCode.SCAN_STALE


def warnings(profile: RobotProfile) -> tuple[ReasonCode, ...]:
    """What limits this robot without stopping it, which whoever watches is to know."""
    return () if profile.sensors.scan else (ReasonCode.NO_SCAN,)


def guard_is_lost(state: GateState, now: Now) -> bool:
    """Whether the guard has been silent for longer than a heartbeat may take."""
    return now.steady - state.senses.guard_at > state.config.timing.heartbeat_timeout


def at_rest(state: GateState, now: Now) -> bool:
    """Whether fresh odometry says that the robot stands."""
    odometry, tolerance = state.senses.odometry, state.config.tolerances
    if odometry is None or now.steady - state.senses.odometry_at > state.config.timing.sensor_age:
        return False
    return abs(odometry.forward) <= tolerance.rest_speed and abs(odometry.turn) <= tolerance.rest_turn

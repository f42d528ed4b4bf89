"""Every number the gate decides by, in one frozen table; safety parameters cannot change while it runs."""

from __future__ import annotations

from dataclasses import dataclass

from physical_ai_bridge.robots.profile import RobotProfile
from physical_ai_bridge.world import World


@dataclass(frozen=True)
class Timing:
    """Times in s. Sources: shared engineering choices of this project unless a line says otherwise."""

    heartbeat_timeout: float = 0.2
    proposal_age: float = 0.2
    future_tolerance: float = 0.05
    keepalive_after: float = 0.03
    sensor_age: float = 0.3
    own_stall: float = 0.2
    clock_jump: float = 0.1
    obstacle_clear: float = 2.0
    obstacle_patience: float = 60.0
    review_limit: float = 1.0
    standstill_limit: float = 3.0
    start_within: float = 30.0
    reaction: float = 0.2
    """Total latency T of the braking rule: scan age, stream, drive."""


@dataclass(frozen=True)
class Tolerances:
    """How far measured motion may stray from what was admitted: m, rad, m/s, rad/s; ``slip_for`` in s."""

    position: float = 0.10
    angle: float = 0.20
    heading: float = 0.35
    done_position: float = 0.10
    done_angle: float = 0.10
    done_time: float = 0.1
    rest_speed: float = 0.02
    rest_turn: float = 0.05
    limit_margin: float = 1e-6
    braking_gap: float = 0.05
    hold_below: float = 0.02
    slip: float = 0.15
    slip_for: float = 0.3
    odometry_way: float = 0.2
    odometry_turn: float = 0.3


@dataclass(frozen=True)
class PlanLimits:
    """Bounds of a plan's form: steps, bytes of its canonical form, plans a second."""

    max_steps: int = 20
    max_bytes: int = 16 * 1024
    max_rate: int = 2


@dataclass(frozen=True)
class GateConfig:
    """One robot's gate. ``configuration_hash`` is over world and robot files, hexadecimal."""

    robot: str
    profile: RobotProfile
    world: World
    configuration_hash: str
    epoch: str
    timing: Timing = Timing()
    tolerances: Tolerances = Tolerances()
    plan: PlanLimits = PlanLimits()

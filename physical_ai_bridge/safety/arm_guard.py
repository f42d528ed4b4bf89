"""The guard's part for an arm: which trajectories pass, and the hold at the measured position that is its
stop."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from physical_ai_bridge.plan.motion import Trajectory, TrajectoryPoint
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.robots.profile import RobotProfile
from physical_ai_bridge.robots.urdf import load_urdf
from physical_ai_bridge.robots.urdf_parts import Limit

LONGEST_GAP_NS = 100_000_000
"""Between two points: Gazebo's controller does not interpolate but holds each point until its time."""
HORIZON_NS = 500_000_000
"""The longest trajectory: what still moves an arm when guard and gate are gone."""
MEASURED_WITHIN = 0.2
"""s; an older measurement says nothing about where the arm is, and a hold there would throw it back."""
HOLD_NS = 20_000_000
"""When a hold is to be reached: at once, one period of the guard."""

SLACK = 1e-6
"""rad or m of rounding."""


@dataclass(frozen=True)
class JointLimit:
    """A joint and what it may never exceed: positions in rad or m, ``velocity`` in rad/s or m/s."""

    name: str
    lower: float
    upper: float
    velocity: float


@dataclass(frozen=True)
class ArmState:
    """The arm's joints, where they were measured last, and the hold of a latched guard (None: none)."""

    limits: tuple[JointLimit, ...] = ()
    measured: tuple[float, ...] | None = None
    measured_at: float = -math.inf
    """Steady time, s."""
    held: Trajectory | None = None

    @property
    def joints(self) -> tuple[str, ...]:
        """Their names, from base to tip; empty for a robot without an arm."""
        return tuple(limit.name for limit in self.limits)


NO_ARM = ArmState()


def joint_limits(profile: RobotProfile) -> tuple[JointLimit, ...]:
    """The arm's joints as the URDF limits them. Raises ValueError for one that is missing or has no limit."""
    if not profile.joints:
        return ()
    joints = {joint.name: joint.limit for joint in load_urdf(profile.urdf_path).joints}
    return tuple(_limit(name, joints.get(name)) for name in profile.joints)


def _limit(name: str, limit: Limit | None) -> JointLimit:
    if limit is None or limit.lower >= limit.upper or limit.velocity <= 0.0:
        raise ValueError(f"{name}: URDF の <limit> に lower、upper、velocity を書いてください")
    return JointLimit(name, limit.lower, limit.upper, limit.velocity)


def measure(arm: ArmState, positions: Mapping[str, float], now: float) -> ArmState:
    """Take what ``joint_states`` says; a message that lacks a joint or is not a number changes nothing."""
    measured = tuple(positions.get(name, math.nan) for name in arm.joints)
    whole = bool(measured) and all(map(math.isfinite, measured))
    return replace(arm, measured=measured, measured_at=now) if whole else arm


def is_lost(arm: ArmState, now: float) -> bool:
    """Whether a robot's arm has not been measured lately."""
    return bool(arm.limits) and now - arm.measured_at > MEASURED_WITHIN


def holding(arm: ArmState, now: float) -> ArmState:
    """The arm told to stay where it was measured; one hold for a whole latch, so that it does not creep."""
    if arm.held is not None or arm.measured is None or is_lost(arm, now):
        return arm
    point = TrajectoryPoint(arm.measured, (0.0,) * len(arm.measured), HOLD_NS)
    return replace(arm, held=Trajectory(arm.joints, (point,)))


def released(arm: ArmState) -> ArmState:
    """The arm free to move again."""
    return replace(arm, held=None)


def fault(arm: ArmState, trajectory: Trajectory, now: float) -> ReasonCode:
    """Why a trajectory of finite numbers must not reach the arm, or OK. An empty one ends Gazebo's server
    (seen)."""
    if not trajectory.points:
        return ReasonCode.TRAJECTORY_EMPTY
    if not arm.limits or trajectory.joints != arm.joints or not _is_whole(arm, trajectory):
        return ReasonCode.PROPOSAL_AXES
    if arm.measured is None or is_lost(arm, now):
        return ReasonCode.JOINTS_STALE
    gaps = _gaps_ns(trajectory)
    if min(gaps) <= 0 or max(gaps) > LONGEST_GAP_NS:
        return ReasonCode.TRAJECTORY_SPARSE
    short = trajectory.points[-1].time_ns <= HORIZON_NS
    within = short and _is_within(arm.limits, arm.measured, trajectory)
    return ReasonCode.OK if within else ReasonCode.PROPOSAL_OVER_LIMIT


def _is_whole(arm: ArmState, trajectory: Trajectory) -> bool:
    """Whether each point has a position for every joint, and velocities for all or none."""
    count = len(arm.limits)
    return all(len(p.positions) == count and len(p.velocities) in (0, count) for p in trajectory.points)


def _gaps_ns(trajectory: Trajectory) -> list[int]:
    """The time from each point to the next, the first from the start."""
    times = [0, *(point.time_ns for point in trajectory.points)]
    return [after - before for before, after in pairwise(times)]


def _is_within(limits: tuple[JointLimit, ...], measured: tuple[float, ...], trajectory: Trajectory) -> bool:
    """Whether no joint leaves its range or goes faster than it may on the way from where it is, by its
    positions and by its velocities, which a spline would follow."""
    if not all(_is_slow(limits, point) for point in trajectory.points):
        return False
    ways = [measured, *(point.positions for point in trajectory.points)]
    for (before, after), gap in zip(pairwise(ways), _gaps_ns(trajectory), strict=True):
        for limit, start, end in zip(limits, before, after, strict=True):
            too_fast = abs(end - start) > limit.velocity * gap * 1e-9 + SLACK
            if too_fast or not limit.lower - SLACK <= end <= limit.upper + SLACK:
                return False
    return True


def _is_slow(limits: tuple[JointLimit, ...], point: TrajectoryPoint) -> bool:
    pairs = zip(limits, point.velocities, strict=False)  # none given: none to check
    return all(abs(velocity) <= limit.velocity + SLACK for limit, velocity in pairs)

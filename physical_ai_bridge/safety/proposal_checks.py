"""The checks on one motion proposal that need no history: each says why not, or OK."""

from __future__ import annotations

import math

from physical_ai_bridge.plan.enums import MotionKind
from physical_ai_bridge.plan.motion import MotionProposal
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.safety.config import GateConfig
from physical_ai_bridge.safety.events import Now


def is_finite(proposal: MotionProposal) -> bool:
    """Whether every number of the motion is finite."""
    twist, joints = proposal.twist, proposal.trajectory.numbers
    return all(map(math.isfinite, (*twist.linear, *twist.angular, proposal.opening_m, *joints)))


def freshness(proposal: MotionProposal, config: GateConfig, now: Now) -> ReasonCode:
    """By the stamp: not older than a proposal may be, not from the future, and not zero."""
    age = (now.ros_ns - proposal.stamp_ns) * 1e-9
    if proposal.stamp_ns == 0 or age > config.timing.proposal_age:
        return ReasonCode.PROPOSAL_STALE
    return ReasonCode.PROPOSAL_FROM_FUTURE if -age > config.timing.future_tolerance else ReasonCode.OK


def form(proposal: MotionProposal, config: GateConfig) -> ReasonCode:
    """A base's motion on a base's axes within the robot's own limits.

    A trajectory without points is the usual way to tell an arm to stop, and ends Gazebo's server (seen): it
    is named apart, so that its sender learns what to do instead.
    """
    if proposal.kind is MotionKind.ARM and not proposal.trajectory.points:
        return ReasonCode.TRAJECTORY_EMPTY
    if proposal.kind is not MotionKind.BASE or proposal.trajectory.joints or proposal.opening_m:
        return ReasonCode.PROPOSAL_KIND
    twist, margin = proposal.twist, config.tolerances.limit_margin
    if any(twist.linear[1:]) or any(twist.angular[:2]):
        return ReasonCode.PROPOSAL_AXES
    over = abs(twist.forward) > config.profile.max_speed + margin
    over = over or abs(twist.turn) > config.profile.max_yaw_rate + margin
    return ReasonCode.PROPOSAL_OVER_LIMIT if over else ReasonCode.OK

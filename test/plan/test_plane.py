"""Angles wrap, and poses, lines and frames agree with each other."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from physical_ai_bridge.plan.motion import STAND, Pose2, Twist
from physical_ai_bridge.plan.plane import ahead_of, along_and_across, bearing, compose, distance, wrap

metres = st.floats(-100.0, 100.0)
angles = st.floats(-1000.0, 1000.0)
poses = st.builds(Pose2, metres, metres, angles)


@given(angles)
def test_a_wrapped_angle_is_the_same_direction_within_half_a_turn(angle: float) -> None:
    assert -math.pi <= wrap(angle) <= math.pi
    assert math.cos(wrap(angle)) == pytest.approx(math.cos(angle), abs=1e-9)
    assert math.sin(wrap(angle)) == pytest.approx(math.sin(angle), abs=1e-9)


@pytest.mark.parametrize(
    ("angle", "wrapped"),
    [(0.0, 0.0), (math.pi, math.pi), (math.pi + 0.1, 0.1 - math.pi), (-math.pi - 0.1, math.pi - 0.1)],
)
def test_wrapping_at_half_a_turn(angle: float, wrapped: float) -> None:
    assert wrap(angle) == pytest.approx(wrapped)


@given(poses, metres)
def test_ahead_is_along_the_heading_and_not_across(pose: Pose2, length: float) -> None:
    along, across = along_and_across(pose, pose.yaw, ahead_of(pose, length))
    assert (along, across) == (pytest.approx(length, abs=1e-9), pytest.approx(0.0, abs=1e-9))
    assert distance(pose, ahead_of(pose, length)) == pytest.approx(abs(length), abs=1e-9)


@given(poses, poses)
def test_along_the_bearing_lies_the_whole_distance(start: Pose2, end: Pose2) -> None:
    along, across = along_and_across(start, bearing(start, end), end)
    assert (along, across) == (pytest.approx(distance(start, end), abs=1e-9), pytest.approx(0.0, abs=1e-9))


def test_left_of_the_line_is_positive() -> None:
    assert along_and_across(Pose2(0, 0, 0), 0.0, Pose2(2.0, 0.5, 0)) == (2.0, 0.5)
    assert along_and_across(Pose2(1, 1, 0), math.pi / 2, Pose2(0.5, 3.0, 0)) == pytest.approx((2.0, 0.5))


@given(poses, poses, poses)
def test_frames_within_frames(outer: Pose2, inner: Pose2, local: Pose2) -> None:
    one, other = compose(compose(outer, inner), local), compose(outer, compose(inner, local))
    assert (one.x, one.y) == (pytest.approx(other.x, abs=1e-6), pytest.approx(other.y, abs=1e-6))
    assert wrap(one.yaw - other.yaw) == pytest.approx(0.0, abs=1e-9)


def test_a_place_seen_from_a_turned_frame() -> None:
    assert compose(Pose2(1.0, 2.0, math.pi / 2), Pose2(3.0, 0.0, 0.0)) == Pose2(
        pytest.approx(1.0), pytest.approx(5.0), pytest.approx(math.pi / 2)
    )


def test_a_twist_of_a_base_is_forward_and_turn() -> None:
    twist = Twist.planar(0.5, -0.2)
    assert (twist.forward, twist.turn, twist.linear, twist.angular) == (0.5, -0.2, (0.5, 0, 0), (0, 0, -0.2))


@pytest.mark.parametrize("axis", range(6))
@pytest.mark.parametrize("value", [5e-324, -1.0, math.nan, math.inf])
def test_only_all_zero_is_standing(axis: int, value: float) -> None:
    numbers = [0.0] * 6
    assert Twist(tuple(numbers[:3]), tuple(numbers[3:])).is_zero and STAND.is_zero  # type: ignore[arg-type]
    numbers[axis] = value
    assert not Twist(tuple(numbers[:3]), tuple(numbers[3:])).is_zero  # type: ignore[arg-type]

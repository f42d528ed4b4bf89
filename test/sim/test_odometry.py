"""Dead reckoning of exact wheel angles gives the exact pose."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from physical_ai_bridge.robots import load_profile
from physical_ai_bridge.sim.odometry import DeadReckoning, advance

AGV = load_profile("agv")


def test_equal_wheels_drive_straight() -> None:
    pose = advance(DeadReckoning(0.0, 0.0), 10.0, 10.0, AGV)
    assert (pose.x, pose.y, pose.yaw) == pytest.approx((0.8, 0.0, 0.0))


def test_opposite_wheels_turn_on_the_spot() -> None:
    turn = math.pi / 2 * AGV.wheel_separation / 2.0 / AGV.wheel_radius
    pose = advance(DeadReckoning(0.0, 0.0), -turn, turn, AGV)
    assert (pose.x, pose.y, pose.yaw) == pytest.approx((0.0, 0.0, math.pi / 2))


def test_a_half_circle_ends_across_from_its_start() -> None:
    radius = 1.0
    half = AGV.wheel_separation / 2.0
    left, right = (math.pi * arm / AGV.wheel_radius for arm in (radius - half, radius + half))
    pose = advance(DeadReckoning(0.0, 0.0), left, right, AGV)
    assert (pose.x, pose.y, pose.yaw) == pytest.approx((0.0, 2.0, math.pi))


@given(st.floats(-50.0, 50.0), st.floats(-50.0, 50.0), st.integers(1, 20))
def test_an_arc_in_pieces_is_the_same_arc(left: float, right: float, pieces: int) -> None:
    whole = advance(DeadReckoning(0.0, 0.0), left, right, AGV)
    pose = DeadReckoning(0.0, 0.0)
    for piece in range(1, pieces + 1):
        pose = advance(pose, left * piece / pieces, right * piece / pieces, AGV)
    assert (pose.x, pose.y, pose.yaw) == pytest.approx((whole.x, whole.y, whole.yaw), abs=1e-6)

"""The ramp keeps to the profile's accelerations, and reaches what was commanded without passing it."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from physical_ai_bridge.robots import load_profile
from physical_ai_bridge.sim.drive import Twist, approach, base_twist, command, ramp, wheel_speeds

speed = st.floats(-5.0, 5.0)
ACCEL, BRAKE, DT = 0.5, 3.0, 0.005


@given(speed, speed)
def test_no_step_exceeds_the_limits(current: float, target: float) -> None:
    after = approach(current, target, ACCEL, BRAKE, DT)
    grown = abs(after) - abs(current)
    assert -BRAKE * DT - 1e-12 <= grown <= ACCEL * DT + 1e-12
    assert abs(after - current) <= BRAKE * DT + 1e-12
    assert min(current, target, 0.0) - 1e-12 <= after <= max(current, target, 0.0) + 1e-12


@given(speed, speed)
def test_it_gets_there_in_the_time_the_limits_give(current: float, target: float) -> None:
    slowing = abs(current) if current * target < 0.0 else max(0.0, abs(current) - abs(target))
    growing = abs(target) if current * target < 0.0 else max(0.0, abs(target) - abs(current))
    ticks = math.ceil(slowing / BRAKE / DT) + math.ceil(growing / ACCEL / DT) + 1
    for _ in range(ticks):
        current = approach(current, target, ACCEL, BRAKE, DT)
    assert current == pytest.approx(target, abs=1e-9)


def test_braking_is_stronger_than_accelerating() -> None:
    assert approach(0.0, 0.8, ACCEL, BRAKE, 0.1) == pytest.approx(0.05)
    assert approach(0.8, 0.0, ACCEL, BRAKE, 0.1) == pytest.approx(0.5)
    assert approach(-0.8, 0.0, ACCEL, BRAKE, 0.1) == pytest.approx(-0.5)


def test_reversing_goes_through_zero() -> None:
    assert approach(0.1, -0.8, ACCEL, BRAKE, 0.1) == 0.0


def test_turning_has_limits_of_its_own() -> None:
    profile = load_profile("agv")
    after = ramp(Twist(), Twist(0.8, 1.0), profile, 0.1)
    assert after.linear == pytest.approx(0.1 * profile.accel)
    assert after.angular == pytest.approx(0.1 * profile.yaw_accel)


@given(speed, speed)
def test_wheels_and_base_agree(linear: float, angular: float) -> None:
    profile = load_profile("agv")
    twist = base_twist(*wheel_speeds(Twist(linear, angular), profile), profile)
    assert (twist.linear, twist.angular) == pytest.approx((linear, angular), abs=1e-9)


def test_a_left_turn_turns_the_right_wheel_forwards() -> None:
    left, right = wheel_speeds(Twist(0.0, 1.0), load_profile("agv"))
    assert left == -right < 0.0


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_a_command_that_is_no_number_is_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        command(bad, 0.0)
    with pytest.raises(ValueError, match="finite"):
        command(0.0, bad)

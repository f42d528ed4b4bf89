"""The speed along a way: never over the top, never harder than the drive, always to rest at the end."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from physical_ai_bridge.control.speed import LAG, approach

PERIOD = 0.02
speeds = st.floats(0.0, 3.0)
accels = st.floats(0.05, 5.0)
tops = st.floats(0.01, 3.0)
ways = st.floats(-1.0, 100.0)


@given(ways, speeds, st.floats(-3.0, 3.0), tops, accels)
def test_never_backward_never_over_the_top_never_accelerating_harder(
    remaining: float, before: float, measured: float, top: float, accel: float
) -> None:
    speed = approach(remaining, before, measured, top, accel, PERIOD)
    assert 0.0 <= speed <= top
    assert speed <= before + accel * PERIOD
    assert speed <= max(0.0, measured) + LAG + accel * PERIOD


@given(ways, speeds, speeds, tops, accels)
def test_the_way_left_is_enough_to_slow_down(
    remaining: float, before: float, measured: float, top: float, accel: float
) -> None:
    speed = approach(remaining, before, measured, top, accel, PERIOD)
    assert speed**2 / (2 * accel) <= max(0.0, remaining - before * PERIOD) * (1 + 1e-9)


@given(st.floats(max_value=0.0, allow_nan=False), speeds, speeds)
def test_no_way_left_is_no_speed(remaining: float, before: float, measured: float) -> None:
    assert approach(remaining, before, measured, 1.0, 1.0, PERIOD) == 0.0


@given(st.floats(0.0, 20.0), st.floats(0.1, 2.0), st.floats(0.2, 3.0))
def test_what_follows_it_arrives_at_rest_and_less_than_a_period_beyond(
    way: float, top: float, accel: float
) -> None:
    remaining, speed = way, 0.0
    most = math.ceil((way / top + top / accel + 3.0) / PERIOD)
    for _ in range(most):
        speed = approach(remaining, speed, speed, top, accel, PERIOD)
        remaining -= speed * PERIOD
    assert -accel * PERIOD**2 / 2 - 1e-9 <= remaining <= 0.001
    assert speed <= math.sqrt(2 * accel * 0.001)


@given(st.floats(1.0, 100.0), tops, accels)
def test_far_from_the_end_it_grows_by_the_acceleration_to_the_top(
    remaining: float, top: float, accel: float
) -> None:
    top = min(top, math.sqrt(accel))
    speed, ticks = 0.0, math.ceil(top / (accel * PERIOD)) + 1
    for _ in range(ticks):
        speed = approach(remaining, speed, speed, top, accel, PERIOD)
    assert speed == pytest.approx(top)


def test_a_robot_that_is_held_is_not_pushed_ever_harder() -> None:
    speed = 0.0
    for _ in range(1000):
        speed = approach(5.0, speed, 0.0, 0.8, 0.5, PERIOD)
    assert speed == pytest.approx(LAG + 0.5 * PERIOD)

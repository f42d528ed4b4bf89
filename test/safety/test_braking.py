"""The braking rule: the allowed speed is the inverse of the way it needs; the free way is what a disc has."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from physical_ai_bridge.plan.motion import Scan
from physical_ai_bridge.safety.braking import allowed_speed, free_distances

WAY = st.floats(0.0, 100.0)
REACTION = st.floats(0.0, 2.0)
BRAKE = st.floats(0.1, 10.0)


def needed(speed: float, reaction: float, brake: float) -> float:
    return speed * reaction + speed * speed / (2.0 * brake)


@given(free=WAY, reaction=REACTION, brake=BRAKE)
def test_the_allowed_speed_needs_exactly_the_free_way(free, reaction, brake):
    speed = allowed_speed(free, reaction, brake)
    assert speed >= 0.0
    assert math.isclose(needed(speed, reaction, brake), free, rel_tol=1e-6, abs_tol=1e-6)


@given(free=st.floats(-10.0, 0.0), reaction=REACTION, brake=BRAKE)
def test_no_way_no_speed(free, reaction, brake):
    assert allowed_speed(free, reaction, brake) == 0.0


def test_a_free_way_without_end_allows_any_speed():
    assert allowed_speed(math.inf, 0.2, 3.0) == math.inf


@given(free=st.floats(0.0, 5.0), start=st.floats(0.0, 1.0), lags=st.lists(st.floats(0.0, 0.2), max_size=60))
def test_kept_from_one_period_to_the_next_it_never_runs_out_of_way(free, start, lags):
    """The invariant of the rule: at most 0.2 s of the old speed, then braking, and so on to the end."""
    brake, reaction, left = 3.0, 0.2, free
    speed = start * allowed_speed(left, reaction, brake)
    for lag in lags:
        left -= speed * lag
        speed = min(speed, allowed_speed(left, reaction, brake)) if lag < reaction else 0.0
        left_after_braking = left - speed * speed / (2.0 * brake)
        assert left_after_braking >= -1e-9


def by_touching(scan: Scan, radius: float, sensor_x: float, sign: float) -> float:
    """The free way by trying: the first millimetre at which the disc holds a return that is not beside it."""
    points = [
        (
            sensor_x + r * math.cos(scan.angle_min + i * scan.angle_increment),
            r * math.sin(scan.angle_min + i * scan.angle_increment),
        )
        for i, r in enumerate(scan.ranges)
        if math.isfinite(r)
    ]
    ahead = [(sign * x, y) for x, y in points if sign * x >= 0.0]
    for millimetres in range(0, 3000):
        if any(math.hypot(x - millimetres / 1000.0, y) < radius for x, y in ahead):
            return millimetres / 1000.0
    return math.inf


@given(
    ranges=st.lists(st.one_of(st.floats(0.05, 2.5), st.just(math.inf)), min_size=12, max_size=12),
    start=st.floats(-math.pi, math.pi),
    sensor_x=st.floats(-0.2, 0.2),
)
def test_the_free_way_is_what_a_disc_finds_by_trying(ranges, start, sensor_x):
    scan = Scan(tuple(ranges), start, math.tau / 12, 0.05, 12.0, 0)
    for found, sign in zip(free_distances(scan, 0.33, sensor_x), (1.0, -1.0), strict=True):
        tried = by_touching(scan, 0.33, sensor_x, sign)
        grazes = min((abs(abs(y) - 0.33) for y in lanes(scan)), default=1.0) < 0.002
        assert grazes or found == pytest.approx(tried, abs=0.002) or min(found, tried) > 2.9


def lanes(scan: Scan) -> list[float]:
    angles = (scan.angle_min + i * scan.angle_increment for i in range(len(scan.ranges)))
    return [r * math.sin(a) for r, a in zip(scan.ranges, angles, strict=True) if math.isfinite(r)]

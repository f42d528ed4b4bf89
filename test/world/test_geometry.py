"""Rectangles on the floor have the size, place and direction they are asked for."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import box

from physical_ai_bridge.world import geometry

coordinate = st.floats(-100.0, 100.0)
length = st.floats(0.01, 50.0)


@given(coordinate, coordinate, st.floats(-7.0, 7.0), length, length)
def test_a_box_keeps_its_size_wherever_it_stands(x: float, y: float, yaw: float, a: float, b: float) -> None:
    shape = geometry.box_polygon(x, y, yaw, a, b)
    assert shape.area == pytest.approx(a * b, rel=1e-6)
    assert (shape.centroid.x, shape.centroid.y) == pytest.approx((x, y), abs=1e-6)


def test_a_box_turned_by_a_quarter_swaps_its_sides() -> None:
    shape = geometry.box_polygon(1.0, 2.0, math.pi / 2, 4.0, 2.0)
    assert shape.symmetric_difference(box(0.0, 0.0, 2.0, 4.0)).area == pytest.approx(0.0, abs=1e-9)


def test_a_wall_ends_flush_with_its_line() -> None:
    shape = geometry.wall_polygon((0.0, 1.0), (3.0, 1.0), 0.2)
    assert shape.bounds == pytest.approx((0.0, 0.9, 3.0, 1.1))


@pytest.mark.parametrize(("x", "inside"), [(2.0, True), (2.0 + 1e-6, False)])
def test_an_edge_belongs_to_its_area(x: float, inside: bool) -> None:
    assert geometry.covers(box(0.0, 0.0, 2.0, 2.0), x, 1.0) is inside

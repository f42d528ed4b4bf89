"""The triangles of a polygon cover it once and nothing else."""

from __future__ import annotations

import math
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Polygon, union_all

from physical_ai_bridge.display.triangles import triangles

L_SHAPE = [(0, 0), (4, 0), (4, 1), (1, 1), (1, 3), (0, 3)]
COMB = [(0, 0), (7, 0), (7, 3), (6, 3), (6, 1), (5, 1), (5, 3), (4, 3), (4, 1), (3, 1), (3, 3), (0, 3)]
ON_EDGES = [(0, 0), (1, 0), (2, 0), (2, 1), (2, 2), (1, 2), (0, 2), (0, 1)]
TWICE = [(0, 0), (2, 0), (2, 0), (2, 2), (0, 2)]


def assert_filled(polygon: Polygon) -> None:
    pieces = [Polygon(triangle) for triangle in triangles(polygon)]
    assert math.isclose(sum(piece.area for piece in pieces), polygon.area, rel_tol=1e-9)
    assert union_all(pieces).symmetric_difference(polygon).area < 1e-9 * polygon.area
    assert all(piece.exterior.is_ccw for piece in pieces)


@pytest.mark.parametrize("corners", [L_SHAPE, COMB, ON_EDGES, TWICE], ids=["L", "comb", "on edges", "twice"])
@pytest.mark.parametrize("turned", [False, True])
def test_a_polygon_is_filled_whichever_way_it_runs(corners: list[tuple[int, int]], turned: bool) -> None:
    assert_filled(Polygon(corners[::-1] if turned else corners))


def test_a_polygon_of_n_corners_gives_two_fewer_and_its_own_corners_only() -> None:
    found = triangles(Polygon(COMB))
    assert len(found) == len(COMB) - 2
    assert {corner for triangle in found for corner in triangle} == set(COMB)
    assert all(a != b for triangle in found for a, b in combinations(triangle, 2))


@given(st.lists(st.floats(0.2, 5.0), min_size=3, max_size=14))
def test_any_star_is_filled(radii: list[float]) -> None:
    turn = math.tau / len(radii)
    corners = [(r * math.cos(i * turn), r * math.sin(i * turn)) for i, r in enumerate(radii)]
    assert_filled(Polygon(corners))

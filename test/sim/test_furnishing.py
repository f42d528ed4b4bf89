"""Furniture is drawn within the box that collides, whatever its kind and size."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from physical_ai_bridge.sim.furnishing import pieces
from physical_ai_bridge.world import Furniture

KINDS = get_args(Furniture.model_fields["kind"].annotation)
side = st.floats(0.3, 4.0)


def furniture(kind: str, size: tuple[float, float, float]) -> Furniture:
    pose = {"x": 0.0, "y": 0.0, "yaw_deg": 0.0}
    return Furniture.model_validate({"name": "棚", "kind": kind, "pose": pose, "size": size})


@pytest.mark.parametrize("kind", KINDS)
@given(st.tuples(side, side, side))
def test_every_piece_is_inside(kind: str, size: tuple[float, float, float]) -> None:
    for piece in pieces(furniture(kind, size)):
        for axis in (0, 1):
            assert abs(piece.centre[axis]) + piece.size[axis] / 2.0 <= size[axis] / 2.0 + 1e-9
        assert piece.centre[2] - piece.size[2] / 2.0 >= -1e-9
        assert piece.centre[2] + piece.size[2] / 2.0 <= size[2] + 1e-9
        assert min(piece.size) > 0.0


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_furniture_always_looks_the_same(kind: str) -> None:
    item = furniture(kind, (2.0, 0.7, 1.8))
    assert pieces(item) == pieces(item)

"""What furniture is drawn as: boxes that make a shelf look like a shelf. Only for the eye."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from physical_ai_bridge.world import Furniture

Colour = tuple[float, float, float, float]
"""Red, green, blue, opacity, each 0 to 1."""
Size = tuple[float, float, float]

STEEL: Colour = (0.16, 0.29, 0.48, 1.0)
BOARD: Colour = (0.93, 0.55, 0.20, 1.0)
WOOD: Colour = (0.80, 0.66, 0.48, 1.0)
DARK: Colour = (0.24, 0.26, 0.30, 1.0)
PALE: Colour = (0.86, 0.88, 0.90, 1.0)
GREEN: Colour = (0.18, 0.72, 0.42, 1.0)
CARTONS: tuple[Colour, ...] = (
    (0.78, 0.60, 0.40, 1.0),
    (0.72, 0.54, 0.35, 1.0),
    (0.83, 0.67, 0.47, 1.0),
    (0.36, 0.55, 0.70, 1.0),
)


@dataclass(frozen=True)
class Piece:
    """A box in the furniture's own frame, whose origin is the middle of its footprint on the floor; m."""

    centre: Size
    size: Size
    colour: Colour


def pieces(item: Furniture) -> tuple[Piece, ...]:
    """The boxes to draw for a piece of furniture; they stay within its size."""
    made = _BUILDERS.get(item.kind, _plain)(item.size, random.Random(item.name))
    return tuple(piece for piece in made if min(piece.size) > 0.0)


def _plain(size: Size, _: random.Random) -> Iterator[Piece]:
    x, y, z = size
    yield Piece((0.0, 0.0, z / 2.0), (x, y, z), PALE)


def _shelf(size: Size, variety: random.Random) -> Iterator[Piece]:
    x, y, z = size
    yield from _posts(size, (-x / 2.0, 0.0, x / 2.0), STEEL)
    levels = max(1, round(z / 0.6))
    gap = z / levels
    for level in range(levels):
        height = 0.1 + level * gap
        yield Piece((0.0, 0.0, height), (x - 0.02, y - 0.02, 0.04), BOARD)
        yield from _cartons((x - 0.2, y - 0.1, gap - 0.16), height + 0.02, variety)


def _cartons(room: Size, floor: float, variety: random.Random) -> Iterator[Piece]:
    """A row of cartons of different sizes on a board."""
    x, y, z = room
    left = -x / 2.0
    while left < x / 2.0 - 0.25:
        width = min(variety.uniform(0.28, 0.5), x / 2.0 - left)
        height = z * variety.uniform(0.55, 0.98)
        if variety.random() < 0.85:
            centre = (left + width / 2.0, 0.0, floor + height / 2.0)
            yield Piece(centre, (width - 0.04, y * 0.9, height), variety.choice(CARTONS))
        left += width


def _table(size: Size, _: random.Random) -> Iterator[Piece]:
    x, y, z = size
    yield Piece((0.0, 0.0, z - 0.025), (x, y, 0.05), WOOD)
    yield Piece((0.0, 0.0, 0.2), (x - 0.1, y - 0.1, 0.03), PALE)
    yield from _posts((x - 0.04, y - 0.04, z - 0.05), (-x / 2.0 + 0.02, x / 2.0 - 0.02), DARK)


def _counter(size: Size, _: random.Random) -> Iterator[Piece]:
    x, y, z = size
    yield Piece((0.0, 0.0, z / 2.0 - 0.02), (x - 0.08, y - 0.1, z - 0.04), PALE)
    yield Piece((0.0, 0.0, 0.35 * z), (x - 0.06, y - 0.08, 0.12), STEEL)
    yield Piece((0.0, 0.0, z - 0.02), (x, y, 0.04), WOOD)


def _charger(size: Size, _: random.Random) -> Iterator[Piece]:
    x, y, z = size
    yield Piece((0.0, 0.0, z / 2.0), (x - 0.02, y, z), PALE)
    yield Piece((0.0, 0.0, z * 0.82), (x, y * 0.6, 0.08), GREEN)
    yield Piece((0.0, 0.0, 0.25), (x, y * 0.4, 0.06), BOARD)


def _cabinet(size: Size, _: random.Random) -> Iterator[Piece]:
    x, y, z = size
    doors = max(1, round(y / 0.5))
    width = y / doors
    yield Piece((0.0, 0.0, z / 2.0), (x - 0.02, y, z), DARK)
    for door in range(doors):
        middle = -y / 2.0 + (door + 0.5) * width
        yield Piece((0.0, middle, z / 2.0 + 0.03), (x, width - 0.03, z - 0.12), STEEL)


def _pallet(size: Size, variety: random.Random) -> Iterator[Piece]:
    x, y, z = size
    yield Piece((0.0, 0.0, 0.07), (x, y, 0.14), WOOD)
    for sign_x in (-1, 1):
        for sign_y in (-1, 1):
            height = (z - 0.14) * variety.choice((0.7, 1.0, 1.0))
            centre = (sign_x * x * 0.24, sign_y * y * 0.24, 0.14 + height / 2.0)
            yield Piece(centre, (x * 0.46, y * 0.46, height), variety.choice(CARTONS))


def _posts(size: Size, at: tuple[float, ...], colour: Colour) -> Iterator[Piece]:
    _, y, z = size
    inset = 0.025
    for x in at:
        along = max(-size[0] / 2.0 + inset, min(size[0] / 2.0 - inset, x))
        for across in (-y / 2.0 + inset, y / 2.0 - inset):
            yield Piece((along, across, z / 2.0), (0.05, 0.05, z), colour)


_BUILDERS: dict[str, Callable[[Size, random.Random], Iterator[Piece]]] = {
    "shelf": _shelf,
    "table": _table,
    "counter": _counter,
    "charger": _charger,
    "cabinet": _cabinet,
    "pallet": _pallet,
}

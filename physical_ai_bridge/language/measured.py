"""Read the chunks that say how much or which way in numbers: an amount, a vague one, a clock way, a point."""

import re
from typing import Final

from physical_ai_bridge.language.quantities import Quantity
from physical_ai_bridge.language.shapes import shape
from physical_ai_bridge.language.source import Chunk, ChunkKind, Source

POINT: Final = "point"  # the word of a chunk that is a point of the map
_KANJI_HOURS: Final = "〇一二三四五六七八九"
_PAIR: Final = re.compile(r"(\d)、(\d)")


def read_point(source: Source, at: int, end: int) -> tuple[Chunk, int] | None:
    """座標(3, 7)に, x=1 y=2: a point of the map, in metres, as "x,y"; and where it ends."""
    point = shape("measured.point").match(source.key, at, end)
    return (Chunk("noun", f"{point['x']},{point['y']}", "に", word=POINT), point.end()) if point else None


def read_quantity(source: Source, at: int, end: int) -> tuple[Chunk, int] | None:
    """3mくらい: the quantity with its particle, and where that ends; None for what belongs to a noun."""
    quantity = source.quantities.get(at)
    if quantity is None or quantity.span[1] > end:
        return None
    if quantity.kind != "count" and shape("measured.of_noun").match(source.key, quantity.span[1], end):
        return None  # 三キロのダンベル names a thing
    tail = shape("measured.quantity_tail").match(source.key, quantity.span[1], end)
    particle, after = (tail.group("p") or "", tail.end()) if tail else ("", quantity.span[1])
    kind: ChunkKind = "doubt" if _is_doubtful(source, quantity) else "quantity"
    return Chunk(kind, source.text[at : quantity.span[1]], particle, quantity=quantity), after


def _is_doubtful(source: Source, quantity: Quantity) -> bool:
    """1、5m may be a slip for 1.5 m; 2、3m is a range, of which the lower end counts."""
    said = _PAIR.search(source.text, *quantity.span)
    return quantity.vague and said is not None and int(said[2]) != int(said[1]) + 1


def read_clock_way(source: Source, at: int, end: int) -> tuple[Chunk, int] | None:
    """3時の方向: 90 degrees to the right; and where it ends."""
    said = shape("measured.clock_way").match(source.key, at, end)
    if said is None:
        return None
    angle = _hour(said[1]) % 12 * 30
    way = "around" if angle == 180 else "right" if angle < 180 else "left"
    turned = (("angle_deg", str(min(angle, 360 - angle))),)
    return Chunk("direction", said.group(), word=way, args=turned), said.end()


def _hour(said: str) -> int:
    if said.isdigit():
        return int(said)
    return sum(10 if character == "十" else _KANJI_HOURS.index(character) for character in said)


def read_vague(source: Source, at: int, end: int) -> tuple[Chunk, int] | None:
    """数メートル, 十分に: an amount that nobody can measure; and where what follows it ends."""
    vague = shape("measured.vague").match(source.key, at, end)
    if vague is None:
        return None
    tail = shape("measured.quantity_tail").match(source.key, vague.end(), end)
    return Chunk("vague", vague.group()), tail.end() if tail else vague.end()


def is_vague(source: Source, at: int, end: int) -> bool:
    """Whether an amount that nobody can measure begins at `at`."""
    return shape("measured.vague").match(source.key, at, end) is not None

"""Cut what stands before a verb into chunks: quantities, directions, modifiers, nouns with particles."""

import re
from collections.abc import Sequence
from typing import Final, TypeAlias

from physical_ai_bridge.language.nouns import read_noun
from physical_ai_bridge.language.quantities import Quantity
from physical_ai_bridge.language.source import Chunk, ChunkKind, Source
from physical_ai_bridge.language.words import directions_at, words_at

_Found: TypeAlias = tuple[Chunk, int] | None

_DIRECTION_TAIL: Final = re.compile(r"(?:の方向|方向|の方|のほう|側|向き|っかわ)?(?:へと|へ|に|を|は|さ(?![ぁ-ん])|も)?")
_CLOCK_WAY: Final = re.compile(r"(1[0-2]|[0-9]|十[一二]?|[一二三四五六七八九])時の?(?:方向|方角|向き|ほう)(?:へ|に|を)?")
_KANJI_HOURS: Final = "〇一二三四五六七八九"
_OF_NOUN: Final = re.compile(r"(?:くらい|ぐらい|ほど|以上|以下)?の(?!距離|ところ|所|位置|間隔|速度|スピード|角度|速さ|間|後)(?=[^、。])")
_QUANTITY_TAIL: Final = re.compile(
    r"(?:くらい|ぐらい|程度|ほど|ばあ|ばっか|だけ|ずつ|ばかり|きっかり|ちょうど|間)*(?P<p>後(?:に|で)?(?![ろ方退進])|で|に|を|は|も|の|まで)?"
)
_VAGUE: Final = re.compile(
    r"(?:数|何|すう|なん)(?:めーとる|せんち|みり|歩|度|秒|分|回|個|本|m|cm)|十分に?|充分に?|いくらか|たくさん"
)
_QUOTATION: Final = re.compile(r"「([^「」]*)」(と|って|て)?(?:いう(?:ふう)?に)?、?")
_UNTIL: Final = re.compile(r"([^、。]{1,30}?(?:[るうくすつむぶぐ]|[たいだ](?<!時間)))まで(?:は|に)?、?")
_PAIR: Final = re.compile(r"(\d)、(\d)")
_COORDINATE: Final = r"-?[0-9]+(?:\.[0-9]+)?"
_POINT: Final = re.compile(
    rf"(?:(?:座標|地点|位置|ポイント)の?、?[(\[]?|[(\[]|(?=x))\s*(?:x(?:座標)?[=:は]?\s*)?(?P<x>{_COORDINATE})\s*(?:m|めーとる)?\s*[、,\s]\s*(?:y(?:座標)?[=:は]?\s*)?(?P<y>{_COORDINATE})\s*(?:m|めーとる)?\s*[)\]]?(?:の(?:座標|地点|位置|ところ|場所))?(?:に|へ|まで)?"
)
POINT: Final = "point"  # the word of a chunk that is a point of the map
_FALSE_START: Final = re.compile(r"[ぁ-ん]、")
_SEPARATOR: Final = re.compile(r"[、。！？\s]+")


def cut(source: Source, start: int, end: int) -> list[Chunk] | None:
    """Cut `start`..`end` of the source into chunks; None where a part can be nothing known."""
    chunks: list[Chunk] = []
    at = start
    while at < end:
        if skipped := _SEPARATOR.match(source.key, at, end) or _FALSE_START.match(source.key, at, end):
            at = skipped.end()
            continue
        found = _chunk_at(source, at, end)
        if found is None:
            return None
        chunk, at = found
        chunks.append(chunk)
    if start and chunks and chunks[0].kind == "correction":
        return None  # it takes back the clause before: which part of it, nobody can tell
    return _corrected(chunks)


def _chunk_at(source: Source, at: int, end: int) -> _Found:
    for reader in (read_noun, *_READERS) if _is_name(source, at) else _READERS:
        if found := reader(source, at, end):
            return found
    return None


def _is_name(source: Source, at: int) -> bool:
    return any(len(name) > 1 and source.key.startswith(name, at) for name in source.names)


def _read_point(source: Source, at: int, end: int) -> _Found:
    """座標(3, 7)に, x=1 y=2: a point of the map, in metres."""
    point = _POINT.match(source.key, at, end)
    return (Chunk("noun", f"{point['x']},{point['y']}", "に", word=POINT), point.end()) if point else None


def _read_speech(source: Source, at: int, end: int) -> _Found:
    speech = source.speeches.get(at)
    return speech if speech and speech[1] <= end else None


def _read_until(source: Source, at: int, end: int) -> _Found:
    """いいと言うまで, 指示があるまで: what is waited for, as it was said; not a time."""
    event = _UNTIL.match(source.text, at, end)
    if event is None or any(at <= start < event.end() for start in source.quantities if start != at):
        return None
    return Chunk("until", event.group(1)), event.end()


def _read_quotation(source: Source, at: int, end: int) -> _Found:
    quoted = _QUOTATION.match(source.text, at, end)
    return (Chunk("quotation", quoted.group(1), quoted.group(2) or ""), quoted.end()) if quoted else None


def _read_quantity(source: Source, at: int, end: int) -> _Found:
    quantity = source.quantities.get(at)
    if quantity is None or quantity.span[1] > end:
        return None
    if quantity.kind != "count" and _OF_NOUN.match(source.key, quantity.span[1], end):
        return None  # 三キロのダンベル names a thing
    tail = _QUANTITY_TAIL.match(source.key, quantity.span[1], end)
    particle, after = (tail.group("p") or "", tail.end()) if tail else ("", quantity.span[1])
    kind: ChunkKind = "doubt" if _is_doubtful(source, quantity) else "quantity"
    return Chunk(kind, source.text[at : quantity.span[1]], particle, quantity=quantity), after


def _is_doubtful(source: Source, quantity: Quantity) -> bool:
    """1、5m may be a slip for 1.5 m; 2、3m is a range, of which the lower end counts."""
    said = _PAIR.search(source.text, *quantity.span)
    return quantity.vague and said is not None and int(said[2]) != int(said[1]) + 1


def _read_clock_way(source: Source, at: int, end: int) -> _Found:
    """3時の方向: 90 degrees to the right."""
    said = _CLOCK_WAY.match(source.key, at, end)
    if said is None:
        return None
    hour = int(said[1]) if said[1].isdigit() else sum(10 if c == "十" else _KANJI_HOURS.index(c) for c in said[1])
    angle = hour % 12 * 30
    way = "around" if angle == 180 else "right" if angle < 180 else "left"
    turned = (("angle_deg", str(min(angle, 360 - angle))),)
    return Chunk("direction", said.group(), word=way, args=turned), said.end()


def _read_vague(source: Source, at: int, end: int) -> _Found:
    vague = _VAGUE.match(source.key, at, end)
    if vague is None:
        return None
    tail = _QUANTITY_TAIL.match(source.key, vague.end(), end)
    return Chunk("vague", vague.group()), tail.end() if tail else vague.end()


def _read_word(source: Source, at: int, end: int) -> _Found:
    for writing, kind, args in words_at(source.key, at):
        after = at + len(writing)
        if after <= end and not source.key.startswith("の", after):
            return Chunk(kind, source.text[at:after], args=args), after
    return None


def _read_direction(source: Source, at: int, end: int) -> _Found:
    """A direction is one only where its words end; 右の棚 and 右に置く箱 are places."""
    for writing, word in directions_at(source.key, at):
        tail = _DIRECTION_TAIL.match(source.key, at + len(writing), end)
        after = tail.end() if tail else at + len(writing)
        if after == end or _SEPARATOR.match(source.key, after) or after in source.quantities:
            return Chunk("direction", source.text[at:after], word=word), after
        if after > at + len(writing) and (
            _read_word(source, after, end) or _VAGUE.match(source.key, after, end)
        ):
            return Chunk("direction", source.text[at:after], word=word), after
    return None


_READERS: Final = (
    *(_read_point, _read_speech, _read_until, _read_quotation, _read_clock_way, _read_quantity, _read_word, _read_vague),
    *(_read_direction, read_noun),
)


def _corrected(chunks: Sequence[Chunk]) -> list[Chunk]:
    """「棚Aじゃなくて棚B」: what a correction takes back goes."""
    kept: list[Chunk] = []
    for chunk in chunks:
        if chunk.kind != "correction":
            kept.append(chunk)
        elif kept:
            kept.pop()
    return kept

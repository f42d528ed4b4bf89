"""Cut what stands before a verb into chunks: quantities, directions, modifiers, nouns with particles."""

import re
from collections.abc import Sequence
from typing import Final, TypeAlias

from physical_ai_bridge.language.nouns import read_noun
from physical_ai_bridge.language.source import Chunk, ChunkKind, Source
from physical_ai_bridge.language.words import directions_at, words_at

_Found: TypeAlias = tuple[Chunk, int] | None

_DIRECTION_TAIL: Final = re.compile(r"(?:の方向|方向|の方|のほう|側|向き)?(?:へと|へ|に|を|は)?")
_QUANTITY_TAIL: Final = re.compile(
    r"(?:くらい|ぐらい|程度|ほど|だけ|ずつ|ばかり|きっかり|ちょうど|間)*(?P<p>後(?:に|で)?(?![ろ方退進])|で|に|を|は|も|の|まで)?"
)
_VAGUE: Final = re.compile(
    r"(?:数|何|すう|なん)(?:めーとる|せんち|みり|歩|度|秒|分|回|個|本|m|cm)|十分に?|充分に?|いくらか|たくさん"
)
_QUOTATION: Final = re.compile(r"「([^「」]*)」(と|って)?")
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
    for reader in (_read_quotation, _read_quantity, _read_vague, _read_word, _read_direction, read_noun):
        if found := reader(source, at, end):
            return found
    return None


def _read_quotation(source: Source, at: int, end: int) -> _Found:
    quoted = _QUOTATION.match(source.text, at, end)
    return (Chunk("quotation", quoted.group(1), quoted.group(2) or ""), quoted.end()) if quoted else None


def _read_quantity(source: Source, at: int, end: int) -> _Found:
    quantity = source.quantities.get(at)
    if quantity is None or quantity.span[1] > end:
        return None
    tail = _QUANTITY_TAIL.match(source.key, quantity.span[1], end)
    particle, after = (tail.group("p") or "", tail.end()) if tail else ("", quantity.span[1])
    kind: ChunkKind = "vague" if quantity.vague else "quantity"
    return Chunk(kind, source.text[at : quantity.span[1]], particle, quantity=quantity), after


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


def _corrected(chunks: Sequence[Chunk]) -> list[Chunk]:
    """「棚Aじゃなくて棚B」: what a correction takes back goes."""
    kept: list[Chunk] = []
    for chunk in chunks:
        if chunk.kind != "correction":
            kept.append(chunk)
        elif kept:
            kept.pop()
    return kept

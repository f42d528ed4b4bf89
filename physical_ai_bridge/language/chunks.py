"""Cut what stands before a verb into chunks: quantities, directions, modifiers, nouns with particles."""

import re
from collections.abc import Sequence
from typing import Final, TypeAlias

from physical_ai_bridge.language.measured import (
    is_vague,
    read_clock_way,
    read_point,
    read_quantity,
    read_vague,
)
from physical_ai_bridge.language.nouns import read_noun
from physical_ai_bridge.language.shapes import shape
from physical_ai_bridge.language.source import Chunk, Source
from physical_ai_bridge.language.words import directions_at, words_at

_Found: TypeAlias = tuple[Chunk, int] | None

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


def _read_speech(source: Source, at: int, end: int) -> _Found:
    speech = source.speeches.get(at)
    return speech if speech and speech[1] <= end else None


def _read_until(source: Source, at: int, end: int) -> _Found:
    """いいと言うまで, 指示があるまで: what is waited for, as it was said; not a time."""
    event = shape("chunks.until").match(source.text, at, end)
    if event is None or any(at <= start < event.end() for start in source.quantities if start != at):
        return None
    return Chunk("until", event.group(1)), event.end()


def _read_quotation(source: Source, at: int, end: int) -> _Found:
    quoted = shape("chunks.quotation").match(source.text, at, end)
    return (Chunk("quotation", quoted.group(1), quoted.group(2) or ""), quoted.end()) if quoted else None


def _read_word(source: Source, at: int, end: int) -> _Found:
    for writing, kind, args in words_at(source.key, at):
        after = at + len(writing)
        if after <= end and not source.key.startswith("の", after):
            return Chunk(kind, source.text[at:after], args=args), after
    return None


def _read_direction(source: Source, at: int, end: int) -> _Found:
    """A direction is one only where its words end; 右の棚 and 右に置く箱 are places."""
    for writing, word in directions_at(source.key, at):
        bare_end = at + len(writing)
        tail = shape("chunks.direction_tail").match(source.key, bare_end, end)
        after = tail.end() if tail else bare_end
        ends = after == end or _SEPARATOR.match(source.key, after) or after in source.quantities
        if ends or (after > bare_end and _goes_on(source, after, end)):
            return Chunk("direction", source.text[at:after], word=word), after
    return None


def _goes_on(source: Source, at: int, end: int) -> bool:
    """右にゆっくり, 右に数メートル: what may follow the particle of a direction."""
    return _read_word(source, at, end) is not None or is_vague(source, at, end)


_READERS: Final = (
    *(read_point, _read_speech, _read_until, _read_quotation, read_clock_way, read_quantity),
    *(_read_word, read_vague, _read_direction, read_noun),
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

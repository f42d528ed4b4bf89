"""Cut what stands before a verb into chunks: quantities, directions, modifiers, and nouns with their
particles."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from physical_ai_bridge.language.lexicon import lexicon
from physical_ai_bridge.language.normalise import fold_key
from physical_ai_bridge.language.quantities import Quantity

ChunkKind: TypeAlias = Literal["quantity", "direction", "modifier", "noun", "correction", "vague", "quotation"]

_PARTICLE: Final = re.compile(
    r"(?P<via>を?経由(?:して|で)?|を通って|を経て)|(?:の方|のほう|方面|側)?(?P<p>へと|には|では|へ|に|を|まで|から|で|は|が|と|も|より)"
)
_DIRECTION_TAIL: Final = re.compile(r"(?:の方向|方向|の方|のほう|側|向き)?(?:へと|へ|に|を|は)?")
_QUANTITY_TAIL: Final = re.compile(
    r"(?:くらい|ぐらい|程度|ほど|だけ|ずつ|ばかり|きっかり|ちょうど|間)*(?P<p>後(?:に|で)?(?![ろ方退進])|で|に|を|は|も|の|まで)?"
)
_VAGUE: Final = re.compile(r"(?:数|何|すう|なん)(?:めーとる|せんち|みり|歩|度|秒|分|回|個|本|m|cm)|十分に?|充分に?|いくらか|たくさん")
_QUOTATION: Final = re.compile(r"「([^「」]*)」(と|って)?")
_FALSE_START: Final = re.compile(r"[ぁ-ん]、")
_SEPARATOR: Final = re.compile(r"[、。！？\s]+")
_HIRAGANA: Final = re.compile(r"[ぁ-ゖ]")
# A verb that is not in the lexicon hides in what looks like a noun; then the clause is not understood.
_HIDDEN_VERB: Final = re.compile(
    r"[っいんしきりちえけせてねべめれげぜ][てで](?=[^のー])|って|んで|して|たら|ない|ながら|れば|なら|まし|です|ます|[るうくすつむぶぐ]と"
)
_LONGEST_NOUN: Final = 24


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a clause: what it is, its words as said, and the particle after it ("" if none).

    `word` is the key of a direction; `args` what a modifier adds; `quantity` set for quantities.
    """

    kind: ChunkKind
    text: str
    particle: str = ""
    word: str = ""
    args: tuple[tuple[str, str], ...] = ()
    quantity: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The normalised instruction with its quantities, as the chunker reads it."""

    text: str
    key: str
    quantities: dict[int, Quantity]
    place_names: tuple[str, ...] = ()


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
    return _corrected(chunks)


def _chunk_at(source: Source, at: int, end: int) -> tuple[Chunk, int] | None:
    for reader in (_read_quotation, _read_quantity, _read_vague, _read_modifier, _read_direction, _read_noun):
        if found := reader(source, at, end):
            return found
    return None


def _read_quotation(source: Source, at: int, end: int) -> tuple[Chunk, int] | None:
    quoted = _QUOTATION.match(source.text, at, end)
    return (Chunk("quotation", quoted.group(1), quoted.group(2) or ""), quoted.end()) if quoted else None


def _read_quantity(source: Source, at: int, end: int) -> tuple[Chunk, int] | None:
    quantity = source.quantities.get(at)
    if quantity is None or quantity.span[1] > end:
        return None
    tail = _QUANTITY_TAIL.match(source.key, quantity.span[1], end)
    particle, after = (tail.group("p") or "", tail.end()) if tail else ("", quantity.span[1])
    kind: ChunkKind = "vague" if quantity.vague else "quantity"
    return Chunk(kind, source.text[at : quantity.span[1]], particle, quantity=quantity), after


def _read_vague(source: Source, at: int, end: int) -> tuple[Chunk, int] | None:
    vague = _VAGUE.match(source.key, at, end)
    if vague is None:
        return None
    tail = _QUANTITY_TAIL.match(source.key, vague.end(), end)
    return Chunk("vague", vague.group()), tail.end() if tail else vague.end()


def _read_modifier(source: Source, at: int, end: int) -> tuple[Chunk, int] | None:
    for writing, kind, args in _words().get(source.key[at], ()):
        after = at + len(writing)
        if after <= end and source.key.startswith(writing, at) and not source.key.startswith("の", after):
            return Chunk(kind, source.text[at:after], args=args), after
    return None


def _read_direction(source: Source, at: int, end: int) -> tuple[Chunk, int] | None:
    for writing, word in _directions().get(source.key[at], ()):
        if not source.key.startswith(writing, at):
            continue
        tail = _DIRECTION_TAIL.match(source.key, at + len(writing), end)
        after = tail.end() if tail else at + len(writing)
        if after == end or _SEPARATOR.match(source.key, after) or after in source.quantities:
            return Chunk("direction", source.text[at:after], word=word), after
        if tail and tail.group() and not tail.group().endswith("の") and _starts_known(source, after, end):
            return Chunk("direction", source.text[at:after], word=word), after
    return None


def _starts_known(source: Source, at: int, end: int) -> bool:
    return bool(_read_modifier(source, at, end) or _VAGUE.match(source.key, at, end)) or not _read_noun(
        source, at, end
    )


def _read_noun(source: Source, at: int, end: int) -> tuple[Chunk, int] | None:
    """A noun phrase up to the particle that ends it, or to the end of the clause, a comma or a quantity."""
    named = _site_name_end(source, at, end)
    for stop in range(max(at + 1, named), min(end, at + _LONGEST_NOUN) + 1):
        found = _noun_ending(source, at, stop, end, known=named > at)
        if found:
            return found
    return None


def _noun_ending(source: Source, at: int, stop: int, end: int, known: bool) -> tuple[Chunk, int] | None:
    noun = source.text[at:stop]
    if _is_correction(source, stop):
        return _noun(noun, "", stop)
    particle = _PARTICLE.match(source.key, stop, end) if stop < end else None
    if particle and _splits(source, stop, particle.end(), end, particle.group(), known):
        return _noun(noun, particle.group("p") or "via", particle.end())
    ends = stop == end or _SEPARATOR.match(source.key, stop) or (stop in source.quantities and stop > at)
    return _noun(noun, "", stop) if ends else None


def _splits(source: Source, stop: int, after: int, end: int, particle: str, known: bool) -> bool:
    """Whether the particle at `stop` ends the noun: に inside おにぎり does not."""
    if known and stop == _site_name_end(source, stop - 1, end):
        return True
    if particle in ("を", "まで") or len(particle) > 2 or after == end or _SEPARATOR.match(source.key, after):
        return True
    before, behind = source.text[stop - 1], source.text[after : after + 1]
    return not _HIRAGANA.match(before) or not _HIRAGANA.match(behind) or after in source.quantities


def _noun(noun: str, particle: str, after: int) -> tuple[Chunk, int] | None:
    if _HIDDEN_VERB.search(noun) or not any(character.isalnum() for character in noun):
        return None
    simple = {"へと": "へ", "には": "に", "では": "で"}.get(particle, particle)
    return Chunk("noun", noun, simple), after


def _is_correction(source: Source, at: int) -> bool:
    candidates = _words().get(source.key[at : at + 1], ())
    return any(kind == "correction" and source.key.startswith(writing, at) for writing, kind, _ in candidates)


def _site_name_end(source: Source, at: int, end: int) -> int:
    ends = [at + len(name) for name in source.place_names if name and source.key.startswith(name, at)]
    return max((stop for stop in ends if stop <= end), default=at)


def _corrected(chunks: Sequence[Chunk]) -> list[Chunk]:
    """「棚Aじゃなくて棚B」: what a correction takes back goes."""
    kept: list[Chunk] = []
    for chunk in chunks:
        if chunk.kind != "correction":
            kept.append(chunk)
        elif kept:
            kept.pop()
    return kept


@lru_cache(maxsize=1)
def _words() -> dict[str, list[tuple[str, ChunkKind, tuple[tuple[str, str], ...]]]]:
    entries: list[tuple[str, ChunkKind, tuple[tuple[str, str], ...]]] = [
        (fold_key(writing), "modifier", tuple(entry.args.items()))
        for entry in lexicon().modifiers
        for writing in entry.writings
    ]
    entries += [(fold_key(writing), "correction", ()) for writing in lexicon().corrections]
    index: dict[str, list[tuple[str, ChunkKind, tuple[tuple[str, str], ...]]]] = {}
    for entry in sorted(entries, key=lambda e: -len(e[0])):
        index.setdefault(entry[0][0], []).append(entry)
    return index


@lru_cache(maxsize=1)
def _directions() -> dict[str, list[tuple[str, str]]]:
    entries = [(fold_key(w), word) for word, writings in lexicon().directions.items() for w in writings]
    index: dict[str, list[tuple[str, str]]] = {}
    for entry in sorted(entries, key=lambda e: -len(e[0])):
        index.setdefault(entry[0][0], []).append(entry)
    return index

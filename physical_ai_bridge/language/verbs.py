"""Find the verbs of an instruction where one may stand: in no quotation, quantity, name or aside."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

from physical_ai_bridge.language.generic import find_generic
from physical_ai_bridge.language.predicates import Predicate, find_predicates
from physical_ai_bridge.language.shapes import shape
from physical_ai_bridge.language.source import Source
from physical_ai_bridge.language.words import words_at

_Span: TypeAlias = tuple[int, int]

_QUOTED: Final = re.compile(r"「[^「」]*」")
_KATAKANA_PAIR: Final = re.compile(r"(?=[ァ-ヶー][ァ-ヶー])")
_HIRAGANA: Final = re.compile(r"[ぁ-ゖ]")
_ENDS: Final = re.compile(r"[。！]*$")


def find_verbs(source: Source, asides: Iterable[tuple[int, int]], generic: bool) -> list[Predicate]:
    """Return the verbs of `source`, left to right, not overlapping; none begins within `asides`.

    `generic`: verbs that no list holds are found by their shape.
    """
    hidden = _hidden(source, asides)
    verbs = find_predicates(source.key, hidden, source.verbs)
    if not generic:
        return verbs
    known = [verb for verb in verbs if verb.writing != "する"]
    taken = hidden | {at for verb in known for at in range(verb.start, verb.end)}
    return _joined(verbs, find_generic(source, taken))


def _joined(verbs: Sequence[Predicate], generic: Sequence[Predicate]) -> list[Predicate]:
    """Verbs by their shape where they do not run into a verb that is known; a bare する gives way."""
    apart = [g for g in generic if not any(_overlap(g, v) for v in verbs if v.writing != "する")]
    kept = [v for v in verbs if v.writing != "する" or not any(_overlap(g, v) for g in apart)]
    return sorted((*kept, *apart), key=lambda verb: verb.start)


def _overlap(one: Predicate, other: Predicate) -> bool:
    return one.start < other.end and other.start < one.end


def _hidden(source: Source, asides: Iterable[_Span]) -> frozenset[int]:
    """Where no verb may begin, and amid a katakana word (メートル is no 取る)."""
    spans = [*asides, *_quoted_and_named(source), *_adverbs(source.key), *_described(source)]
    places = {at for start, end in spans for at in range(start, end)}
    if _HIRAGANA.search(source.text):  # a text without any may be all katakana: ミギニ90ドマワッテ
        ends = {quantity.span[1] for quantity in source.quantities.values()}
        places |= {found.start() + 1 for found in _KATAKANA_PAIR.finditer(source.text)} - ends
    return frozenset(places)


def _quoted_and_named(source: Source) -> Iterator[_Span]:
    yield from (found.span() for found in _QUOTED.finditer(source.text))
    yield from (quantity.span for quantity in source.quantities.values())
    yield from ((start, end) for start, (_, end) in source.speeches.items())
    for name in source.names:
        if len(name) > 1:
            yield from (found.span() for found in re.finditer(re.escape(name), source.key))


def _described(source: Source) -> Iterator[_Span]:
    """止まっている台車, 受付を通って, 終わるまで: no orders."""
    for name in ("verbs.via", "verbs.before_until"):
        yield from (found.span() for found in shape(name).finditer(source.key))
    yield from (found.span() for found in shape("verbs.describing").finditer(source.text))


def _adverbs(key: str) -> Iterator[_Span]:
    """Adverbs that hold what looks like a verb: 少しずつ is no 〜せず."""
    for at in range(len(key)):
        for word, kind, _ in words_at(key, at):
            end = at + len(word)
            if len(word) > 2 and kind == "modifier" and word != "もっと" and not _ENDS.match(key, end):
                yield at, end

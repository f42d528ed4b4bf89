"""Apply the mood at the end of a sentence to the clauses that only lead up to it.

In Japanese the last verb decides: 「1m進んで右に曲がった」 tells, 「1m進んで右に曲がれますか」 asks, and
neither orders anything.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from physical_ai_bridge.language.clauses import Clause
from physical_ai_bridge.language.reading import Reading
from physical_ai_bridge.language.source import Source

_ASKED_BACK: Final = frozenset({"wish", "prohibit", "needless"})
_UNFINISHED: Final = frozenset({"after", "when", "before"})
_NOT_ORDERS: Final = frozenset({"statement", "question", "ability"}) | _ASKED_BACK


def govern(source: Source, clauses: Sequence[Clause], readings: Sequence[Reading]) -> list[Reading]:
    """Return `readings`, one a clause, with those that lead up to the end of a sentence governed by it."""
    governed: list[Reading] = []
    pairs = zip(clauses, readings, strict=True)
    for _, sentence in groupby(pairs, key=lambda pair: pair[0].sentence):
        governed += _govern_sentence(source, list(sentence))
    return governed


def _govern_sentence(source: Source, pairs: list[tuple[Clause, Reading]]) -> list[Reading]:
    readings = [reading for _, reading in pairs]
    last, said = pairs[-1][0].predicate, _said(source, pairs)
    if last is not None and last.mood in _UNFINISHED and readings[-1].kind in ("do", "ask", "nothing"):
        return [Reading("ask", said=said, reply=f"「{said}」、何をしますか？")]
    if last is None or last.mood not in _NOT_ORDERS:
        return readings
    leading = [clause.leads_on and reading.kind in ("do", "ask", "unsupported") for clause, reading in pairs]
    if not any(leading):
        return readings
    if last.mood in _ASKED_BACK:
        return [
            _asked_back(said, readings),
            *(reading for reading in readings if reading.kind == "unknown"),
        ]
    return [reading for reading, leads in zip(readings, leading, strict=True) if not leads]


def _asked_back(said: str, readings: Sequence[Reading]) -> Reading:
    """Whether the first steps are meant, too, is not certain: ask."""
    intents = tuple(intent for reading in readings for intent in reading.intents)
    return Reading("ask", intents, said, "yes_no", f"「{said}」でよろしいですか？")


def _said(source: Source, pairs: list[tuple[Clause, Reading]]) -> str:
    return source.text[pairs[0][0].start : pairs[-1][0].end].strip("、。！？「」 ")

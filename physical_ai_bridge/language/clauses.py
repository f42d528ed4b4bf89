"""Split an instruction into clauses: a verb with the words before it, a condition, or verbless words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from physical_ai_bridge.language.asides import Aside, AsideKind, find_asides
from physical_ai_bridge.language.predicates import Predicate
from physical_ai_bridge.language.shapes import shape
from physical_ai_bridge.language.source import Source
from physical_ai_bridge.language.verbs import find_verbs

ClauseKind: TypeAlias = AsideKind | Literal["plain", "condition"]
_SENTENCE: Final = re.compile(r"[^。！？]+[。！？]*")
_BETWEEN: Final = re.compile(r"[、。！？\s」]*")
_PART: Final = re.compile(r"[^、。！？]+")


@dataclass(frozen=True, slots=True)
class Clause:
    """A part `start`..`end` of the source: its words `start`..`args_end`, and its verb, if any.

    `postfix` is where a quantity said after a bare noun (右旋回90度) starts. `kind` tells a condition
    without a known verb, an aside (a reason: …から), and a clock time to wait for. `sentence` is where its
    sentence starts.
    """

    start: int
    args_end: int
    end: int
    sentence: int
    predicate: Predicate | None = None
    postfix: int | None = None
    kind: ClauseKind = "plain"

    @property
    def leads_on(self) -> bool:
        """Whether the clause only leads up to the end of its sentence (進んで, 進んでから, 進んだら)."""
        verb = self.predicate
        return verb is not None and (verb.mood in ("after", "when", "before") or verb.is_link)


def split(source: Source, generic: bool = False) -> list[Clause]:
    """Return the clauses of `source` in order; together they cover every character but punctuation.

    `generic`: verbs that no list holds are found by their shape.
    """
    asides = find_asides(source)
    verbs = find_verbs(source, [(aside.start, aside.end) for aside in asides.values()], generic)
    return [
        clause
        for sentence in _SENTENCE.finditer(source.key)
        for clause in _sentence(source, *sentence.span(), verbs, asides)
    ]


def _sentence(
    source: Source, start: int, end: int, verbs: Sequence[Predicate], asides: Mapping[int, Aside]
) -> Iterator[Clause]:
    at, last = start, None
    for predicate in verbs:
        if start <= predicate.start < end:
            for clause in _with_verb(source, at, predicate, start, asides):
                if last is not None:
                    yield last
                at, last = clause.end, clause
    if last is not None and (whole := _with_postposed(source, last, at, end, asides)):
        yield whole
        return
    if last is not None:
        yield last
    yield from _without_verb(source, at, end, start, asides)


def _with_postposed(
    source: Source, last: Clause, at: int, end: int, asides: Mapping[int, Aside]
) -> Clause | None:
    """触るなよ、プレス機に: the last clause with what was left out of it; None where nothing was."""
    if last.predicate is None or last.postfix is not None or any(start >= at for start in asides):
        return None
    tail = shape("clauses.postposed").match(source.key, at, end)
    return replace(last, end=tail.end(), postfix=at) if tail else None


def _without_verb(
    source: Source, at: int, end: int, sentence: int, asides: Mapping[int, Aside]
) -> Iterator[Clause]:
    for start in sorted(asides):
        if at <= start < end:
            yield from _verbless(source, at, start, sentence)
            yield _set_apart(asides[start])
            at = asides[start].end
    yield from _verbless(source, at, end, sentence)


def _with_verb(
    source: Source, start: int, predicate: Predicate, sentence: int, asides: Mapping[int, Aside]
) -> Iterator[Clause]:
    for aside in sorted(at for at in asides if start <= at < predicate.start):
        yield from _verbless(source, start, aside, sentence)
        yield _set_apart(asides[aside])
        start = asides[aside].end
    for connector in shape("clauses.connector").finditer(source.key, start, predicate.start):
        yield from _conditional(source, start, connector.start(), sentence)
        start = connector.end()
    if delay := _delay_end(source, start, predicate.start):
        yield Clause(start, delay, delay, sentence)
        start = delay
    if condition := _condition(source, start, predicate.start, sentence):
        yield condition
        start = condition.end
    end = _postfix_end(source, start, predicate)
    postfix = predicate.end if end != predicate.end else None
    yield Clause(start, predicate.start, end, sentence, predicate, postfix)


def _set_apart(aside: Aside) -> Clause:
    return Clause(aside.start, aside.end, aside.end, aside.sentence, kind=aside.kind)


def _conditional(source: Source, start: int, end: int, sentence: int) -> Iterator[Clause]:
    """Words without a verb, with the condition they may begin with (牛乳があれば牛乳)."""
    if condition := _condition(source, start, end, sentence):
        yield condition
        start = condition.end
    yield from _verbless(source, start, end, sentence)


def _condition(source: Source, start: int, end: int, sentence: int) -> Clause | None:
    """The condition on a verb that is not in the lexicon (道が空いていたら) at the start of a clause."""
    idle = _BETWEEN.match(source.key, start)
    found = shape("clauses.condition").match(source.key, idle.end() if idle else start, end)
    return Clause(start, found.end(), found.end(), sentence, kind="condition") if found else None


def _delay_end(source: Source, start: int, end: int) -> int | None:
    """The end of 「10秒後に」 at the start of a clause: a wait of its own."""
    for quantity in source.quantities.values():
        if start <= quantity.span[0] < end and quantity.kind == "duration":
            later = shape("clauses.later").match(source.key, quantity.span[1], end)
            return later.end() if later else None
    return None


def _postfix_end(source: Source, start: int, predicate: Predicate) -> int:
    quantity = source.quantities.get(predicate.end)
    said_before = any(start <= at < predicate.start for at in source.quantities)
    if predicate.form != "名詞" or quantity is None or said_before:
        return predicate.end
    end = quantity.span[1]
    return end if shape("clauses.after_postfix").match(source.key, end) else predicate.end


def _verbless(source: Source, start: int, end: int, sentence: int) -> Iterator[Clause]:
    """Each comma separates; without a verb nothing ties the parts together."""
    for part in _PART.finditer(source.key, start, end):
        if not _BETWEEN.fullmatch(part.group()):
            yield Clause(part.start(), part.end(), part.end(), sentence)

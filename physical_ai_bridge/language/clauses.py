"""Split an instruction into clauses: a verb with the words before it, a condition, or verbless words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from physical_ai_bridge.language.predicates import Predicate, find_predicates
from physical_ai_bridge.language.source import Source

_SENTENCE: Final = re.compile(r"[^。！？]+[。！？]*")
_QUOTED: Final = re.compile(r"「[^「」]*」")
_BETWEEN: Final = re.compile(r"[、。！？\s」]*")
_KATAKANA_PAIR: Final = re.compile(r"(?=[ァ-ヶー][ァ-ヶー])")
_HIRAGANA: Final = re.compile(r"[ぁ-ゖ]")
_CONNECTOR: Final = re.compile(
    r"(?<!^)、(?=それから|次[にはの]|つぎ[には]|そして|その(?:後|あと)|続いて|最後に)"
)
_AFTER_POSTFIX: Final = re.compile(r"$|[、。！？\s」]|お願い|おねがい|頼む|たのむ")
_LATER: Final = re.compile(r"後(?:に|で)?(?![ろ方退進])、?")
# A condition on a verb that is not in the lexicon: 道が空いていたら, 雨なら, 人がいれば
_CONDITION: Final = re.compile(
    r"[^。]+?(?:たら|だら|(?<!ほ)(?<!ほん)(?<!それ)なら(?:ば)?|[れけせてめべえげね]ば|場合(?:は|に)?|(?:とき|時)は)、?"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A part `start`..`end` of the source: its words `start`..`args_end`, and its verb, if any.

    `postfix` is where a quantity said after a bare noun (右旋回90度) starts. `is_condition` marks a condition
    without a known verb. `sentence` is where its sentence starts.
    """

    start: int
    args_end: int
    end: int
    sentence: int
    predicate: Predicate | None = None
    postfix: int | None = None
    is_condition: bool = False

    @property
    def leads_on(self) -> bool:
        """Whether the clause only leads up to the end of its sentence (進んで, 進んでから, 進んだら)."""
        verb = self.predicate
        return verb is not None and (verb.mood in ("after", "when", "before") or verb.is_link)


def split(source: Source) -> list[Clause]:
    """Return the clauses of `source` in order; together they cover every character but punctuation."""
    verbs = find_predicates(source.key, _hidden(source))
    return [
        clause
        for sentence in _SENTENCE.finditer(source.key)
        for clause in _sentence(source, *sentence.span(), verbs)
    ]


def _sentence(source: Source, start: int, end: int, verbs: list[Predicate]) -> Iterator[Clause]:
    at = start
    for predicate in verbs:
        if start <= predicate.start < end:
            for clause in _with_verb(source, at, predicate, start):
                yield clause
                at = clause.end
    yield from _verbless(source, at, end, start)


def _with_verb(source: Source, start: int, predicate: Predicate, sentence: int) -> Iterator[Clause]:
    for connector in _CONNECTOR.finditer(source.key, start, predicate.start):
        yield from _verbless(source, start, connector.start(), sentence)
        start = connector.end()
    if delay := _delay_end(source, start, predicate.start):
        yield Clause(start, delay, delay, sentence)
        start = delay
    if condition := _CONDITION.match(source.key, start, predicate.start):
        yield Clause(start, condition.end(), condition.end(), sentence, is_condition=True)
        start = condition.end()
    end = _postfix_end(source, start, predicate)
    postfix = predicate.end if end != predicate.end else None
    yield Clause(start, predicate.start, end, sentence, predicate, postfix)


def _delay_end(source: Source, start: int, end: int) -> int | None:
    """The end of 「10秒後に」 at the start of a clause: a wait of its own."""
    for quantity in source.quantities.values():
        if start <= quantity.span[0] < end and quantity.kind == "duration":
            later = _LATER.match(source.key, quantity.span[1], end)
            return later.end() if later else None
    return None


def _postfix_end(source: Source, start: int, predicate: Predicate) -> int:
    quantity = source.quantities.get(predicate.end)
    said_before = any(start <= at < predicate.start for at in source.quantities)
    if predicate.form != "名詞" or quantity is None or said_before:
        return predicate.end
    end = quantity.span[1]
    return end if _AFTER_POSTFIX.match(source.key, end) else predicate.end


def _verbless(source: Source, start: int, end: int, sentence: int) -> Iterator[Clause]:
    """Each comma separates; without a verb nothing ties the parts together."""
    for part in re.finditer(r"[^、。！？]+", source.key[start:end]):
        if not _BETWEEN.fullmatch(part.group()):
            yield Clause(start + part.start(), start + part.end(), start + part.end(), sentence)


def _hidden(source: Source) -> frozenset[int]:
    """Where no verb may begin: in a quotation, in a quantity, amid a katakana word (メートル is no 取る)."""
    spans = [found.span() for found in _QUOTED.finditer(source.text)]
    spans += [quantity.span for quantity in source.quantities.values()]
    places = {at for start, end in spans for at in range(start, end)}
    if _HIRAGANA.search(source.text):  # a text without any may be all katakana: ミギニ90ドマワッテ
        places |= {found.start() + 1 for found in _KATAKANA_PAIR.finditer(source.text)}
    return frozenset(places)

"""Correct or complete an instruction: 「違う、左」, 「五百ミリで」, 「課長じゃなくて部長」, 「やっぱ50」."""

from collections.abc import Sequence
from typing import Any, Final, TypeAlias

from physical_ai_bridge.language.chunks import cut
from physical_ai_bridge.language.clauses import split
from physical_ai_bridge.language.filling import filled
from physical_ai_bridge.language.numerals import read_number
from physical_ai_bridge.language.questions import missing_slot, question
from physical_ai_bridge.language.shapes import shape
from physical_ai_bridge.language.slots import Slots
from physical_ai_bridge.language.source import Chunk, Source
from physical_ai_bridge.language.understanding import Intent, Pending, Understanding

_Intents: TypeAlias = tuple[Intent, ...]
_NUMBERS: Final = ("value", "angle_deg", "steps", "count")  # lengths and times need their unit


def corrected(source: Source, intents: tuple[Intent, ...]) -> Understanding | None:
    """Return `intents` with what `source` says put in its place; None if it says something else."""
    start, end = _content(source)
    if start >= end or _has_verb(source, start):
        return None
    if instead := shape("corrections.instead").fullmatch(source.text, start, end):
        return _replaced(instead["old"], instead["new"], intents)
    chunks = cut(source, start, end)
    changed = _changed(chunks, source.text, intents) if chunks else None
    return changed or _renumbered(source, start, end, intents)


def _content(source: Source) -> tuple[int, int]:
    """Where the correction itself is: behind 「やっぱり」 and before 「…でお願いします」."""
    lead = shape("corrections.lead").match(source.key)
    start = lead.end() if lead else 0
    tail = shape("corrections.tail").search(source.key, start)
    return start, tail.start() if tail else len(source.key)


def _has_verb(source: Source, start: int) -> bool:
    """Whether a verb asks for something new; 「右に90度です」 and 「あっちにして」 do not."""
    verbs = (clause.predicate for clause in split(source) if clause.predicate)
    return any(verb.verb.action not in ("please", "do") and start <= verb.start for verb in verbs)


def _replaced(old: str, new: str, intents: _Intents) -> Understanding | None:
    """「課長じゃなくて部長」: what was said before, by its own name."""
    for index in reversed(range(len(intents))):
        role = next((role for role, said in intents[index].args.items() if said == old), None)
        if role:
            return Understanding("execute", _with_arg(intents, index, role, new.rstrip("にへをね")))
    return None


def _changed(chunks: Sequence[Chunk], said: str, intents: _Intents) -> Understanding | None:
    """The last of `intents` that all `chunks` fit, with them; what is still missing is asked for."""
    for index in reversed(range(len(intents))):
        if changed := filled(intents[index], Slots(chunks, said)):
            return _checked((*intents[:index], changed, *intents[index + 1 :]), index)
    return None


def _checked(intents: _Intents, index: int) -> Understanding:
    if slot := missing_slot(intents[index]):
        asked = question(intents[index], slot)
        return Understanding("clarify", reply=asked, pending=Pending(slot, intents, index, (), asked))
    return Understanding("execute", intents)


def _renumbered(source: Source, start: int, end: int, intents: _Intents) -> Understanding | None:
    """「やっぱ50」: a number alone is in the unit said before."""
    number = read_number(source.key, start)
    if number is None or number.end != end:
        return None
    for index in reversed(range(len(intents))):
        if name := next((name for name in _NUMBERS if name in intents[index].args), None):
            value = int(number.value) if number.value.denominator == 1 else float(number.value)
            return Understanding("execute", _with_arg(intents, index, name, value))
    return None


def _with_arg(intents: _Intents, index: int, name: str, value: Any) -> _Intents:
    one = intents[index]
    return (*intents[:index], Intent(one.skill, {**one.args, name: value}), *intents[index + 1 :])

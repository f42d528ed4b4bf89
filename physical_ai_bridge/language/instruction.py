"""Read a whole instruction: its clauses one by one, each after what the ones before it spoke of."""

from collections.abc import Sequence
from typing import Final

from physical_ai_bridge.language.asides import takes_back
from physical_ai_bridge.language.clause_reading import asks, read_clause
from physical_ai_bridge.language.clauses import Clause, split
from physical_ai_bridge.language.compose import compose
from physical_ai_bridge.language.grammar import Before
from physical_ai_bridge.language.lexicon import VerbEntry
from physical_ai_bridge.language.memory import Memory
from physical_ai_bridge.language.phrases import match_phrase
from physical_ai_bridge.language.reading import Reading
from physical_ai_bridge.language.sentences import govern
from physical_ai_bridge.language.source import Source
from physical_ai_bridge.language.talk import match_fallback, match_talk
from physical_ai_bridge.language.understanding import Understanding

_CLEAR: Final = ("execute", "answer", "no_motion", "refuse")
_STILL: Final = ("unsupported", "answer", "no_motion")


def read_instruction(source: Source, memory: Memory) -> Understanding:
    """Understand `source`; verbs that no list holds tell at most that it was no motion."""
    talk = match_talk(source.key, source.text)
    understood = compose(readings_of(source, memory))
    orders = understood.outcome == "execute" and not asks(source.key)
    if talk and talk.kind == "answer" and not orders:
        return _about(compose([talk]), understood)
    if understood.outcome in _CLEAR or _waits(understood):
        return understood
    if talk and not (understood.outcome == "clarify" and takes_back(source.key)):
        return compose([talk])
    if understood.outcome == "unsupported" or understood.pending:
        return understood
    by_shape = compose(readings_of(source, memory, generic=True))
    return by_shape if by_shape.outcome in _STILL else understood


def readings_of(source: Source, memory: Memory, generic: bool = False) -> list[Reading]:
    """Return the readings of the clauses of `source`, governed by the ends of their sentences.

    `memory` is what the turns before spoke of. `generic`: verbs that no list holds are found by their shape.
    """
    if whole := match_phrase(source.key):
        return [whole]
    clauses = split(source, generic)
    readings: list[Reading] = []
    for index, clause in enumerate(clauses):
        last = memory.things[-1] if memory.things else None
        before = Before(last, not readings, len(clauses) == 1, _next_verb(clauses, index))
        readings.append(read_clause(source, clause, before))
        memory = _remembering(memory, readings[-1])
    lost = all(reading.kind == "unknown" for reading in readings)
    fallback = match_fallback(source.key, source.text) if lost else None
    return [fallback] if fallback else govern(source, clauses, readings)


def _about(talked: Understanding, asked: Understanding) -> Understanding:
    """冷蔵庫の扉、開けられる？: what the ability is asked about, as the verb tells it."""
    args = talked.intents[0].args if talked.intents else {}
    if dict(args) != {"topic": "capabilities"}:
        return talked
    return asked if asked.outcome == "answer" else talked


def _waits(understood: Understanding) -> bool:
    """Whether a question was asked that an answer completes."""
    return understood.pending is not None and understood.pending.slot != "yes_no"


def _next_verb(clauses: Sequence[Clause], index: int) -> VerbEntry | None:
    """The next verb of the same sentence, which may hold for words before it (棚Aに、それから棚Bに行って)."""
    later = (c.predicate for c in clauses[index + 1 :] if c.sentence == clauses[index].sentence)
    return next((verb.verb for verb in later if verb and verb.mood == "order"), None)


def _remembering(memory: Memory, reading: Reading) -> Memory:
    for intent in reading.intents:
        memory = memory.with_intent(intent)
    return memory.with_condition(reading.said) if reading.kind == "condition" else memory

"""Read one clause: an idiom, a question, a remark, or what its verb and words ask for."""

from dataclasses import replace
from typing import Final

from physical_ai_bridge.language.asides import takes_back
from physical_ai_bridge.language.chunks import cut
from physical_ai_bridge.language.clauses import Clause
from physical_ai_bridge.language.conditions import bare_condition
from physical_ai_bridge.language.grammar import Before, read_action
from physical_ai_bridge.language.moods import read_predicate
from physical_ai_bridge.language.phrases import match_phrase
from physical_ai_bridge.language.reading import Reading
from physical_ai_bridge.language.shapes import shape
from physical_ai_bridge.language.slots import Slots
from physical_ai_bridge.language.source import Source
from physical_ai_bridge.language.talk import match_talk
from physical_ai_bridge.language.understanding import Intent
from physical_ai_bridge.language.verbless import read_verbless

_PUNCTUATION: Final = "、。！？「」 "
_MARKS: Final = "、。！「」 "  # an idiom may end in ？


def asks(said: str) -> bool:
    """Whether `said` ends as a question."""
    return shape("clause_reading.asks").search(said) is not None


def read_clause(source: Source, clause: Clause, before: Before) -> Reading:
    """Read `clause`, which stands after what `before` tells."""
    first = shape("clause_reading.first").match(source.key, clause.start, clause.args_end)
    if first is None or before.first:
        return _read_clause(source, clause, before)
    reading = _read_clause(source, replace(clause, start=first.end()), before)
    return replace(reading, comes_before_last=True)


def _read_clause(source: Source, clause: Clause, before: Before) -> Reading:
    said = source.text[clause.start : clause.end].strip(_PUNCTUATION)
    if clause.kind == "condition":
        return Reading("condition", said=bare_condition(said))
    if clause.kind == "aside":
        return Reading("nothing")
    if clause.kind == "clock":
        return Reading("do", (Intent("wait", {"until": shape("clause_reading.clock_end").sub("", said)}),))
    if phrase := match_phrase(source.key[clause.start : clause.end].strip(_MARKS)):
        return phrase
    if said.startswith(("と", "って")) and shape("clause_reading.told").match(said):
        return Reading("unknown", said=said)
    return _asked_or_talk(source, clause, said, before)


def _asked_or_talk(source: Source, clause: Clause, said: str, before: Before) -> Reading:
    """A question or a remark, unless the clause orders something or may take back what was ordered."""
    talk = _talk(source, clause)
    if talk is None:
        return _asked(source, clause, said, before)
    orders = clause.predicate is not None and clause.predicate.mood == "order" and not asks(said)
    if talk.kind == "answer" and not orders:
        return talk
    if clause.predicate is None and not takes_back(said):
        return talk
    reading = _asked(source, clause, said, before)
    told = reading.kind in ("unknown", "unsupported", "nothing") and not takes_back(said)
    return talk if told else reading


def _asked(source: Source, clause: Clause, said: str, before: Before) -> Reading:
    """What a clause comes to that is no idiom, question or remark."""
    if clause.predicate is not None:
        return read_predicate(source, clause, clause.predicate, said, before)
    chunks = cut(source, clause.start, clause.end)
    if chunks is None:
        return Reading("unknown", said=said)
    reading = read_verbless(Slots(chunks, said), before.alone)
    if reading.kind in ("unknown", "ask") and before.next_verb:
        gapped = read_action(source, clause, before.next_verb, said, replace(before, last_object=None))
        return gapped if gapped.kind == "do" else reading
    return reading


def _talk(source: Source, clause: Clause) -> Reading | None:
    """A question or a remark among other clauses; a report only where nothing but a mark is around it."""
    end = clause.end + source.key[clause.end :].startswith("？")
    key, text = source.key[clause.start : end], source.text[clause.start : end]
    ends = key[-1:] in _PUNCTUATION or source.key[end : end + 1] in _PUNCTUATION
    return match_talk(key, text, telling=ends and clause.start == clause.sentence)

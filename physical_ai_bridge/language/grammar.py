"""Read one clause: choose the rule by its verb, and what to make of the result by its mood."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from physical_ai_bridge.language import handling_rules, motion_rules
from physical_ai_bridge.language.chunks import Chunk, Source, cut
from physical_ai_bridge.language.clauses import Clause
from physical_ai_bridge.language.lexicon import VerbEntry, lexicon
from physical_ai_bridge.language.phrases import match_phrase
from physical_ai_bridge.language.reading import Reading
from physical_ai_bridge.language.slots import Slots
from physical_ai_bridge.language.understanding import Intent

_RULES: Final[dict[str, Callable[[VerbEntry, Slots, str], Reading]]] = {
    "move": motion_rules.read_move,
    "turn": motion_rules.read_turn,
    "face": motion_rules.read_face,
    "return": motion_rules.read_return,
    "wait": motion_rules.read_wait,
    "stop": motion_rules.read_stop,
    "speak": handling_rules.read_speak,
    "fixed": handling_rules.read_fixed,
}
_PUNCTUATION: Final = "、。！？「」 "
_CONDITION_MARK: Final = re.compile(r"(?:なら(?:ば)?|場合(?:は|に)?|(?:とき|時)(?:に|は|には)?)、?$|ら、?$")
_EVEN_IF: Final = re.compile(r"もし(?:も)?、?")
_UNTIL_EVENT: Final = re.compile(r"(.+[るたいうくすつむぶぐ])まで、?")
_DIRECTLY: Final = frozenset({"order", "after", "when", "before", "wish", "question", "ability", "statement"})


def read_clause(source: Source, clause: Clause, last_object: str | None, first: bool) -> Reading:
    """Read `clause`. `last_object` is what was handled last; `first` that no clause comes before it."""
    said = source.text[clause.start : clause.end].strip(_PUNCTUATION)
    if clause.is_condition:
        return Reading("condition", said=_condition(said))
    phrase = match_phrase(source.key[clause.start : clause.end].strip("、。！「」 "))
    if phrase:
        return phrase
    if clause.predicate is None:
        chunks = cut(source, clause.start, clause.end)
        return Reading("unknown", said=said) if chunks is None else motion_rules.read_verbless(Slots(chunks), said)
    return _by_mood(source, clause, said, last_object, first)


def _by_mood(source: Source, clause: Clause, said: str, last_object: str | None, first: bool) -> Reading:
    assert clause.predicate is not None
    verb, mood = clause.predicate.verb, clause.predicate.mood
    chunks = _chunks(source, clause)
    if mood == "needless":
        return Reading("nothing", reply="承知しました。")
    if mood in ("prohibit", "without"):
        return _prohibition(verb, chunks, said)
    if mood == "condition":
        return Reading("condition", said=_condition(said))
    reading = _by_action(source, clause, chunks, said, last_object, first)
    if mood == "when" and reading.kind != "do" and not (reading.kind == "nothing" and not first):
        return Reading("condition", said=_condition(said))
    if mood == "before":
        return replace(reading, comes_after_next=True)
    return _asked_or_told(mood, reading, said)


def _asked_or_told(mood: str, reading: Reading, said: str) -> Reading:
    if mood in ("order", "after", "when") or reading.kind in ("unknown", "refuse"):
        return reading
    if mood == "wish":
        return Reading("ask", reading.intents, said, "yes_no", f"「{said}」を実行しますか？") if reading.intents else reading
    if mood == "ability":
        target = {k: v for i in reading.intents for k, v in i.args.items() if k == "target"}
        return Reading("answer", (Intent("query", {"topic": "capabilities", **target}),))
    if mood == "question":
        return Reading("answer", (Intent("query", {"topic": "status"}),))
    return Reading("nothing", reply="承知しました。")


def _by_action(
    source: Source, clause: Clause, chunks: list[Chunk] | None, said: str, last_object: str | None, first: bool
) -> Reading:
    assert clause.predicate is not None
    verb = clause.predicate.verb
    if verb.heard_for:
        return _misheard(source, clause, said)
    event = _UNTIL_EVENT.fullmatch(source.text[clause.start : clause.args_end])
    if verb.action == "wait" and event and not source.quantities.keys() & set(range(clause.start, clause.end)):
        return Reading("do", (Intent("wait", {"until": event.group(1)}),))
    if chunks is None:
        return Reading("unknown", said=said)
    if verb.action == "unsupported":
        return Reading("unsupported", said=said)
    return _by_rule(verb, chunks, said, last_object, first)


def _by_rule(verb: VerbEntry, chunks: list[Chunk], said: str, last_object: str | None, first: bool) -> Reading:
    slots = Slots(chunks)
    if verb.action == "done":
        return Reading("unknown", said=said) if slots.left or first else Reading("nothing")
    if verb.action == "elapse":
        return motion_rules.read_wait(verb, slots, said)
    if verb.action == "please":
        reading = motion_rules.read_verbless(slots, said)
        goes = reading.slot == "yes_no" and any(c.particle in ("に", "へ", "まで") for c in chunks)
        return Reading("do", reading.intents) if goes else reading
    if verb.action == "do":
        turns = any(chunk.quantity and chunk.quantity.unit == "rev" for chunk in chunks)
        return motion_rules.read_turn(verb, slots, said) if turns else handling_rules.read_become(verb, slots, said)
    if rule := _RULES.get(verb.action):
        return rule(verb, slots, said)
    return handling_rules.read_frame(verb, slots, said, last_object)


def _misheard(source: Source, clause: Clause, said: str) -> Reading:
    """全身 for 前進: never acted on; asked back with what it would mean."""
    assert clause.predicate is not None
    heard, meant = clause.predicate.verb.lemma, lexicon().verb(clause.predicate.verb.heard_for)
    reading = _by_rule(meant, cut(source, clause.start, clause.args_end) or [], said, None, True)
    reply = f"「{heard}」は「{meant.lemma}」のことですか？"
    kind_known = reading.kind == "do"
    return Reading("ask", reading.intents if kind_known else (), said, "yes_no" if kind_known else None, reply)


def _chunks(source: Source, clause: Clause) -> list[Chunk] | None:
    chunks = cut(source, clause.start, clause.args_end)
    if chunks is not None and clause.postfix is not None:
        after = cut(source, clause.postfix, clause.end)
        return None if after is None else chunks + after
    return chunks


def _prohibition(verb: VerbEntry, chunks: list[Chunk] | None, said: str) -> Reading:
    """「棚Aに行かないで」: only acknowledged; what exactly is forbidden is kept as far as it was said."""
    args: dict[str, Any] = {"action": verb.lemma}
    for chunk in chunks or []:
        if chunk.kind == "noun":
            args.setdefault("place" if chunk.particle == "で" else "target", chunk.text)
    return Reading("prohibit", (Intent("prohibit", args),), said)


def _condition(said: str) -> str:
    """人が来たら -> 人が来た, 雨なら -> 雨, 人がいれば -> 人がいる."""
    bare = _CONDITION_MARK.sub("", _EVEN_IF.sub("", said, count=1))
    if bare.endswith("ば"):
        stem = bare[:-1]
        row = str.maketrans("れけせてめべえげね", "るくすつむぶうぐぬ")
        return stem[:-1] + stem[-1:].translate(row)
    return bare

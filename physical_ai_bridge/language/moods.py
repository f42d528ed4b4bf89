"""Read one clause: what its verb says, and what its mood makes of that (an order, a ban, a question …)."""

import re
from dataclasses import dataclass, replace
from typing import Any, Final

from physical_ai_bridge.language.chunks import cut
from physical_ai_bridge.language.clauses import Clause
from physical_ai_bridge.language.grammar import chunks_of, read_action
from physical_ai_bridge.language.phrases import match_phrase
from physical_ai_bridge.language.predicates import Mood, Predicate
from physical_ai_bridge.language.reading import Reading
from physical_ai_bridge.language.slots import Slots
from physical_ai_bridge.language.source import Source
from physical_ai_bridge.language.understanding import Intent
from physical_ai_bridge.language.verbless import read_verbless

PUNCTUATION: Final = "、。！？「」 "
_CONDITION_MARK: Final = re.compile(r"(?:なら(?:ば)?|場合(?:は|に)?|(?:とき|時)(?:に|は|には)?)、?$|ら、?$")
_IF: Final = re.compile(r"(?:ただし|でも|もし(?:も)?|万が一|仮に|、)*")
_E_ROW: Final = str.maketrans("れけせてめべえげね", "るくすつむぶうぐぬ")
_ACKNOWLEDGED: Final = "承知しました。"


@dataclass(frozen=True, slots=True)
class Before:
    """What was read before a clause: the object handled last, and whether there is any other clause."""

    last_object: str | None
    first: bool
    alone: bool


def read_clause(source: Source, clause: Clause, before: Before) -> Reading:
    """Read `clause`, which stands after what `before` tells."""
    said = source.text[clause.start : clause.end].strip(PUNCTUATION)
    if clause.is_condition:
        return Reading("condition", said=_condition(said))
    if phrase := match_phrase(source.key[clause.start : clause.end].strip("、。！「」 ")):
        return phrase
    if clause.predicate is not None:
        return _read_predicate(source, clause, clause.predicate, said, before)
    chunks = cut(source, clause.start, clause.end)
    return (
        Reading("unknown", said=said) if chunks is None else read_verbless(Slots(chunks, said), before.alone)
    )


def _read_predicate(source: Source, clause: Clause, verb: Predicate, said: str, before: Before) -> Reading:
    if verb.mood == "needless":
        return Reading("nothing", reply=_ACKNOWLEDGED)
    if verb.mood in ("prohibit", "without"):
        return _prohibition(source, clause, verb, said)
    if verb.mood == "condition":
        return Reading("condition", said=_condition(said))
    reading = read_action(source, clause, verb.verb, said, before.last_object, before.first)
    if verb.mood == "when":
        step = reading.kind in ("do", "nothing")
        return reading if step else Reading("condition", said=_condition(said))
    return _in_mood(verb.mood, reading, said)


def _in_mood(mood: Mood, reading: Reading, said: str) -> Reading:
    if mood == "before":
        return replace(reading, comes_after_next=True)
    if mood in ("order", "after") or reading.kind == "unknown":
        return reading
    if mood == "wish":
        sure = Reading("ask", reading.intents, said, "yes_no", f"「{said}」を実行しますか？")
        return sure if reading.kind == "do" else reading
    if mood == "ability":
        targets = [intent.args["target"] for intent in reading.intents if "target" in intent.args]
        about = {"topic": "capabilities", **({"target": targets[0]} if targets else {})}
        return Reading("answer", (Intent("query", about),))
    if mood == "question":
        return Reading("answer", (Intent("query", {"topic": "status"}),))
    return Reading("nothing", reply=_ACKNOWLEDGED)


def _prohibition(source: Source, clause: Clause, verb: Predicate, said: str) -> Reading:
    """「棚Aに行かないで」: only acknowledged; what exactly is forbidden is kept as far as it was said."""
    args: dict[str, Any] = {"action": verb.verb.lemma}
    for chunk in chunks_of(source, clause) or ():
        if chunk.kind == "noun":
            args.setdefault("place" if chunk.particle == "で" else "target", chunk.text)
    return Reading("prohibit", (Intent("prohibit", args),), said)


def _condition(said: str) -> str:
    """人が来たら -> 人が来た, 雨なら -> 雨, 人がいれば -> 人がいる, 少なければ -> 少ない."""
    bare = _CONDITION_MARK.sub("", _IF.sub("", said, count=1))
    if bare.endswith("なければ"):
        return bare[:-3] + "い"
    return bare[:-2] + bare[-2].translate(_E_ROW) if bare.endswith("ば") and len(bare) > 1 else bare

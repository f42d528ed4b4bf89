"""What the mood of its verb makes of a clause: an order, a ban, a question, a condition, a wish …"""

from dataclasses import replace
from typing import Any, Final

from physical_ai_bridge.language.clauses import Clause
from physical_ai_bridge.language.conditions import bare_condition, is_certain
from physical_ai_bridge.language.grammar import Before, chunks_of, read_action
from physical_ai_bridge.language.predicates import Predicate
from physical_ai_bridge.language.reading import Reading
from physical_ai_bridge.language.shapes import shape
from physical_ai_bridge.language.source import Source
from physical_ai_bridge.language.understanding import Intent, Slot

_LEAVING: Final = frozenset({"上がる", "あがる", "帰る", "出かける"})
_ROLES: Final = ("target", "object", "device", "person")
_ACKNOWLEDGED: Final = "承知しました。"


def read_predicate(source: Source, clause: Clause, verb: Predicate, said: str, before: Before) -> Reading:
    """Read `clause`, whose verb is `verb` and whose words are `said`, in the mood of its verb."""
    if verb.mood == "needless":
        return Reading("nothing", reply=_ACKNOWLEDGED)
    if verb.mood in ("prohibit", "without"):
        return _prohibition(source, clause, verb, said)
    if verb.mood == "condition":
        return Reading("condition", said=bare_condition(said))
    if told := _told(source, clause, verb, said):
        return told
    reading = read_action(source, clause, verb.verb, said, before)
    return _when(reading, said) if verb.mood == "when" else _in_mood(verb, reading, said)


def _told(source: Source, clause: Clause, verb: Predicate, said: str) -> Reading | None:
    """足が冷える, 彼が怒る: nobody is asked to do what no skill can do; None where it may be an order."""
    if verb.verb.action != "unsupported" or verb.form != "終止":
        return None
    if shape("moods.explains").search(said):
        return Reading("nothing")
    subject = any(c.kind == "noun" and c.particle == "が" for c in chunks_of(source, clause) or ())
    if verb.mood != "order" or not subject:
        return None
    alone = clause.start == clause.sentence and source.key[clause.end : clause.end + 1] in ("", "。", "！")
    return Reading("nothing" if alone else "unknown", said=said)


def _when(reading: Reading, said: str) -> Reading:
    """着いたら: a step in time, unless it tells what somebody else does, or begins with もし."""
    step = reading.kind in ("do", "nothing")
    step = step or (reading.kind == "unsupported" and not shape("moods.somebody").search(said))
    return reading if step and not is_certain(said) else Reading("condition", said=bare_condition(said))


def _in_mood(verb: Predicate, reading: Reading, said: str) -> Reading:
    mood = verb.mood
    if mood == "before":
        leaving = verb.writing in _LEAVING and reading.kind == "ask"
        return Reading("nothing") if leaving else replace(reading, comes_after_next=True)
    if mood in ("order", "after"):
        return reading
    if mood == "wish":
        return _wished(reading, said)
    if mood == "ability":
        return _ability(reading)
    if mood in ("question", "statement") and (asked := _where(said)):
        return asked
    if mood == "question":
        return Reading("answer", (Intent("query", {"topic": "status"}),))
    return Reading("nothing", reply=_ACKNOWLEDGED)


def _wished(reading: Reading, said: str) -> Reading:
    """1m進みたい: asked whether it is an order."""
    if reading.kind not in ("do", "unsupported"):
        return reading
    slot: Slot | None = "yes_no" if reading.intents else None
    return Reading("ask", reading.intents, said, slot, f"「{said}」を実行しますか？")


def _ability(reading: Reading) -> Reading:
    """箱を運べますか: it asks what the robot can do."""
    targets = [intent.args[role] for intent in reading.intents for role in _ROLES if role in intent.args]
    about = {"topic": "capabilities", **({"target": targets[0]} if targets else {})}
    return Reading("answer", (Intent("query", about),))


def _where(said: str) -> Reading | None:
    """ハンドリフトってどこに置いてあるの: it asks, whatever the verb."""
    asked = shape("moods.where").match(said)
    if asked is None:
        return None
    args = {"topic": "object_location", "target": asked["thing"]} if asked["thing"] else {"topic": "position"}
    return Reading("answer", (Intent("query", args),))


def _prohibition(source: Source, clause: Clause, verb: Predicate, said: str) -> Reading:
    """「棚Aに行かないで」: only acknowledged; what exactly is forbidden is kept as far as it was said."""
    if verb.verb.action == "stop" and verb.mood == "prohibit" and "まだ" not in said:
        return Reading("danger", said=said)
    if verb.mood == "prohibit" and shape("moods.cannot").search(said):
        return Reading("nothing")  # ドアが開かない
    return Reading("prohibit", (Intent("prohibit", _forbidden(source, clause, verb)),), said)


def _forbidden(source: Source, clause: Clause, verb: Predicate) -> dict[str, Any]:
    compound = shape("moods.compound").search(source.text[clause.start : verb.start])
    action = (compound.group() if compound else "") + (verb.writing or verb.verb.lemma)
    chunks = list(chunks_of(source, clause) or ())
    if verb.writing == "する" and chunks and chunks[-1].kind == "noun" and chunks[-1].particle in ("", "を"):
        action = chunks.pop().text + "する"
    args: dict[str, Any] = {"action": action}
    for chunk in chunks:
        if chunk.kind == "noun":
            args.setdefault("place" if chunk.particle == "で" else "target", chunk.text)
        elif chunk.kind == "until":
            args["until"] = chunk.text
    return args

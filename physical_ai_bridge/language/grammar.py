"""Read what the verb of a clause says, whatever its mood: choose the rule, give it the chunks."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from physical_ai_bridge.language.chunks import cut
from physical_ai_bridge.language.clauses import Clause
from physical_ai_bridge.language.device_rules import (
    read_become,
    read_draw,
    read_grip,
    read_lift,
    read_photo,
    read_release,
)
from physical_ai_bridge.language.handling_rules import read_fixed, read_frame
from physical_ai_bridge.language.lexicon import VerbEntry, lexicon
from physical_ai_bridge.language.motion_rules import GOAL, read_move, read_return, read_stop, read_wait
from physical_ai_bridge.language.reading import Reading, make, unknown
from physical_ai_bridge.language.slots import Slots
from physical_ai_bridge.language.source import Chunk, Source
from physical_ai_bridge.language.speech_rules import read_speech
from physical_ai_bridge.language.talk import match_talk
from physical_ai_bridge.language.turn_rules import read_face, read_turn
from physical_ai_bridge.language.understanding import Intent
from physical_ai_bridge.language.verbless import read_verbless

_WRITTEN: Final = re.compile(r"[一-龠ァ-ヶA-Za-z0-9](?![ぁ-ん]*(?:た|い|か|けん|よ|ね|わ)$)")
_PARTS: Final = re.compile(r"[^、]+、?")
_RULES: Final[dict[str, Callable[[VerbEntry, Slots], Reading]]] = {
    "move": read_move,
    "turn": read_turn,
    "face": read_face,
    "return": read_return,
    "wait": read_wait,
    "elapse": read_wait,
    "stop": read_stop,
    "fixed": read_fixed,
    "lift": read_lift,
    "grip": read_grip,
    "release": read_release,
    "draw": read_draw,
    "photo": read_photo,
    "become": read_become,
}


def chunks_of(source: Source, clause: Clause) -> list[Chunk] | None:
    """Return the chunks of `clause`, its verb left out; None where a part can be nothing known."""
    chunks = cut(source, clause.start, clause.args_end)
    if chunks is None or clause.postfix is None:
        return chunks
    after = cut(source, clause.postfix, clause.end)
    return None if after is None else chunks + after


def read_action(
    source: Source, clause: Clause, verb: VerbEntry, said: str, last_object: str | None, first: bool, alone: bool
) -> Reading:
    """Read a clause as if it were an order.

    `last_object` is what was handled last; `first`: no clause comes before this one; `alone`: nor after.
    """
    if verb.heard_for:
        return _misheard(verb, chunks_of(source, clause) or (), said)
    chunks = chunks_of(source, clause)
    if chunks is None:
        return Reading("unsupported" if verb.action == "unsupported" else "unknown", said=said)
    if verb.action in ("done", "please") and not alone and not Slots(chunks, said).left:
        return Reading("nothing", said=said) if verb.action == "please" or not first else unknown(Slots((), said))
    reading = _by_rule(verb, chunks, said, last_object)
    return _each_part(source, clause, verb, said) or reading if reading.kind == "unknown" else reading


def _each_part(source: Source, clause: Clause, verb: VerbEntry, said: str) -> Reading | None:
    """ノートは机に、ペンは引き出しにしまって: the verb holds for every part."""
    if "、" not in source.key[clause.start : clause.args_end] or clause.postfix is not None:
        return None
    readings: list[Reading] = []
    at = clause.start
    for part in _PARTS.finditer(source.key, clause.start, clause.args_end):
        if part.end() < clause.args_end and _is_remark(source, part.start(), part.end()):
            at = part.end()
            readings.append(Reading("nothing"))
            continue
        chunks = cut(source, part.start(), part.end())
        at = part.end()
        named = chunks and all(chunk.kind != "noun" or _is_said(chunk) for chunk in chunks)
        readings.append(_by_rule(verb, chunks, said, None) if chunks and named else Reading("unknown", said=said))
    if at < clause.args_end or len(readings) < 2 or any(reading.kind not in ("do", "nothing") for reading in readings):
        return None
    return Reading("do", _said_in_full([intent for reading in readings for intent in reading.intents]))


def _by_rule(verb: VerbEntry, chunks: Sequence[Chunk], said: str, last_object: str | None) -> Reading:
    slots = Slots(chunks, said)
    if verb.action == "unsupported":
        return Reading("unsupported", said=said)
    if verb.action == "done":
        return _arrive(verb, slots)
    if verb.action == "please":
        return _please(chunks, slots)
    if verb.action == "do":
        revolves = any(chunk.quantity and chunk.quantity.unit == "rev" for chunk in chunks)
        return read_turn(verb, slots) if revolves else read_become(verb, slots)
    says = any(chunk.kind in ("quotation", "speech") and chunk.particle for chunk in chunks)
    if verb.action in ("speak",) or (says and verb.action == "move"):
        return read_speech(verb, slots)
    rule = _RULES.get(verb.action)
    return rule(verb, slots) if rule else read_frame(verb, slots, last_object)


def _said_in_full(intents: Sequence[Intent]) -> tuple[Intent, ...]:
    """電気、台所の電気消して: the second time it is said in full."""
    pairs = zip(intents, (*intents[1:], None), strict=True)
    return tuple(one for one, later in pairs if not _is_cut_short(one, later))


def _is_cut_short(one: Intent, later: Intent | None) -> bool:
    if later is None or one.skill != later.skill or one.args.keys() != later.args.keys():
        return False
    return all(str(later.args[role]).endswith(str(said)) for role, said in one.args.items())


def _is_remark(source: Source, start: int, end: int) -> bool:
    """おはよう、ドアを開けて: a greeting before the words of an order."""
    talk = match_talk(source.key[start:end].strip("、"), source.text[start:end].strip("、"))
    return talk is not None and talk.kind == "nothing"


def _is_said(chunk: Chunk) -> bool:
    """Whether a noun of a list is one: with a particle, or not in hiragana alone."""
    return bool(chunk.particle) or _WRITTEN.search(chunk.text) is not None


def _arrive(verb: VerbEntry, slots: Slots) -> Reading:
    """食堂に着いたら…: it goes there first."""
    goal = slots.noun("に", "へ") if verb.lemma in ("着く", "到着") else None
    return make("navigate", {"target": goal}, slots) if goal else unknown(slots)


def _please(chunks: Sequence[Chunk], slots: Slots) -> Reading:
    """お願い, 頼む: 「受付までお願い」 says where; a name alone is asked back."""
    if slots.modifiers_if("speed") and not slots.left:
        pace = dict(pair for chunk in chunks for pair in chunk.args)
        return make("set_speed", {"change": "faster" if pace["speed"] == "high" else "slower"}, slots)
    if not slots.left:
        return unknown(slots)
    reading = read_verbless(slots, alone=True)
    goes = reading.slot == "yes_no" and any(chunk.particle in GOAL for chunk in chunks)
    return Reading("do", reading.intents) if goes else reading


def _misheard(verb: VerbEntry, chunks: Sequence[Chunk], said: str) -> Reading:
    """全身 for 前進: never acted on; asked back with what it would mean."""
    meant = lexicon().verb(verb.heard_for)
    reading = _by_rule(meant, chunks, said, None)
    reply = f"「{verb.lemma}」は「{meant.lemma}」のことですか？"
    if reading.kind != "do":
        return Reading("ask", said=said, reply=reply)
    return Reading("ask", reading.intents, said, "yes_no", reply)

"""Read what the verb of a clause says, whatever its mood: choose the rule, give it the chunks."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from physical_ai_bridge.language.chunks import cut
from physical_ai_bridge.language.clauses import Clause
from physical_ai_bridge.language.handling_rules import read_become, read_fixed, read_frame, read_speak
from physical_ai_bridge.language.lexicon import VerbEntry, lexicon
from physical_ai_bridge.language.motion_rules import GOAL, read_move, read_return, read_stop, read_wait
from physical_ai_bridge.language.reading import Reading, unknown
from physical_ai_bridge.language.slots import Slots
from physical_ai_bridge.language.source import Chunk, Source
from physical_ai_bridge.language.turn_rules import read_face, read_turn
from physical_ai_bridge.language.understanding import Intent
from physical_ai_bridge.language.verbless import read_verbless

_RULES: Final[dict[str, Callable[[VerbEntry, Slots], Reading]]] = {
    "move": read_move,
    "turn": read_turn,
    "face": read_face,
    "return": read_return,
    "wait": read_wait,
    "elapse": read_wait,
    "stop": read_stop,
    "speak": read_speak,
    "fixed": read_fixed,
}
_UNTIL_EVENT: Final = re.compile(r"(.+[るたいうくすつむぶぐ])まで、?")


def chunks_of(source: Source, clause: Clause) -> list[Chunk] | None:
    """Return the chunks of `clause`, its verb left out; None where a part can be nothing known."""
    chunks = cut(source, clause.start, clause.args_end)
    if chunks is None or clause.postfix is None:
        return chunks
    after = cut(source, clause.postfix, clause.end)
    return None if after is None else chunks + after


def read_action(
    source: Source, clause: Clause, verb: VerbEntry, said: str, last_object: str | None, first: bool
) -> Reading:
    """Read a clause as if it were an order.

    `last_object` is what was handled last; `first`: no clause comes before this one.
    """
    if verb.heard_for:
        return _misheard(verb, chunks_of(source, clause) or (), said)
    if verb.action == "wait" and (event := _event(source, clause)):
        return Reading("do", (Intent("wait", {"until": event}),))
    chunks = chunks_of(source, clause)
    if chunks is None:
        return Reading("unknown", said=said)
    if verb.action in ("done", "please") and not first and not Slots(chunks, said).left:
        return Reading("nothing", said=said)
    return _by_rule(verb, chunks, said, last_object)


def _by_rule(verb: VerbEntry, chunks: Sequence[Chunk], said: str, last_object: str | None) -> Reading:
    slots = Slots(chunks, said)
    if verb.action == "unsupported":
        return Reading("unsupported", said=said)
    if verb.action == "done":
        return unknown(slots)
    if verb.action == "please":
        return _please(chunks, slots)
    if verb.action == "do":
        revolves = any(chunk.quantity and chunk.quantity.unit == "rev" for chunk in chunks)
        return read_turn(verb, slots) if revolves else read_become(verb, slots)
    rule = _RULES.get(verb.action)
    return rule(verb, slots) if rule else read_frame(verb, slots, last_object)


def _please(chunks: Sequence[Chunk], slots: Slots) -> Reading:
    """お願い, 頼む: 「受付までお願い」 says where; a name alone is asked back."""
    if not slots.left:
        return unknown(slots)
    reading = read_verbless(slots, alone=True)
    goes = reading.slot == "yes_no" and any(chunk.particle in GOAL for chunk in chunks)
    return Reading("do", reading.intents) if goes else reading


def _event(source: Source, clause: Clause) -> str | None:
    """指示があるまで待って: what is waited for, as it was said; not a time."""
    event = _UNTIL_EVENT.fullmatch(source.text, clause.start, clause.args_end)
    timed = any(clause.start <= at < clause.end for at in source.quantities)
    return event.group(1) if event and not timed else None


def _misheard(verb: VerbEntry, chunks: Sequence[Chunk], said: str) -> Reading:
    """全身 for 前進: never acted on; asked back with what it would mean."""
    meant = lexicon().verb(verb.heard_for)
    reading = _by_rule(meant, chunks, said, None)
    reply = f"「{verb.lemma}」は「{meant.lemma}」のことですか？"
    if reading.kind != "do":
        return Reading("ask", said=said, reply=reply)
    return Reading("ask", reading.intents, said, "yes_no", reply)

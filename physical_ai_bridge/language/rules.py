"""Choose the rule that reads the chunks of a clause, by the action of its verb."""

from collections.abc import Callable, Sequence
from typing import Final

from physical_ai_bridge.language.device_rules import (
    read_become,
    read_draw,
    read_grip,
    read_lift,
    read_photo,
    read_release,
)
from physical_ai_bridge.language.handling_rules import read_fixed, read_frame
from physical_ai_bridge.language.lexicon import VerbEntry
from physical_ai_bridge.language.motion_rules import GOAL, read_move, read_return, read_stop, read_wait
from physical_ai_bridge.language.reading import Reading, make, unknown
from physical_ai_bridge.language.slots import Slots
from physical_ai_bridge.language.source import Chunk
from physical_ai_bridge.language.speech_rules import read_speech
from physical_ai_bridge.language.turn_rules import read_face, read_turn
from physical_ai_bridge.language.verbless import read_verbless

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
    "speak": read_speech,
}


def by_rule(verb: VerbEntry, chunks: Sequence[Chunk], said: str, last_object: str | None) -> Reading:
    """Read `chunks` as what `verb` is to be done with; `last_object` is what was handled last.

    `said` are the words of the clause, to quote them.
    """
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
    rule = _RULES.get("speak" if says and verb.action == "move" else verb.action)
    return rule(verb, slots) if rule else read_frame(verb, slots, last_object)


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

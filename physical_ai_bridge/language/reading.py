"""What one clause comes to: things to do, a question back, a prohibition, or not understood."""

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from physical_ai_bridge.language.questions import missing_slot, question
from physical_ai_bridge.language.slots import Slots
from physical_ai_bridge.language.understanding import Intent, Slot

ReadingKind: TypeAlias = Literal[
    "do", "ask", "unknown", "unsupported", "prohibit", "answer", "nothing", "condition"
]


@dataclass(frozen=True, slots=True)
class Reading:
    """The reading of one clause.

    do: `intents`. ask: `intents`, of which the last lacks `slot`, or with `yes_no` may not have been meant;
    `reply` is the question. unknown and unsupported: `said` are the words. prohibit and answer: `intents` to
    acknowledge or answer. condition: `said` is the condition for what follows. `comes_after_next`: this
    clause is done after the following one (～前に).
    """

    kind: ReadingKind
    intents: tuple[Intent, ...] = ()
    said: str = ""
    slot: Slot | None = None
    reply: str | None = None
    comes_after_next: bool = False


def make(skill: str, args: dict[str, Any], slots: Slots) -> Reading:
    """Make the intent, unless a chunk was not taken or something essential was not said."""
    if slots.left:
        return unknown(slots)
    intent = Intent(skill, args)
    slot = missing_slot(intent)
    return Reading("do", (intent,)) if slot is None else ask(intent, slot, slots)


def ask(intent: Intent, slot: Slot, slots: Slots) -> Reading:
    """Ask for the `slot` of `intent`."""
    return Reading("ask", (intent,), slots.said, slot, question(intent, slot))


def confirm(intent: Intent, reply: str, slots: Slots) -> Reading:
    """Ask with `reply` whether `intent` is meant."""
    return Reading("ask", (intent,), slots.said, "yes_no", reply)


def unknown(slots: Slots) -> Reading:
    """The clause is not understood."""
    return Reading("unknown", said=slots.said)

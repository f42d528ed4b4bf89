"""What one clause comes to: things to do, a question back, a prohibition, or not understood."""

from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from physical_ai_bridge.language.lexicon import lexicon
from physical_ai_bridge.language.questions import missing_slot, question
from physical_ai_bridge.language.shapes import shape
from physical_ai_bridge.language.slots import Slots
from physical_ai_bridge.language.understanding import Intent, Slot

ROLE_SLOT: Final[dict[str, Slot]] = {
    **dict.fromkeys(("object", "device", "person"), "object"),
    **dict.fromkeys(("to", "from", "target", "via"), "place"),
}
ReadingKind: TypeAlias = Literal[
    "do", "ask", "unknown", "unsupported", "prohibit", "answer", "nothing", "condition", "danger"
]


@dataclass(frozen=True, slots=True)
class Reading:
    """The reading of one clause.

    do: `intents`. ask: `intents`, of which the last lacks `slot`, or with `yes_no` may not have been meant;
    `reply` is the question. unknown and unsupported: `said` are the words. prohibit and answer: `intents` to
    acknowledge or answer. condition: `said` is the condition for what follows. `comes_after_next`: this
    clause is done after the following one (～前に); `comes_before_last`: before the one said last (その前に).
    """

    kind: ReadingKind
    intents: tuple[Intent, ...] = ()
    said: str = ""
    slot: Slot | None = None
    reply: str | None = None
    comes_after_next: bool = False
    comes_before_last: bool = False


def make(skill: str, args: dict[str, Any], slots: Slots) -> Reading:
    """Make the intent, unless a chunk was not taken or something essential was not said."""
    if slots.left:
        return unknown(slots)
    intent = _posed(Intent(skill, args))
    if slot := missing_slot(intent):
        return ask(intent, slot, slots)
    if open_role := next((role for role in intent.args if _is_open(intent.args[role])), None):
        question = f"「{intent.args[open_role]}」のどちらですか？"
        return Reading("ask", (intent,), slots.said, ROLE_SLOT.get(open_role), question)
    return Reading("do", (intent,))


def _is_open(said: Any) -> bool:
    """Whether a choice was left open: 棚Aか棚B."""
    if not isinstance(said, str):
        return False
    return (shape("reading.choice").search(said) or shape("reading.any").match(said)) is not None


def _posed(intent: Intent) -> Intent:
    """待機姿勢に戻って is about the arm."""
    target = intent.args.get("target")
    if intent.skill == "navigate" and isinstance(target, str) and target.endswith(lexicon().pose_words):
        return Intent("arm_pose", {"name": target})
    return intent


def ask(intent: Intent, slot: Slot, slots: Slots) -> Reading:
    """Ask for the `slot` of `intent`."""
    return Reading("ask", (intent,), slots.said, slot, question(intent, slot))


def confirm(intent: Intent, reply: str, slots: Slots) -> Reading:
    """Ask with `reply` whether `intent` is meant."""
    return Reading("ask", (intent,), slots.said, "yes_no", reply)


def unknown(slots: Slots) -> Reading:
    """The clause is not understood."""
    return Reading("unknown", said=slots.said)


def unsupported(slots: Slots) -> Reading:
    """The clause is understood, and none of the skills can do it."""
    return Reading("unsupported", said=slots.said)

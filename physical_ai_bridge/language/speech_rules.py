"""Read clauses about speaking: what to say, and to whom."""

from physical_ai_bridge.language.lexicon import VerbEntry
from physical_ai_bridge.language.reading import Reading, confirm, unknown
from physical_ai_bridge.language.slots import Slots
from physical_ai_bridge.language.understanding import Intent


def read_speech(verb: VerbEntry, slots: Slots) -> Reading:
    """「…」と言って, 田中さんに…と伝えて. 「棚に言って」 is 行って misheard: asked back."""
    words, hearer = slots.speech() or (slots.quotation(), "")
    to = slots.noun("に", "へ", "まで") or hearer
    content = words if words is not None else slots.noun("を")
    slots.modifiers()
    if slots.left:
        return unknown(slots)
    if content:
        return Reading("do", (Intent("speak", {"content": content, **({"to": to} if to else {})}),))
    if verb.lemma == "言う" and to:
        return confirm(Intent("navigate", {"target": to}), f"{to}へ「行って」ですか？", slots)
    return unknown(slots)

"""What one clause comes to: things to do, a question back, a prohibition, or not understood."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from physical_ai_bridge.language.understanding import Intent, Slot

ReadingKind: TypeAlias = Literal[
    "do", "ask", "unknown", "unsupported", "refuse", "prohibit", "answer", "nothing", "condition"
]


@dataclass(frozen=True, slots=True)
class Reading:
    """The reading of one clause.

    do: `intents`. ask: `intents`, of which the last lacks `slot`, or with `yes_no` may not have been meant;
    `reply` is the question. unknown and unsupported: `said` are the words. refuse: `reply` says why.
    prohibit and answer: `intents` to acknowledge or answer. condition: `said` is the condition for what
    follows. `comes_after_next`: this clause is done after the following one (～前に).
    """

    kind: ReadingKind
    intents: tuple[Intent, ...] = ()
    said: str = ""
    slot: Slot | None = None
    reply: str | None = None
    comes_after_next: bool = False

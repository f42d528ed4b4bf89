"""What was said earlier, understood again in its order: the context that the next instruction is heard in."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from physical_ai_bridge.language.pipeline import understand
from physical_ai_bridge.language.understanding import Context, Turn

MOST_TURNS: Final = 20  # nobody refers further back, and a long log must not cost a long wait


def replay(earlier: Sequence[str], context: Context | None = None) -> Context:
    """Understand each of `earlier`, the oldest first, with the turns and the open question before it.

    Returns `context` (its names and verbs as they are) with these turns behind its own, and with the question
    that the last of them left open. Only the last 20 texts are read and only the last 20 turns are kept.
    Never raises on any text.
    """
    context = context or Context()
    for text in earlier[-MOST_TURNS:]:
        found = understand(text, context)
        history = (*context.history, Turn(text, found))[-MOST_TURNS:]
        context = replace(context, history=history, pending=found.pending)
    return context

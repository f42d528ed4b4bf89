"""Find the words that are to be said (…と伝えて) before anything takes them for orders."""

import re

from physical_ai_bridge.language.shapes import shape
from physical_ai_bridge.language.source import Chunk


def find_speeches(text: str, key: str) -> dict[int, tuple[Chunk, int]]:
    """Return by where it starts each speech of `text` without quotation marks: a chunk and where it ends.

    The chunk holds the words and, as its particle, who is to hear them ("" if not said).
    """
    found: dict[int, tuple[Chunk, int]] = {}
    after = 0
    for saying in shape("speech.saying").finditer(key):
        if saying.start() < after or text[saying.start() - 1 : saying.start()] in ("」", ""):
            continue
        steps = shape("speech.step_ends").finditer(key, after, saying.start())
        start = max((step.end() for step in steps), default=after)
        if start < saying.start():
            found[start] = (_speech(text, start, saying), saying.end())
        after = saying.end()
    return found


def _speech(text: str, start: int, saying: re.Match[str]) -> Chunk:
    said = text[start : saying.start()]
    to = shape("speech.recipient").match(said)
    words = said[to.end() :] if to else said
    late = text[saying.start("late") : saying.end("late")] if saying["late"] else ""
    return Chunk("speech", words.strip("、 "), (to["to"] if to else "") or late)

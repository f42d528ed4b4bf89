"""Remember what was spoken of, in the turns before and in the instruction itself: things, places, persons."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from physical_ai_bridge.language.shapes import shape
from physical_ai_bridge.language.understanding import Intent, Turn


@dataclass(frozen=True, slots=True)
class Memory:
    """What was spoken of, by its names, the latest last; `source` is where a thing was taken from last."""

    things: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    source: str = ""

    def with_intent(self, intent: Intent) -> "Memory":
        """What is known after `intent`."""
        things, places = _things(intent), _places(intent)
        persons = _persons((*things, *places, str(intent.args.get("person", ""))))
        return Memory(
            (*self.things, *things),
            (*self.places, *places),
            (*self.persons, *persons),
            str(intent.args.get("from", self.source)),
        )

    def with_condition(self, said: str) -> "Memory":
        """What is known after the condition `said`: the thing that it tells of (花瓶があったら)."""
        there = shape("memory.there_is").fullmatch(said)
        return self._with_things([there["thing"]] if there else [])

    def with_told(self, text: str) -> "Memory":
        """What is known when `text` itself tells of things (食卓に花瓶があるから、それを…)."""
        return self._with_things([found["thing"] for found in shape("memory.told_of").finditer(text)])

    def _with_things(self, things: list[str]) -> "Memory":
        return replace(self, things=(*self.things, *things)) if things else self


def memory_of(history: Iterable[Turn]) -> Memory:
    """What the earlier turns spoke of."""
    memory = Memory()
    for turn in history:
        asked = turn.understanding.pending
        for intent in turn.understanding.intents or (asked.intents if asked else ()):
            memory = memory.with_intent(intent)
    return memory


def _things(intent: Intent) -> list[str]:
    held = [] if intent.skill in ("navigate", "prohibit") else ["target"]  # where it goes is no thing
    things = [str(intent.args[role]) for role in (*held, "device", "object") if role in intent.args]
    return ["グリッパ", *things] if intent.skill == "gripper" else things


def _places(intent: Intent) -> list[str]:
    entered = ["target"] if intent.skill in ("navigate", "open") else []
    roles = ("from", "place", "via", "to", *entered)
    return [str(intent.args[role]) for role in roles if role in intent.args]


def _persons(said: Iterable[str]) -> list[str]:
    return [found[1] for name in said if (found := shape("memory.person").match(name))]

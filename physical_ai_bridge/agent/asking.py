"""The agent's own questions: put so that language can read the answer, and the answer put where it belongs.

Language reads an answer by a probe, one intent that lacks what was asked for; no sentence comes to one by
itself, since it carries a mark. So the agent can tell an answer from a new instruction that says the same.
A marked intent is never carried out: grounding knows no such argument.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from physical_ai_bridge.agent.results import Question
from physical_ai_bridge.language import Intent, Pending, Understanding
from physical_ai_bridge.language.understanding import Slot
from physical_ai_bridge.world import World

LONGEST_OPEN = 30.0
"""s: an answer that comes later is none; by then 「はい」 may be said to somebody else."""
_MARK = "asked"
_PROBES: Mapping[Slot, tuple[str, Mapping[str, Any], frozenset[str]]] = {
    "distance": ("move_relative", {"direction": "forward"}, frozenset({"distance_m", "steps", "extent"})),
    "angle": ("rotate", {"direction": "left"}, frozenset({"angle_deg", "extent"})),
    "duration": ("wait", {}, frozenset({"duration_s"})),
    "direction": ("move_relative", {"distance_m": 1.0}, frozenset({"direction"})),
    "place": ("navigate", {}, frozenset({"target"})),
    "object": ("find", {}, frozenset({"target"})),
    "yes_no": ("yes", {}, frozenset()),
}
"""The skill, what it has already, and what the answer may add."""


def pending(slot: Slot, text: str, choices: tuple[str, ...] = ()) -> Pending:
    """The question as language knows it."""
    return Pending(slot, (_probe(slot),), 0, choices, text)


def _probe(slot: Slot) -> Intent:
    skill, args, _ = _PROBES[slot]
    return Intent(skill, {**args, _MARK: True})


def is_yes(understood: Understanding) -> bool:
    """Whether it is はい, said to a probe."""
    return understood.outcome == "execute" and understood.intents == (_probe("yes_no"),)


def is_probe(understood: Understanding) -> bool:
    """Whether it is about the probe, be it a good answer or not."""
    return any(_MARK in intent.args for intent in understood.intents)


def answered(understood: Understanding, slot: Slot) -> Mapping[str, Any] | None:
    """The arguments that were said, or None where what was understood is no answer."""
    if understood.outcome != "execute" or len(understood.intents) != 1 or not is_probe(understood):
        return None
    _, has, may = _PROBES[slot]
    said = {name: value for name, value in understood.intents[0].args.items() if name not in {*has, _MARK}}
    return said if said and set(said) <= may else None


def is_known(said: Mapping[str, Any], slot: Slot, world: World) -> bool:
    """Whether a name that was answered is one of the site; of amounts grounding judges."""
    word = str(said.get("target", ""))
    if slot == "place":
        return world.place(word) is not None or bool(world.places_of_kind(word))
    return slot != "object" or bool(world.objects_called(word))


def filled(intents: Sequence[Intent], question: Question, said: Mapping[str, Any]) -> tuple[Intent, ...]:
    """The instruction with the answer in it: a name under the argument that was asked for, an amount as it
    was said."""
    intent = intents[question.index]
    args = {name: each for name, each in intent.args.items() if name != question.replaces}
    new = {question.argument: said["target"]} if question.slot in ("place", "object") else said
    full = Intent(intent.skill, {**args, **new})
    return (*intents[: question.index], full, *intents[question.index + 1 :])


def is_open(asked_ns: int, now_ns: int) -> bool:
    """Whether an answer still counts; not where the clock went back and its age is unknown."""
    return 0 <= now_ns - asked_ns <= LONGEST_OPEN * 1e9

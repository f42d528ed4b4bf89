"""Whether what was understood is what was meant: skills in their order, and arguments exactly."""

from __future__ import annotations

import math
from itertools import zip_longest
from typing import Any, Final

from physical_ai_bridge.evaluation.cases import Intents
from physical_ai_bridge.evaluation.schema import STANDING

TOLERANCE: Final = 1e-6
"""Relative, for numbers: 0.1 + 0.2 is 0.3."""

_NOTHING: Final[dict[str, Any]] = {"skill": None, "args": {}}
_BRANCHES: Final = ("then", "else")


def same(expected: Any, given: Any) -> bool:
    """Plain JSON data is equal: numbers within ``TOLERANCE``, true only true, all else exactly."""
    if isinstance(expected, bool) or isinstance(given, bool):
        return expected is given
    if isinstance(expected, int | float) and isinstance(given, int | float):
        return math.isclose(expected, given, rel_tol=TOLERANCE)
    if isinstance(expected, dict) and isinstance(given, dict):
        return set(expected) == set(given) and all(same(expected[key], given[key]) for key in expected)
    if isinstance(expected, list | tuple) and isinstance(given, list | tuple):
        return len(expected) == len(given) and all(map(same, expected, given))
    return bool(expected == given)


def skills(intents: Intents) -> tuple[Any, ...]:
    """The skills in order; an ``if`` as its name with the skills inside ``then`` and ``else``."""
    return tuple(
        ("if", *(skills(intent["args"].get(name, [])) for name in _BRANCHES))
        if intent["skill"] == "if"
        else intent["skill"]
        for intent in intents
    )


def count_arguments(expected: Intents, given: Intents) -> tuple[int, int]:
    """(right, all). Counted are the arguments expected and those added, without being expected, to an intent
    that has the right skill at its place; where the skill is wrong, all arguments expected there are wrong.
    """
    right = whole = 0
    for wanted, got in zip_longest(expected, given, fillvalue=_NOTHING):
        found = got["args"] if wanted["skill"] == got["skill"] else {}
        whole += len(set(wanted["args"]) | set(found))
        right += sum(name in found and same(value, found[name]) for name, value in wanted["args"].items())
    return right, whole


def moves(intents: Intents) -> bool:
    """Whether carrying these out moves the robot or something else, also if only on a condition."""
    return any(
        any(moves(intent["args"].get(name, [])) for name in _BRANCHES)
        if intent["skill"] == "if"
        else intent["skill"] not in STANDING
        for intent in intents
    )

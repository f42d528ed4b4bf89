"""A second net behind the text patterns: what was understood is looked at again for danger (refusals.yaml).

It judges who or what a skill is done to (a person picked up) and what comes where (a spray can onto a stove).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, TypeAlias

from physical_ai_bridge.language.normalise import fold_key
from physical_ai_bridge.language.refusals import filled, refusal_data, word_classes
from physical_ai_bridge.language.understanding import Intent

_THINGS: Final = ("object", "target", "person", "device")
_WHERE: Final = {
    **{"on": "の上", "in": "の中", "under": "の下", "beside": "の横", "left_of": "の横", "right_of": "の横"},
    **{"in_front_of": "の前", "behind": "の後ろ", "between": "の間"},
}
_Rules: TypeAlias = "dict[str, tuple[_Hazard, ...]]"


@dataclass(frozen=True, slots=True)
class _Hazard:
    """A dangerous pair; None: whatever it is. `place` also matches where something is taken from."""

    thing: re.Pattern[str] | None
    place: re.Pattern[str] | None
    unless: re.Pattern[str] | None

    def holds(self, thing: str, place: str) -> bool:
        return (
            (self.place is None or self.place.search(place) is not None)
            and (self.thing is None or self.thing.search(thing) is not None)
            and (self.unless is None or self.unless.search(thing + place) is None)
        )


def is_hazardous(intents: Iterable[Intent]) -> bool:
    """Whether any of `intents`, or of the steps of an `if` among them, is dangerous by what its words name.

    Nothing raises: an amount or a position in place of words is no danger by name.
    """
    rules = _hazards()
    return any(_is_dangerous(rules, intent.skill, intent.args) for intent in intents)


def _is_dangerous(rules: _Rules, skill: str, args: Mapping[str, Any]) -> bool:
    if skill == "if":
        steps = (*args.get("then", ()), *args.get("else", ()))
        return any(_is_dangerous(rules, step["skill"], step["args"]) for step in steps)
    hazards = _judging(rules, skill, args)
    if not hazards:
        return False
    thing, place = _thing(args), _place(args)
    return any(hazard.holds(thing, place) for hazard in hazards)


def _judging(rules: _Rules, skill: str, args: Mapping[str, Any]) -> tuple[_Hazard, ...]:
    """The hazards of the skill, and those of the skill with this action (operate off)."""
    return rules.get(skill, ()) + rules.get(f"{skill} {args.get('action')}", ())


def _thing(args: Mapping[str, Any]) -> str:
    """What the skill is done to, with を behind it, so that a pattern can hold for its last noun alone."""
    return "".join(f"{_said(args[name])}を" for name in _THINGS if name in args)


def _place(args: Mapping[str, Any]) -> str:
    """Where it comes to and from, as said: ストーブの上に, 患者から."""
    to = f"{_said(args['to'])}{_WHERE.get(_said(args.get('relation')), '')}に" if "to" in args else ""
    return to + (f"{_said(args['from'])}から" if "from" in args else "")


def _said(value: Any) -> str:
    return fold_key(value) if isinstance(value, str) else ""


@lru_cache(maxsize=1)
def _hazards() -> _Rules:
    """The hazards of refusals.yaml by what their `skills` name: a skill, or a skill and its action."""
    data = refusal_data()
    words = word_classes(data["words"])
    rules: dict[str, tuple[_Hazard, ...]] = {}
    for entry in data["hazards"]:
        texts = (entry.get(name) for name in ("thing", "place", "unless"))
        hazard = _Hazard(*(re.compile(filled(text, words)) if text else None for text in texts))
        for skill in entry["skills"]:
            rules[skill] = (*rules.get(skill, ()), hazard)
    return rules

"""Going to places: which one a word means at this site, asked back where it is none or several."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

from physical_ai_bridge.agent.pace import said_speed
from physical_ai_bridge.agent.results import Question, Refusal, Result, foreign
from physical_ai_bridge.agent.surroundings import Surroundings
from physical_ai_bridge.agent.wording import listed, unsupported
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.steps import NavigateStep
from physical_ai_bridge.world import Place, World, fold

ALIKE = 0.6
"""Part of the characters that a word and a place's name must share in order (Ratcliff and Obershelp) for the
agent to offer that place: 受付台 and 受付 do, 棚C and 棚A do not."""


def navigate(args: dict[str, Any], here: Surroundings) -> Result:
    """navigate: to ``target``, by way of ``via`` where that is said, as two steps."""
    if refusal := foreign(args, {"target", "via", "speed", "speed_mps"}):
        return refusal
    if isinstance(args.get("target"), list | tuple):
        text = f"座標では行けません。行けるのは{listed(_names(here.world))}です"
        return Refusal(text, ReasonCode.UNSUPPORTED_SKILL)
    steps: list[NavigateStep] = []
    for argument in ("via", "target"):
        if argument == "via" and argument not in args:
            continue
        found = _place(args.get(argument), argument, here.world)
        if isinstance(found, Question):
            return found
        steps.append(NavigateStep(place=found.name, speed_mps=said_speed(args, here)))
    return tuple(steps)


def go_back(args: dict[str, Any], here: Surroundings) -> Result:
    """return: to the place that is said, else to the one where the robot was before."""
    if "target" in args:
        return navigate(args, here)
    if refusal := foreign(args, {"speed", "speed_mps"}):
        return refusal
    if here.origin:
        return navigate({**args, "target": here.origin}, here)
    text = f"元の場所を覚えていません。知っているのは{listed(_names(here.world))}です。どこへ戻りますか？"
    return Question(text, ReasonCode.QUESTION_OPEN, "place", "target", choices=_names(here.world))


def pose(args: dict[str, Any], here: Surroundings) -> Result:
    """arm_pose on a robot without an arm: 原点 and its like may be places here."""
    name = args.get("name")
    if not isinstance(name, str) or set(args) != {"name"} or here.world.place(name) is None:
        return unsupported(here.profile)
    return navigate({"target": name}, here)


def _place(word: object, argument: str, world: World) -> Place | Question:
    if not isinstance(word, str) or not word.strip():
        asked = "どこを通りますか？" if argument == "via" else "どこへ行きますか？"
        return Question(asked, ReasonCode.QUESTION_OPEN, "place", argument, choices=_names(world))
    place, of_kind = world.place(word), world.places_of_kind(word)
    if place is not None or len(of_kind) == 1:
        return place or of_kind[0]
    asked = "どちらを通りますか？" if argument == "via" else "どちらに行きますか？"
    if of_kind:
        names = tuple(each.name for each in of_kind)
        text = f"{'と'.join(names)}があります。{asked}"
        return Question(text, ReasonCode.AMBIGUOUS_PLACE, "place", argument, choices=names)
    return _unknown(word, argument, world)


def _unknown(word: str, argument: str, world: World) -> Question:
    """Ask back with what is called alike; with everything there is where nothing is."""
    start, alike = f"「{word[:20]}」という場所は知りません。", _alike(word, world)
    if len(alike) == 1:
        (name,) = alike
        text, offer = f"{start}{name}のことですか？", name
    else:
        text, offer = f"{start}知っているのは{listed(alike or _names(world))}です。どこですか？", ""
    choices = alike or _names(world)
    return Question(text, ReasonCode.UNKNOWN_PLACE, "place", argument, choices=choices, offer=offer)


def _alike(word: str, world: World) -> tuple[str, ...]:
    """The places with a name like ``word``, in the order of the file."""
    return tuple(place.name for place in world.places if _is_like(word, (place.name, *place.aliases)))


def _is_like(word: str, names: Sequence[str]) -> bool:
    said = fold(word)[:40]  # as long as a name can be
    return any(SequenceMatcher(None, said, fold(name), False).ratio() >= ALIKE for name in names)


def _names(world: World) -> tuple[str, ...]:
    return tuple(place.name for place in world.places)

"""Handling objects: first which one is meant, then, for a robot that has no arm, what it can do instead."""

from __future__ import annotations

from typing import Any

from physical_ai_bridge.agent.results import Question, Refusal, Result
from physical_ai_bridge.agent.surroundings import Surroundings
from physical_ai_bridge.agent.wording import listed, unsupported
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.world import World


def handle(args: dict[str, Any], here: Surroundings) -> Result:
    """pick, place, deliver: ``object`` must be one thing of the site."""
    return _which(args, "object", here.world) or unsupported(here.profile)


def find(args: dict[str, Any], here: Surroundings) -> Result:
    """find: ``target`` must be one thing of the site."""
    return _which(args, "target", here.world) or unsupported(here.profile)


def prohibit(args: dict[str, Any], here: Surroundings) -> Result:
    """What a robot without hands never does is easily left; of its own driving it can promise nothing."""
    action = args.get("action")
    if action in NEVER_DONE:
        return ()
    text = f"動きながら「{str(action)[:20]}」を避けるとは約束できません。禁止と移動を分けて言ってください"
    return Refusal(text, ReasonCode.UNSUPPORTED_SKILL)


NEVER_DONE = frozenset(
    {"触る", "さわる", "取る", "拾う", "つかむ", "掴む", "持つ", "持ち上げる", "置く", "落とす", "運ぶ"}
    | {"動かす", "開ける", "閉める", "押す", "話す", "しゃべる", "捨てる", "片付ける", "撮る", "撮影する"}
)
"""What people forbid that takes an arm, a voice or a camera."""


def _which(args: dict[str, Any], argument: str, world: World) -> Question | None:
    """None where the object is clear: one of the site, or so many of a kind, or a site without any."""
    word, every = args.get(argument), tuple(each.name_ja for each in world.objects)
    if not every:
        return None
    if not isinstance(word, str) or not word.strip():
        text = f"{listed(every)}があります。どれですか？"
        return Question(text, ReasonCode.QUESTION_OPEN, "object", argument, choices=every)
    found = tuple(each.name_ja for each in world.objects_called(word))
    if len(found) == 1 or (found and "count" in args):
        return None
    if found:
        text = f"{'と'.join(found)}があります。どちらですか？"
        return Question(text, ReasonCode.QUESTION_OPEN, "object", argument, choices=found)
    text = f"「{word[:20]}」という物は知りません。知っているのは{listed(every)}です。どれですか？"
    return Question(text, ReasonCode.QUESTION_OPEN, "object", argument, choices=every)

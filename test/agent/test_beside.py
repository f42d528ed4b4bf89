"""What stands beside an order: prohibitions, conditions, little amounts, and the words of the site."""

from __future__ import annotations

from typing import Any

import pytest

from physical_ai_bridge.agent.grounding import ground
from physical_ai_bridge.agent.results import Grounded, Refusal
from physical_ai_bridge.agent.site_words import context
from physical_ai_bridge.agent.surroundings import Surroundings
from physical_ai_bridge.language import Intent, Pending, SiteVerb
from physical_ai_bridge.plan.enums import ReplyKind
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.steps import MoveStep, NavigateStep
from physical_ai_bridge.world import SpokenVerb, World

Agent = Any  # the agent of conftest.py
GO = Intent("navigate", {"target": "受付"})


def test_what_the_robot_never_does_is_easily_forbidden(here: Surroundings) -> None:
    kept = Intent("prohibit", {"action": "触る", "target": "棚"})
    assert ground((GO, kept), here) == Grounded((NavigateStep(place="受付"),))


@pytest.mark.parametrize(
    "args", [{"action": "通る", "target": "通路"}, {"action": "急ぐ"}, {}, {"action": []}]
)
def test_what_cannot_be_promised_stops_the_order(here: Surroundings, args: dict[str, Any]) -> None:
    assert isinstance(ground((GO, Intent("prohibit", args)), here), Refusal)


def test_a_prohibition_alone_moves_nothing(agent: Agent) -> None:
    assert agent.hear("棚に触らないで").plans == [] and agent.reply.kind is ReplyKind.ANSWER


def test_a_condition_is_refused_honestly(agent: Agent) -> None:
    reply = agent.hear("雨なら受付に行って").reply
    assert (agent.plans, reply.reason) == ([], ReasonCode.UNSUPPORTED_SKILL) and "条件" in reply.text


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("少し前に進んで", MoveStep(distance_m=0.2)),
        ("ちょっと下がって", MoveStep(distance_m=-0.2)),
        ("3歩前に進んで", MoveStep(distance_m=1.5)),
    ],
)
def test_a_little_is_a_number_that_is_read_back(agent: Agent, text: str, step: MoveStep) -> None:
    assert agent.hear(text).plan.steps == (step,)


def test_language_is_told_the_words_of_the_site(world: World) -> None:
    own = world.model_copy(update={"verbs": (SpokenVerb(verb="ドナる", inflection="五段ラ", means="運ぶ"),)})
    found = context(own, pending=Pending("yes_no"))
    assert found.verbs == (SiteVerb("ドナる", "五段ラ", "運ぶ"),)
    assert {"棚A", "棚", "うけつけ"} <= set(found.place_names)
    assert found.object_names == ("赤い箱", "赤箱", "青い箱", "青箱")
    assert found.pending == Pending("yes_no") and found.history == ()

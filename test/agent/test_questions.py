"""What is unknown or ambiguous is asked back, and the next instruction answers it, within half a minute."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from physical_ai_bridge.agent import asking
from physical_ai_bridge.agent.asking import LONGEST_OPEN
from physical_ai_bridge.agent.grounding import ground
from physical_ai_bridge.agent.results import Grounded, Question, Refusal
from physical_ai_bridge.agent.surroundings import Surroundings
from physical_ai_bridge.language import Intent, Understanding
from physical_ai_bridge.plan.enums import ReplyKind
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.steps import MoveStep, NavigateStep, RotateStep, WaitStep

Agent = Any  # the agent of conftest.py
SOON = [(LONGEST_OPEN, True), (LONGEST_OPEN + 0.001, False), (-1.0, False)]
Site = Callable[..., Agent]


# --- places


@pytest.mark.parametrize("answer", ["受付", "受付です", "受付に行って", "うけつけ"])
def test_an_unknown_place_is_asked_back_and_answered(agent: Agent, answer: str) -> None:
    reply = agent.hear("倉庫の裏に行って").reply
    assert (agent.plans, reply.kind, reply.reason) == ([], ReplyKind.QUESTION, ReasonCode.UNKNOWN_PLACE)
    assert agent.hear(answer).plan.steps == (NavigateStep(place="受付"),)


@pytest.mark.parametrize("answer", ["はい", "そうです", "受付"])
def test_a_place_that_is_called_alike_is_offered_and_taken(agent: Agent, answer: str) -> None:
    assert "受付のことですか？" in agent.hear("受付台に行って").reply.text
    assert agent.hear(answer).plan.steps == (NavigateStep(place="受付"),)


def test_an_offer_can_be_declined_or_corrected(agent: Agent) -> None:
    agent.hear("受付台に行って")
    assert agent.hear("いいえ").plans == [] and agent.state.question is None
    agent.hear("受付台に行って")
    assert agent.hear("棚B").plan.steps == (NavigateStep(place="棚B"),)


def test_yes_is_no_answer_where_nothing_was_offered(agent: Agent) -> None:
    agent.hear("棚に行って")
    assert agent.hear("はい").plans == [] and agent.state.question is not None
    assert agent.hear("2つ目").plan.steps == (NavigateStep(place="棚B"),)


def test_the_rest_of_the_instruction_waits_for_the_answer(agent: Agent) -> None:
    agent.hear("3秒待って、棚に行って")
    agent.hear("棚A")
    assert agent.plan.steps == (WaitStep(duration_s=3.0), NavigateStep(place="棚A"))


def test_a_place_on_the_way_is_asked_for_too(agent: Agent) -> None:
    assert "どちらを通りますか" in agent.hear("棚を通って受付に行って").reply.text
    agent.hear("棚Bです")
    assert agent.plan.steps == (NavigateStep(place="棚B"), NavigateStep(place="受付"))


def test_one_question_follows_another(agent: Agent) -> None:
    agent.hear("棚に行って、前進して")
    assert "何メートル" in agent.hear("棚A").reply.text
    assert agent.hear("1m").plan.steps == (NavigateStep(place="棚A"), MoveStep(distance_m=1.0))
    assert agent.hear("もう一度").plan.steps == (NavigateStep(place="棚A"), MoveStep(distance_m=1.0))


def test_how_long_is_asked_back_as_how_far(agent: Agent) -> None:
    assert "時間では" in agent.hear("3秒前進して").reply.text
    assert agent.hear("2メートル").plan.steps == (MoveStep(distance_m=2.0),)


# --- objects


@pytest.mark.parametrize("text", ["箱を取って", "箱を持ってきて", "箱を棚Aに運んで"])
def test_an_ambiguous_object_is_asked_back_before_it_is_refused(agent: Agent, text: str) -> None:
    reply = agent.hear(text).reply
    assert reply.text == "赤い箱と青い箱があります。どちらですか？" and reply.kind is ReplyKind.QUESTION
    reply = agent.hear("青い箱").reply
    assert (reply.kind, reply.reason) == (ReplyKind.REFUSAL, ReasonCode.UNSUPPORTED_SKILL)
    assert "できるのは前進と後退" in reply.text and agent.plans == []


def test_an_unknown_object_is_asked_back_with_those_that_are_known(agent: Agent) -> None:
    reply = agent.hear("りんごを取って").reply
    assert reply.kind is ReplyKind.QUESTION and "赤い箱、青い箱" in reply.text and "「りんご」" in reply.text
    assert agent.hear("赤い箱").reply.reason is ReasonCode.UNSUPPORTED_SKILL


@pytest.mark.parametrize("args", [{"object": "赤箱"}, {"object": "箱", "count": 1}, {"object": "red_box"}])
def test_a_clear_object_is_not_asked_for(here: Surroundings, args: dict[str, Any]) -> None:
    refusal = ground((Intent("pick", args),), here)
    assert isinstance(refusal, Refusal) and refusal.reason is ReasonCode.UNSUPPORTED_SKILL


@pytest.mark.parametrize(("skill", "name"), [("pick", "object"), ("deliver", "object"), ("find", "target")])
@pytest.mark.parametrize("word", ["箱", "りんご", "", 5, None])
def test_an_object_that_is_not_clear_is_asked_for(
    here: Surroundings, skill: str, name: str, word: object
) -> None:
    question = ground((Intent("wait", {"duration_s": 1.0}), Intent(skill, {name: word})), here)
    assert isinstance(question, Question)
    assert (question.slot, question.argument, question.index) == ("object", name, 1)


def test_a_site_without_objects_asks_for_none(on_site: Site) -> None:
    assert on_site(objects=()).hear("りんごを取って").reply.reason is ReasonCode.UNSUPPORTED_SKILL


# --- how long a question stays open


@pytest.mark.parametrize(
    ("said", "answer"), [("棚に行って", "棚B"), ("前進して", "2m"), ("受付台に行って", "受付")]
)
@pytest.mark.parametrize(("seconds", "moves"), SOON)
def test_an_answer_counts_for_half_a_minute(
    agent: Agent, said: str, answer: str, seconds: float, moves: bool
) -> None:
    agent.hear(said)
    agent.later(seconds).hear(answer)
    assert bool(agent.plans) is moves and agent.state.question is None
    if not moves:
        assert (agent.reply.kind, agent.reply.reason) == (ReplyKind.REFUSAL, ReasonCode.TIMED_OUT)


def test_an_old_question_does_not_hold_up_a_new_instruction(agent: Agent) -> None:
    agent.hear("棚に行って")
    agent.later(3600.0).hear("右に90度回って")
    assert isinstance(agent.plan.steps[0], RotateStep) and agent.state.question is None


def test_a_question_that_is_asked_again_stays_open_from_then_on(agent: Agent) -> None:
    agent.hear("棚に行って")
    agent.later(20.0).hear("ぴよぴよぷう")
    assert agent.later(20.0).hear("棚A").plan.steps == (NavigateStep(place="棚A"),)


# --- probes


@pytest.mark.parametrize("slot", ["distance", "angle", "duration", "direction", "place", "object", "yes_no"])
def test_a_probe_is_never_carried_out(here: Surroundings, slot: Any) -> None:
    (probe,) = asking.pending(slot, "？").intents
    full = Intent(probe.skill, {**probe.args, "target": "受付", "duration_s": 1.0, "angle_deg": 9.0})
    assert isinstance(ground((full,), here), Refusal | Question)
    bare = Intent(probe.skill, {"target": "受付", "duration_s": 1.0})
    assert asking.answered(Understanding("execute", (bare,)), slot) is None


@pytest.mark.parametrize(
    ("slot", "said", "counts"),
    [
        ("distance", {"distance_m": 2.0}, True),
        ("distance", {"extent": "small"}, True),
        ("distance", {"steps": 2.0}, True),
        ("distance", {"duration_s": 3.0}, False),
        ("distance", {"distance_m": 2.0, "until": "壁"}, False),
        ("distance", {}, False),
        ("angle", {"angle_deg": 9.0}, True),
        ("angle", {"distance_m": 9.0}, False),
        ("duration", {"duration_s": 9.0}, True),
        ("place", {"target": "受付"}, True),
        ("yes_no", {"duration_s": 1.0}, False),
    ],
)
def test_only_what_was_asked_for_counts_as_an_answer(slot: Any, said: dict[str, Any], counts: bool) -> None:
    (probe,) = asking.pending(slot, "？").intents
    understood = Understanding("execute", (Intent(probe.skill, {**probe.args, **said}),))
    assert (asking.answered(understood, slot) == said) is counts
    assert asking.is_probe(understood) and not asking.is_yes(understood)


@pytest.mark.parametrize(("said", "step"), [({"extent": "small"}, 0.2), ({"steps": 2.0}, 1.0)])
def test_a_little_is_an_answer_to_how_far(here: Surroundings, said: dict[str, Any], step: float) -> None:
    asked = (Intent("move_relative", {"direction": "forward", "duration_s": 3.0}),)
    question = ground(asked, here)
    assert isinstance(question, Question)
    assert ground(asking.filled(asked, question, said), here) == Grounded((MoveStep(distance_m=step),))


@pytest.mark.parametrize("word", ["ぴよ", "はい", "食堂", ""])
def test_a_name_that_the_site_does_not_have_is_no_answer(here: Surroundings, word: str) -> None:
    assert not asking.is_known({"target": word}, "place", here.world)
    assert not asking.is_known({"target": word}, "object", here.world)
    assert asking.is_known({"target": "棚"}, "place", here.world)
    assert asking.is_known({"target": "箱"}, "object", here.world)

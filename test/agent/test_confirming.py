"""A site can demand はい before anything is proposed: only はい, only soon, only to what was read back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from physical_ai_bridge.agent.asking import LONGEST_OPEN
from physical_ai_bridge.plan.enums import ReplyKind
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.steps import MoveStep, NavigateStep, RotateStep

Agent = Any  # the agent of conftest.py
SOON = [(LONGEST_OPEN, True), (LONGEST_OPEN + 0.001, False), (-1.0, False)]


@pytest.fixture
def careful(on_site: Callable[..., Agent]) -> Agent:
    return on_site(confirm="always")


def test_what_will_be_done_is_read_back_and_waits(careful: Agent) -> None:
    reply = careful.hear("棚Aに行って").reply
    assert careful.plans == [] and careful.state.active == {} and reply.final
    assert reply.text == "棚Aへ行きます。よろしいですか？"
    assert (reply.kind, reply.reason) == (ReplyKind.QUESTION, ReasonCode.QUESTION_OPEN)


@pytest.mark.parametrize("answer", ["はい", "お願いします", "OK"])
def test_yes_proposes_what_was_read_back(careful: Agent, answer: str) -> None:
    careful.hear("1m進んで、右に90度回って")
    plan = careful.hear(answer).plan
    assert [step.kind for step in plan.steps] == ["move", "rotate"] and plan.instruction_id == "i2"
    assert careful.state.question is None and careful.hear("はい").plans == []


@pytest.mark.parametrize("answer", ["いいえ", "やっぱりいいです", "ありがとう", "止まれ", "非常停止"])
def test_anything_but_yes_drops_it(careful: Agent, answer: str) -> None:
    careful.hear("棚Aに行って")
    assert careful.hear(answer).plans == [] and careful.state.question is None
    assert careful.hear("はい").plans == []


def test_a_new_instruction_takes_its_place(careful: Agent) -> None:
    careful.hear("棚Aに行って")
    assert "2m後退" in careful.hear("2m下がって").reply.text and careful.plans == []
    assert careful.hear("はい").plan.steps == (MoveStep(distance_m=-2.0),)


def test_the_same_instruction_again_is_no_yes(careful: Agent) -> None:
    careful.hear("棚Aに行って")
    assert careful.hear("棚Aに行って").plans == [] and "よろしいですか" in careful.reply.text


@pytest.mark.parametrize(("seconds", "moves"), SOON)
def test_yes_comes_too_late_after_half_a_minute(careful: Agent, seconds: float, moves: bool) -> None:
    careful.hear("棚Aに行って")
    careful.later(seconds).hear("はい")
    assert bool(careful.plans) is moves
    assert moves or careful.reply.reason is ReasonCode.TIMED_OUT
    assert careful.hear("はい").plans == []


def test_what_is_not_understood_is_asked_again_and_yes_still_counts(careful: Agent) -> None:
    careful.hear("棚Aに行って")
    assert careful.hear("ぴよぴよぷう").reply.text.endswith("棚Aへ行きます。よろしいですか？")
    assert careful.hear("はい").plan.steps == (NavigateStep(place="棚A"),)


def test_a_question_comes_before_the_reading_back(careful: Agent) -> None:
    assert "どちらに" in careful.hear("棚に行って").reply.text
    assert careful.hear("棚B").reply.text == "棚Bへ行きます。よろしいですか？"
    assert careful.hear("はい").plan.steps == (NavigateStep(place="棚B"),)


def test_yes_for_one_robot_is_not_heard_by_another(here: Any, make: Callable[..., Agent]) -> None:
    two = make("agv1", "agv2")
    world = here.world.model_copy(update={"confirm": "always"})
    for name, each in two.state.robots.items():
        two.state.robots[name] = type(each)(world, each.profile)
    two.hear("棚Aに行って", robot="agv1")
    assert two.hear("はい", robot="agv2").plans == []
    two.hear("棚Aに行って", robot="agv1")
    assert two.hear("はい").plan.robot == "agv1"


def test_repeating_is_read_back_as_well(careful: Agent) -> None:
    careful.hear("右に90度回って")
    careful.hear("はい")
    assert careful.hear("もう一度").plans == []
    assert isinstance(careful.hear("はい").plan.steps[0], RotateStep)


def test_no_yes_is_needed_where_the_site_demands_none(agent: Agent) -> None:
    assert agent.hear("棚Aに行って").plan.steps == (NavigateStep(place="棚A"),)


def test_what_moves_nothing_needs_no_yes(careful: Agent) -> None:
    assert careful.hear("何ができますか").reply.kind is ReplyKind.ANSWER
    assert careful.hear("キャンセル").reply.reason is ReasonCode.CANCELED

"""A robot that is called by name is the one that is meant; with several and none called, it is asked."""

from __future__ import annotations

from typing import Any

import pytest

from physical_ai_bridge.agent.addressing import Addressed, addressee, named_robot
from physical_ai_bridge.agent.asking import LONGEST_OPEN
from physical_ai_bridge.agent.state import CancelPlan
from physical_ai_bridge.agent.stopping import cancel
from physical_ai_bridge.language import Intent
from physical_ai_bridge.plan.enums import ReplyKind
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.signals import Instruction
from physical_ai_bridge.plan.steps import MoveStep

Agent = Any  # the agent of conftest.py
SOON = [(LONGEST_OPEN, True), (LONGEST_OPEN + 0.001, False), (-1.0, False)]
ROBOTS = {
    "agv1": ("agv1", "搬送台車1号機", "1号機", "台車", "エージーブイワン"),
    "agv2": ("agv2", "2号機"),
    "agv10": ("agv10", "10号機"),
}


@pytest.mark.parametrize(
    ("text", "robot", "rest"),
    [
        ("agv1、棚Aに行って", "agv1", "棚Aに行って"),
        ("AGV1, 棚Aに行って", "agv1", "棚Aに行って"),
        ("ａｇｖ１　前進して", "agv1", "前進して"),
        ("agv1 前進して", "agv1", "前進して"),
        ("1号機、前進して", "agv1", "前進して"),
        ("１号機、前進して", "agv1", "前進して"),
        ("1号機前進して", "agv1", "前進して"),
        ("搬送台車1号機は前進して", "agv1", "前進して"),
        ("エージーブイワンさん、前進して", "agv1", "前進して"),
        ("台車くん前進して", "agv1", "前進して"),
        ("2号機へ。前進せよ", "agv2", "前進せよ"),
        ("agv10、前進して", "agv10", "前進して"),
        ("10号機、前進して", "agv10", "前進して"),
        ("1号機！", "agv1", ""),
        ("1号機", "agv1", ""),
    ],
)
def test_who_is_called_is_taken_from_the_start(text: str, robot: str, rest: str) -> None:
    assert addressee(text, ROBOTS) == Addressed((robot,), rest)


@pytest.mark.parametrize(
    "text",
    [
        "前進して",
        "棚Aに行って",
        "1号機に近づいて",
        "1号機の横に行って",
        "3号機の横に行って",
        "3号機へ行って",
        "台車置き場に行って",
        "前進して、1号機",
        "agv1000に行って",
        "10メートル前進して",
        "",
    ],
)
def test_what_calls_nobody_is_left_as_it_is(text: str) -> None:
    assert addressee(text, ROBOTS) == Addressed((), text)


@pytest.mark.parametrize(
    "text", ["3号機、前進して", "三号機さん前進して", "3号機前進して", "agv3、前進して", "agv3 前進して"]
)
def test_a_robot_that_is_not_here_is_a_stranger(text: str) -> None:
    found = addressee(text, ROBOTS)
    assert found.robots == () and found.stranger in ("3号機", "三号機", "agv3")


def test_a_place_of_that_name_is_no_stranger() -> None:
    assert addressee("3号機奥に行って", ROBOTS, ("3号機奥",)).stranger == ""
    assert addressee("3号機奥に行って", ROBOTS, ("4号機奥",)).stranger == "3号機"


def test_several_can_be_called_at_once() -> None:
    assert addressee("1号機、2号機、1号機、前進して", ROBOTS) == Addressed(("agv1", "agv2"), "前進して")


@pytest.mark.parametrize(
    "text", ["agv2", "2号機", "2号機です", "2号機のほう", "2号機さんでお願いします。", " agv2 "]
)
def test_a_name_alone_answers_which_robot(text: str) -> None:
    assert named_robot(text, ROBOTS) == "agv2"


@pytest.mark.parametrize("text", ["", "はい", "agv2、前進して", "3号機", "です"])
def test_anything_else_does_not(text: str) -> None:
    assert named_robot(text, ROBOTS) is None


# --- in the dialogue


@pytest.mark.parametrize("text", ["agv1、1m進んで", "1号機、1m進んで", "エージーブイワンさん、1m進んで"])
def test_the_called_robot_moves(two: Agent, text: str) -> None:
    plan = two.hear(text).plan
    assert plan.robot == "agv1" and plan.steps == (MoveStep(distance_m=1.0),)


@pytest.mark.parametrize("answer", ["agv1", "1号機", "1号機です", "搬送台車1号機"])
def test_which_robot_is_asked_and_answered(two: Agent, answer: str) -> None:
    reply = two.hear("1m進んで").reply
    assert (reply.kind, reply.reason) == (ReplyKind.QUESTION, ReasonCode.UNKNOWN_ROBOT)
    assert "agv1、agv2" in reply.text and two.plans == []
    plan = two.hear(answer).plan
    assert plan.robot == "agv1" and plan.steps == (MoveStep(distance_m=1.0),)
    assert two.hear(answer).plans == []


def test_a_question_of_the_robot_follows_the_one_for_the_robot(two: Agent) -> None:
    two.hear("棚に行って")
    assert "棚Aと棚B" in two.hear("agv2").reply.text
    assert two.hear("棚A").plan.robot == "agv2"


@pytest.mark.parametrize("answer", ["いいえ", "止まれ", "ぴよぴよぷう"])
def test_anything_but_a_name_moves_nothing(two: Agent, answer: str) -> None:
    two.hear("1m進んで")
    assert two.hear(answer).plans == [] and two.hear("agv1").plans == []


@pytest.mark.parametrize(("seconds", "moves"), SOON)
def test_the_name_must_come_soon(two: Agent, seconds: float, moves: bool) -> None:
    two.hear("1m進んで")
    two.later(seconds).hear("agv1")
    assert bool(two.plans) is moves and (moves or two.reply.reason is ReasonCode.TIMED_OUT)


def test_a_new_instruction_is_for_nobody_though_one_robot_asked(two: Agent) -> None:
    two.hear("前進して", robot="agv2")
    assert two.hear("受付に行って").reply.reason is ReasonCode.UNKNOWN_ROBOT and two.plans == []
    assert two.hear("agv1").plan.robot == "agv1"


@pytest.mark.parametrize("text", ["agv1、agv2、1m進んで", "1号機さん、agv2さん、1m進んで"])
def test_two_at_once_are_asked_which(two: Agent, text: str) -> None:
    assert two.hear(text).reply.reason is ReasonCode.UNKNOWN_ROBOT and two.plans == []


def test_another_name_than_the_sender_chose_is_asked(two: Agent) -> None:
    assert two.hear("agv1、1m進んで", robot="agv2").plans == []
    assert two.reply.kind is ReplyKind.QUESTION
    assert two.hear("agv1、1m進んで", robot="agv1").plan.robot == "agv1"


@pytest.mark.parametrize("text", ["3号機、1m進んで", "agv3、1m進んで"])
def test_a_stranger_is_refused_though_there_is_only_one_robot(agent: Agent, text: str) -> None:
    assert agent.hear(text).plans == [] and agent.reply.reason is ReasonCode.UNKNOWN_ROBOT
    assert "agv1" in agent.reply.text


def test_a_name_alone_is_asked_what_to_do(agent: Agent) -> None:
    assert agent.hear("1号機さん").reply.kind is ReplyKind.QUESTION and agent.plans == []


@pytest.mark.parametrize("text", ["agv1、止まれ", "止まれ", "agv2、非常停止"])
def test_a_stop_asks_nobody(two: Agent, text: str) -> None:
    two.hear("1m進んで", robot="agv1")
    assert two.hear(text).stops and two.canceled == ["agv1"]


@pytest.mark.parametrize("text", ["ありがとう", "踊って", "今日の天気は？", "赤い箱を取らないで"])
def test_what_needs_no_robot_asks_for_none(two: Agent, text: str) -> None:
    assert two.hear(text).reply.reason is not ReasonCode.UNKNOWN_ROBOT and two.plans == []


@pytest.mark.parametrize("text", ["バッテリーの残りは？", "今どこ？", "行って"])
def test_what_needs_one_asks_for_it(two: Agent, text: str) -> None:
    assert two.hear(text).reply.reason is ReasonCode.UNKNOWN_ROBOT


def test_canceling_without_a_name_cancels_them_all(two: Agent) -> None:
    two.hear("1m進んで", robot="agv1")
    two.hear("1m進んで", robot="agv2")
    assert two.hear("キャンセル").canceled == ["agv1", "agv2"]
    assert two.hear("agv2、キャンセル").canceled == ["agv2"]


@pytest.mark.parametrize(("scope", "canceled"), [("current", ["agv1"]), ("all", ["agv1", "agv2"])])
def test_canceling_everything_is_for_every_robot(two: Agent, scope: str, canceled: list[str]) -> None:
    two.hear("1m進んで", robot="agv1")
    two.hear("1m進んで", robot="agv2")
    said = Instruction("i", "取り消して", robot="agv1")
    _, outputs = cancel(two.state, said, "agv1", (Intent("cancel", {"scope": scope}),))
    assert [each.robot for each in outputs if isinstance(each, CancelPlan)] == canceled


def test_without_any_robot_it_says_so(make: Any) -> None:
    assert make().hear("1m進んで").reply.reason is ReasonCode.UNKNOWN_ROBOT

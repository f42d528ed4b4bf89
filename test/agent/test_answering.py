"""What is asked is answered from what is known; what is not known is said to be unknown. Nothing moves."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timezone
from typing import Any

import pytest

from physical_ai_bridge.agent.answers import Known, answer
from physical_ai_bridge.agent.locations import NEAR, robot_at, thing_at
from physical_ai_bridge.agent.state import StateHeard
from physical_ai_bridge.agent.surroundings import Surroundings
from physical_ai_bridge.language import Intent
from physical_ai_bridge.plan.enums import Mode, ReplyKind
from physical_ai_bridge.plan.motion import Pose2
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.signals import SafetyState
from physical_ai_bridge.world import World

Agent = Any  # the agent of conftest.py
NOON = int(datetime(2026, 11, 22, 3, 5, tzinfo=timezone.utc).timestamp()) * 10**9
READY = SafetyState("agv1", "e", Mode.READY, True, ReasonCode.OK)


@pytest.fixture
def tokyo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The machine stands in Japan."""
    monkeypatch.setenv("TZ", "JST-9")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def told(here: Surroundings, topic: str, pose: Pose2 | None = None, **args: object) -> str:
    known = Known("agv1", here, StateHeard(READY, 0.5, pose), NOON)
    return answer((Intent("query", {"topic": topic, **args}),), "", known)


def test_the_time_is_the_machines(here: Surroundings, tokyo: None) -> None:
    assert told(here, "time") == "11月22日の12時5分です。"


def test_a_robot_tells_its_name(here: Surroundings) -> None:
    assert told(here, "name") == "搬送台車1号機 (agv1) です。"


@pytest.mark.parametrize(
    ("x", "y", "words"),
    [
        (1.2, 7.0, "充電ステーションの近くにいます。"),
        (1.2 + NEAR - 0.001, 7.0, "充電ステーションの近くにいます。"),
        (1.2 + NEAR + 0.001, 7.0, "充電ステーションから1.0mのところにいます。"),
        (6.4, 7.0, "棚Aの近くにいます。"),
    ],
)
def test_a_robot_tells_where_it_is(here: Surroundings, x: float, y: float, words: str) -> None:
    assert told(here, "position", Pose2(x, y, 0.0)) == words


@pytest.mark.parametrize("pose", [None, Pose2(math.nan, 1.0, 0.0), Pose2(1.0, math.inf, 0.0)])
def test_a_robot_that_does_not_know_where_it_is_says_so(world: World, pose: Pose2 | None) -> None:
    assert "分かりません" in robot_at(pose, world)


def test_a_site_without_places_tells_coordinates(world: World) -> None:
    bare = world.model_copy(update={"places": ()})
    assert robot_at(Pose2(1.2, 7.0, 0.0), bare) == "地図のx=1.2m、y=7.0mにいます。"


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("赤い箱", "赤い箱は作業台の上です"),
        ("赤箱", "赤い箱は作業台の上です"),
        ("箱", "赤い箱は作業台の上、青い箱は作業台の上です"),
        ("受付", "x=11.6m、y=1.7m"),
        ("棚", "棚A、棚B"),
        ("りんご", "「りんご」がどこにあるかは分かりません"),
    ],
)
def test_where_a_thing_is_comes_from_the_site(world: World, word: str, words: str) -> None:
    assert words in thing_at(word, world)


def test_a_thing_on_the_floor_lies_by_the_nearest_place(world: World) -> None:
    box = world.objects[0]
    near = box.model_copy(update={"pose": box.pose.model_copy(update={"x": 6.0, "y": 7.0})})
    far = box.model_copy(update={"pose": box.pose.model_copy(update={"x": 6.4, "y": 5.0})})
    assert "棚Aの近く" in thing_at("赤い箱", world.model_copy(update={"objects": (near,)}))
    assert "棚Aから2.4mのところ" in thing_at("赤い箱", world.model_copy(update={"objects": (far,)}))


@pytest.mark.parametrize("topic", ["weather", "camera", "other", "", "nonsense", "object_location"])
def test_what_it_cannot_know_it_says(here: Surroundings, topic: str) -> None:
    assert "ません" in told(here, topic)


def test_what_was_never_heard_is_unknown(here: Surroundings) -> None:
    for topic in ("battery", "status", "position"):
        text = answer((Intent("query", {"topic": topic}),), "", Known("agv1", here, None, NOON))
        assert "分かりません" in text


def test_two_questions_get_two_answers(here: Surroundings) -> None:
    asked = tuple(Intent("query", {"topic": topic}) for topic in ("battery", "name", "battery"))
    assert answer(asked, "", Known("agv1", here, StateHeard(READY, 0.5), NOON)) == (
        "電池の残りは50%です。搬送台車1号機 (agv1) です。"
    )


def test_what_it_can_do_is_what_its_profile_says(here: Surroundings) -> None:
    text = told(here, "capabilities")
    assert "前進と後退、回転、場所への移動、待機" in text and "棚A" in text
    lame = Surroundings(here.world, here.profile.model_copy(update={"skills": ("wait",)}))
    assert "回転" not in told(lame, "capabilities")


def test_the_measured_pose_is_told_in_the_dialogue(agent: Agent) -> None:
    agent.feed(StateHeard(READY, None, Pose2(6.4, 7.4, 0.0)))
    reply = agent.hear("今どこ？").reply
    assert (reply.kind, reply.text) == (ReplyKind.ANSWER, "棚Aの近くにいます。")


def test_a_question_beside_an_order_is_answered_and_the_order_done(agent: Agent) -> None:
    agent.feed(StateHeard(READY, 0.5)).hear("受付に行って、残量を教えて")
    assert agent.plan.steps[0].kind == "navigate"
    reply = agent.reply
    assert (reply.kind, reply.final, reply.text) == (ReplyKind.ANSWER, False, "電池の残りは50%です。")


def test_a_question_beside_an_order_that_is_asked_back_waits(on_site: Callable[..., Agent]) -> None:
    careful = on_site(confirm="always").feed(StateHeard(READY, 0.5))
    careful.hear("受付に行って、残量を教えて")
    assert careful.reply.kind is ReplyKind.QUESTION
    assert [reply.final for reply in careful.hear("はい").replies] == [False] and careful.plan

"""What was said becomes exactly the steps that were meant at this site, or a question, or a refusal."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from physical_ai_bridge.agent.ground_motion import SMALL_MOVE, SMALL_TURN, STRIDE
from physical_ai_bridge.agent.grounding import ground
from physical_ai_bridge.agent.pace import LOW_SPEED
from physical_ai_bridge.agent.results import Grounded, Question, Refusal
from physical_ai_bridge.agent.surroundings import Surroundings
from physical_ai_bridge.language import Intent
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.steps import MoveStep, NavigateStep, RotateStep, WaitStep

FORWARD = {"direction": "forward", "distance_m": 1.0}
TURN = math.pi / 2
LITTLE = math.radians(SMALL_TURN)
FAR_LEFT = {"direction": "left", "angle_deg": 90.0}


def grounded(here: Surroundings, skill: str, **args: Any) -> Grounded | Question | Refusal:
    return ground((Intent(skill, args),), here)


@pytest.mark.parametrize(
    ("skill", "args", "step"),
    [
        ("move_relative", FORWARD, MoveStep(distance_m=1.0)),
        ("move_relative", {**FORWARD, "direction": "backward"}, MoveStep(distance_m=-1.0)),
        ("move_relative", {**FORWARD, "speed": "low"}, MoveStep(distance_m=1.0, speed_mps=LOW_SPEED)),
        ("move_relative", {**FORWARD, "speed": "high"}, MoveStep(distance_m=1.0)),
        ("move_relative", {**FORWARD, "speed_mps": 0.5}, MoveStep(distance_m=1.0, speed_mps=0.5)),
        ("move_relative", {**FORWARD, "extent": "small"}, MoveStep(distance_m=1.0)),
        ("rotate", {"direction": "left", "angle_deg": 90.0}, RotateStep(angle_rad=TURN)),
        ("rotate", {"direction": "ccw", "angle_deg": 90.0}, RotateStep(angle_rad=TURN)),
        ("rotate", {"direction": "right", "angle_deg": 90.0}, RotateStep(angle_rad=-TURN)),
        ("rotate", {"direction": "cw", "angle_deg": 90.0}, RotateStep(angle_rad=-TURN)),
        ("rotate", {"direction": "around"}, RotateStep(angle_rad=math.pi)),
        ("rotate", {"direction": "around", "angle_deg": 180.0}, RotateStep(angle_rad=math.pi)),
        ("rotate", {"angle_deg": 360.0}, RotateStep(angle_rad=2 * math.pi)),
        ("navigate", {"target": "受付"}, NavigateStep(place="受付")),
        ("navigate", {"target": "うけつけ"}, NavigateStep(place="受付")),
        ("navigate", {"target": "Ｂ棚", "speed": "low"}, NavigateStep(place="棚B", speed_mps=LOW_SPEED)),
        ("return", {"target": "充電器"}, NavigateStep(place="充電ステーション")),
        ("wait", {"duration_s": 3.0}, WaitStep(duration_s=3.0)),
        ("move_relative", {"direction": "forward", "extent": "small"}, MoveStep(distance_m=SMALL_MOVE)),
        ("move_relative", {"direction": "backward", "steps": 3.0}, MoveStep(distance_m=-3 * STRIDE)),
        ("rotate", {"direction": "right", "extent": "small"}, RotateStep(angle_rad=-LITTLE)),
        ("rotate", {**FAR_LEFT, "extent": "small"}, RotateStep(angle_rad=TURN)),
        ("arm_pose", {"name": "受付"}, NavigateStep(place="受付")),
    ],
)
def test_one_intent_is_one_step(here: Surroundings, skill: str, args: dict[str, Any], step: object) -> None:
    assert grounded(here, skill, **args) == Grounded((step,))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("skill", "args", "slot"),
    [
        ("move_relative", {"direction": "forward"}, "distance"),
        ("move_relative", {"direction": "backward", "extent": "large"}, "distance"),
        ("move_relative", {"direction": "forward", "duration_s": 2.0}, "distance"),
        ("move_relative", {"direction": "forward", "duration_s": 2.0, "extent": "small"}, "distance"),
        ("rotate", {"direction": "left", "duration_s": 2.0}, "angle"),
        ("navigate", {"target": "受付", "via": 5}, "place"),
        ("return", {}, "place"),
        ("move_relative", {"distance_m": 1.0}, "direction"),
        ("rotate", {"direction": "left"}, "angle"),
        ("rotate", {}, "angle"),
        ("rotate", {"angle_deg": 90.0}, "direction"),
        ("rotate", {"angle_deg": 90.0, "direction": "around"}, "direction"),
        ("rotate", {"angle_deg": 90.0, "direction": "up"}, "direction"),
        ("navigate", {}, "place"),
        ("navigate", {"target": 5}, "place"),
        ("wait", {}, "duration"),
    ],
)
def test_what_is_missing_is_asked_and_never_guessed(
    here: Surroundings, skill: str, args: dict[str, Any], slot: str
) -> None:
    question = grounded(here, skill, **args)
    assert isinstance(question, Question)
    assert (question.slot, question.index, question.reason) == (slot, 0, ReasonCode.QUESTION_OPEN)
    assert question.text.endswith("？")


@pytest.mark.parametrize(
    ("skill", "args"),
    [
        ("move_relative", {**FORWARD, "direction": "left"}),
        ("move_relative", {**FORWARD, "direction": "up"}),
        ("move_relative", {**FORWARD, "duration_s": 2.0}),
        ("move_relative", {**FORWARD, "steps": 3.0}),
        ("move_relative", {**FORWARD, "mode": "inching"}),
        ("move_relative", {**FORWARD, "part": "arm"}),
        ("move_relative", {"direction": "forward", "until": "壁"}),
        ("rotate", {"direction": "left", "angle_deg": 90.0, "speed": "low"}),
        ("rotate", {"direction": "left", "angle_deg": 9.0, "duration_s": 2.0}),
        ("navigate", {"target": [1.0, 2.0]}),
        ("navigate", {"target": "受付", "until": "棚A"}),
        ("wait", {"until": "呼ぶ"}),
        ("stop", {"after_s": 3.0}),
        ("return", {"duration_s": 3.0}),
        ("resume", {}),
        ("set_speed", {"change": "sideways"}),
        ("set_speed", {}),
        ("arm_pose", {"name": "原点"}),
        ("arm_pose", {"name": "受付", "speed": "low"}),
        ("gripper", {"action": "open"}),
        ("repeat", {"ref": "last", "reverse": True}),
        ("if", {"condition": "雨", "then": [{"skill": "move_relative", "args": FORWARD}]}),
        ("pick", {"object": "赤い箱"}),
        ("fly", {}),
        ("", {}),
    ],
)
def test_what_cannot_be_done_as_said_is_refused(here: Surroundings, skill: str, args: dict[str, Any]) -> None:
    refusal = grounded(here, skill, **args)
    assert isinstance(refusal, Refusal) and refusal.reason is ReasonCode.UNSUPPORTED_SKILL and refusal.text


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, "たくさん", [], 10**400])
@pytest.mark.parametrize(
    ("skill", "args", "name"),
    [
        ("move_relative", FORWARD, "distance_m"),
        ("move_relative", {**FORWARD, "speed_mps": 0.1}, "speed_mps"),
        ("rotate", {"direction": "left", "angle_deg": 90.0}, "angle_deg"),
        ("wait", {"duration_s": 1.0}, "duration_s"),
    ],
)
def test_what_is_no_number_is_refused(
    here: Surroundings, skill: str, args: dict[str, Any], name: str, value: object
) -> None:
    refusal = grounded(here, skill, **{**args, name: value})
    assert isinstance(refusal, Refusal) and refusal.reason is ReasonCode.NOT_FINITE


@pytest.mark.parametrize(
    ("skill", "args"), [("wait", {"duration_s": -1.0}), ("move_relative", {**FORWARD, "speed_mps": -0.1})]
)
def test_what_must_not_be_negative_is_refused(here: Surroundings, skill: str, args: dict[str, Any]) -> None:
    assert isinstance(grounded(here, skill, **args), Refusal)


def test_an_unknown_place_is_asked_back_with_those_that_are_known(here: Surroundings) -> None:
    question = grounded(here, "navigate", target="月" * 100)
    assert isinstance(question, Question) and question.reason is ReasonCode.UNKNOWN_PLACE
    assert question.choices == tuple(place.name for place in here.world.places) and not question.offer
    assert all(name in question.text for name in question.choices)
    assert "月" * 20 in question.text and "月" * 21 not in question.text


@pytest.mark.parametrize(
    ("word", "offer"), [("受付台", "受付"), ("充電ステーシン", "充電ステーション"), ("棚C", ""), ("月", "")]
)
def test_only_a_place_that_is_called_alike_is_offered(here: Surroundings, word: str, offer: str) -> None:
    question = grounded(here, "navigate", target=word)
    assert isinstance(question, Question) and question.offer == offer
    assert question.choices == ((offer,) if offer else tuple(place.name for place in here.world.places))


def test_of_several_that_are_called_alike_none_is_offered(here: Surroundings) -> None:
    alike = ("第一倉庫の裏", "第二倉庫の裏")
    pairs = zip(here.world.places, alike, strict=False)
    renamed = tuple(place.model_copy(update={"name": name, "kind": name}) for place, name in pairs)
    world = here.world.model_copy(update={"places": (*renamed, here.world.places[3])})
    question = grounded(Surroundings(world, here.profile), "navigate", target="第三倉庫の裏")
    assert isinstance(question, Question) and (question.choices, question.offer) == (alike, "")


@pytest.mark.parametrize("argument", ["target", "via"])
def test_each_place_of_a_way_is_asked_for_by_its_own_name(here: Surroundings, argument: str) -> None:
    question = grounded(here, "navigate", **{"target": "受付", argument: "棚"})
    assert isinstance(question, Question)
    assert (question.argument, question.reason) == (argument, ReasonCode.AMBIGUOUS_PLACE)


def test_the_way_through_a_place_is_two_steps(here: Surroundings) -> None:
    found = grounded(here, "navigate", target="受付", via="棚A", speed="low")
    assert found == Grounded(
        (NavigateStep(place="棚A", speed_mps=LOW_SPEED), NavigateStep(place="受付", speed_mps=LOW_SPEED))
    )


def test_a_kind_with_several_places_is_asked_back(here: Surroundings) -> None:
    question = grounded(here, "navigate", target="棚")
    assert isinstance(question, Question)
    assert (question.reason, question.slot, question.choices) == (
        ReasonCode.AMBIGUOUS_PLACE,
        "place",
        ("棚A", "棚B"),
    )
    assert "棚A" in question.text and "棚B" in question.text


def test_a_good_step_does_not_launder_the_rest(here: Surroundings) -> None:
    good, bad = Intent("wait", {"duration_s": 1.0}), Intent("fly", {})
    assert isinstance(ground((good, good, bad), here), Refusal)
    question = ground((good, good, Intent("rotate", {})), here)
    assert isinstance(question, Question) and question.index == 2


def test_a_stop_between_steps_is_what_each_step_ends_with(here: Surroundings) -> None:
    moves = (
        Intent("move_relative", FORWARD),
        Intent("stop"),
        Intent("wait", {"duration_s": 1.0}),
        Intent("stop"),
    )
    assert ground(moves, here) == Grounded((MoveStep(distance_m=1.0), WaitStep(duration_s=1.0)))


@pytest.mark.parametrize("intents", [(), (Intent("stop"),)])
def test_nothing_to_do_is_no_plan(here: Surroundings, intents: tuple[Intent, ...]) -> None:
    refusal = ground(intents, here)
    assert isinstance(refusal, Refusal) and refusal.reason is ReasonCode.NO_MOTION_ASKED


words = st.sampled_from(["forward", "backward", "left", "right", "around", "low", "受付", "棚", "", "x"])
values = st.floats() | words | st.integers(-5, 5) | st.booleans() | st.none() | st.integers()
ARGUMENTS = """direction distance_m angle_deg duration_s steps extent target via speed speed_mps until
    object count name value unit change level action asked"""
SKILLS = """move_relative rotate navigate return wait stop repeat resume fly pick find set_speed arm_pose
    prohibit query if"""
names, skills = st.sampled_from(ARGUMENTS.split()), st.sampled_from(SKILLS.split())


@given(st.lists(st.builds(Intent, skills, st.dictionaries(names, values, max_size=4)), max_size=4))
def test_whatever_was_understood_only_sound_steps_come_of_it(
    here: Surroundings, intents: list[Intent]
) -> None:
    result = ground(intents, here)
    if isinstance(result, Grounded):
        numbers = [
            each for step in result.steps for each in step.model_dump().values() if isinstance(each, float)
        ]
        assert (result.steps or result.pace is not None) and all(map(math.isfinite, numbers))
    else:
        assert result.text and result.reason is not ReasonCode.UNKNOWN

"""Once more, the other way, back, on, faster, slower: orders that mean something only by what was before."""

from __future__ import annotations

import math
from typing import Any

import pytest

from physical_ai_bridge.agent.pace import LOW_SPEED, LOWEST, said_pace
from physical_ai_bridge.agent.repeating import MOST_TIMES, again
from physical_ai_bridge.agent.results import Refusal, Unclear
from physical_ai_bridge.agent.surroundings import Surroundings
from physical_ai_bridge.agent.trail import AT, begun, followed, origin
from physical_ai_bridge.language import Intent, Turn, Understanding
from physical_ai_bridge.plan.enums import OutcomeKind, PlanSource, ReplyKind, Skill
from physical_ai_bridge.plan.outcome import Outcome, StepResult
from physical_ai_bridge.plan.plan import Plan
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.steps import MoveStep, NavigateStep, RotateStep, Step, WaitStep
from physical_ai_bridge.world import World

Agent = Any  # the agent of conftest.py
FORWARD = Intent("move_relative", {"direction": "forward", "distance_m": 1.0})
GO = Intent("navigate", {"target": "受付"})


def turn(*intents: Intent) -> Turn:
    return Turn("前の指示", Understanding("execute", intents))


def results(*kinds: tuple[Skill, bool]) -> tuple[StepResult, ...]:
    return tuple(StepResult(i, skill, done, 1.0, 1.0, 0.0, 1.0) for i, (skill, done) in enumerate(kinds))


def plan(*steps: Step) -> Plan:
    return Plan(id="p", instruction_id="i", robot="agv1", source=PlanSource.RULES, steps=steps)


# --- repeat and resume


@pytest.mark.parametrize(
    ("last", "opposite"),
    [
        (FORWARD, Intent("move_relative", {"direction": "backward", "distance_m": 1.0})),
        (Intent("rotate", {"direction": "cw"}), Intent("rotate", {"direction": "ccw"})),
        (Intent("rotate", {"direction": "left"}), Intent("rotate", {"direction": "right"})),
    ],
)
def test_the_other_way_is_the_opposite_of_one_motion(last: Intent, opposite: Intent) -> None:
    found = again(Intent("repeat", {"ref": "last", "reverse": True}), turn(last))
    assert isinstance(found, Turn) and found.understanding.intents == (opposite,)


@pytest.mark.parametrize("last", [(GO,), (FORWARD, FORWARD), (Intent("wait", {"duration_s": 1.0}),), ()])
def test_the_other_way_of_anything_else_is_asked_back(last: tuple[Intent, ...]) -> None:
    assert isinstance(again(Intent("repeat", {"reverse": True}), turn(*last)), Unclear)


@pytest.mark.parametrize("times", [1, 3, 3.0, MOST_TIMES])
def test_so_many_times_is_that_many_steps(times: float) -> None:
    found = again(Intent("repeat", {"ref": "last", "times": times}), turn(FORWARD, GO))
    assert isinstance(found, Turn) and found.understanding.intents == (FORWARD, GO) * int(times)


@pytest.mark.parametrize("times", [0, -1, MOST_TIMES + 1, 1.5, 10**9, math.nan, math.inf, "三", None])
def test_what_is_no_number_of_times_is_refused(times: object) -> None:
    refusal = again(Intent("repeat", {"times": times}), turn(FORWARD))
    assert isinstance(refusal, Refusal) and refusal.reason is ReasonCode.TOO_MANY_STEPS


@pytest.mark.parametrize("args", [{"ref": "first"}, {"until": "壁"}])
def test_only_the_last_order_can_be_repeated(args: dict[str, object]) -> None:
    refusal = again(Intent("repeat", args), turn(FORWARD))
    assert isinstance(refusal, Refusal) and refusal.reason is ReasonCode.UNSUPPORTED_SKILL


def test_only_going_to_a_place_can_go_on() -> None:
    assert again(Intent("resume"), turn(GO)) == turn(GO)
    for other in (turn(FORWARD), turn(GO, GO), turn()):
        refusal = again(Intent("resume"), other)
        assert isinstance(refusal, Refusal) and refusal.reason is ReasonCode.UNSUPPORTED_SKILL


@pytest.mark.parametrize("skill", ["repeat", "resume"])
def test_before_the_first_order_there_is_nothing_to_repeat(skill: str) -> None:
    refusal = again(Intent(skill), None)
    assert isinstance(refusal, Refusal) and refusal.reason is ReasonCode.NOT_UNDERSTOOD


def test_again_in_the_dialogue(agent: Agent) -> None:
    agent.hear("1m進んで")
    assert agent.hear("逆にして").plan.steps == (MoveStep(distance_m=-1.0),)
    agent.hear("棚Aに行って")
    assert agent.hear("逆にして").plans == [] and agent.reply.kind is ReplyKind.QUESTION
    agent.hear("中断して")
    assert agent.canceled == ["agv1"]
    assert agent.hear("再開して").plan.steps == (NavigateStep(place="棚A"),)


# --- back to where it was


def test_a_robot_begins_at_the_place_it_stands_at(world: World) -> None:
    start, place = world.robots[0], world.places[0]
    for away, name in ((0.0, place.name), (AT - 0.01, place.name), (AT + 0.01, "")):
        pose = start.start.model_copy(update={"x": place.pose.x + away})
        moved = world.model_copy(update={"robots": (start.model_copy(update={"start": pose}),)})
        assert begun(moved, "agv1") == (name,)
    assert begun(world, "nobody") == ("",)


@pytest.mark.parametrize(
    ("steps", "kinds", "kind", "trail"),
    [
        ((NavigateStep(place="棚A"),), [(Skill.NAVIGATE, True)], OutcomeKind.SUCCEEDED, ("受付", "棚A")),
        ((NavigateStep(place="受付"),), [(Skill.NAVIGATE, True)], OutcomeKind.SUCCEEDED, ("受付",)),
        ((NavigateStep(place="棚A"),), [(Skill.NAVIGATE, False)], OutcomeKind.STOPPED, ("受付", "")),
        ((NavigateStep(place="棚A"),), [], OutcomeKind.STOPPED, ("受付", "")),
        ((NavigateStep(place="棚A"),), [], OutcomeKind.REFUSED, ("受付",)),
        ((MoveStep(distance_m=1.0),), [(Skill.MOVE, True)], OutcomeKind.SUCCEEDED, ("受付", "")),
        ((RotateStep(angle_rad=1.0),), [(Skill.ROTATE, True)], OutcomeKind.SUCCEEDED, ("受付",)),
        ((RotateStep(angle_rad=1.0),), [], OutcomeKind.STOPPED, ("受付",)),
        ((WaitStep(duration_s=1.0),), [(Skill.WAIT, True)] * 5, OutcomeKind.SUCCEEDED, ("受付",)),
    ],
)
def test_the_trail_follows_what_was_measured(
    steps: tuple[Step, ...], kinds: list[tuple[Skill, bool]], kind: OutcomeKind, trail: tuple[str, ...]
) -> None:
    outcome = Outcome(kind, ReasonCode.OK, steps=results(*kinds))
    assert followed(("受付",), plan(*steps), outcome) == trail


@pytest.mark.parametrize(
    ("trail", "place"),
    [
        (("受付", "棚A"), "受付"),
        (("受付", ""), "受付"),
        (("受付",), ""),
        (("",), ""),
        ((), ""),
        (("棚A", "", "棚A"), ""),
        (("受付", "棚A", ""), "棚A"),
    ],
)
def test_back_is_the_place_before(trail: tuple[str, ...], place: str) -> None:
    assert origin(trail) == place


def done(agent: Agent, place: str) -> None:
    """Go there, and the gate says that the robot came there."""
    going = agent.hear(f"{place}に行って").plan
    agent.end(going.id, Outcome(OutcomeKind.SUCCEEDED, ReasonCode.OK, steps=results((Skill.NAVIGATE, True))))


def test_back_leads_to_where_the_robot_came_from(agent: Agent) -> None:
    done(agent, "棚A")
    assert agent.hear("元の場所に戻って").plan.steps == (NavigateStep(place="充電ステーション"),)
    done(agent, "棚B")
    assert agent.hear("戻って").plan.steps == (NavigateStep(place="棚A"),)


def test_back_is_asked_where_nobody_knows_the_way(agent: Agent) -> None:
    assert agent.hear("元の場所に戻って").plans == [] and agent.reply.kind is ReplyKind.QUESTION
    assert agent.hear("受付").plan.steps == (NavigateStep(place="受付"),)


def test_a_lost_gate_leaves_the_trail(agent: Agent) -> None:
    agent.end(agent.hear("棚Aに行って").plan.id, None)
    assert agent.hear("戻って").plans == []


# --- how fast


@pytest.mark.parametrize(
    ("args", "pace", "found"),
    [
        ({"level": "low"}, 0.0, LOW_SPEED),
        ({"level": "normal"}, 0.2, 0.0),
        ({"level": "max"}, 0.2, 0.0),
        ({"change": "slower"}, 0.0, 0.4),
        ({"change": "slower"}, LOWEST, LOWEST),
        ({"change": "faster"}, 0.2, 0.4),
        ({"change": "faster"}, 0.4, 0.0),
        ({"value": 0.5, "unit": "m/s"}, 0.0, 0.5),
        ({"value": 0.8, "unit": "m/s"}, 0.0, 0.8),
        ({"value": 50, "unit": "%"}, 0.0, 0.4),
    ],
)
def test_a_pace_is_settled_by_the_robots_own(
    here: Surroundings, args: dict[str, object], pace: float, found: float
) -> None:
    assert said_pace(args, Surroundings(here.world, here.profile, pace)) == pytest.approx(found)


@pytest.mark.parametrize(
    ("args", "reason"),
    [
        ({"value": 0.801, "unit": "m/s"}, ReasonCode.SPEED_OVER_LIMIT),
        ({"value": 101, "unit": "%"}, ReasonCode.SPEED_OVER_LIMIT),
        ({"change": "faster"}, ReasonCode.SPEED_OVER_LIMIT),
        ({"value": 3, "unit": "km/h"}, ReasonCode.UNSUPPORTED_SKILL),
        ({"level": "warp"}, ReasonCode.UNSUPPORTED_SKILL),
    ],
)
def test_a_pace_beyond_the_robot_is_refused(
    here: Surroundings, args: dict[str, object], reason: ReasonCode
) -> None:
    refusal = said_pace(args, here)
    assert isinstance(refusal, Refusal) and refusal.reason is reason


@pytest.mark.parametrize("value", [0.0, -1.0, math.nan, math.inf, "速い", None])
def test_a_pace_that_is_no_speed_raises(here: Surroundings, value: object) -> None:
    with pytest.raises((ValueError, TypeError)):
        said_pace({"value": value, "unit": "m/s"}, here)


def test_a_pace_holds_until_told_otherwise(agent: Agent) -> None:
    reply = agent.hear("もっとゆっくり").reply
    assert (reply.kind, agent.plans) == (ReplyKind.ANSWER, []) and "毎秒0.4m" in reply.text
    assert agent.hear("1m進んで").plan.steps == (MoveStep(distance_m=1.0, speed_mps=0.4),)
    assert agent.hear("ゆっくり1m進んで").plan.steps == (MoveStep(distance_m=1.0, speed_mps=LOW_SPEED),)
    agent.hear("もっと速く")
    assert agent.hear("1m進んで").plan.steps == (MoveStep(distance_m=1.0),)


def test_each_robot_keeps_its_own_pace(two: Agent) -> None:
    two.hear("agv1、もっとゆっくり")
    assert two.hear("agv2、1m進んで").plan.steps == (MoveStep(distance_m=1.0),)

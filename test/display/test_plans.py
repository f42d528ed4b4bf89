"""A plan's line goes where its steps lead, and each of its targets says which step it ends."""

from __future__ import annotations

import math
from typing import Any

import pytest

from physical_ai_bridge.display.plans import FAR, HEIGHT, plan_shapes, targets
from physical_ai_bridge.display.shapes import Kind
from physical_ai_bridge.plan.enums import PlanSource
from physical_ai_bridge.plan.motion import Pose2
from physical_ai_bridge.plan.plan import Plan
from physical_ai_bridge.plan.steps import GripperStep, MoveStep, NavigateStep, RotateStep, WaitStep
from physical_ai_bridge.world import World

START = Pose2(1.0, 2.0, math.pi / 2.0)


def plan(*steps: Any) -> Plan:
    return Plan(id="p", instruction_id="i", robot="agv1", source=PlanSource.RULES, steps=steps)


def assert_near(found: Pose2, x: float, y: float, yaw: float) -> None:
    assert (found.x, found.y, found.yaw) == pytest.approx((x, y, yaw))


def test_steps_follow_each_other_from_the_robots_own_heading(warehouse: World) -> None:
    steps = (MoveStep(distance_m=1.5), RotateStep(angle_rad=-math.pi / 2.0), MoveStep(distance_m=-0.5))
    first, second = targets(plan(*steps), START, warehouse)
    assert_near(first.pose, 1.0, 3.5, 0.0)
    assert_near(second.pose, 0.5, 3.5, 0.0)
    assert (first.label, second.label) == ("1. +1.5 m\n2. -90°", "3. -0.5 m")


def test_a_place_is_reached_facing_as_it_says(warehouse: World) -> None:
    (target,) = targets(plan(NavigateStep(place="A棚")), START, warehouse)
    assert_near(target.pose, 6.4, 7.4, math.pi / 2.0)
    assert target.label == "1. A棚"


@pytest.mark.parametrize(
    ("step", "label"),
    [
        (RotateStep(angle_rad=1.0), "1. +57°"),
        (WaitStep(duration_s=2.5), "1. 2.5 秒待つ"),
        (NavigateStep(place="知らない所"), "1. 知らない所"),
        (GripperStep(opening_m=0.1), "1. gripper"),
    ],
)
def test_what_leads_nowhere_is_a_mark_where_the_robot_stands(warehouse: World, step: Any, label: str) -> None:
    (target,) = targets(plan(step), START, warehouse)
    assert (target.pose.x, target.pose.y, target.label) == (1.0, 2.0, label)
    assert Kind.LINE not in {shape.kind for shape in plan_shapes(plan(step), START, warehouse)}


def test_a_plan_is_one_line_with_a_disc_an_arrow_and_words_a_target(warehouse: World) -> None:
    there_and_back = plan(NavigateStep(place="棚A"), WaitStep(duration_s=1.0), NavigateStep(place="受付"))
    line, *marks = plan_shapes(there_and_back, START, warehouse)
    assert line.points == ((1.0, 2.0, HEIGHT), (6.4, 7.4, HEIGHT), (11.6, 1.7, HEIGHT))
    assert [mark.kind for mark in marks] == [Kind.DISC, Kind.ARROW, Kind.TEXT] * 2
    assert [mark.text for mark in marks if mark.text] == ["1. 棚A\n2. 1 秒待つ", "3. 受付"]


def test_an_empty_plan_draws_nothing(warehouse: World) -> None:
    assert targets(plan(), START, warehouse) == ()
    assert plan_shapes(plan(), START, warehouse) == ()


@pytest.mark.parametrize(("distance", "drawn"), [(FAR - 2.5, True), (FAR - 1.5, False), (1e308, False)])
def test_a_plan_off_every_map_is_not_drawn(warehouse: World, distance: float, drawn: bool) -> None:
    assert bool(plan_shapes(plan(MoveStep(distance_m=distance)), START, warehouse)) is drawn


def test_a_plan_whose_end_overflows_is_not_drawn(warehouse: World) -> None:
    move = MoveStep(distance_m=1e308)
    back = MoveStep(distance_m=-1e308)
    assert plan_shapes(plan(move, move, back, back), START, warehouse) == ()

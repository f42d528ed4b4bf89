"""A plan is seen while it is proposed or carried out, and not a moment longer."""

from __future__ import annotations

import pytest

from physical_ai_bridge.display.plan_shown import LATE, Shown, decided, followed, proposed
from physical_ai_bridge.plan.enums import Decision, PlanSource
from physical_ai_bridge.plan.motion import Pose2
from physical_ai_bridge.plan.plan import Plan
from physical_ai_bridge.plan.steps import MoveStep

PLAN = Plan(
    id="p",
    instruction_id="i",
    robot="agv1",
    source=PlanSource.RULES,
    steps=(MoveStep(distance_m=1.0),),
)
HERE, THERE = Pose2(1.0, 1.0, 0.0), Pose2(1.2, 1.0, 0.0)


def new(admission: str = "") -> Shown:
    shown = proposed(PLAN, HERE, admission, 0.0)
    assert shown is not None
    return shown


@pytest.mark.parametrize(("age", "seen"), [(-0.1, True), (LATE, True), (LATE + 0.1, False)])
def test_a_plan_from_before_the_display_is_not_seen(age: float, seen: bool) -> None:
    assert (proposed(PLAN, HERE, "", age) is not None) is seen


def test_it_begins_where_the_robot_stands_when_it_is_admitted_and_ends_with_its_admission() -> None:
    waiting = followed(new(), "", THERE)
    assert waiting == new()
    running = followed(waiting, "a1", THERE)
    assert running == Shown(PLAN, THERE, "", "a1")
    assert followed(running, "a1", HERE) == running
    assert followed(running, "", HERE) is None
    assert followed(running, "a2", HERE) is None


def test_the_end_of_the_plan_before_it_does_not_end_it() -> None:
    shown = new("old")
    assert followed(shown, "old", THERE) == shown
    between = followed(shown, "", THERE)
    assert between == shown
    running = followed(between, "new", THERE)
    assert running is not None and running.admission == "new"


@pytest.mark.parametrize("decision", list(Decision))
def test_only_a_refusal_takes_it_away(decision: Decision) -> None:
    left = decided(new(), decision)
    assert left == (None if decision is Decision.REFUSED else new())


def test_nothing_comes_of_nothing() -> None:
    assert followed(None, "a1", HERE) is None
    assert decided(None, Decision.ADMITTED) is None

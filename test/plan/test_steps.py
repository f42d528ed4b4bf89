"""Steps, plans and admissions take nothing that is not plainly what they say."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from physical_ai_bridge.plan import steps as s
from physical_ai_bridge.plan.enums import PlanSource, Skill
from physical_ai_bridge.plan.plan import Plan

GOOD: dict[type[BaseModel], dict[str, Any]] = {
    s.MoveStep: {"distance_m": 1.5, "speed_mps": 0.3},
    s.RotateStep: {"angle_rad": -1.0},
    s.NavigateStep: {"place": "受付", "speed_mps": 0.3},
    s.WaitStep: {"duration_s": 3.0},
    s.ArmPoseStep: {"arm_pose": "home"},
    s.GripperStep: {"opening_m": 0.05},
    s.PickStep: {"object_id": "red_box"},
    s.PlaceStep: {"object_id": "red_box", "place": "作業台"},
}
PLAN: dict[str, Any] = {
    "id": "p",
    "instruction_id": "i",
    "robot": "agv1",
    "source": PlanSource.RULES,
    "steps": (s.WaitStep(duration_s=1.0),),
}
FIELDS = [(kind, name) for kind, slots in GOOD.items() for name in slots]
NUMBERS = [(kind, name) for kind, name in FIELDS if isinstance(GOOD[kind][name], float)]
WORDS = [(kind, name) for kind, name in FIELDS if isinstance(GOOD[kind][name], str)]
UNSIGNED = [each for each in NUMBERS if each[1] not in ("distance_m", "angle_rad")]


def label(value: object) -> str:
    return value.__name__ if isinstance(value, type) else str(value)


def refused(model: type[BaseModel], /, **values: Any) -> bool:
    try:
        model(**values)
    except ValidationError:
        return True
    return False


def test_there_is_a_step_for_every_skill_and_no_other() -> None:
    kinds = {Skill[kind.model_fields["kind"].default.upper()] for kind in GOOD}
    assert kinds == set(Skill) - {Skill.UNKNOWN} and len(GOOD) == len(kinds)


@pytest.mark.parametrize("kind", GOOD, ids=label)
def test_a_good_step_is_taken_and_frozen(kind: type[BaseModel]) -> None:
    step = kind(**GOOD[kind])
    with pytest.raises(ValidationError, match="frozen"):
        setattr(step, next(iter(GOOD[kind])), next(iter(GOOD[kind].values())))


@pytest.mark.parametrize("kind", GOOD, ids=label)
def test_an_unknown_field_is_refused(kind: type[BaseModel]) -> None:
    assert refused(kind, **GOOD[kind], force=True)


@pytest.mark.parametrize("kind", GOOD, ids=label)
def test_a_step_cannot_pass_for_another(kind: type[BaseModel]) -> None:
    wrong = "wait" if kind is not s.WaitStep else "move"
    assert refused(kind, **GOOD[kind], kind=wrong)


@pytest.mark.parametrize(("kind", "name"), NUMBERS, ids=label)
@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, True, "1.0", None, 10**400, b"1"])
def test_what_is_no_finite_number_is_refused(kind: type[BaseModel], name: str, value: object) -> None:
    assert refused(kind, **{**GOOD[kind], name: value})


@pytest.mark.parametrize(("kind", "name"), NUMBERS, ids=label)
def test_a_whole_number_becomes_a_float(kind: type[BaseModel], name: str) -> None:
    value = getattr(kind(**{**GOOD[kind], name: 2}), name)
    assert value == 2.0 and type(value) is float


@pytest.mark.parametrize(("kind", "name"), UNSIGNED, ids=label)
def test_what_has_no_direction_is_zero_or_more(kind: type[BaseModel], name: str) -> None:
    assert not refused(kind, **{**GOOD[kind], name: 0.0})
    assert refused(kind, **{**GOOD[kind], name: -5e-324})


@pytest.mark.parametrize(("kind", "name"), WORDS, ids=label)
def test_names_have_1_to_64_characters(kind: type[BaseModel], name: str) -> None:
    assert not refused(kind, **{**GOOD[kind], name: "棚" * 64})
    assert refused(kind, **{**GOOD[kind], name: "棚" * 65})
    optional = (kind, name) == (s.PlaceStep, "place")
    assert refused(kind, **{**GOOD[kind], name: ""}) is not optional


@pytest.mark.parametrize(("kind", "name"), WORDS, ids=label)
@pytest.mark.parametrize("value", [7, None, b"a", "\ud800"])
def test_what_is_no_text_is_refused(kind: type[BaseModel], name: str, value: object) -> None:
    assert refused(kind, **{**GOOD[kind], name: value})


@pytest.mark.parametrize("value", [{"kind": "fly"}, {"kind": ""}, {"distance_m": 1.0}, {}, 5, None])
def test_the_union_of_steps_is_closed(value: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(s.Step).validate_python(value)


@given(st.text(max_size=70))
def test_any_text_is_a_name_by_its_length_alone(text: str) -> None:
    assert refused(s.NavigateStep, place=text) is not (1 <= len(text) <= 64)


@pytest.mark.parametrize("name", ["id", "instruction_id", "robot"])
def test_a_plan_names_itself_its_instruction_and_its_robot(name: str) -> None:
    assert not refused(Plan, **{**PLAN, name: "a" * 64})
    for bad in ("", "a" * 65, None, 1):
        assert refused(Plan, **{**PLAN, name: bad})
    assert refused(Plan, **{key: value for key, value in PLAN.items() if key != name})


@pytest.mark.parametrize(
    "wrong",
    [
        {"source": 1},
        {"source": "RULES"},
        {"created_ns": -1},
        {"created_ns": 1.0},
        {"created_ns": True},
        {"model": "m" * 65},
        {"steps": [s.WaitStep(duration_s=1.0)]},
        {"steps": ({"kind": "wait"},)},
        {"steps": None},
        {"approved": True},
    ],
    ids=str,
)
def test_a_malformed_plan_is_refused(wrong: dict[str, Any]) -> None:
    assert not refused(Plan, **PLAN)
    assert refused(Plan, **{**PLAN, **wrong})


def test_the_model_bounds_the_form_and_the_gate_the_number_of_steps() -> None:
    assert Plan(**{**PLAN, "steps": ()}).steps == ()
    assert len(Plan(**{**PLAN, "steps": PLAN["steps"] * 100}).steps) == 100

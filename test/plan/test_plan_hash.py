"""One plan, one byte string, one hash: on every machine, and no two plans the same."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from physical_ai_bridge.plan.enums import PlanSource
from physical_ai_bridge.plan.plan import Plan, canonical, plan_hash
from physical_ai_bridge.plan.steps import MoveStep, NavigateStep, RotateStep, WaitStep

PLAN = Plan(
    id="plan-1",
    instruction_id="1",
    robot="agv1",
    source=PlanSource.RULES,
    created_ns=1_700_000_000_000_000_000,
    steps=(MoveStep(distance_m=0.1 + 0.2), NavigateStep(place="棚A"), WaitStep(duration_s=3.0)),
)
finite = st.floats(allow_nan=False, allow_infinity=False)
steps = st.one_of(
    st.builds(MoveStep, distance_m=finite, speed_mps=finite.map(abs)),
    st.builds(RotateStep, angle_rad=finite),
    st.builds(NavigateStep, place=st.text(min_size=1, max_size=8)),
)


def test_the_hash_is_the_one_it_always_was() -> None:
    assert plan_hash(PLAN) == "5622e33965de609b372e1d723e2e0da24eb9484a0856640f264936d5f7bd99cb"


@pytest.mark.parametrize(
    "change",
    [
        {"id": "plan-2"},
        {"instruction_id": "2"},
        {"robot": "agv2"},
        {"source": PlanSource.MODEL},
        {"model": "m"},
        {"created_ns": PLAN.created_ns + 1},
        {"steps": PLAN.steps[::-1]},
        {"steps": PLAN.steps[:-1]},
        {"steps": (*PLAN.steps, PLAN.steps[-1])},
        {"steps": (MoveStep(distance_m=0.3), *PLAN.steps[1:])},
        {"steps": (MoveStep(distance_m=0.1 + 0.2, speed_mps=5e-324), *PLAN.steps[1:])},
    ],
    ids=str,
)
def test_any_change_changes_the_hash(change: dict[str, Any]) -> None:
    assert plan_hash(PLAN.model_copy(update=change)) != plan_hash(PLAN)


def test_every_field_is_hashed() -> None:
    assert all(f'"{name}"'.encode() in canonical(PLAN) for name in Plan.model_fields)


@given(st.tuples(steps, steps))
def test_different_steps_have_different_hashes(pair: tuple[Any, Any]) -> None:
    assume(pair[0] != pair[1])
    one, other = (PLAN.model_copy(update={"steps": (step,)}) for step in pair)
    assert plan_hash(one) != plan_hash(other)


@given(st.lists(steps, max_size=4).map(tuple))
def test_a_plan_that_went_through_json_has_the_same_hash(some: tuple[Any, ...]) -> None:
    plan = PLAN.model_copy(update={"steps": some})
    assert plan_hash(Plan.model_validate_json(plan.model_dump_json())) == plan_hash(plan)
    assert canonical(plan).isascii()

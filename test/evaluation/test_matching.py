"""When two lists of intents say the same: numbers nearly, the rest exactly; skills also inside conditions."""

from __future__ import annotations

from typing import Any

import pytest

from physical_ai_bridge.evaluation.matching import count_arguments, moves, same, skills


def intent(skill: str, **args: Any) -> dict[str, Any]:
    return {"skill": skill, "args": args}


def condition(then: list[Any], otherwise: list[Any] | None = None) -> dict[str, Any]:
    branch = {} if otherwise is None else {"else": otherwise}
    return intent("if", condition="雨", then=then, **branch)


@pytest.mark.parametrize(
    ("expected", "given", "equal"),
    [
        (2, 2.0, True),
        (0.3, 0.1 + 0.2, True),
        (1.0, 1.0 + 0.9e-6, True),
        (1.0, 1.0 + 1.1e-6, False),
        (0, 0.0, True),
        (0, 1e-9, False),
        (True, 1, False),
        (1, True, False),
        (True, True, True),
        ("棚A", "棚A", True),
        ("棚A", "棚Ａ", False),
        ("2", 2, False),
        ([1, 2], (1, 2), True),
        ([1, 2], [2, 1], False),
        ([1], [1, 1], False),
        ({"a": 1}, {"a": 1.0}, True),
        ({"a": 1}, {"a": 1, "b": 2}, False),
        ({"a": 1}, {"b": 1}, False),
        (1.0, float("nan"), False),
        (1.0, None, False),
    ],
)
def test_same(expected: Any, given: Any, equal: bool) -> None:
    assert same(expected, given) is equal


def test_skills_are_ordered() -> None:
    steps = [intent("pick", object="箱"), intent("place")]
    assert skills(steps) == skills([intent("pick"), intent("place", to="棚")])
    assert skills(steps) != skills(steps[::-1])
    assert skills([]) == ()


def test_the_skills_inside_a_condition_count() -> None:
    go, wait = [intent("navigate")], [intent("wait")]
    assert skills([condition(go)]) == skills([condition([intent("navigate", target="棚")])])
    assert skills([condition(go)]) == skills([condition(go, [])])
    assert skills([condition(go)]) != skills([condition(wait)])
    assert skills([condition(go, wait)]) != skills([condition(wait, go)])
    assert skills([condition([condition(go)])]) != skills([condition([condition(wait)])])
    assert skills([condition(go)]) != skills(go)


FORWARD = intent("move_relative", direction="forward", distance_m=2.0)


@pytest.mark.parametrize(
    ("given", "right", "whole"),
    [
        ([FORWARD], 2, 2),
        ([intent("move_relative", direction="forward")], 1, 2),
        ([intent("move_relative", direction="forward", distance_m=3.0)], 1, 2),
        ([intent("move_relative", direction="forward", distance_m=2.0, speed="low")], 2, 3),
        ([intent("rotate", direction="forward", distance_m=2.0)], 0, 2),
        ([], 0, 2),
        ([FORWARD, FORWARD], 2, 2),
    ],
)
def test_arguments_are_counted_one_by_one(given: list[Any], right: int, whole: int) -> None:
    assert count_arguments([FORWARD], given) == (right, whole)


def test_a_branch_is_one_argument() -> None:
    expected = [condition([FORWARD])]
    assert count_arguments(expected, [condition([FORWARD])]) == (2, 2)
    assert count_arguments(expected, [condition([intent("move_relative", direction="left")])]) == (1, 2)


@pytest.mark.parametrize("skill", ["move_relative", "navigate", "gripper", "operate", "repeat", "unheard_of"])
def test_what_moves(skill: str) -> None:
    assert moves([intent("wait"), intent(skill)])
    assert moves([condition([intent(skill)])])
    assert moves([condition([], [intent(skill)])])


@pytest.mark.parametrize(
    "skill", ["wait", "stop", "pause", "speak", "query", "prohibit", "cancel", "set_speed"]
)
def test_what_moves_nothing(skill: str) -> None:
    assert not moves([intent(skill), condition([intent(skill)], [intent(skill)])])
    assert not moves([])

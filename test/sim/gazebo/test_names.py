"""Names in Gazebo and back: apart from each other, fit for Gazebo, and those of the contract again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from physical_ai_bridge.sim.gazebo.names import Body, body, model_name


@pytest.mark.parametrize(
    ("scoped", "found"),
    [
        ("robot.agv1::base_link::base_collision", Body("robot", "agv1", "base_link")),
        ("wall.wall_1::link::collision", Body("wall", "wall_1", "link")),
        ("furniture.棚A::link::collision", Body("furniture", "棚A", "link")),
        ("furniture.棚%2FA::link::collision", Body("furniture", "棚/A", "link")),
        ("object.red_box::link::collision", Body("object", "red_box", "link")),
        ("floor.floor::link::collision", Body("floor", "floor", "link")),
        ("robot.a::left.link::x", Body("robot", "a", "left.link")),
        ("box::link::collision", Body("unknown", "box", "link")),
        ("unit.box::link::collision", Body("unknown", "unit.box", "link")),
        ("robot.::link::collision", Body("unknown", "robot.", "link")),
        ("unknown.x::link::c", Body("unknown", "unknown.x", "link")),
        ("", Body("unknown", "", "")),
    ],
)
def test_a_collision_is_named_as_in_the_contract(scoped: str, found: Body) -> None:
    assert body(scoped) == found


@given(st.text(min_size=1, max_size=40))
def test_every_name_comes_back_and_has_nothing_that_gazebo_reads(name: str) -> None:
    made = model_name("furniture", name)
    assert body(f"{made}::link::collision").name == name
    assert not set(made) & set("/:~@ \t\n") and "__" not in made[:2] and made.isprintable()


def test_a_furniture_named_like_a_robot_is_another_model() -> None:
    assert len({model_name(kind, "agv1") for kind in ("robot", "furniture", "object", "wall")}) == 4

"""What a robot touches is named, with a force; the floor never is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from physical_ai_bridge.sim import Simulator
from physical_ai_bridge.world import World


def test_standing_on_the_floor_is_no_contact(warehouse: World) -> None:
    sim = Simulator(warehouse)
    sim.step(1.0)
    assert sim.robot("agv1").contacts() == ()


def push(sim: Simulator, seconds: float) -> set[tuple[str, str, str]]:
    """Everything touched while driving forwards: link, other, its kind."""
    robot = sim.robot("agv1")
    robot.command(0.3, 0.0)
    touched: set[tuple[str, str, str]] = set()
    for _ in range(round(seconds / 0.02)):
        sim.step(0.02)
        for contact in robot.contacts():
            assert contact.force >= 0.0
            touched.add((contact.link, contact.other, contact.other_kind))
    return touched


def test_a_wall_is_named(make_hall: Callable[..., World]) -> None:
    sim = Simulator(make_hall([("agv1", 9.0, 0.0)]))
    assert push(sim, 4.0) == {("base_link", "wall_1", "wall")}


def test_furniture_is_named(make_hall: Callable[..., World]) -> None:
    shelf = {
        "name": "棚/A",
        "kind": "shelf",
        "pose": {"x": 1.0, "y": 0.0, "yaw_deg": 0.0},
        "size": (0.5, 1.0, 1.0),
    }
    sim = Simulator(make_hall([("agv1", 0.0, 0.0)], furniture=(shelf,)))
    assert push(sim, 4.0) == {("base_link", "棚/A", "furniture")}


def test_another_robot_is_named_by_both(make_hall: Callable[..., World]) -> None:
    sim = Simulator(make_hall([("agv1", 0.0, 0.0), ("agv2", 0.7, 0.0)]))
    assert ("base_link", "agv2", "robot") in push(sim, 2.0)
    assert ("base_link", "agv1", "robot") in {
        (contact.link, contact.other, contact.other_kind) for contact in sim.robot("agv2").contacts()
    }


@pytest.mark.parametrize(("x", "touches"), [(9.9 - 0.50, False), (9.9 - 0.34, True)])
def test_nearness_is_no_contact(make_hall: Callable[..., World], x: float, touches: bool) -> None:
    sim = Simulator(make_hall([("agv1", x, 0.0)]))
    assert bool(push(sim, 0.9)) is touches

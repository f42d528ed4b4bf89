"""An empty hall to drive in, the warehouse, and a way to drive for a while."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from physical_ai_bridge.robots import RobotProfile, load_profile
from physical_ai_bridge.world import World, load_world

WAREHOUSE = Path(__file__).parents[2] / "worlds" / "warehouse.yaml"


def hall(robots: list[tuple[str, float, float]], **more: Any) -> World:
    """A hall of 20 x 10 m with a wall in the east, whose inner face is at x = 9.9."""
    return World.model_validate(
        {
            "name": "hall",
            "title_ja": "ホール",
            "bounds": {"xmin": -10.0, "ymin": -5.0, "xmax": 10.0, "ymax": 5.0},
            "walls": ({"from": (9.95, -5.0), "to": (9.95, 5.0), "thickness": 0.1, "height": 1.0},),
            "robots": tuple(
                {
                    "name": name,
                    "title_ja": name,
                    "profile": "agv",
                    "start": {"x": x, "y": y, "yaw_deg": 0.0},
                }
                for name, x, y in robots
            ),
            **more,
        }
    )


@pytest.fixture
def make_hall() -> Callable[..., World]:
    return hall


@pytest.fixture
def empty_hall() -> World:
    return hall([("agv1", 0.0, 0.0)])


@pytest.fixture
def agv() -> RobotProfile:
    return load_profile("agv")


@pytest.fixture(scope="session")
def warehouse() -> World:
    return load_world(WAREHOUSE)

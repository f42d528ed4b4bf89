"""The warehouse's SDF, a hall for a robot with an arm, and the stand-ins that the tests of a folder share."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from arm_robot import arm_profile

from physical_ai_bridge.sim import mjcf
from physical_ai_bridge.sim.gazebo import sdf, site
from physical_ai_bridge.world import World


@pytest.fixture(scope="session")
def warehouse_sdf(warehouse: World) -> str:
    return sdf(warehouse)


@pytest.fixture
def box_hall(make_hall: Callable[..., World]) -> World:
    """A hall with a robot and a box whose sides differ, turned a little."""
    box = {
        "id": "box",
        "kind": "box",
        "name_ja": "箱",
        "pose": {"x": 2.0, "y": 1.0, "z": 0.15, "yaw_deg": 30.0},
        "size": (0.4, 0.2, 0.3),
        "mass": 2.0,
    }
    return make_hall([("agv1", 0.0, 0.0)], objects=(box,))


@pytest.fixture
def arm_hall(make_hall: Callable[..., World], monkeypatch: pytest.MonkeyPatch) -> World:
    """A hall with one robot `arm1`, whose profile is the arm's in both simulators."""
    monkeypatch.setattr(site, "load_profile", arm_profile)
    monkeypatch.setattr(mjcf, "load_profile", arm_profile)
    return make_hall([("arm1", 0.0, 0.0)])

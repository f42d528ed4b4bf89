"""The site that the package ships."""

from __future__ import annotations

from pathlib import Path

import pytest

from physical_ai_bridge.world import World, load_world


@pytest.fixture(scope="session")
def warehouse() -> World:
    return load_world(Path(__file__).parents[2] / "worlds" / "warehouse.yaml")

"""A small valid site to break one thing at a time in, and the warehouse that the package ships."""

from __future__ import annotations

from pathlib import Path

import pytest

from physical_ai_bridge.robots import profile_names
from physical_ai_bridge.world import World, load_world

WAREHOUSE = Path(__file__).parents[2] / "worlds" / "warehouse.yaml"

SITE = """\
name: small
title_ja: 小さな現場
bounds: {xmin: 0.0, ymin: 0.0, xmax: 6.0, ymax: 4.0}
walls:
  - {from: [0.0, 0.05], to: [6.0, 0.05], thickness: 0.1, height: 1.0}
furniture:
  - name: 棚A
    kind: shelf
    aliases: [ラック]
    pose: {x: 3.0, y: 3.5, yaw_deg: 0}
    size: [2.0, 0.6, 1.5]
places:
  - name: 入口
    aliases: [いりぐち]
    kind: 入口
    pose: {x: 1.0, y: 1.0, yaw_deg: 90}
  - name: 棚A
    kind: 棚
    at: 棚A
    pose: {x: 3.0, y: 2.5, yaw_deg: 90}
zones:
  - name: 工事区画
    kind: keep_out
    polygon: [[4.0, 0.5], [5.5, 0.5], [5.5, 2.0], [4.0, 2.0]]
    reason_ja: 工事中です
  - name: 通路
    kind: slow
    max_speed: 0.3
    polygon: [[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0]]
    reason_ja: 人が通ります
objects:
  - id: red_box
    kind: box
    name_ja: 赤い箱
    pose: {x: 2.0, y: 3.0, z: 0.1, yaw_deg: 0}
    size: [0.2, 0.2, 0.2]
    mass: 0.5
robots:
  - name: agv1
    title_ja: 台車1号機
    profile: agv
    start: {x: 1.0, y: 2.5, yaw_deg: 0}
"""


@pytest.fixture
def site_text() -> str:
    return SITE


@pytest.fixture
def site(tmp_path: Path) -> World:
    path = tmp_path / "site.yaml"
    path.write_text(SITE, encoding="utf-8")
    return load_world(path, profile_names())


@pytest.fixture(scope="session")
def warehouse() -> World:
    return load_world(WAREHOUSE, profile_names())

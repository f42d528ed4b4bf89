"""The floor plan is written, shows the path, and has a glyph for every Japanese character."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
from matplotlib.image import imread

from physical_ai_bridge.sim.picture import Marker, draw_site
from physical_ai_bridge.world import World

PATH = [(1.2, 7.0), (2.7, 7.0), (2.7, 2.0)]


def test_the_path_and_the_stop_can_be_seen(warehouse: World, tmp_path: Path) -> None:
    bare, driven, stopped = (tmp_path / name for name in ("bare.png", "new/driven.png", "stopped.png"))
    draw_site(warehouse, [], bare)
    draw_site(warehouse, PATH, driven)
    draw_site(warehouse, PATH, stopped, [Marker(2.7, 4.0, "「止まれ」")], title="走行")
    pictures = [imread(path) for path in (bare, driven, stopped)]
    assert pictures[0].shape == pictures[1].shape == pictures[2].shape
    assert min(pictures[0].shape[:2]) > 800
    changed = [np.any(pictures[i] != pictures[i + 1], axis=2).mean() for i in (0, 1)]
    assert 0.001 < changed[0] < 0.2
    assert 0.0001 < changed[1] < 0.2


def test_every_character_has_a_glyph(warehouse: World, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        draw_site(warehouse, PATH, tmp_path / "site.png", [Marker(1.0, 1.0, "非常停止 ①〜")], "倉庫 髙﨑")


def test_a_robot_that_stood_still_has_a_picture_too(warehouse: World, tmp_path: Path) -> None:
    draw_site(warehouse, [(1.2, 7.0)] * 5, tmp_path / "site.png")
    assert (tmp_path / "site.png").stat().st_size > 10_000


def test_a_large_site_makes_no_larger_picture(warehouse: World, tmp_path: Path) -> None:
    large = warehouse.model_copy(
        update={"bounds": warehouse.bounds.model_copy(update={"xmax": 400.0, "ymax": 200.0})}
    )
    draw_site(large, PATH, tmp_path / "site.png")
    assert max(imread(tmp_path / "site.png").shape) < 2000

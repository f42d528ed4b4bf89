"""What a loaded site answers: names, kinds, zones and speed limits, on both sides of every edge."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from pydantic import ValidationError
from shapely import Point

from physical_ai_bridge.world import Pose, World, fold, load_world


@pytest.mark.parametrize("name", ["棚A", "棚Ａ", "棚a", " 棚 A "])
def test_a_place_answers_to_every_form_of_its_name(site: World, name: str) -> None:
    place = site.place(name)
    assert place is not None
    assert place.name == "棚A"


def test_a_place_answers_to_its_alias(site: World) -> None:
    place = site.place("いりぐち")
    assert place is not None
    assert place.name == "入口"


@pytest.mark.parametrize("name", ["棚", "棚AA", "", "出口", "ラック"])
def test_no_place_is_guessed(site: World, name: str) -> None:
    assert site.place(name) is None


def test_places_of_a_kind(warehouse: World) -> None:
    assert [place.name for place in warehouse.places_of_kind("棚")] == ["棚A", "棚B"]
    assert warehouse.places_of_kind("冷蔵庫") == ()


def test_a_robot_answers_to_its_title(site: World) -> None:
    robot = site.robot("台車１号機")
    assert robot is not None
    assert robot.name == "agv1"
    assert site.robot("agv2") is None


@pytest.mark.parametrize(("x", "limit"), [(1.99, 0.3), (2.0, 0.3), (2.01, None)])
def test_the_speed_limit_ends_with_its_zone(site: World, x: float, limit: float | None) -> None:
    assert site.speed_limit_at(x, 1.0) == limit


def test_the_lowest_of_two_limits_counts(site_text: str, tmp_path: Path) -> None:
    second = """\
  - name: 交差点
    kind: slow
    max_speed: 0.2
    polygon: [[1.0, 0.0], [3.0, 0.0], [3.0, 2.0], [1.0, 2.0]]
    reason_ja: 交差点です
objects:"""
    path = tmp_path / "site.yaml"
    path.write_text(site_text.replace("objects:", second), encoding="utf-8")
    world = load_world(path)
    assert [world.speed_limit_at(x, 1.0) for x in (0.5, 1.5, 2.5)] == [0.3, 0.2, 0.2]


def test_a_keep_out_zone_sets_no_speed(site: World) -> None:
    assert [zone.name for zone in site.zones_at(5.0, 1.0)] == ["工事区画"]
    assert site.speed_limit_at(5.0, 1.0) is None


def test_solids_are_walls_and_furniture(site: World) -> None:
    assert site.solids().area == pytest.approx(6.0 * 0.1 + 2.0 * 0.6)
    assert site.solids().covers(Point(2.01, 3.21))
    assert not site.solids().covers(Point(1.99, 3.21))


def test_keep_out_is_the_union_of_its_zones(site: World) -> None:
    assert site.keep_out().area == pytest.approx(1.5 * 1.5)


@pytest.mark.parametrize(
    ("degrees", "radians"),
    [(0, 0.0), (90, math.pi / 2), (270, -math.pi / 2), (-90, -math.pi / 2), (360, 0.0)],
)
def test_yaw_is_in_radians(degrees: int, radians: float) -> None:
    assert Pose(x=0.0, y=0.0, yaw_deg=degrees).yaw == pytest.approx(radians)


def test_a_site_cannot_be_changed(site: World) -> None:
    with pytest.raises(ValidationError):
        site.bounds.xmax = 100.0


def test_a_site_survives_json(warehouse: World) -> None:
    assert World.model_validate_json(warehouse.model_dump_json(by_alias=True)) == warehouse


def test_folding_keeps_different_names_apart() -> None:
    assert fold("棚 Ａ") == fold("棚a")
    assert fold("棚A") != fold("棚B")

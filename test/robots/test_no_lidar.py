"""The profile for where there is no scan, and the rule that a robot that needs one has no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from physical_ai_bridge.robots import ProfileError, Sensors, load_profile
from physical_ai_bridge.robots.loading import read_profile
from physical_ai_bridge.site_variant import without_lidar
from physical_ai_bridge.world import load_world

BLIND = "based_on: agv\nsensors: {scan: false}\nlidar: null\n"
WAREHOUSE = Path(__file__).parents[2] / "worlds" / "warehouse.yaml"


def test_without_a_lidar_the_base_is_the_same_but_slow():
    own, blind = load_profile("agv"), load_profile("agv_no_lidar")
    assert blind.max_speed == 0.3 and not blind.sensors.scan and blind.lidar is None
    changed = {"name", "title_ja", "sensors", "without_scan", "lidar", "max_speed"}
    same = set(type(own).model_fields) - changed
    assert all(getattr(own, name) == getattr(blind, name) for name in same)


def test_a_start_without_lidars_runs_the_other_profile_and_changes_nothing_else():
    world = load_world(WAREHOUSE)
    changed = without_lidar(world)
    assert [robot.profile for robot in changed.robots] == ["agv_no_lidar"]
    assert changed.model_copy(update={"robots": world.robots}) == world
    assert without_lidar(changed) == changed


def test_a_robot_that_requires_a_scan_has_no_start_without(monkeypatch):
    needs = load_profile("agv").model_copy(update={"without_scan": None})
    monkeypatch.setattr("physical_ai_bridge.site_variant.load_profile", lambda name: needs)
    with pytest.raises(ProfileError, match="LiDAR なしでは動けません"):
        without_lidar(load_world(WAREHOUSE))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"{BLIND}without_scan: null\nmax_speed: 0.31\n", "no_scan_speed"),
        (f"{BLIND}max_speed: 0.3\n", "without_scan"),
        ("based_on: nobody\n", "nobody"),
        ("based_on: 3\n", "based_on"),
        ("based_on: agv\nwings: 2\n", "wings"),
    ],
)
def test_a_profile_based_on_another_is_read_as_strictly(text, told):
    with pytest.raises(ProfileError, match=told):
        read_profile("other", text)


def test_profiles_based_on_each_other_are_refused(monkeypatch, tmp_path):
    monkeypatch.setattr("physical_ai_bridge.robots.loading.DIRECTORY", tmp_path)
    for own, other in (("aa", "bb"), ("bb", "aa"), ("cc", "cc")):
        (tmp_path / f"{own}.yaml").write_text(f"based_on: {other}\n")
    for name in ("aa", "cc"):
        with pytest.raises(ProfileError, match="based_on が自分に戻ります"):
            load_profile(name)


CHANGES = [{"sensors": Sensors(scan=True)}, {"urdf": "other.urdf"}, {"footprint_radius": 0.1}]


@pytest.mark.parametrize("change", CHANGES)
def test_what_stands_in_is_the_same_robot_without_its_scan(monkeypatch, change):
    own, blind = load_profile("agv"), load_profile("agv_no_lidar")
    profiles = {"agv": own, "agv_no_lidar": blind.model_copy(update=change)}
    monkeypatch.setattr("physical_ai_bridge.site_variant.load_profile", profiles.__getitem__)
    with pytest.raises(ProfileError, match="without_scan"):
        without_lidar(load_world(WAREHOUSE))


def test_a_profile_says_only_what_differs():
    assert read_profile("other", "based_on: agv\nmax_speed: 0.7\n").max_speed == 0.7

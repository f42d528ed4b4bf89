"""Robot profiles are read strictly, and say the same as the URDF beside them."""

from __future__ import annotations

import math
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pydantic import ValidationError

from physical_ai_bridge.robots import ProfileError, RobotProfile, load_profile, profile_names
from physical_ai_bridge.robots.loading import read_profile

TEXT = (Path(load_profile("agv").urdf_path).with_suffix(".yaml")).read_text(encoding="utf-8")


def urdf(profile: RobotProfile) -> ElementTree.Element:
    return ElementTree.parse(profile.urdf_path).getroot()


def origin(root: ElementTree.Element, joint: str) -> list[float]:
    element = root.find(f"joint[@name='{joint}']/origin")
    assert element is not None
    return [float(value) for value in element.get("xyz", "0 0 0").split()]


def test_the_limits_of_the_base() -> None:
    profile = load_profile("agv")
    assert (profile.kind, profile.max_speed, profile.max_yaw_rate) == ("base", 0.8, 1.0)
    assert (profile.accel, profile.brake, profile.no_scan_speed) == (0.5, 3.0, 0.3)
    assert (profile.max_move, profile.max_rotation_deg, profile.max_wait) == (5.0, 360.0, 600.0)
    assert profile.skills == ("move", "rotate", "navigate", "wait")
    assert profile.joints == ()


@pytest.mark.parametrize("name", profile_names())
def test_every_profile_loads_under_its_own_name(name: str) -> None:
    assert load_profile(name).name == name
    assert load_profile(name).urdf_path.is_file()


@pytest.mark.parametrize("name", ["tank", "", "../agv", "agv.yaml", "AGV", "agv\n"])
def test_an_unknown_name_is_refused_with_the_known_ones(name: str) -> None:
    with pytest.raises(ProfileError, match="使えるのは agv"):
        load_profile(name)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("brake: 3.0", "brake: .nan", "brake"),
        ("brake: 3.0", "brake: 0", "brake"),
        ("brake: 3.0", "brake: 0.4", "weaker"),
        ("brake: 3.0", "brake: 3.0\nbrake: 4.0", "twice"),
        ("brake: 3.0", "brakes: 3.0", "brake"),
        ("brake: 3.0", "brake: '3'", "brake"),
        ("max_speed: 0.8", "max_speed: 800", "max_speed"),
        ("rays: 360", "rays: 360.5", "rays"),
        ("range_min: 0.05", "range_min: 12.0", "range_min"),
        ("no_scan_speed: 0.3", "no_scan_speed: 0.81", "no_scan_speed"),
        ("skills: [move,", "skills: [fly,", "skills"),
        ("sensors: {scan: true}", "sensors: {scan: true, scan: false}", "twice"),
        ("lidar: {", "# {", "lidar"),
        ("urdf: agv.urdf", "urdf: ../agv.urdf", "urdf"),
    ],
)
def test_a_wrong_profile_is_refused(old: str, new: str, reason: str) -> None:
    assert TEXT.count(old) == 1
    with pytest.raises(ProfileError, match=reason):
        read_profile("agv", TEXT.replace(old, new))


@pytest.mark.parametrize("text", ["", "- 1", "a: [", "*x"])
def test_a_text_that_is_no_profile_is_refused(text: str) -> None:
    with pytest.raises(ProfileError, match=r"agv\.yaml"):
        read_profile("agv", text)


@pytest.mark.parametrize(
    ("old", "new"), [("brake: 3.0", "brake: 0.5"), ("no_scan_speed: 0.3", "no_scan_speed: 0.8")]
)
def test_the_other_side_of_each_rule_is_accepted(old: str, new: str) -> None:
    assert isinstance(read_profile("agv", TEXT.replace(old, new)), RobotProfile)


def test_a_profile_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        load_profile("agv").max_speed = 8.0


def test_the_wheels_are_those_of_the_urdf() -> None:
    profile = load_profile("agv")
    root = urdf(profile)
    left, right = (origin(root, joint) for joint in profile.wheel_joints)
    assert left[1] - right[1] == pytest.approx(profile.wheel_separation)
    for joint in profile.wheel_joints:
        link = joint.replace("_joint", "_link")
        for shape in root.findall(f"link[@name='{link}']/collision/geometry/cylinder"):
            assert float(shape.get("radius", "0")) == pytest.approx(profile.wheel_radius)


def test_the_lidar_is_that_of_the_urdf() -> None:
    profile = load_profile("agv")
    assert profile.lidar is not None
    root = urdf(profile)
    x, _, z = origin(root, "lidar_joint")
    assert x == pytest.approx(profile.lidar.x)
    assert origin(root, "base_joint")[2] + z == pytest.approx(profile.lidar.z)


def test_the_lidar_sees_what_touches_the_front() -> None:
    """A thing nearer than range_min is invisible: it must not fit between the lidar and the robot's edge."""
    profile = load_profile("agv")
    assert profile.lidar is not None
    body = urdf(profile).find("link[@name='base_link']/collision/geometry/box")
    assert body is not None
    front = float(body.get("size", "").split()[0]) / 2.0
    assert profile.lidar.range_min < front - profile.lidar.x


def test_the_footprint_holds_the_body_and_the_wheels() -> None:
    profile = load_profile("agv")
    body = urdf(profile).find("link[@name='base_link']/collision/geometry/box")
    assert body is not None
    length, width, _ = (float(value) for value in body.get("size", "").split())
    assert math.hypot(length / 2.0, width / 2.0) <= profile.footprint_radius
    assert (
        math.hypot(profile.wheel_radius, profile.wheel_separation / 2.0 + 0.015) <= profile.footprint_radius
    )


def test_every_moving_link_has_mass() -> None:
    for link in urdf(load_profile("agv")).findall("link"):
        if link.find("collision") is not None:
            mass = link.find("inertial/mass")
            assert mass is not None
            assert float(mass.get("value", "0")) > 0.0

"""The structural check finds nothing in what we make, and names whatever is missing or wrong in it."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from physical_ai_bridge.sim.gazebo import findings, sdf
from physical_ai_bridge.world import World

Element = ElementTree.Element
HARMLESS = {
    "visual": "only for the eye",
    "noise": "a lidar without noise works, too",
    "always_on": "what is subscribed to runs anyway",
    "inertial/pose": "without it the centre of mass is the origin",
    "collision/pose": "without it the shape is at the origin",
    "axis/dynamics": "a joint may be without friction",
    "object.red_box/static": "not static is the default",
    "vertical/min_angle": "0 is the default",
    "vertical/max_angle": "0 is the default",
    "world/light": "dark, but sound",
    "lidar_link_contact": "only the base must feel",
    "upper_link_contact": "only the base must feel",
    "fore_link_contact": "only the base must feel",
    "tool_link": "nothing hangs on it",
}
"""Elements that may go without a word, as parent/tag or parent/name, and why."""


def parse(text: str) -> tuple[Element, Element]:
    root = ElementTree.fromstring(text)
    world = root.find("world")
    assert world is not None
    return root, world


def text_of(root: Element) -> str:
    return ElementTree.tostring(root, encoding="unicode")


def harmless(path: list[str]) -> bool:
    kind = path[-1].partition(".")[0]
    if len(path) == 2 and kind in ("wall", "furniture", "object", "robot"):
        return True  # a site may have fewer of them
    pairs = {"/".join(pair) for pair in pairwise(path)}
    return bool(HARMLESS.keys() & (set(path) | pairs))


def label(element: Element) -> str:
    named = element.tag in ("model", "frame") or element.get("type") == "contact"
    return element.get("name", "") if named else element.tag


def mutants(world: Element) -> list[tuple[list[str], Element, Element]]:
    """Every element of the world that may not go: its path, its parent, itself."""
    found: list[tuple[list[str], Element, Element]] = []

    def walk(parent: Element, path: list[str]) -> None:
        for child in parent:
            here = [*path, label(child)]
            found.append((here, parent, child))
            walk(child, here)

    walk(world, ["world"])
    return [(path, parent, child) for path, parent, child in found if not harmless(path)]


BOX = {
    "id": "red_box",
    "kind": "box",
    "name_ja": "箱",
    "pose": {"x": 3.0, "y": 0.0, "z": 0.1, "yaw_deg": 0.0},
    "size": (0.2, 0.2, 0.2),
    "mass": 0.5,
}


@pytest.fixture(params=["plugins", "arm", "ros2_control"])
def made(request: pytest.FixtureRequest, make_hall: Callable[..., World]) -> str:
    """A small site, since it is checked once for each of its elements."""
    if request.param == "arm":
        return sdf(request.getfixturevalue("arm_hall"))
    return sdf(make_hall([("agv1", 0.0, 0.0)], objects=(BOX,)), control=request.param)


def test_what_we_make_is_sound(made: str, warehouse_sdf: str) -> None:
    assert findings(made) == findings(warehouse_sdf) == ()


@pytest.mark.parametrize("options", [{"lidar": False}, {"namespace": "site"}, {"step": 0.001}])
def test_what_we_make_is_sound_with_every_option(warehouse: World, options: dict[str, object]) -> None:
    text = sdf(warehouse, **options)  # type: ignore[arg-type]
    assert findings(text, namespace=str(options.get("namespace", ""))) == ()


def test_whatever_is_taken_away_is_missed(made: str) -> None:
    root, world = parse(made)
    silent = []
    for path, parent, child in mutants(world):
        at = list(parent).index(child)
        parent.remove(child)
        if not findings(text_of(root)):
            silent.append("/".join(path))
        parent.insert(at, child)
    assert silent == []


@pytest.mark.parametrize("garbage", ["", "nan"])
def test_whatever_is_garbage_is_noticed(made: str, garbage: str) -> None:
    root, world = parse(made)
    silent = []
    for path, _, child in mutants(world):
        any_text_is_fine = child.tag == "parameters"  # the name of a file
        if len(child) or not (child.text or "").strip() or (any_text_is_fine and garbage):
            continue
        kept, child.text = child.text, garbage
        if not findings(text_of(root)):
            silent.append("/".join(path))
        child.text = kept
    assert silent == []


def changed(text: str, old: str, new: str) -> tuple[str, ...]:
    assert old in text
    return findings(text.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("gz-sim-diff-drive-system", "libignition-gazebo-diff-drive-system.so", "DiffDrive"),
        ("gz::sim::systems::Physics", "ignition::gazebo::systems::Physics", "Physics"),
        ("gz-sim-contact-system", "gz-sim-physics-system", "Contact"),
        ("<ixx>0.555</ixx>", "<ixx>-0.555</ixx>", "base_link"),
        ("<ixx>0.555</ixx>", "<ixx>9</ixx>", "base_link"),
        ("<mass>36</mass>", "<mass>0</mass>", "base_link"),
        ('type="revolute"', 'type="ball"', "ball"),
        ('type="revolute"', 'type="continuous"', "continuous"),
        ("<effort>20</effort>", "<effort>20</effort><lower>-1</lower>", "lower"),
        ("<effort>20</effort>", "<effort>0</effort>", "effort"),
        ("<xyz>0 1 0</xyz>", "<xyz>0 2 0</xyz>", "axis"),
        ("<child>left_wheel_link</child>", "<child>right_wheel_link</child>", "left_wheel_link"),
        ("<parent>base_link</parent>", "<parent>chassis</parent>", "chassis"),
        ('relative_to="base_link"', 'relative_to="chassis"', "chassis"),
        ('canonical_link="base_link"', 'canonical_link="chassis"', "chassis"),
        ("<left_joint>left_", "<left_joint>right_", "right_wheel_joint"),
        ("<topic>/agv1/cmd_vel</topic>", "<topic>/agv2/cmd_vel</topic>", "/agv1/cmd_vel"),
        ("<odom_topic>/agv1/odom<", "<odom_topic>/agv1/ground_truth<", "/agv1/odom"),
        ("<odom_frame>map<", "<odom_frame>world<", "map"),
        ("<frame_id>agv1/odom<", "<frame_id>odom<", "agv1/odom"),
        ("<odom_publish_frequency>50<", "<odom_publish_frequency>1<", "odom_publish_frequency"),
        ("<min_linear_acceleration>-3<", "<min_linear_acceleration>-0.5<", "min_linear_acceleration"),
        ("<max_linear_velocity>0.8<", "<max_linear_velocity>0<", "max_linear_velocity"),
        ("<update_rate>50<", "<update_rate>1000<", "update_rate"),
        ("<joint_name>left_wheel_joint<", "<joint_name>lidar_joint<", "JointStatePublisher"),
        ("<update_rate>10<", "<update_rate>9<", "update_rate"),
        ("<max_angle>3.124139361<", "<max_angle>3.141592654<", "-pi"),
        ("<min>0.05</min>", "<min>12</min>", "range"),
        ("<gz_frame_id>agv1/lidar_link<", "<gz_frame_id>lidar_link<", "gz_frame_id"),
        ("<collision>base_collision<", "<collision>bumper<", "bumper"),
        ("<mu>1</mu>", "<mu>-1</mu>", "mu"),
        ("<max_step_size>0.004<", "<max_step_size>0.02<", "max_step_size"),
        ("<real_time_factor>1<", "<real_time_factor>0<", "real_time_factor"),
        ("<gravity>0 0 -9.81<", "<gravity>0 0 9.81<", "gravity"),
        ("<robot_base_frame>red_box<", "<robot_base_frame>blue_box<", "red_box"),
        ("<normal>0 0 1<", "<normal>0 1 0<", "floor"),
        ('name="object.red_box"', 'name="object.blue_box"', "object.blue_box"),
        ('name="wall.wall_1"', 'name="wall/1"', "wall/1"),
        ('name="wall.wall_1"', 'name="wall::1"', "wall::1"),
        ('name="wall.wall_1"', 'name="world"', "world"),
        ('name="wall.wall_1"', 'name="__wall__"', "__wall__"),
        ('name="left_wheel_joint"', 'name="left_wheel_link"', "left_wheel_link"),
        ('name="lidar_collision"', 'name="lidar_visual"', "lidar_visual"),
        ("<box>", "<mesh>", "XML"),
        ("<gravity>", "<include><uri>https://fuel.gazebosim.org/x</uri></include><gravity>", "uri"),
        ("<gravity>", "<audio>model://horn</audio><gravity>", "model://horn"),
        ("<render_engine>ogre2<", "<render_engine>file.dae<", "file.dae"),
        ("floor.floor", "ground", "床"),
    ],
)
def test_what_is_wrong_is_named(warehouse_sdf: str, old: str, new: str, named: str) -> None:
    found = changed(warehouse_sdf, old, new)
    assert any(named in each for each in found), found


def test_an_object_too_slippery_to_hold_is_named(warehouse: World) -> None:
    root, world = parse(sdf(warehouse))
    friction = world.find("model[@name='object.red_box']//mu")
    assert friction is not None
    for value, fine in (("1", True), ("0.99", False)):
        friction.text = value
        assert (findings(text_of(root)) == ()) is fine


def test_two_ways_to_drive_at_once_are_named(warehouse: World, warehouse_sdf: str) -> None:
    root, world = parse(sdf(warehouse, control="ros2_control"))
    drive = parse(warehouse_sdf)[1].find("model[@name='robot.agv1']/plugin[left_joint]")
    robot = world.find("model[@name='robot.agv1']")
    assert robot is not None and drive is not None
    robot.append(deepcopy(drive))
    assert any("DiffDrive" in each for each in findings(text_of(root)))


def test_the_gains_of_an_arm_must_be_there_for_each_joint(arm_hall: World) -> None:
    text = sdf(arm_hall)
    root, world = parse(text)
    control = world.find(".//plugin[position_p_gain]")
    assert control is not None
    control.remove(control.findall("position_p_gain")[1])
    assert any("position_p_gain" in each for each in findings(text_of(root)))
    first = control.findall("position_p_gain")[0]
    first.text = "0"
    assert any("position_p_gain" in each for each in findings(text_of(root)))


def test_topics_must_be_in_the_sites_namespace(warehouse_sdf: str) -> None:
    assert any("/site/agv1/cmd_vel" in each for each in findings(warehouse_sdf, namespace="site"))


@pytest.mark.parametrize("text", ["", "x", "<sdf/>", "<robot/>", "<sdf><world/><world/></sdf>"])
def test_what_is_no_world_is_a_finding(text: str) -> None:
    assert len(findings(text)) == 1


def test_an_empty_world_lacks_everything() -> None:
    found = "\n".join(findings("<sdf><world name='w'/></sdf>"))
    for part in ("physics", "gravity", "Physics", "UserCommands", "SceneBroadcaster", "Contact", "床"):
        assert part in found


def test_a_hall_without_robots_is_sound(make_hall: Callable[..., World]) -> None:
    assert findings(sdf(make_hall([]))) == ()

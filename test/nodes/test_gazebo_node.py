"""The node between Gazebo and the robot contract, with the bridge's topics played by hand."""

from __future__ import annotations

import importlib.util
import sys
from types import SimpleNamespace

import pytest
from builtin_interfaces.msg import Time
from geometry_msgs.msg import Point, Pose, PoseWithCovariance, Twist, TwistWithCovariance, Vector3
from nav_msgs.msg import Odometry
from physical_ai_bridge_msgs.msg import ObjectArray
from rclpy.node import Node
from sensor_msgs.msg import BatteryState
from std_msgs.msg import Empty, Header

from physical_ai_bridge.nodes import gazebo_node
from physical_ai_bridge.nodes.contract import ROBOT_QOS, SENSE_QOS
from physical_ai_bridge.nodes.planar import quaternion_from_yaw
from physical_ai_bridge.sim.gazebo.names import model_name

BASE = f"{model_name('robot', 'agv1')}::base_link::base_collision"
SHELF = f"{model_name('furniture', '棚A')}::link::collision"


def wrench(x: float, y: float) -> SimpleNamespace:
    return SimpleNamespace(body_1_wrench=SimpleNamespace(force=SimpleNamespace(x=x, y=y, z=0.0)))


def contact(first: str, second: str, *wrenches: SimpleNamespace) -> SimpleNamespace:
    named = (SimpleNamespace(name=first), SimpleNamespace(name=second))
    return SimpleNamespace(collision1=named[0], collision2=named[1], wrenches=list(wrenches))


@pytest.fixture
def stand_in(monkeypatch):
    """A type for the contacts' topic where ros_gz_interfaces is not installed; nothing is sent on it."""
    if importlib.util.find_spec("ros_gz_interfaces") is None:
        monkeypatch.setattr(gazebo_node, "contacts_type", lambda: Empty)


def test_without_the_messages_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "ros_gz_interfaces.msg", None)
    with pytest.raises(ValueError, match="ros-gz-interfaces"):
        gazebo_node.contacts_type()


def test_the_points_of_a_contact_add_up_and_none_is_no_force():
    found = [contact(BASE, SHELF, wrench(3.0, 4.0), wrench(0.0, 1.0)), contact(BASE, SHELF)]
    msg = SimpleNamespace(contacts=found)
    assert [touch.force for touch in gazebo_node.touches(msg)] == [6.0, 0.0]


def odometry(x: float, speed: float, seconds: float, child: str) -> Odometry:
    pose = Pose(position=Point(x=x, y=2.0, z=0.5), orientation=quaternion_from_yaw(0.25))
    whole, rest = divmod(round(seconds * 1e9), 10**9)
    return Odometry(
        header=Header(stamp=Time(sec=whole, nanosec=rest)),
        child_frame_id=child,
        pose=PoseWithCovariance(pose=pose),
        twist=TwistWithCovariance(twist=Twist(linear=Vector3(x=speed))),
    )


@pytest.fixture
def running(stand_in, nodes, tmp_path):
    world = tmp_path / "world.yaml"
    world.write_text(WORLD, encoding="utf-8")
    arguments = ["--ros-args", "-p", f"world:={world}", "-p", f"run_directory:={tmp_path}"]
    return nodes.add(gazebo_node.GazeboNode(cli_args=arguments))


WORLD = """
name: hall
title_ja: ホール
bounds: {xmin: 0.0, ymin: 0.0, xmax: 9.0, ymax: 9.0}
objects:
  - id: red_box
    kind: box
    name_ja: 赤い箱
    pose: {x: 1, y: 1, z: 0.1, yaw_deg: 0}
    size: [0.2, 0.2, 0.2]
    mass: 0.5
robots:
  - {name: agv1, title_ja: 台車, profile: agv, start: {x: 4.0, y: 4.0, yaw_deg: 0}}
"""


def test_objects_and_battery_come_in_the_contracts_words(nodes, running):
    bridge, heard = nodes.add(Node("bridge")), {}
    moved = bridge.create_publisher(Odometry, "/gazebo/objects", ROBOT_QOS)
    driven = bridge.create_publisher(Odometry, "/agv1/odom", ROBOT_QOS)
    keep = lambda key: lambda msg: heard.update({key: msg})  # noqa: E731
    bridge.create_subscription(ObjectArray, "/agv1/objects", keep("objects"), SENSE_QOS)
    bridge.create_subscription(BatteryState, "/agv1/battery_state", keep("battery"), SENSE_QOS)
    seconds = iter(range(1, 100_000))

    def say() -> None:
        moved.publish(odometry(3.0, 0.0, 7.5, "red_box"))
        moved.publish(odometry(3.0, 0.0, 7.5, "not_of_this_site"))
        driven.publish(odometry(0.0, 0.8, 100.0 * next(seconds), "agv1/base_footprint"))

    bridge.create_timer(0.05, say)
    assert nodes.spin_until(lambda: len(heard) == 2 and heard["battery"].percentage < 0.9)
    (seen,) = heard["objects"].objects
    assert (seen.id, seen.source, seen.stamp.sec) == ("red_box", "simulator", 7)
    assert seen.pose.pose.position.x == 3.0 and seen.pose.pose.position.z == 0.5


def test_each_links_sensor_is_heard_and_the_newest_of_a_pair_counts(nodes, running, monkeypatch):
    (robot,), told = running._robots, []
    monkeypatch.setattr(robot._contacts, "publish", told.append)
    header = SimpleNamespace(stamp=SimpleNamespace(sec=3, nanosec=0))
    lidar = BASE.replace("base_link", "lidar_link")
    for own, force in ((BASE, 50.0), (BASE, 2.0), (lidar, 1.0)):
        found = [contact(own, SHELF, wrench(force, 0.0))]
        robot._on_contacts(SimpleNamespace(header=header, contacts=found))
    robot.tell_contacts()
    robot.tell_contacts()
    (said,) = told
    assert [(c.link, c.other, c.force_n) for c in said.contacts] == [
        ("base_link", "棚A", 2.0),
        ("lidar_link", "棚A", 1.0),
    ]
    assert said.header.stamp.sec == 3

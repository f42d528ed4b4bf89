"""config/gz_bridge.yaml is the robot contract, is read strictly, and is repeated for each robot."""

from __future__ import annotations

from importlib import import_module

import pytest
import yaml

from physical_ai_bridge.nodes import contract
from physical_ai_bridge.resources import resource
from physical_ai_bridge.sim.gazebo import Bridge, BridgeError, load_bridge, read_bridge, render

TEXT = resource("config/gz_bridge.yaml").read_text(encoding="utf-8")
COMMAND, SENSE = contract.MOTION_QOS.depth, contract.ROBOT_QOS.depth
TRAJECTORY = "arm_controller/joint_trajectory"
EXPECTED = {
    contract.CMD_VEL: ("ROS_TO_GZ", "geometry_msgs/msg/Twist", "gz.msgs.Twist", COMMAND),
    TRAJECTORY: ("ROS_TO_GZ", "trajectory_msgs/msg/JointTrajectory", "gz.msgs.JointTrajectory", COMMAND),
    contract.ODOM: ("GZ_TO_ROS", "nav_msgs/msg/Odometry", "gz.msgs.Odometry", SENSE),
    contract.JOINT_STATES: ("GZ_TO_ROS", "sensor_msgs/msg/JointState", "gz.msgs.Model", SENSE),
    contract.SCAN: ("GZ_TO_ROS", "sensor_msgs/msg/LaserScan", "gz.msgs.LaserScan", SENSE),
    "gazebo/contacts": ("GZ_TO_ROS", "ros_gz_interfaces/msg/Contacts", "gz.msgs.Contacts", SENSE),
    contract.GROUND_TRUTH: ("GZ_TO_ROS", "nav_msgs/msg/Odometry", "gz.msgs.Odometry", SENSE),
    "/gazebo/objects": ("GZ_TO_ROS", "nav_msgs/msg/Odometry", "gz.msgs.Odometry", SENSE),
    contract.CLOCK: ("GZ_TO_ROS", "rosgraph_msgs/msg/Clock", "gz.msgs.Clock", SENSE),
}
"""Name, direction, types and queue of every topic between ROS and Gazebo. The bridge publishes and subscribes
reliably and volatile, as the contract's MOTION_QOS and ROBOT_QOS do."""


@pytest.fixture
def bridge() -> Bridge:
    return load_bridge()


def test_the_file_is_the_contract(bridge: Bridge) -> None:
    found = {
        e.ros_topic_name: (
            e.direction,
            e.ros_type_name,
            e.gz_type_name,
            e.subscriber_queue or e.publisher_queue,
        )
        for e in bridge.entries
    }
    assert found == EXPECTED


def test_nothing_of_the_contract_is_forgotten(bridge: Bridge) -> None:
    """What Gazebo does not give under its own name, `gazebo_node` makes."""
    ours = {contract.CONTACTS, contract.OBJECTS, contract.BATTERY_STATE}
    of_robot = {contract.CMD_VEL, contract.ODOM, contract.SCAN, contract.JOINT_STATES, contract.GROUND_TRUTH}
    bridged = {entry.ros_topic_name for entry in bridge.entries}
    assert of_robot <= bridged and not ours & bridged


def test_the_bridges_own_quality_of_service_fits_the_contracts() -> None:
    for qos in (contract.MOTION_QOS, contract.ROBOT_QOS):
        assert (qos.reliability.name, qos.durability.name) == ("RELIABLE", "VOLATILE")
    assert contract.SENSE_QOS.reliability.name == "BEST_EFFORT"


def test_the_ros_types_exist(bridge: Bridge) -> None:
    """Those of ros_gz_interfaces are installed with Gazebo alone."""
    types = {entry.ros_type_name for entry in bridge.entries} - {"ros_gz_interfaces/msg/Contacts"}
    for package, _, name in (each.split("/") for each in types):
        assert hasattr(import_module(f"{package}.msg"), name)


def test_gazebo_names_a_topic_in_full(bridge: Bridge) -> None:
    assert bridge.gz_topic("cmd_vel", "agv1") == "/agv1/cmd_vel"
    assert bridge.gz_topic("cmd_vel", "agv1", "/site/") == "/site/agv1/cmd_vel"
    assert bridge.gz_topic("/gazebo/objects", namespace="site") == "/site/gazebo/objects"
    assert bridge.gz_topic("/clock", namespace="site") == "/clock"
    with pytest.raises(BridgeError, match="imu"):
        bridge.gz_topic("imu", "agv1")


def rows(text: str) -> dict[str, dict[str, object]]:
    return {row["ros_topic_name"]: row for row in yaml.safe_load(text)}


def test_a_site_has_each_robots_topics_and_its_own_once(bridge: Bridge) -> None:
    found = rows(render(bridge, ["agv1", "arm1"], "site"))
    relative = [name for name in EXPECTED if not name.startswith("/")]
    assert set(found) == {
        *(f"/site/{robot}/{name}" for robot in ("agv1", "arm1") for name in relative),
        "/site/gazebo/objects",
        "/clock",
    }
    for row in found.values():
        assert row["gz_topic_name"] == row["ros_topic_name"]
    original = next(row for row in yaml.safe_load(TEXT) if row["ros_topic_name"] == "cmd_vel")
    names = dict.fromkeys(("ros_topic_name", "gz_topic_name"), "/site/arm1/cmd_vel")
    assert found["/site/arm1/cmd_vel"] == {**original, **names}


def test_ros2_controls_own_topics_are_left_to_it(bridge: Bridge) -> None:
    found = rows(render(bridge, ["agv1"], control="ros2_control"))
    kept = {"/agv1/scan", "/agv1/gazebo/contacts", "/agv1/ground_truth", "/gazebo/objects", "/clock"}
    assert set(found) == kept


@pytest.mark.parametrize("namespace", ["a b", "1site", "site//x", "日本", "~"])
def test_a_wrong_namespace_is_refused(bridge: Bridge, namespace: str) -> None:
    with pytest.raises(ValueError, match="名前空間"):
        render(bridge, ["agv1"], namespace)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("subscriber_queue: 1", "subscriber_queue: 0", "subscriber_queue"),
        ("subscriber_queue: 1", "publisher_queue: 1", "subscriber_queue"),
        ("subscriber_queue: 1", "subscriber_queu: 1", "subscriber_queu"),
        ("subscriber_queue: 1\n", "subscriber_queue: 1\n  publisher_queue: 1\n", "subscriber_queue alone"),
        ("gz_topic_name: cmd_vel", "gz_topic_name: /model/cmd_vel", "gz_topic_name"),
        ("direction: ROS_TO_GZ", "direction: BIDIRECTIONAL", "direction"),
        ("geometry_msgs/msg/Twist", "geometry_msgs/Twist", "ros_type_name"),
        ("gz.msgs.Twist", "ignition.msgs.Twist", "gz_type_name"),
        ("ros_topic_name: odom", "ros_topic_name: cmd_vel", "gz_topic_name|二度"),
        ("ros_topic_name: odom", "ros_topic_name: 'odom '", "ros_topic_name"),
    ],
)
def test_a_wrong_file_is_refused(old: str, new: str, reason: str) -> None:
    assert old in TEXT
    with pytest.raises(BridgeError, match=reason):
        read_bridge(TEXT.replace(old, new, 1))


def test_a_topic_twice_is_refused() -> None:
    first = TEXT.split("\n\n")[1]
    with pytest.raises(BridgeError, match="cmd_vel"):
        read_bridge(f"{TEXT}\n{first}\n")


@pytest.mark.parametrize("text", ["", "a: 1", "- 1", "[", "- {}"])
def test_a_text_that_is_no_bridge_is_refused(text: str) -> None:
    with pytest.raises(BridgeError, match="gz_bridge"):
        read_bridge(text)

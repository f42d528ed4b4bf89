"""The frames that tf is told, and that a machine without tf2 goes on without them."""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import pytest
from geometry_msgs.msg import Point, Pose, PoseWithCovariance, Quaternion, TransformStamped
from nav_msgs.msg import Odometry
from rclpy.qos import DurabilityPolicy, ReliabilityPolicy

from physical_ai_bridge.nodes import sim_messages
from physical_ai_bridge.nodes.transforms import MISSING, Transforms, tf_message
from physical_ai_bridge.plan.motion import Pose2
from physical_ai_bridge.sim.readings import Odometry as Reading

STARTS = {"agv1": Pose2(1.0, 2.0, math.pi / 2.0), "agv2": Pose2(3.0, 4.0, 0.0)}


@dataclass
class TFMessage:
    """As tf2_msgs has it."""

    transforms: list[TransformStamped] = field(default_factory=list)


@dataclass
class Recorder:
    """A node that keeps what is published on each topic, with its quality of service, and every warning."""

    sent: dict[str, list[TFMessage]] = field(default_factory=dict)
    qos: dict[str, Any] = field(default_factory=dict)
    warned: list[str] = field(default_factory=list)

    def create_publisher(self, kind: type, topic: str, qos: Any) -> Any:
        assert kind is TFMessage
        self.sent[topic], self.qos[topic] = [], qos
        publisher = ModuleType(topic)
        publisher.publish = self.sent[topic].append  # type: ignore[attr-defined]
        return publisher

    def get_logger(self) -> Recorder:
        return self

    def warning(self, text: str) -> None:
        self.warned.append(text)


def start(message: Any = TFMessage) -> tuple[Any, Transforms]:
    node: Any = Recorder()
    return node, Transforms(node, STARTS, message)


def test_each_odom_frame_lies_where_its_robot_started() -> None:
    node, frames = start()
    assert frames.available
    (once,) = node.sent["/tf_static"]
    told = {each.child_frame_id: (each.header.frame_id, each.transform) for each in once.transforms}
    assert {child: parent for child, (parent, _) in told.items()} == {"agv1/odom": "map", "agv2/odom": "map"}
    first = told["agv1/odom"][1]
    assert (first.translation.x, first.translation.y, first.translation.z) == (1.0, 2.0, 0.0)
    assert (first.rotation.z, first.rotation.w) == pytest.approx((math.sqrt(0.5), math.sqrt(0.5)))


def test_the_base_follows_odometry_at_its_own_stamp() -> None:
    node, frames = start()
    odom = sim_messages.odometry(Reading(0.5, -0.25, 1.0, 0.3, 0.0), 7_000_000_009, "agv1")
    frames.follow("agv1", odom)
    (base,) = node.sent["/tf"][0].transforms
    assert (base.header.frame_id, base.child_frame_id) == ("agv1/odom", "agv1/base_footprint")
    assert (base.header.frame_id, base.child_frame_id) == (odom.header.frame_id, odom.child_frame_id)
    assert (base.header.stamp.sec, base.header.stamp.nanosec) == (7, 9)
    assert (base.transform.translation.x, base.transform.translation.y) == (0.5, -0.25)
    assert base.transform.rotation == odom.pose.pose.orientation


@pytest.mark.parametrize(
    ("x", "w"), [(math.nan, 1.0), (math.inf, 1.0), (0.0, 0.0)], ids=["NaN", "inf", "no rotation"]
)
def test_a_pose_that_is_none_is_left_out(x: float, w: float) -> None:
    node, frames = start()
    pose = Pose(position=Point(x=x), orientation=Quaternion(x=0.0, y=0.0, z=0.0, w=w))
    frames.follow("agv1", Odometry(pose=PoseWithCovariance(pose=pose)))
    assert node.sent["/tf"] == []


def test_tf_is_published_as_tf2s_own_broadcasters_do() -> None:
    node, _ = start()
    moving, static = node.qos["/tf"], node.qos["/tf_static"]
    assert moving.reliability is static.reliability is ReliabilityPolicy.RELIABLE
    assert (moving.depth, moving.durability) == (100, DurabilityPolicy.VOLATILE)
    assert (static.depth, static.durability) == (1, DurabilityPolicy.TRANSIENT_LOCAL)


def test_without_tf2_it_says_so_once_and_goes_on() -> None:
    node, frames = start(None)
    frames.follow("agv1", sim_messages.odometry(Reading(0.5, 0.0, 0.0, 0.0, 0.0), 1, "agv1"))
    assert not frames.available
    assert (node.sent, node.warned) == ({}, [MISSING])


def test_the_message_is_tf2s_where_it_is_installed_and_else_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tf2_msgs", None)
    assert tf_message() is None
    module = ModuleType("tf2_msgs.msg")
    module.TFMessage = TFMessage  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "tf2_msgs", ModuleType("tf2_msgs"))
    monkeypatch.setitem(sys.modules, "tf2_msgs.msg", module)
    assert tf_message() is TFMessage

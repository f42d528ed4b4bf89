"""The robots' frames on /tf and /tf_static, where tf2's messages are installed (no wheel carries them)."""

from __future__ import annotations

import importlib
import math
from typing import Any

from geometry_msgs.msg import Transform, TransformStamped, Vector3
from nav_msgs.msg import Odometry
from rclpy.node import Node
from std_msgs.msg import Header

from physical_ai_bridge.nodes import contract
from physical_ai_bridge.nodes.planar import quaternion_from_yaw, yaw_from_quaternion
from physical_ai_bridge.plan.motion import Pose2

MISSING = "tf2_msgs がないので /tf を出しません。要るなら sudo apt install ros-$ROS_DISTRO-tf2-msgs"


def tf_message() -> Any:
    """The type TFMessage, or None where tf2_msgs is not installed. Nothing else here imports it."""
    try:
        return importlib.import_module("tf2_msgs.msg").TFMessage
    except ImportError:
        return None


class Transforms:
    """``map`` to each robot's odom frame once; from there to its base with every odometry. ``starts`` by
    robot."""

    def __init__(self, node: Node, starts: dict[str, Pose2], message: Any) -> None:
        self._message = message
        if message is None:
            node.get_logger().warning(MISSING)
            return
        self._moving = node.create_publisher(message, contract.TF, contract.TF_QOS)
        self._static = node.create_publisher(message, contract.TF_STATIC, contract.STATE_QOS)
        frames = [_transform(Header(frame_id="map"), f"{name}/odom", at) for name, at in starts.items()]
        self._static.publish(message(transforms=frames))

    @property
    def available(self) -> bool:
        """Whether frames are published."""
        return self._message is not None

    def follow(self, robot: str, msg: Odometry) -> None:
        """Publish where the base is, at the odometry's own stamp; a pose that is no number is left out."""
        at, turn = msg.pose.pose.position, msg.pose.pose.orientation
        pose = Pose2(at.x, at.y, yaw_from_quaternion(turn.x, turn.y, turn.z, turn.w))
        if self._message is None or not all(map(math.isfinite, (pose.x, pose.y, pose.yaw))):
            return
        header = Header(stamp=msg.header.stamp, frame_id=f"{robot}/odom")
        base = _transform(header, f"{robot}/base_footprint", pose)
        self._moving.publish(self._message(transforms=[base]))


def _transform(header: Header, child: str, pose: Pose2) -> TransformStamped:
    to = Transform(translation=Vector3(x=pose.x, y=pose.y), rotation=quaternion_from_yaw(pose.yaw))
    return TransformStamped(header=header, child_frame_id=child, transform=to)

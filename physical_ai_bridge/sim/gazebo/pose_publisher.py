"""The true pose of a model, told by Gazebo's OdometryPublisher."""

from __future__ import annotations

from physical_ai_bridge.sim.gazebo.elements import Element, add, add_plugin


def add_pose_publisher(model: Element, frame: str, child: str, topic: str, rate: int) -> None:
    """Tell the pose of a model in `frame` as that of `child`, `rate` times a second, with height and tilt."""
    plugin = add_plugin(model, "odometry-publisher", "OdometryPublisher")
    add(plugin, "odom_frame", frame)
    add(plugin, "robot_base_frame", child)
    add(plugin, "odom_topic", topic)
    add(plugin, "odom_publish_frequency", rate)
    add(plugin, "dimensions", 3)

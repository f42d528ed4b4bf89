"""What a robot's model depends on beside its profile and URDF: names, topics, sensors, who drives it."""

from __future__ import annotations

from dataclasses import dataclass

from physical_ai_bridge.sim.gazebo.bridge import Bridge, Control


@dataclass(frozen=True)
class RobotOptions:
    """One robot of a start."""

    name: str
    namespace: str
    """The site's, with or without slashes around it; empty: none."""
    bridge: Bridge
    lidar: bool
    """Whether a robot whose profile has a scan gets its lidar, which needs rendering."""
    control: Control
    parameters: str
    """The controllers' parameters file for ros2_control; Gazebo's own plugins need none."""

    def topic(self, ros_topic: str) -> str:
        """The full name in Gazebo of one of the robot's topics."""
        return self.bridge.gz_topic(ros_topic, self.name, self.namespace)

    def frame(self, link: str) -> str:
        """The tf frame of a link: `agv1/lidar_link`, whatever the namespace."""
        return f"{self.name}/{link}"

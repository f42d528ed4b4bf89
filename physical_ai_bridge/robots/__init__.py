"""Robot descriptions: a URDF and a profile of limits for each kind of robot."""

from physical_ai_bridge.robots.loading import ProfileError, load_profile, profile_names
from physical_ai_bridge.robots.profile import Battery, Lidar, RobotProfile, Sensors

__all__ = ["Battery", "Lidar", "ProfileError", "RobotProfile", "Sensors", "load_profile", "profile_names"]

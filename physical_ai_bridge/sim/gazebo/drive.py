"""The Gazebo systems of a robot: its drive, its arm, and what it tells of itself."""

from __future__ import annotations

from physical_ai_bridge.robots import RobotProfile
from physical_ai_bridge.robots.ros2_control import remappings
from physical_ai_bridge.robots.urdf_parts import Urdf
from physical_ai_bridge.sim.gazebo.arm import add_arm
from physical_ai_bridge.sim.gazebo.bridge import site_prefix
from physical_ai_bridge.sim.gazebo.elements import Element, add, add_plugin
from physical_ai_bridge.sim.gazebo.pose_publisher import add_pose_publisher
from physical_ai_bridge.sim.gazebo.robot_options import RobotOptions

RATE = 50
"""Hz, of odometry, ground truth and joint states; the robot contract's."""
BASE_FRAME = "base_footprint"


def add_systems(model: Element, profile: RobotProfile, urdf: Urdf, options: RobotOptions) -> None:
    """Everything that runs in the simulator for this robot."""
    add_pose_publisher(model, "map", options.frame(BASE_FRAME), options.topic("ground_truth"), RATE)
    if options.control == "ros2_control":
        _add_controller_manager(model, profile, options)
        return
    _add_drive(model, profile, options)
    _add_joint_states(model, profile, options)
    if profile.joints:
        add_arm(model, profile, urdf, options.topic("arm_controller/joint_trajectory"))


def _add_drive(model: Element, profile: RobotProfile, options: RobotOptions) -> None:
    plugin = add_plugin(model, "diff-drive", "DiffDrive")
    left, right = profile.wheel_joints
    add(plugin, "left_joint", left)
    add(plugin, "right_joint", right)
    add(plugin, "wheel_separation", profile.wheel_separation)
    add(plugin, "wheel_radius", profile.wheel_radius)
    # The limiter knows no difference between speeding up and slowing down, only between plus and minus: with
    # `accel` on one side, the robot would brake from reverse with it. Controller and gate see to `accel`.
    limits = {
        "linear": (profile.max_speed, profile.brake),
        "angular": (profile.max_yaw_rate, profile.yaw_brake),
    }
    for axis, (speed, acceleration) in limits.items():
        add(plugin, f"max_{axis}_velocity", speed)
        add(plugin, f"min_{axis}_velocity", -speed)
        add(plugin, f"max_{axis}_acceleration", acceleration)
        add(plugin, f"min_{axis}_acceleration", -acceleration)
    add(plugin, "topic", options.topic("cmd_vel"))
    add(plugin, "odom_topic", options.topic("odom"))
    add(plugin, "odom_publish_frequency", RATE)
    add(plugin, "frame_id", options.frame("odom"))
    add(plugin, "child_frame_id", options.frame(BASE_FRAME))


def _add_joint_states(model: Element, profile: RobotProfile, options: RobotOptions) -> None:
    plugin = add_plugin(model, "joint-state-publisher", "JointStatePublisher")
    add(plugin, "topic", options.topic("joint_states"))
    add(plugin, "update_rate", RATE)
    for joint in (*profile.wheel_joints, *profile.joints):
        add(plugin, "joint_name", joint)


def _add_controller_manager(model: Element, profile: RobotProfile, options: RobotOptions) -> None:
    """gz_ros2_control. Gazebo waits with the start until the robot's description, with its ros2_control tag,
    is published as `robot_description` in the robot's namespace."""
    names = {"filename": "gz_ros2_control-system", "name": "gz_ros2_control::GazeboSimROS2ControlPlugin"}
    plugin = add(model, "plugin", **names)
    add(plugin, "parameters", options.parameters)
    ros = add(plugin, "ros")
    add(ros, "namespace", f"{site_prefix(options.namespace)}/{options.name}")
    for own, contract in remappings(profile):
        add(ros, "remapping", f"{own}:={contract}")

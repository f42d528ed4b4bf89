"""ros2_control for a robot: its URDF with the hardware's tag, its controllers' parameters and their topics.

The same three serve gz_ros2_control and real hardware. Names are those of ros2_control 4 (Jazzy) and later.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import Any
from xml.etree import ElementTree

import yaml

from physical_ai_bridge.robots.loading import ProfileError
from physical_ai_bridge.robots.profile import RobotProfile

GAZEBO_HARDWARE = "gz_ros2_control/GazeboSimSystem"
"""The hardware plugin of the simulator; a real robot has its own."""
JOINT_STATES, DRIVE, ARM = "joint_state_broadcaster", "drive_controller", "arm_controller"
TEMPLATE = "config/ros2_control.yaml"
"""The file, as a resource, that `controllers_yaml` starts from."""

_ACTION = f"{ARM}/follow_joint_trajectory/_action"
_ACTION_PARTS = ("send_goal", "cancel_goal", "get_result", "feedback", "status")


def controllers(profile: RobotProfile) -> tuple[str, ...]:
    """The controllers to start for such a robot, in this order."""
    return (JOINT_STATES, DRIVE, ARM) if profile.joints else (JOINT_STATES, DRIVE)


def remappings(profile: RobotProfile) -> tuple[tuple[str, str], ...]:
    """Pairs (name of a controller's own, name in the robot contract), both relative to the robot's namespace.

    They fit a spawner's ``--controller-ros-args "-r from:=to ..."`` and the Gazebo plugin's
    ``<ros><remapping>from:=to</remapping></ros>``. The trajectory controller also offers an action, and a
    goal there would go round gate and guard: it moves to a hidden name, which no client looks for.
    """
    drive = ((f"{DRIVE}/cmd_vel", "cmd_vel"), (f"{DRIVE}/odom", "odom"))
    action = tuple((f"{_ACTION}/{part}", f"_hardware/{_ACTION}/{part}") for part in _ACTION_PARTS)
    return (*drive, *action) if profile.joints else drive


def controllers_yaml(template: str, robots: Iterable[tuple[str, RobotProfile]], namespace: str = "") -> str:
    """The parameters file for all controllers of all `robots` (name, profile) of a site, as text.

    `template` is the text of `TEMPLATE`. Every node is named in full, such as ``/agv1/drive_controller``, so
    that the one Gazebo process that runs them all may read the one file. `namespace` is the site's, with or
    without a slash before it. Raises ValueError where the template lacks a section.
    """
    base = _sections(template)
    site = f"/{namespace.strip('/')}" if namespace.strip("/") else ""
    nodes = {}
    for name, profile in robots:
        for node in ("controller_manager", *controllers(profile)):
            values = {**base[node], **_from_profile(profile).get(node, {})}
            if node == DRIVE:
                values["tf_frame_prefix"] = name
            # Copies, since YAML would write a thing met twice as an alias, which ROS refuses.
            nodes[f"{site}/{name}/{node}"] = {"ros__parameters": deepcopy(values)}
    return str(yaml.safe_dump(nodes, sort_keys=False, allow_unicode=True))


def _sections(template: str) -> dict[str, dict[str, Any]]:
    """Each node's parameters, by the node's own name."""
    read = yaml.safe_load(template)
    found = {key.rpartition("/")[2]: value["ros__parameters"] for key, value in (read or {}).items()}
    missing = [name for name in ("controller_manager", JOINT_STATES, DRIVE, ARM) if name not in found]
    if missing:
        raise ValueError(f"{TEMPLATE}: {', '.join(missing)} の節がありません。元のファイルに戻してください。")
    return found


def _from_profile(profile: RobotProfile) -> dict[str, dict[str, Any]]:
    """What the profile says, as parameters of the controllers: m, m/s, m/s², rad/s, rad/s², joint names."""
    left, right = profile.wheel_joints
    drive = {
        "left_wheel_names": [left],
        "right_wheel_names": [right],
        "wheel_separation": profile.wheel_separation,
        "wheel_radius": profile.wheel_radius,
        "linear.x": _limits(profile.max_speed, profile.accel, profile.brake),
        "angular.z": _limits(profile.max_yaw_rate, profile.yaw_accel, profile.yaw_brake),
    }
    return {DRIVE: drive, ARM: {"joints": list(profile.joints)}} if profile.joints else {DRIVE: drive}


def _limits(speed: float, accel: float, brake: float) -> dict[str, float]:
    """Limits the same both ways; the signs are diff_drive_controller's."""
    return {
        "max_velocity": speed,
        "min_velocity": -speed,
        "max_acceleration": accel,
        "max_deceleration": -brake,
        "max_acceleration_reverse": -accel,
        "max_deceleration_reverse": brake,
    }


def ros2_control_urdf(profile: RobotProfile, robot: str, plugin: str) -> str:
    """The robot's URDF with a `<ros2_control>` block for the hardware `plugin` (``package/Class``).

    Wheels take a velocity (rad/s), joints of the arm a position (rad or m) within the URDF's limits; both
    report position and velocity. Raises ProfileError where a joint is missing, fixed or without limits, and
    where the URDF has such a block already.
    """
    root = ElementTree.parse(profile.urdf_path).getroot()
    if root.find("ros2_control") is not None:
        raise ProfileError(f"{profile.urdf}: ros2_control の要素は自動で加えます。消してください。")
    block = ElementTree.SubElement(root, "ros2_control", name=f"{robot}_hardware", type="system")
    ElementTree.SubElement(ElementTree.SubElement(block, "hardware"), "plugin").text = plugin
    fastest = (profile.max_speed + profile.max_yaw_rate * profile.wheel_separation / 2) / profile.wheel_radius
    for joint in profile.wheel_joints:
        _urdf_joint(root, joint, profile.urdf)
        _add_joint(block, joint, "velocity", (-fastest, fastest))
    for joint in profile.joints:
        _add_joint(block, joint, "position", _position_limits(root, joint, profile.urdf))
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode")


def _add_joint(
    block: ElementTree.Element, name: str, command: str, limits: tuple[float, float] | None
) -> None:
    joint = ElementTree.SubElement(block, "joint", name=name)
    interface = ElementTree.SubElement(joint, "command_interface", name=command)
    for bound, value in zip(("min", "max"), limits or (), strict=False):
        ElementTree.SubElement(interface, "param", name=bound).text = repr(value)
    for state in ("position", "velocity"):
        ElementTree.SubElement(joint, "state_interface", name=state)


def _urdf_joint(root: ElementTree.Element, name: str, file: str) -> ElementTree.Element:
    joint = root.find(f"joint[@name='{name}']")
    if joint is None or joint.get("type") == "fixed":
        raise ProfileError(f"{file}: 動く関節「{name}」がありません。プロファイルか URDF を直してください。")
    return joint


def _position_limits(root: ElementTree.Element, name: str, file: str) -> tuple[float, float] | None:
    """Lower and upper limit; None for a joint that turns without end."""
    joint = _urdf_joint(root, name, file)
    limit = joint.find("limit")
    if joint.get("type") == "continuous":
        return None
    if limit is None or limit.get("lower") is None or limit.get("upper") is None:
        raise ProfileError(f"{file}: 関節「{name}」に limit の lower と upper を書いてください。")
    return float(limit.get("lower", "")), float(limit.get("upper", ""))

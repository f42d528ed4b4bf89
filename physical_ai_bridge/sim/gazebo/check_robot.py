"""A robot's model in an SDF: the systems and sensors that the robot contract needs, with their parameters."""

from __future__ import annotations

from functools import partial

from physical_ai_bridge.sim.gazebo.bridge import Bridge, site_prefix
from physical_ai_bridge.sim.gazebo.check_bodies import turns_endlessly
from physical_ai_bridge.sim.gazebo.check_sensors import contact_faults, lidar_faults
from physical_ai_bridge.sim.gazebo.check_systems import (
    plugin_faults,
    plugins,
    pose_publisher_faults,
    values_below,
)
from physical_ai_bridge.sim.gazebo.drive import BASE_FRAME, RATE
from physical_ai_bridge.sim.gazebo.elements import Element

_CONTROLLERS = "GazeboSimROS2ControlPlugin"
_GAINS = tuple(f"position_{term}_gain" for term in "pid")
_BOUNDS = ("position_cmd", "position_i")
_OF_EACH_JOINT = (*_GAINS, "initial_position", *(f"{b}_{end}" for b in _BOUNDS for end in ("min", "max")))


def robot_faults(model: Element, bridge: Bridge, namespace: str) -> list[str]:
    """What a robot's model lacks of the contract. Which arm it has shows in its joints, which control in its
    plugins."""
    robot = model.get("name", "").partition(".")[2]
    topic = partial(bridge.gz_topic, robot=robot, namespace=namespace)
    found = pose_publisher_faults(model, "map", f"{robot}/{BASE_FRAME}", topic("ground_truth"), RATE)
    frames = [e.get("name") for e in (*model.findall("frame"), *model.findall("link"))]
    if BASE_FRAME not in frames:
        found.append(f"{robot}: 座標系「{BASE_FRAME}」がありません。")
    found += contact_faults(model, topic("gazebo/contacts"))
    found += lidar_faults(model, robot, topic("scan"))
    if plugins(model, _CONTROLLERS):
        return found + _controllers_faults(model, f"{site_prefix(namespace)}/{robot}")
    found += _drive_faults(model, robot, topic("cmd_vel"), topic("odom"))
    found += _joint_state_faults(model, topic("joint_states"))
    return found + _arm_faults(model, topic("arm_controller/joint_trajectory"))


def _drive_faults(model: Element, robot: str, commands: str, odometry: str) -> list[str]:
    texts = {
        "topic": commands,
        "odom_topic": odometry,
        "odom_publish_frequency": str(RATE),
        "frame_id": f"{robot}/odom",
        "child_frame_id": f"{robot}/{BASE_FRAME}",
    }
    limits = [f"{axis}_{of}" for axis in ("linear", "angular") for of in ("velocity", "acceleration")]
    positive = ("wheel_separation", "wheel_radius", *(f"max_{limit}" for limit in limits))
    found = plugin_faults(model, "DiffDrive", texts, positive)
    for plugin in plugins(model, "DiffDrive"):
        for limit in limits:
            lowest, highest = (values_below(plugin, f"{end}_{limit}") for end in ("min", "max"))
            if lowest != [-value for value in highest]:
                found.append(f"{robot} の DiffDrive: min_{limit} を max_{limit} の符号違いにしてください。")
        wheels = [plugin.findtext(tag) for tag in ("left_joint", "right_joint")]
        if None in wheels or len(set(wheels) & set(_joints(model, endless=True))) != 2:
            found.append(f"{robot} の DiffDrive: 左右の車輪の関節 {wheels} が正しくありません。")
    return found


def _joint_state_faults(model: Element, topic: str) -> list[str]:
    wanted = {"topic": topic, "update_rate": str(RATE)}
    found = plugin_faults(model, "JointStatePublisher", wanted, ())
    told = _texts(model, "JointStatePublisher", "joint_name")
    moving = _joints(model, endless=True) + _joints(model, endless=False)
    if sorted(told) != sorted(moving):
        found.append(f"{model.get('name')} の JointStatePublisher: 関節は {moving} です (今は {told})。")
    return found


def _arm_faults(model: Element, topic: str) -> list[str]:
    """An arm is what moves between limits."""
    arm = _joints(model, endless=False)
    if not arm:
        return []
    name, where = "JointTrajectoryController", f"{model.get('name')} の JointTrajectoryController"
    found = plugin_faults(model, name, {"topic": topic}, (*_GAINS, *(f"{bound}_max" for bound in _BOUNDS)))
    if sorted(_texts(model, name, "joint_name")) != sorted(arm):
        found.append(f"{where}: joint_name は {arm} です。")
    for plugin in plugins(model, name):
        numbers = {tag: values_below(plugin, tag) for tag in _OF_EACH_JOINT}
        lacking = [tag for tag, values in numbers.items() if len(values) != len(arm)]
        found += [f"{where}: <{tag}> は関節ごとに一つ必要です。" for tag in lacking]
        for bound in _BOUNDS:
            if numbers[f"{bound}_min"] != [-value for value in numbers[f"{bound}_max"]]:
                found.append(f"{where}: {bound}_min を {bound}_max の符号違いにしてください。")
    return found


def _controllers_faults(model: Element, namespace: str) -> list[str]:
    """With ros2_control nothing else may drive, and the controllers listen to the contract's names."""
    where = f"{model.get('name')} の gz_ros2_control"
    others = ("DiffDrive", "JointStatePublisher", "JointTrajectoryController")
    found = [f"{where}: {name} と一緒には使えません。" for name in others if plugins(model, name)]
    plugin = plugins(model, _CONTROLLERS)[0]
    if not plugin.findtext("parameters"):
        found.append(f"{where}: <parameters> にファイルが必要です。")
    if plugin.findtext("ros/namespace") != namespace:
        found.append(f"{where}: <namespace> は「{namespace}」にしてください。")
    rules = [rule.text or "" for rule in plugin.findall("ros/remapping")]
    for topic in ("cmd_vel", "odom"):
        if not any(rule.endswith(f":={topic}") for rule in rules):
            found.append(f"{where}: {topic} への <remapping> がありません。")
    return found


def _joints(model: Element, endless: bool) -> list[str]:
    """The names of the joints that move: wheels, or what has limits."""
    moving = [joint for joint in model.findall("joint") if joint.get("type") != "fixed"]
    return [joint.get("name", "") for joint in moving if turns_endlessly(joint) is endless]


def _texts(model: Element, plugin: str, tag: str) -> list[str]:
    return [e.text or "" for p in plugins(model, plugin) for e in p.findall(tag)]

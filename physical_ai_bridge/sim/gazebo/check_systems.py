"""Gazebo's systems in an SDF: those of the world, and that each is named as Gazebo knows it."""

from __future__ import annotations

import math

from physical_ai_bridge.sim.gazebo.bridge import Bridge
from physical_ai_bridge.sim.gazebo.elements import Element
from physical_ai_bridge.sim.gazebo.site_models import OBJECT_RATE

SYSTEMS = {
    "gz::sim::systems::Physics": "gz-sim-physics-system",
    "gz::sim::systems::UserCommands": "gz-sim-user-commands-system",
    "gz::sim::systems::SceneBroadcaster": "gz-sim-scene-broadcaster-system",
    "gz::sim::systems::Contact": "gz-sim-contact-system",
    "gz::sim::systems::Sensors": "gz-sim-sensors-system",
    "gz::sim::systems::DiffDrive": "gz-sim-diff-drive-system",
    "gz::sim::systems::OdometryPublisher": "gz-sim-odometry-publisher-system",
    "gz::sim::systems::JointStatePublisher": "gz-sim-joint-state-publisher-system",
    "gz::sim::systems::JointTrajectoryController": "gz-sim-joint-trajectory-controller-system",
    "gz_ros2_control::GazeboSimROS2ControlPlugin": "gz_ros2_control-system",
}
"""Class and file of every system used, as gz-sim 8 and gz_ros2_control (jazzy) call them."""
_WORLD = ("Physics", "UserCommands", "SceneBroadcaster", "Contact")
GRASP = 1.0
"""The least friction of an object that a gripper can hold."""


def system_faults(world: Element, bridge: Bridge, namespace: str) -> list[str]:
    """The world's systems, the names of all plugins, and the objects' publishers."""
    found = [fault for plugin in world.iter("plugin") if (fault := _name_fault(plugin))]
    found += [f"<world>: プラグイン {name} がありません。" for name in _WORLD if not plugins(world, name)]
    if world.findall(".//sensor[@type='gpu_lidar']") and not plugins(world, "Sensors"):
        found.append("<world>: gpu_lidar がありますが、プラグイン Sensors がありません。")
    found += [
        "プラグイン Sensors: <render_engine> は ogre2 にしてください。"
        for plugin in plugins(world, "Sensors")
        if plugin.findtext("render_engine") != "ogre2"
    ]
    if plugins(world, "Sensors") and not world.findall(".//sensor[@type='gpu_lidar']"):
        found.append("<world>: プラグイン Sensors がありますが、gpu_lidar がありません。")
    topic = bridge.gz_topic("/gazebo/objects", namespace=namespace)
    for model in world.findall("model"):
        if model.get("name", "").startswith("object."):
            found += _object_faults(model, topic)
    return found


def _name_fault(plugin: Element) -> str | None:
    name, file = plugin.get("name", ""), plugin.get("filename", "")
    if SYSTEMS.get(name) == file:
        return None
    return f"プラグイン「{name}」({file}) は Gazebo の知る組ではありません。"


def _object_faults(model: Element, topic: str) -> list[str]:
    name = model.get("name", "")
    found = pose_publisher_faults(model, "map", name.partition(".")[2], topic, OBJECT_RATE)
    for tag in ("mu", "mu2"):
        if min(values_below(model, f"link/collision/surface/friction/ode/{tag}"), default=0.0) < GRASP:
            found.append(f"{name}: つかめるように {tag} を {GRASP} 以上にしてください。")
    return found


def pose_publisher_faults(model: Element, frame: str, child: str, topic: str, rate: int) -> list[str]:
    """Whether a model tells its true pose in `frame`, as that of `child`, on `topic`, at `rate` Hz."""
    wanted = {
        "odom_frame": frame,
        "robot_base_frame": child,
        "odom_topic": topic,
        "odom_publish_frequency": str(rate),
        "dimensions": "3",
    }
    return plugin_faults(model, "OdometryPublisher", wanted, ())


def plugin_faults(model: Element, name: str, wanted: dict[str, str], positive: tuple[str, ...]) -> list[str]:
    """Whether a model has this plugin once, with these texts, and with numbers above 0 where `positive`."""
    where, found = f"{model.get('name')} の {name}", plugins(model, name)
    if len(found) != 1:
        return [f"{where}: プラグインがちょうど一つ必要です (今は {len(found)})。"]
    plugin = found[0]
    faults = []
    for tag, text in wanted.items():
        if [e.text for e in plugin.findall(tag)] != [text]:
            faults.append(f"{where}: <{tag}> は「{text}」にしてください (今は {plugin.findtext(tag)})。")
    for tag in positive:
        if not (values := values_below(plugin, tag)) or min(values) <= 0.0:
            faults.append(f"{where}: <{tag}> に 0 より大きい数が必要です (今は {plugin.findtext(tag)})。")
    return faults


def plugins(parent: Element, name: str) -> list[Element]:
    """The parent's own plugins of this class, named without its namespace."""
    return [p for p in parent.findall("plugin") if p.get("name", "").rpartition("::")[2] == name]


def values_below(parent: Element, path: str) -> list[float]:
    """All numbers in the elements at `path`, in order; none where one of them is not finite."""
    words = [word for element in parent.findall(path) for word in (element.text or "").split()]
    try:
        values = [float(word) for word in words]
    except ValueError:
        return []
    return values if all(map(math.isfinite, values)) else []

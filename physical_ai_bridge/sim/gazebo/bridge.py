"""config/gz_bridge.yaml, read strictly: which Gazebo topic carries what, and the bridge of a whole site."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from physical_ai_bridge.resources import resource

FILE = "config/gz_bridge.yaml"
Control = Literal["plugins", "ros2_control"]
"""Who drives the joints: Gazebo's own plugins, or ros2_control's controllers inside Gazebo."""
CONTROLLERS_OWN = frozenset({"cmd_vel", "arm_controller/joint_trajectory", "odom", "joint_states"})
"""What ros2_control's controllers take and give in ROS themselves, round the bridge."""
_CLOCK = "rosgraph_msgs/msg/Clock"
_NAMESPACE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(/[A-Za-z_][A-Za-z0-9_]*)*")


class BridgeError(ValueError):
    """A bridge file that cannot be used; a developer must act. The message is Japanese."""


class Entry(BaseModel):
    """One topic that is carried one way, in the words of ros_gz_bridge."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    ros_topic_name: str = Field(pattern=r"^/?[a-z][a-z0-9_]*(/[a-z][a-z0-9_]*)*$")
    """Relative: each robot has one; with a leading slash: the site has one."""
    gz_topic_name: str
    ros_type_name: str = Field(pattern=r"^[a-z][a-z0-9_]*/msg/[A-Z][A-Za-z0-9]*$")
    gz_type_name: str = Field(pattern=r"^gz\.msgs\.[A-Z][A-Za-z0-9_]*$")
    direction: Literal["ROS_TO_GZ", "GZ_TO_ROS"]
    publisher_queue: int | None = Field(default=None, ge=1, le=1000)
    subscriber_queue: int | None = Field(default=None, ge=1, le=1000)

    @property
    def of_robot(self) -> bool:
        """Whether each robot has such a topic."""
        return not self.ros_topic_name.startswith("/")

    @model_validator(mode="after")
    def _consistent(self) -> Entry:
        if self.gz_topic_name != self.ros_topic_name:
            raise ValueError("gz_topic_name must be the ros_topic_name")
        reads_ros = self.direction == "ROS_TO_GZ"
        if (self.subscriber_queue is not None) != reads_ros or (self.publisher_queue is None) != reads_ros:
            raise ValueError("ROS_TO_GZ needs subscriber_queue alone, GZ_TO_ROS publisher_queue alone")
        return self


@dataclass(frozen=True)
class Bridge:
    """All entries, in the order of the file."""

    entries: tuple[Entry, ...]

    def entry(self, ros_topic: str) -> Entry:
        """The entry of a topic of the robot contract. Raises BridgeError where the file has none."""
        found = next((entry for entry in self.entries if entry.ros_topic_name == ros_topic), None)
        if found is None:
            raise BridgeError(f"{FILE}: トピック「{ros_topic}」がありません。追加してください。")
        return found

    def gz_topic(self, ros_topic: str, robot: str = "", namespace: str = "") -> str:
        """The full name in Gazebo of a topic of the robot contract, for one robot or the site."""
        entry = self.entry(ros_topic)
        return _prefix(entry, robot, namespace) + entry.gz_topic_name


@cache
def load_bridge() -> Bridge:
    """The bridge in config/gz_bridge.yaml. Raises BridgeError."""
    return read_bridge(resource(FILE).read_text(encoding="utf-8"))


def read_bridge(text: str) -> Bridge:
    """The bridge written in `text`. Raises BridgeError naming what is wrong."""
    try:
        entries = TypeAdapter(list[Entry]).validate_python(yaml.safe_load(text))
    except yaml.YAMLError as error:
        raise BridgeError(f"{FILE}: YAML として読めません。直してください ({error})。") from error
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise BridgeError(f"{FILE}: 値を直してください ({faults})。") from error
    names = [entry.ros_topic_name for entry in entries]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise BridgeError(f"{FILE}: トピック「{twice}」が二度あります。どちらかを消してください。")
    return Bridge(tuple(entries))


def render(bridge: Bridge, robots: Sequence[str], namespace: str = "", control: Control = "plugins") -> str:
    """The bridge file of a site: every robot's topics under `/<namespace>/<robot>`, then the site's own.

    `robots` are names. With ros2_control, what the controllers carry themselves is left out. Raises
    ValueError for a namespace that is none.
    """
    kept = [e for e in bridge.entries if control == "plugins" or e.ros_topic_name not in CONTROLLERS_OWN]
    rows = [_row(entry, robot, namespace) for robot in robots for entry in kept if entry.of_robot]
    rows += [_row(entry, "", namespace) for entry in kept if not entry.of_robot]
    return f"# Made by `physical-ai world bridge` from {FILE}.\n" + yaml.safe_dump(rows, sort_keys=False)


def _row(entry: Entry, robot: str, namespace: str) -> dict[str, str | int]:
    prefix = _prefix(entry, robot, namespace)
    names = {key: prefix + getattr(entry, key) for key in ("ros_topic_name", "gz_topic_name")}
    return {**entry.model_dump(exclude_none=True), **names}


def _prefix(entry: Entry, robot: str, namespace: str) -> str:
    """What comes before both names. Time is one for all, hence no namespace before the clock."""
    site = site_prefix(namespace) if entry.ros_type_name != _CLOCK else ""
    return f"{site}/{robot}/" if entry.of_robot else site


def site_prefix(namespace: str) -> str:
    """Empty, or the namespace with one slash before it. Raises ValueError where it is not a ROS namespace."""
    name = namespace.strip("/")
    if name and not _NAMESPACE.fullmatch(name):
        advice = "英字か _ で始まる英数字の名前にしてください (例: site1)"
        raise ValueError(f"名前空間「{namespace}」は使えません。{advice} [CONFIGURATION_INVALID]")
    return f"/{name}" if name else ""

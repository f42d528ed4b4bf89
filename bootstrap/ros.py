"""Which ROS 2 the environment stands on: wheels from PyPI, or the installation this shell has sourced."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from bootstrap.problems import Problem, install

WHEEL_SETS = ("kilted", "jazzy")
# The releases of ROS 2 before Jazzy that can still be met; ROS 1 sets no AMENT_PREFIX_PATH.
_TOO_OLD = ("foxy", "galactic", "humble", "iron")
# What is built with, and the ROS packages that package.xml and msg/package.xml name.
_NEEDED = (
    "ament_cmake",
    "rosidl_default_generators",
    "rclpy",
    "action_msgs",
    "builtin_interfaces",
    "diagnostic_msgs",
    "geometry_msgs",
    "nav_msgs",
    "rcl_interfaces",
    "rosgraph_msgs",
    "sensor_msgs",
    "std_msgs",
    "trajectory_msgs",
    "visualization_msgs",
)


class Ros(NamedTuple):
    """A ROS 2 to build on; `prefixes` are the sourced installation's, empty for wheels."""

    distro: str
    prefixes: tuple[Path, ...]

    @property
    def sourced(self) -> bool:
        """Whether an installation is used instead of wheels."""
        return bool(self.prefixes)

    @property
    def identity(self) -> str:
        """Tells one ROS from another; workspaces sourced on top of an installation do not change it."""
        holders = [str(prefix) for prefix in self.prefixes if (prefix / "share" / "rclpy").is_dir()]
        return f"{self.distro} {holders[:1]}"


def detect(environ: Mapping[str, str], venv: Path) -> Ros:
    """The sourced installation if there is one, else the wheel set that ROS_WHEELS names (kilted without it).

    The environment's own folder, which `source .venv/setup.bash` adds, counts as no installation.
    """
    listed = (Path(prefix) for prefix in environ.get("AMENT_PREFIX_PATH", "").split(":") if prefix)
    prefixes = tuple(prefix for prefix in listed if prefix != venv)
    if environ.get("ROS_DISTRO") and prefixes:
        return Ros(environ["ROS_DISTRO"], prefixes)
    return Ros(environ.get("ROS_WHEELS") or WHEEL_SETS[0], ())


def check(ros: Ros) -> list[Problem]:
    """What is wrong with this choice: an unknown wheel set, a release too old, packages not installed."""
    if not ros.sourced:
        return [] if ros.distro in WHEEL_SETS else [_unknown_wheel_set(ros.distro)]
    if ros.distro in _TOO_OLD:
        return [_too_old(ros.distro)]
    missing = [name for name in _NEEDED if not any((p / "share" / name).is_dir() for p in ros.prefixes)]
    return [_not_installed(ros.distro, missing)] if missing else []


def python_of(ros: Ros) -> tuple[int, int] | None:
    """The Python version the sourced rclpy was built for; None for wheels, which exist for several."""
    for prefix in ros.prefixes:
        for found in prefix.glob("l*/**/python3.*/*-packages/rclpy"):
            version = re.search(r"python3\.(\d+)", str(found))
            if version:
                return 3, int(version.group(1))
    return None


def _unknown_wheel_set(name: str) -> Problem:
    return Problem(
        f"ROS_WHEELS={name} というホイールはありません。",
        f"There is no wheel set ROS_WHEELS={name}.",
        f"ROS_WHEELS={' | '.join(WHEEL_SETS)}",
    )


def _too_old(distro: str) -> Problem:
    return Problem(
        f"source されている ROS 2 {distro} には対応していません（Jazzy 以降）。",
        f"The sourced ROS 2 {distro} is too old (Jazzy or later is needed).",
        "source していない端末ではホイールの ROS 2 を使います / a shell without it uses wheels",
    )


def _not_installed(distro: str, missing: list[str]) -> Problem:
    packages = [f"ros-{distro}-{name.replace('_', '-')}" for name in missing]
    return Problem(
        f"source されている ROS 2 {distro} に足りないパッケージがあります: {', '.join(missing)}",
        f"The sourced ROS 2 {distro} lacks packages: {', '.join(missing)}",
        install(*packages),
    )

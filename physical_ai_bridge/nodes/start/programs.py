"""Where the programs of other people are on this machine, and what to install where one is missing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Template

from physical_ai_bridge.nodes.start.spec import OURS, PROGRAM, ProcessSpec

_DEBIAN = {
    "gz": "ros-gz",
    "ros_gz_bridge": "ros-gz",
    "robot_state_publisher": "robot-state-publisher",
    "rviz2": "rviz2",
    "controller_manager": "gz-ros2-control ros-{0}-ros2-controllers",
}
"""What to install for a program or a ROS package, without ``ros-<distribution>-`` before it."""


class MissingProgram(RuntimeError):
    """A program that the start needs is not installed or not sourced; the operator must act. The message is
    Japanese."""


def find(spec: ProcessSpec, environ: Mapping[str, str]) -> Path | None:
    """The file that a foreign process runs: on the PATH, or in a sourced ROS installation."""
    if spec.package == PROGRAM:
        found = shutil.which(spec.executable, path=environ.get("PATH", ""))
        return Path(found) if found else None
    prefixes = [Path(prefix) for prefix in environ.get("AMENT_PREFIX_PATH", "").split(":") if prefix]
    files = (prefix / "lib" / spec.package / spec.executable for prefix in prefixes)
    return next((file for file in files if os.access(file, os.X_OK)), None)


def installed(
    specs: Sequence[ProcessSpec], environ: Mapping[str, str]
) -> tuple[tuple[ProcessSpec, ...], tuple[str, ...]]:
    """The processes that can be started here, and a Japanese note about each that is left out.

    Raises MissingProgram where one that is needed is not there.
    """
    missing = [spec for spec in specs if spec.package != OURS and find(spec, environ) is None]
    needed = [spec for spec in missing if spec.needed]
    if needed:
        raise MissingProgram("\n".join(dict.fromkeys(_advice(spec, environ) for spec in needed)))
    notes = dict.fromkeys(f"{spec.executable} がないので省きます (表示だけに使います)" for spec in missing)
    return tuple(spec for spec in specs if spec not in missing), tuple(notes)


def _advice(spec: ProcessSpec, environ: Mapping[str, str]) -> str:
    distribution = environ.get("ROS_DISTRO") or "jazzy"
    package = _DEBIAN[spec.package or spec.executable].format(distribution)
    return (
        f"{spec.executable} が見つかりません [CONFIGURATION_INVALID]\n"
        f"  → sudo apt-get install ros-{distribution}-{package}\n"
        f"  → source /opt/ros/{distribution}/setup.bash (入れてあっても、このシェルで要ります)"
    )


def additions(spec: ProcessSpec, environ: Mapping[str, str]) -> dict[str, str]:
    """What a process's environment gets beyond ``environ``, whose own settings hold; ``$NAME`` stands for
    one of these."""
    known = {"LD_LIBRARY_PATH": "", **environ}
    wanted = {name: value for name, value in spec.environment.items() if name not in environ}
    return {name: Template(value).substitute(known) for name, value in wanted.items()}

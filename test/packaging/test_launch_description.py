"""The real launch description, where ROS has launch: nobody but guard and gate has a command topic."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from physical_ai_bridge.nodes import contract

pytestmark = pytest.mark.skipif(
    find_spec("launch") is None or find_spec("launch_ros") is None,
    reason="ROS's launch packages (launch, launch_ros) are not installed",
)

DOMAIN = 101 + os.getpid() % 132
COMMANDS = (contract.CMD_VEL, "joint_trajectory", "gripper/command")
EARS = ["drive_controller/cmd_vel:=cmd_vel"]
"""Where a controller of ros2_control listens, told to its spawner: the robot's own end."""


def processes(context: Any, entities: Iterable[Any]) -> Iterator[Any]:
    """Every process that launching these entities starts, without starting it."""
    from launch.actions import ExecuteProcess

    for entity in entities:
        if isinstance(entity, ExecuteProcess):
            yield entity
        else:
            yield from processes(context, entity.visit(context) or ())


def words(context: Any, process: Any) -> list[str]:
    """Name, remappings, arguments and parameters of a node as launch passes them on; a program's command."""
    from launch.utilities import perform_substitutions
    from launch_ros.actions import Node

    if not isinstance(process, Node):
        return [perform_substitutions(context, word) for word in process.cmd]
    process._perform_substitutions(context)
    renamed = [name for pair in process.expanded_remapping_rules or () for name in pair]
    given = process._Node__arguments or ()
    files = [text for text, is_file in process._Node__expanded_parameter_arguments or () if is_file]
    read = [line for file in files for line in Path(file).read_text().splitlines()]
    told = [line for line in read if "robot_description" not in line and "<" not in line]
    return [*renamed, *(word for text in given for word in text.split()), *told]


@pytest.fixture
def everything_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    from physical_ai_bridge.nodes.start import launch_actions

    monkeypatch.setenv("ROS_DOMAIN_ID", str(DOMAIN))
    monkeypatch.setattr(launch_actions, "installed", lambda specs, environ: (specs, ()))


@pytest.mark.parametrize(
    ("sim", "control", "namespace"),
    [
        *itertools.product(("embedded", "none"), ("plugins",), ("", "hall")),
        *itertools.product(("gazebo",), ("plugins", "ros2_control"), ("", "hall")),
    ],
)
def test_nobody_but_guard_and_gate_has_a_command_topic(
    root: Path, tmp_path: Path, everything_installed: None, sim: str, control: str, namespace: str
) -> None:
    from launch import LaunchContext
    from launch.launch_description_sources import PythonLaunchDescriptionSource
    from launch_ros.actions import Node

    context = LaunchContext()
    chosen = {"sim": sim, "control": control, "namespace": namespace, "rviz": "true"}
    context.launch_configurations.update({**chosen, "run_directory": str(tmp_path)})
    source = PythonLaunchDescriptionSource(str(root / "launch" / "bringup.launch.py"))
    started = list(processes(context, source.get_launch_description(context).entities))
    _, locks = context.get_locals_as_dict()["physical_ai_bridge"]
    for lock in locks:
        lock.close()
    said = [word for each in started for word in words(context, each)]
    loud = [word for word in said if any(command in word for command in COMMANDS)]
    told = [word for word in loud if "cmd_vel_type:" not in word]
    assert told == (EARS if control == "ros2_control" else [])
    nodes = [each for each in started if isinstance(each, Node)]
    names = [each.node_name for each in nodes]
    above = f"/{namespace}" if namespace else ""
    for hop in ("command_guard_node", "safety_gate_node"):
        assert [name for name in names if name.endswith(hop)] == [f"{above}/agv1/{hop}"]

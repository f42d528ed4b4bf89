"""Where foreign programs are found, what is said where one is missing, and what their environment gets."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from physical_ai_bridge.nodes.start.programs import MissingProgram, additions, find, installed
from physical_ai_bridge.nodes.start.spec import PROGRAM, ProcessSpec

GZ = ProcessSpec("gz", "gz_server", "", package=PROGRAM)
BRIDGE = ProcessSpec("parameter_bridge", "gz_bridge", "", package="ros_gz_bridge")
LINKS = ProcessSpec("robot_state_publisher", "links", "/a", package="robot_state_publisher", needed=False)
AGENT = ProcessSpec("agent_node", "agent_node", "")


def program(path: Path, mode: int = 0o755) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(mode)
    return path


def test_a_plain_program_is_on_the_path(tmp_path: Path) -> None:
    assert find(GZ, {"PATH": str(tmp_path)}) is None and find(GZ, {}) is None
    gz = program(tmp_path / "gz")
    assert find(GZ, {"PATH": f"/nowhere:{tmp_path}"}) == gz


def test_an_executable_is_in_the_first_sourced_prefix_that_has_it(tmp_path: Path) -> None:
    environ = {"AMENT_PREFIX_PATH": f"{tmp_path}/over:{tmp_path}/under"}
    program(tmp_path / "over/lib/ros_gz_bridge/parameter_bridge", 0o644)
    assert find(BRIDGE, environ) is None and find(BRIDGE, {}) is None
    under = program(tmp_path / "under/lib/ros_gz_bridge/parameter_bridge")
    assert find(BRIDGE, environ) == under
    over = program(tmp_path / "over/lib/ros_gz_bridge/parameter_bridge")
    assert find(BRIDGE, environ) == over


def test_what_is_only_looked_at_is_left_out_with_one_note() -> None:
    second = replace(LINKS, namespace="/b")
    specs, notes = installed((AGENT, LINKS, second), {})
    assert specs == (AGENT,)
    assert len(notes) == 1 and "robot_state_publisher" in notes[0]


def test_everything_needed_that_is_missing_is_named_with_its_remedy() -> None:
    with pytest.raises(MissingProgram) as refused:
        installed((GZ, BRIDGE, AGENT, LINKS), {"ROS_DISTRO": "kilted"})
    text = str(refused.value)
    assert text.count("[CONFIGURATION_INVALID]") == 2 and "robot_state_publisher" not in text
    assert "apt-get install ros-kilted-ros-gz" in text and "/opt/ros/kilted/setup.bash" in text
    controllers = ProcessSpec("spawner", "spawner", "/a", package="controller_manager")
    with pytest.raises(MissingProgram, match="ros-jazzy-gz-ros2-control ros-jazzy-ros2-controllers"):
        installed((controllers,), {})


def test_with_everything_there_nothing_is_said(tmp_path: Path) -> None:
    program(tmp_path / "gz")
    assert installed((GZ, AGENT), {"PATH": str(tmp_path)}) == ((GZ, AGENT), ())


def test_the_callers_environment_holds_and_may_be_referred_to() -> None:
    spec = replace(GZ, environment={"GZ_IP": "127.0.0.1", "PLUGINS": "$LD_LIBRARY_PATH"})
    assert additions(spec, {}) == {"GZ_IP": "127.0.0.1", "PLUGINS": ""}
    environ = {"GZ_IP": "10.0.0.2", "LD_LIBRARY_PATH": "/opt/ros/lib"}
    assert additions(spec, environ) == {"PLUGINS": "/opt/ros/lib"}

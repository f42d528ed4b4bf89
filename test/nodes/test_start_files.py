"""What a start leaves in its run directory for the processes to read."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from physical_ai_bridge.nodes.run_directory import APPROVER_KEY, MOTION_KEY
from physical_ai_bridge.nodes.start.files import prepare
from physical_ai_bridge.nodes.start.options import OptionError, StartOptions, read_start
from physical_ai_bridge.nodes.start.processes import processes
from physical_ai_bridge.resources import resource

WORLD = resource("worlds/warehouse.yaml")
KEYS = {MOTION_KEY, APPROVER_KEY}
COMMANDS = {"cmd_vel", "joint_trajectory", "command"}


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize(
    ("sim", "control", "files"),
    [
        ("none", "plugins", set()),
        ("embedded", "plugins", set()),
        ("gazebo", "plugins", {"world.sdf", "gz_bridge.yaml"}),
        ("gazebo", "ros2_control", {"world.sdf", "gz_bridge.yaml", "ros2_control.yaml"}),
    ],
)
def test_each_start_writes_what_its_processes_read(
    tmp_path: Path, sim: str, control: str, files: set[str]
) -> None:
    options = StartOptions(WORLD, tmp_path, sim=sim, control=control)  # type: ignore[arg-type]
    prepare(options)
    assert names(tmp_path) == KEYS | {"start.json"} | files
    told = [word for spec in processes(options) for word in (*spec.parameters.values(), *spec.arguments)]
    assert {name for name in files if str(tmp_path / name) in told} == files
    remembered = read_start(tmp_path)
    assert remembered is not None and remembered.robots == ("agv1",)


@pytest.mark.parametrize("lidar", [True, False])
def test_the_world_has_the_robots_of_this_start_below_its_namespace(tmp_path: Path, lidar: bool) -> None:
    prepare(StartOptions(WORLD, tmp_path, sim="gazebo", namespace="hall", lidar=lidar))
    text = (tmp_path / "world.sdf").read_text(encoding="utf-8")
    assert ElementTree.fromstring(text).find("world/model[@name='robot.agv1']") is not None
    assert "/hall/agv1/cmd_vel" in text
    assert ("gpu_lidar" in text) is lidar


@pytest.mark.parametrize("control", ["plugins", "ros2_control"])
def test_the_bridge_only_listens_to_commands(tmp_path: Path, control: str) -> None:
    prepare(StartOptions(WORLD, tmp_path, sim="gazebo", control=control))  # type: ignore[arg-type]
    entries = yaml.safe_load((tmp_path / "gz_bridge.yaml").read_text(encoding="utf-8"))
    commands = [entry for entry in entries if entry["ros_topic_name"].rsplit("/", 1)[-1] in COMMANDS]
    assert bool(commands) is (control == "plugins")
    assert {entry["direction"] for entry in commands} <= {"ROS_TO_GZ"}


def test_every_start_has_fresh_keys_and_leaves_the_record(tmp_path: Path) -> None:
    prepare(StartOptions(WORLD, tmp_path))
    record = tmp_path / "audit" / "gate.jsonl"
    record.parent.mkdir()
    record.write_text("{}\n")
    before = [(tmp_path / name).read_text() for name in sorted(KEYS)]
    prepare(StartOptions(WORLD, tmp_path))
    after = [(tmp_path / name).read_text() for name in sorted(KEYS)]
    assert all(old != new for old, new in zip(before, after, strict=True)) and record.read_text() == "{}\n"
    assert all((tmp_path / name).stat().st_mode & 0o777 == 0o600 for name in KEYS)


def test_a_start_that_cannot_be_leaves_the_keys_of_the_one_before(tmp_path: Path) -> None:
    prepare(StartOptions(WORLD, tmp_path))
    before = (tmp_path / MOTION_KEY).read_text()
    with pytest.raises(OptionError):
        prepare(StartOptions(WORLD, tmp_path, robots=("nobody",)))
    assert (tmp_path / MOTION_KEY).read_text() == before

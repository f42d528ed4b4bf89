"""The launch file starts what the description says, seen through stand-ins for ROS's launch packages."""

from __future__ import annotations

import os
import runpy
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from physical_ai_bridge.cli.domain_lock import DomainTaken, take_domain
from physical_ai_bridge.nodes.processes import processes
from physical_ai_bridge.nodes.run_directory import APPROVER_KEY
from physical_ai_bridge.world.errors import WorldFileError

DOMAIN = 101 + os.getpid() % 132  # above those of the tests that start real systems


def recorder(kind: str) -> Callable[..., SimpleNamespace]:
    """A constructor that keeps what it was given."""
    return lambda *args, **named: SimpleNamespace(kind=kind, args=args, **named)


STAND_INS = {
    "launch": ["LaunchContext", "LaunchDescription", "LaunchDescriptionEntity"],
    "launch.actions": ["DeclareLaunchArgument", "LogInfo", "OpaqueFunction"],
    "launch_ros": [],
    "launch_ros.actions": ["Node"],
    "launch_ros.parameter_descriptions": ["ParameterValue"],
}


class Context:
    """What a launch knows: the arguments chosen, and what lives as long as it does."""

    def __init__(self, world: Path, run_directory: Path, sim: str) -> None:
        self.launch_configurations = {"world": str(world), "run_directory": str(run_directory), "sim": sim}
        self.kept: dict[str, Any] = {}

    def extend_globals(self, values: dict[str, Any]) -> None:
        self.kept.update(values)


@pytest.fixture
def bringup(root: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The names in the launch file."""
    monkeypatch.setenv("ROS_DOMAIN_ID", str(DOMAIN))
    for name, classes in STAND_INS.items():
        module = ModuleType(name)
        for each in classes:
            setattr(module, each, recorder(each))
        monkeypatch.setitem(sys.modules, name, module)
    return runpy.run_path(str(root / "launch" / "bringup.launch.py"))


def test_every_argument_is_described_and_has_a_default(bringup: dict[str, Any]) -> None:
    (entities,) = bringup["generate_launch_description"]().args
    arguments = {each.args[0]: each for each in entities if each.kind == "DeclareLaunchArgument"}
    assert set(arguments) == {"world", "sim", "run_directory"}
    assert all(argument.description and argument.default_value for argument in arguments.values())
    assert arguments["sim"].choices == ["embedded", "none"]
    assert Path(arguments["world"].default_value).is_file()


@pytest.mark.parametrize("sim", ["embedded", "none"])
def test_one_node_for_each_process_of_the_description(
    bringup: dict[str, Any], root: Path, tmp_path: Path, sim: str
) -> None:
    world = root / "worlds" / "warehouse.yaml"
    context = Context(world, tmp_path / "run", sim)
    nodes = [each for each in bringup["_start"](context) if each.kind == "Node"]
    with context.kept["domain_lock"]:
        specs = processes(world, tmp_path / "run", sim)
        assert [(n.executable, n.name, n.namespace, n.remappings) for n in nodes] == [
            (s.executable, s.name, s.namespace, list(s.remappings.items())) for s in specs
        ]
        for node, spec in zip(nodes, specs, strict=True):
            given = {name: (each.args[0], each.value_type) for name, each in node.parameters[0].items()}
            assert given == {name: (value, type(value)) for name, value in spec.parameters.items()}
        assert (tmp_path / "run" / APPROVER_KEY).is_file()


def test_a_taken_domain_starts_nothing_and_leaves_the_keys_of_the_other(
    bringup: dict[str, Any], root: Path, tmp_path: Path
) -> None:
    with take_domain(DOMAIN), pytest.raises(DomainTaken):
        bringup["_start"](Context(root / "worlds" / "warehouse.yaml", tmp_path / "run", "embedded"))
    assert not (tmp_path / "run").exists()


def test_a_missing_world_starts_nothing_and_takes_nothing(bringup: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(WorldFileError):
        bringup["_start"](Context(tmp_path / "none.yaml", tmp_path / "run", "embedded"))
    assert not (tmp_path / "run").exists()
    take_domain(DOMAIN).close()

"""The launch files start what the description says, seen through stand-ins for ROS's launch packages."""

from __future__ import annotations

import os
import runpy
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from physical_ai_bridge.nodes.run_directory import APPROVER_KEY
from physical_ai_bridge.nodes.start.domain import DomainTaken, take_domain
from physical_ai_bridge.nodes.start.options import OptionError, StartOptions, read_start
from physical_ai_bridge.nodes.start.processes import processes
from physical_ai_bridge.nodes.start.programs import MissingProgram
from physical_ai_bridge.world.errors import WorldFileError

DOMAIN = 101 + os.getpid() % 132  # above those of the tests that start real systems
ARGUMENTS = {
    *("sim", "robots", "world", "headless", "use_sim_time", "lidar", "control", "cmd_vel_type"),
    *("model_policy", "rviz", "namespace", "run_directory"),
}
PARTS = ("simulator", "robots", "display", "agent")
OURS = ("launch_actions", "launch_arguments")


def recorder(kind: str) -> Callable[..., SimpleNamespace]:
    """A constructor that keeps what it was given."""
    return lambda *args, **named: SimpleNamespace(kind=kind, args=args, **named)


STAND_INS = {
    "launch": ["LaunchContext", "LaunchDescription", "LaunchDescriptionEntity"],
    "launch.actions": [
        *("DeclareLaunchArgument", "ExecuteProcess", "IncludeLaunchDescription"),
        *("LogInfo", "OpaqueFunction"),
    ],
    "launch.launch_description_sources": ["PythonLaunchDescriptionSource"],
    "launch_ros": [],
    "launch_ros.actions": ["Node"],
    "launch_ros.parameter_descriptions": ["ParameterValue"],
}


class Context:
    """What a launch knows: the arguments chosen, and what lives as long as it does."""

    def __init__(self, **chosen: str) -> None:
        self.launch_configurations = chosen
        self.kept: dict[str, Any] = {}

    def extend_globals(self, values: dict[str, Any]) -> None:
        self.kept.update(values)

    def get_locals_as_dict(self) -> dict[str, Any]:
        return self.kept

    def close(self) -> None:
        """Give the domain back."""
        for _, locks in self.kept.values():
            for lock in locks:
                lock.close()


@pytest.fixture
def stand_ins(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """ROS's launch packages replaced, for our modules too, which are forgotten before and after."""
    monkeypatch.setenv("ROS_DOMAIN_ID", str(DOMAIN))
    for name, classes in STAND_INS.items():
        module = ModuleType(name)
        for each in classes:
            setattr(module, each, recorder(each))
        monkeypatch.setitem(sys.modules, name, module)
    for name in OURS:
        sys.modules.pop(f"physical_ai_bridge.nodes.{name}", None)
    yield
    for name in OURS:
        sys.modules.pop(f"physical_ai_bridge.nodes.{name}", None)


@pytest.fixture
def files(root: Path, stand_ins: None) -> dict[str, list[Any]]:
    """The entities of each launch file."""
    found = {}
    for path in (root / "launch").glob("*.launch.py"):
        (entities,) = runpy.run_path(str(path))["generate_launch_description"]().args
        found[path.name.removesuffix(".launch.py")] = entities
    return found


@pytest.fixture
def chosen(files: dict[str, list[Any]], tmp_path: Path) -> dict[str, str]:
    """The defaults, with a run directory of the test's own."""
    arguments = [each for each in files["bringup"] if each.kind == "DeclareLaunchArgument"]
    defaults = {each.args[0]: each.default_value for each in arguments}
    return {**defaults, "run_directory": str(tmp_path / "run")}


def started(files: dict[str, list[Any]], context: Context) -> list[Any]:
    """What bringup's parts start, in its order."""
    included = [each.args[0].args[0] for each in files["bringup"] if each.kind == "IncludeLaunchDescription"]
    actions = []
    for path in included:
        part = files[Path(path).name.removesuffix(".launch.py")]
        for entity in part:
            if entity.kind == "OpaqueFunction":
                actions += entity.function(context)
    return actions


def test_every_argument_is_described_and_has_a_default_in_every_file(files: dict[str, list[Any]]) -> None:
    assert set(files) == {"bringup", *PARTS}
    for entities in files.values():
        arguments = {each.args[0]: each for each in entities if each.kind == "DeclareLaunchArgument"}
        assert set(arguments) == ARGUMENTS
        assert all(" / " in each.description for each in arguments.values())
        closed = [each for each in arguments.values() if hasattr(each, "choices")]
        assert all(each.default_value in each.choices for each in closed)
    assert arguments["sim"].choices == ["gazebo", "embedded", "none"]
    assert Path(arguments["world"].default_value).is_file()


@pytest.mark.parametrize("sim", ["embedded", "none"])
def test_one_action_for_each_process_of_the_description(
    files: dict[str, list[Any]], chosen: dict[str, str], sim: str
) -> None:
    context = Context(**{**chosen, "sim": sim, "namespace": "hall"})
    nodes = [each for each in started(files, context) if each.kind == "Node"]
    run, world = Path(chosen["run_directory"]), Path(chosen["world"])
    specs = processes(StartOptions(world, run, sim=sim, namespace="hall", domain=DOMAIN))
    context.close()
    assert [(n.package, n.executable, n.name, n.namespace, dict(n.remappings)) for n in nodes] == [
        (s.package, s.executable, s.name, s.namespace, s.remappings) for s in specs
    ]
    for node, spec in zip(nodes, specs, strict=True):
        given = {name: (each.args[0], each.value_type) for name, each in node.parameters[0].items()}
        assert given == {name: (value, type(value)) for name, value in spec.parameters.items()}
    assert (run / APPROVER_KEY).is_file()
    assert read_start(run) == StartOptions(
        world, run, sim=sim, robots=("agv1",), namespace="hall", domain=DOMAIN
    )


def test_foreign_programs_end_with_the_launch(
    files: dict[str, list[Any]], chosen: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    all_of_them = lambda specs, environ: (specs, ("省きます",))  # noqa: E731
    monkeypatch.setattr("physical_ai_bridge.nodes.start.launch_actions.installed", all_of_them)
    context = Context(**{**chosen, "sim": "gazebo", "headless": "false", "rviz": "true"})
    actions = started(files, context)
    context.close()
    said = [each.msg for each in actions if each.kind == "LogInfo"]
    assert said[0] == "省きます" and "physical-ai enable" in said[1]
    processes_only = [each for each in actions if each.kind == "ExecuteProcess"]
    assert [each.cmd[:2] for each in processes_only] == [["gz", "sim"]] * 2
    foreign = [each for each in actions if each.kind == "Node" and each.package != "physical_ai_bridge"]
    assert {each.executable for each in foreign} == {"parameter_bridge", "robot_state_publisher", "rviz2"}
    for each in (*processes_only, *foreign):
        assert each.prefix.endswith("-m physical_ai_bridge.nodes.start.supervised")
    assert processes_only[0].additional_env["GZ_PARTITION"] == f"physical_ai_bridge-{DOMAIN}"
    for name in ("world.sdf", "gz_bridge.yaml", "start.json"):
        assert (Path(chosen["run_directory"]) / name).stat().st_size > 0


def test_a_taken_domain_starts_nothing_and_leaves_the_keys_of_the_other(
    files: dict[str, list[Any]], chosen: dict[str, str]
) -> None:
    with take_domain(DOMAIN), pytest.raises(DomainTaken):
        started(files, Context(**chosen))
    assert not Path(chosen["run_directory"]).exists()


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [
        ({"world": "/none.yaml"}, WorldFileError),
        ({"robots": "agv1, agv7"}, OptionError),
        ({"namespace": "1st"}, OptionError),
        ({"model_policy": "cloud"}, OptionError),
        ({"sim": "gazebo"}, MissingProgram),
    ],
)
def test_what_cannot_be_starts_nothing_and_takes_nothing(
    files: dict[str, list[Any]],
    chosen: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    wrong: dict[str, str],
    kind: type[Exception],
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setenv("AMENT_PREFIX_PATH", "")
    with pytest.raises(kind):
        started(files, Context(**{**chosen, **wrong}))
    assert not Path(chosen["run_directory"]).exists()
    take_domain(DOMAIN).close()

"""What a start is made of, under every combination of options: who is there, under which name, told what."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import yaml

from physical_ai_bridge.nodes import contract
from physical_ai_bridge.nodes.start.options import CMD_VEL_TYPES, CONTROLS, SIMS, OptionError, StartOptions
from physical_ai_bridge.nodes.start.processes import chosen_robots, processes
from physical_ai_bridge.nodes.start.spec import OURS, PROGRAM, ProcessSpec
from physical_ai_bridge.world import load_world

ROOT = Path(__file__).resolve().parents[2]
WORLD = ROOT / "worlds" / "warehouse.yaml"
COMMANDS = (contract.CMD_VEL, "arm_controller/joint_trajectory", "gripper/command")
LAST_HOPS = ("command_guard_node", "safety_gate_node")


@pytest.fixture(scope="module")
def two_robots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse with a second robot of the same kind."""
    site = yaml.safe_load(WORLD.read_text(encoding="utf-8"))
    pose = {"x": 2.5, "y": 4.0, "yaw_deg": 0}
    second = {**site["robots"][0], "name": "agv2", "title_ja": "二号", "aliases": [], "start": pose}
    path = tmp_path_factory.mktemp("site") / "two.yaml"
    path.write_text(yaml.safe_dump({**site, "robots": [*site["robots"], second]}, allow_unicode=True))
    return path


def every_start(world: Path, directory: Path) -> Iterator[StartOptions]:
    """Every combination of options that is not refused."""
    choices = {
        "sim": SIMS,
        "robots": ((), ("agv2",)),
        "headless": (True, False),
        "use_sim_time": (None, True, False),
        "control": CONTROLS,
        "cmd_vel_type": ("", *CMD_VEL_TYPES),
        "display": (True, False),
        "namespace": ("", "hall"),
        "lidar": (True, False),
    }
    for values in itertools.product(*choices.values()):
        try:
            yield StartOptions(world, directory, **dict(zip(choices, values, strict=True)))
        except OptionError:
            continue


def loud(spec: ProcessSpec) -> list[str]:
    """Every word of a process's start that names a topic for commands, or the node that may publish one."""
    renamed = [word for pair in spec.remappings.items() for word in pair]
    texts = [str(value) for name, value in spec.parameters.items() if name != "robot_description"]
    words = [*renamed, *texts, *(word for text in spec.arguments for word in text.split())]
    return [word for word in words if any(command in word for command in COMMANDS)]


def hears_only(spec: ProcessSpec, word: str) -> bool:
    """A controller's ear, which is the robot's own end: its subscription gets the name of the contract."""
    spawner = (spec.package, spec.executable) == ("controller_manager", "spawner")
    ears = {f"{own}:={name}" for own, name in (("drive_controller/cmd_vel", contract.CMD_VEL),)}
    return spawner and word in ears


def findings(specs: tuple[ProcessSpec, ...]) -> list[str]:
    """What lets anybody but guard and gate speak to a robot, or gives them another name for it."""
    named = [f"{s.title}: {word}" for s in specs for word in loud(s) if not hears_only(s, word)]
    places = [(s.namespace, s.name) for s in specs if s.name in LAST_HOPS or s.executable in LAST_HOPS]
    twice = [f"{place} twice" for place in set(places) if places.count(place) > 1]
    foreign = [s.title for s in specs if s.name in LAST_HOPS and (s.package, s.executable) != (OURS, s.name)]
    return [*named, *twice, *foreign]


def test_nobody_but_guard_and_gate_has_a_command_topic(
    two_robots: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_once = cache(load_world)
    monkeypatch.setattr("physical_ai_bridge.nodes.start.processes.load_world", read_once)
    starts = list(every_start(two_robots, tmp_path))
    assert len(starts) > 300
    for options in starts:
        specs = processes(options)
        assert findings(specs) == [], options
        robots = [robot.name for robot in chosen_robots(read_once(two_robots), options)]
        hops = [(s.namespace, s.name) for s in specs if s.name in LAST_HOPS]
        assert hops == [(f"{options.prefix}/{robot}", name) for robot in robots for name in LAST_HOPS]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda s: replace(s, remappings={"/nav/out": "/agv1/cmd_vel"}),
        lambda s: replace(s, remappings={"cmd_vel": "elsewhere"}),
        lambda s: replace(s, parameters={"output": "gripper/command"}),
        lambda s: replace(s, arguments=("--controller-ros-args", "-r a:=arm_controller/joint_trajectory")),
        lambda s: replace(s, arguments=("-r drive_controller/cmd_vel:=cmd_vel",)),
        lambda s: replace(s, name="command_guard_node", namespace="/agv1"),
        lambda s: replace(s, executable="safety_gate_node", name="gate_of_another"),
    ],
)
def test_the_check_sees_somebody_who_has(tmp_path: Path, spoil: object) -> None:
    specs = processes(StartOptions(WORLD, tmp_path))
    bad = (*specs[:-1], spoil(specs[-1]))  # type: ignore[operator]
    if bad[-1].name == "gate_of_another":
        bad = (*bad, bad[-1])
    assert findings(bad)


def titles(options: StartOptions) -> list[str]:
    return [spec.title for spec in processes(options)]


STACK = ["agv1/command_guard_node", "agv1/safety_gate_node", "agv1/controller_node"]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, ["sim_node", *STACK, "agent_node"]),
        ({"sim": "none"}, [*STACK, "agent_node"]),
        (
            {"display": True},
            ["sim_node", *STACK, "agv1/robot_state_publisher", "display_node", "agent_node"],
        ),
        (
            {"sim": "none", "rviz": True},
            [*STACK, "agv1/robot_state_publisher", "display_node", "rviz2", "agent_node"],
        ),
        (
            {"sim": "gazebo"},
            ["gz_server", "gz_bridge", "gazebo_node", *STACK, "agv1/robot_state_publisher", "agent_node"],
        ),
        (
            {"sim": "gazebo", "headless": False, "control": "ros2_control"},
            [
                *("gz_server", "gz_window", "gz_bridge", "gazebo_node", "agv1/spawner"),
                *(*STACK, "agv1/robot_state_publisher", "agent_node"),
            ],
        ),
    ],
)
def test_who_is_there(tmp_path: Path, chosen: dict[str, object], expected: list[str]) -> None:
    assert titles(StartOptions(WORLD, tmp_path, **chosen)) == expected  # type: ignore[arg-type]


def by_name(options: StartOptions) -> dict[str, ProcessSpec]:
    return {spec.name: spec for spec in processes(options)}


def test_what_our_nodes_are_told(tmp_path: Path) -> None:
    specs = by_name(StartOptions(WORLD, tmp_path, sim="gazebo", robots=("agv1",), display=True, lidar=True))
    everybody = {"world": str(WORLD), "run_directory": str(tmp_path), "lidar": True}
    assert specs["controller_node"].parameters == {**everybody, "robot": "agv1"}
    guard = {**everybody, "robot": "agv1", "cmd_vel_type": "twist"}
    assert specs["command_guard_node"].parameters == guard
    assert specs["safety_gate_node"].parameters == {**guard, "simulated_time": True}
    site = {**everybody, "robots": "agv1"}
    assert specs["gazebo_node"].parameters == site
    assert specs["agent_node"].parameters == {**site, "model_policy": "offline_only"}
    assert specs["display_node"].parameters == site
    embedded = by_name(StartOptions(WORLD, tmp_path))["sim_node"].parameters
    assert embedded == {**everybody, "robots": "", "cmd_vel_type": "twist", "use_sim_time": False}


def test_gazebo_runs_apart_from_others_and_renders_only_what_is_looked_at(tmp_path: Path) -> None:
    start = StartOptions(WORLD, tmp_path, sim="gazebo", domain=7)
    server = by_name(start)["gz_server"]
    world = str(tmp_path / "world.sdf")
    assert (server.package, server.executable) == (PROGRAM, "gz")
    assert server.arguments == ("sim", "-s", "--headless-rendering", "-r", "-v", "2", world)
    assert by_name(replace(start, lidar=True, headless=False))["gz_server"].arguments == (
        *("sim", "-s", "-r", "-v", "2"),
        world,
    )
    for name in ("gz_server", "gz_bridge"):
        environment = by_name(start)[name].environment
        assert (environment["GZ_IP"], environment["GZ_PARTITION"]) == ("127.0.0.1", "physical_ai_bridge-7")
    assert by_name(start)["gz_bridge"].parameters == {"config_file": str(tmp_path / "gz_bridge.yaml")}


def test_the_publisher_of_links_puts_the_robot_before_every_frame(tmp_path: Path) -> None:
    start = StartOptions(WORLD, tmp_path, sim="gazebo", namespace="hall")
    spec = by_name(start)["robot_state_publisher"]
    assert (spec.namespace, spec.parameters["frame_prefix"]) == ("/hall/agv1", "agv1/")
    assert "<robot" in str(spec.parameters["robot_description"]) and not spec.needed
    controlled = by_name(replace(start, control="ros2_control"))["robot_state_publisher"]
    assert "gz_ros2_control/GazeboSimSystem" in str(controlled.parameters["robot_description"])
    assert controlled.needed


def test_a_namespace_moves_what_is_the_sites_own_and_leaves_the_machines(tmp_path: Path) -> None:
    specs = processes(StartOptions(WORLD, tmp_path, display=True, namespace="/a/hall/"))
    assert {spec.namespace for spec in specs} == {"/a/hall", "/a/hall/agv1"}
    for spec in (spec for spec in specs if spec.package == OURS):
        assert spec.remappings == {topic: f"/a/hall{topic}" for topic in contract.SITE_TOPICS}


def test_every_name_with_a_slash_belongs_to_the_site_or_to_the_machine() -> None:
    values = {value for name, value in vars(contract).items() if name.isupper() and isinstance(value, str)}
    absolute = {value for value in values if value.startswith("/")}
    assert absolute - set(contract.SITE_TOPICS) == {"/clock", "/diagnostics", "/tf", "/tf_static"}


def test_a_robot_that_the_site_does_not_have(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match=r"agv9.*あるのは agv1.*UNKNOWN_ROBOT"):
        processes(StartOptions(WORLD, tmp_path, robots=("agv1", "agv9")))


def test_a_subset_of_the_robots(two_robots: Path, tmp_path: Path) -> None:
    specs = processes(StartOptions(two_robots, tmp_path, robots=("agv2",)))
    assert {spec.namespace for spec in specs} == {"", "/agv2"}
    assert [spec.parameters["robots"] for spec in specs if spec.namespace == ""] == ["agv2", "agv2"]
    both = processes(StartOptions(two_robots, tmp_path))
    assert {spec.namespace for spec in both} == {"", "/agv1", "/agv2"}


def test_options_are_data_that_json_carries(tmp_path: Path) -> None:
    for spec in processes(StartOptions(WORLD, tmp_path, sim="gazebo", display=True)):
        json.dumps([spec.parameters, spec.remappings, spec.arguments, spec.environment])

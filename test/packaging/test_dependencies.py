"""package.xml, setup.py, the wheel lists and what the code imports name the same things."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bootstrap import ros

PACKAGE = "physical_ai_bridge"
INTERFACES = "physical_ai_bridge_msgs"
LAUNCH = {"launch", "launch_ros", "ros2launch"}
STARTED = {"ros2launch", "robot_state_publisher", "ros_gz_bridge", "ros_gz_sim", "rviz2"}
BY_NAME = {"ros_gz_interfaces", "tf2_msgs"}  # imported where something asks for them, if they are there
FOR_GAZEBO = STARTED | BY_NAME
MODULE_OF = {"PyYAML": "yaml", "matplotlib-fontja": "matplotlib_fontja"}  # where names differ from the module
KEY_OF = {"PyYAML": "python3-yaml", "mujoco": "python3-mujoco-pip", "ruff": "python3-ruff-pip"}
NO_KEY = {
    "matplotlib-fontja",
    "import-linter",
    "types-PyYAML",
    "types-shapely",
}  # rosdep knows none; package.xml says so
CARRIED = {"pydantic_core"}  # part of pydantic


def depends(manifest: Path, *tags: str) -> set[str]:
    elements = ElementTree.parse(manifest).getroot()
    return {element.text or "" for element in elements if element.tag in tags}


def requirements(extra: str = "") -> set[str]:
    found = metadata.requires(PACKAGE) or []
    wanted = [text for text in found if (f'extra == "{extra}"' in text if extra else "extra ==" not in text)]
    return {re.split(r"[\s;<>=!~\[]", text)[0] for text in wanted}


def imported(folder: Path) -> Iterator[str]:
    for file in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
                yield node.module.split(".")[0]


@pytest.fixture
def foreign(root: Path) -> set[str]:
    """What the package and the launch files import that is neither Python's nor ours."""
    found = {*imported(root / PACKAGE), *imported(root / "launch")}
    return found - set(sys.stdlib_module_names) - {PACKAGE} - CARRIED


def test_every_import_is_declared_and_everything_declared_is_imported(root: Path, foreign: set[str]) -> None:
    keys = depends(root / "package.xml", "depend", "exec_depend")
    ros_keys = {key for key in keys if not key.startswith("python3-")}
    modules = {MODULE_OF.get(name, name) for name in requirements()}
    assert foreign == modules | ros_keys - STARTED - BY_NAME


@pytest.mark.parametrize(("extra", "tag"), [("", "exec_depend"), ("dev", "test_depend")])
def test_every_pip_requirement_has_its_rosdep_key(root: Path, extra: str, tag: str) -> None:
    keys = {key for key in depends(root / "package.xml", tag) if key.startswith("python3-")}
    assert keys == {KEY_OF.get(name, f"python3-{name}") for name in requirements(extra) - NO_KEY}


def test_dependencies_without_a_key_are_named_in_the_manifest(root: Path) -> None:
    text = (root / "package.xml").read_text(encoding="utf-8")
    assert all(name in text for name in NO_KEY)


def test_a_sourced_installation_is_checked_for_every_ros_package(root: Path) -> None:
    named = depends(root / "package.xml", "exec_depend") | depends(root / "msg" / "package.xml", "depend")
    wanted = {key for key in named if not key.startswith("python3-")} - LAUNCH - FOR_GAZEBO - {INTERFACES}
    assert set(ros._NEEDED) == wanted | {"ament_cmake", "rosidl_default_generators"}


@pytest.mark.parametrize("name", ros.WHEEL_SETS)
def test_both_wheel_sets_pin_every_ros_package(root: Path, name: str) -> None:
    lines = (root / "bootstrap" / "wheels" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert all(re.fullmatch(r"ros-[a-z-]+(\[fastrtps\])?==\d+\.\d+\.\d+", pin) for pin in pins)
    packages = {re.split(r"[\[=]", pin)[0].removeprefix("ros-").replace("-", "_") for pin in pins}
    assert set(ros._NEEDED) <= packages


def test_bootstrap_needs_nothing_but_an_old_python(root: Path) -> None:
    """It runs before anything is installed, and an old Python must get as far as being told so."""
    assert set(imported(root / "bootstrap")) <= set(sys.stdlib_module_names) | {"bootstrap"}
    for file in (root / "bootstrap").glob("*.py"):
        ast.parse(file.read_text(encoding="utf-8"), feature_version=(3, 7))

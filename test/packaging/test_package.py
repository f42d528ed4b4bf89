"""What an installation of the package contains, for pip and for colcon."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from importlib import metadata
from pathlib import Path
from xml.etree import ElementTree

import pytest

PACKAGE = "physical_ai_bridge"
COMMANDS = {
    "physical-ai",
    "agent_node",
    "safety_gate_node",
    "command_guard_node",
    "controller_node",
    "sim_node",
    "gazebo_node",
    "display_node",
}
NOT_INSTALLED = {".pyc"}


def test_every_command_leads_to_a_function() -> None:
    commands = {entry.name: entry for entry in metadata.distribution(PACKAGE).entry_points}
    assert set(commands) == COMMANDS
    assert all(callable(entry.load()) for entry in commands.values())


def test_all_places_tell_one_version_name_and_licence(root: Path) -> None:
    manifests = [ElementTree.parse(root / path) for path in ("package.xml", "msg/package.xml")]
    versions = {manifest.findtext("version") for manifest in manifests} | {metadata.version(PACKAGE)}
    assert len(versions) == 1
    assert {manifest.findtext("license") for manifest in manifests} == {"Apache-2.0"}
    assert manifests[0].findtext("name") == PACKAGE
    assert "Apache License" in (root / "LICENSE").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names in the wheel that pip builds, made from a copy so that nothing is left in the repository."""
    root, copy = Path(__file__).resolve().parents[2], tmp_path_factory.mktemp("copy")
    for name in ("setup.py", "setup.cfg", "pyproject.toml", "package.xml", "LICENSE"):
        shutil.copy(root / name, copy)
    for name in (PACKAGE, "resource", "launch", "worlds", "config", "bench/ja_instructions"):
        shutil.copytree(root / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-w", copy, copy]
    subprocess.run(command, check=True, capture_output=True)
    (built,) = copy.glob("*.whl")
    return set(zipfile.ZipFile(built).namelist())


def test_every_file_of_the_package_is_installed(root: Path, wheel: set[str]) -> None:
    files = [
        file for file in (root / PACKAGE).rglob("*") if file.is_file() and file.suffix not in NOT_INSTALLED
    ]
    assert {str(file.relative_to(root)) for file in files} <= wheel


@pytest.mark.parametrize("folder", ["launch", "worlds", "config", "bench/ja_instructions"])
def test_launch_files_worlds_and_cases_go_into_the_share_folder(
    root: Path, wheel: set[str], folder: str
) -> None:
    shared = {name.partition(f"/data/share/{PACKAGE}/")[2] for name in wheel}
    files = [file for file in (root / folder).iterdir() if file.is_file()]
    assert files and {f"{folder}/{file.name}" for file in files} <= shared


def test_the_ament_index_finds_the_package(wheel: set[str]) -> None:
    assert any(name.endswith(f"share/ament_index/resource_index/packages/{PACKAGE}") for name in wheel)
    assert any(name.endswith(f"share/{PACKAGE}/package.xml") for name in wheel)


def test_commands_are_installed_where_ros2_run_looks(root: Path) -> None:
    text = (root / "setup.cfg").read_text(encoding="utf-8")
    assert re.findall(r"=\$base/lib/(\w+)", text) == [PACKAGE, PACKAGE]


def test_colcon_finds_both_packages_at_the_root(root: Path, tmp_path: Path) -> None:
    code = "import sys; from colcon_core.command import main; sys.exit(main())"
    command = [sys.executable, "-c", code, "--log-base", tmp_path, "list", "--names-only"]
    shown = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout
    assert shown.split() == [PACKAGE, f"{PACKAGE}_msgs"]


def test_colcon_builds_and_tests_what_it_lists(root: Path) -> None:
    text = (root / "colcon_defaults.yaml").read_text(encoding="utf-8")
    verbs = re.findall(r"^(\w+):\n  base-paths: (.*)$", text, re.MULTILINE)
    assert verbs == [(verb, '[".", "msg"]') for verb in ("build", "test", "list")]

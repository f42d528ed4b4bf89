"""The doctor names what is there, what is missing, and how to get it."""

from __future__ import annotations

import argparse
import sys
from collections import namedtuple
from pathlib import Path

import pytest

from physical_ai_bridge.cli import doctor
from physical_ai_bridge.cli.doctor import Finding


def broken(*_: object) -> None:
    """Stands for an interpreter in which nothing can be imported."""


def test_a_line_tells_there_missing_and_dispensable_apart() -> None:
    assert doctor.line(Finding("A", True, "1.0", "get it")) == "○ A: 1.0"
    assert doctor.line(Finding("A", False, "なし", "get it")) == "✗ A: なし\n    → get it"
    assert doctor.line(Finding("A", False, "なし", "get it", needed=False)) == "△ A: なし\n    → get it"


@pytest.mark.parametrize(("version", "ok"), [((3, 9, 18), False), ((3, 10, 0), True), ((3, 14, 0), True)])
def test_python_from_3_10_on(version: tuple[int, int, int], ok: bool) -> None:
    assert doctor.python(version).ok is ok


def test_without_ros_the_set_up_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "ask", broken)
    for finding in (doctor.ros({}), doctor.middleware({}), doctor.interfaces({})):
        assert not finding.ok and finding.needed
        assert "make setup" in finding.remedy


def test_a_middleware_of_the_callers_choice_that_does_not_load_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(doctor, "ask", broken)
    assert "rmw_zenoh_cpp" in doctor.middleware({"RMW_IMPLEMENTATION": "rmw_zenoh_cpp"}).remedy


@pytest.mark.parametrize(("version", "distro"), [("9.1.2", "kilted"), ("7.1.6", "jazzy"), ("12.0.0", "?")])
def test_wheels_are_told_by_the_version_of_rclpy(
    monkeypatch: pytest.MonkeyPatch, version: str, distro: str
) -> None:
    monkeypatch.setattr(doctor, "installed", lambda _: version)
    name = doctor.ros_name(f"{sys.prefix}/lib/rclpy/__init__.py", {"ROS_DISTRO": "lyrical"})
    assert name == f"{distro}（ホイール、rclpy {version}）"


def test_a_sourced_installation_is_told_by_its_name_and_place() -> None:
    name = doctor.ros_name("/opt/ros/jazzy/lib/rclpy/__init__.py", {"ROS_DISTRO": "jazzy"})
    assert name.startswith("jazzy") and "/opt/ros/jazzy" in name


@pytest.mark.parametrize(
    ("chosen", "ok", "shown"),
    [
        (None, True, "LOCALHOST（この計算機の中だけ）"),
        ("LOCALHOST", True, "LOCALHOST（この計算機の中だけ）"),
        ("SUBNET", True, "SUBNET（他の計算機ともつながります）"),
        ("localhost", False, "localhost という値はありません"),
    ],
)
def test_discovery(chosen: str | None, ok: bool, shown: str) -> None:
    finding = doctor.discovery({"ROS_AUTOMATIC_DISCOVERY_RANGE": chosen} if chosen else {})
    assert (finding.ok, finding.detail) == (ok, shown)


@pytest.mark.parametrize(
    ("text", "ok"), [("", True), ("0", True), ("232", True), ("233", False), ("-1", False), ("x", False)]
)
def test_domain(text: str, ok: bool) -> None:
    assert doctor.domain({"ROS_DOMAIN_ID": text}).ok is ok


def test_packages() -> None:
    assert doctor.package("MuJoCo", "mujoco").ok
    missing = doctor.package("x", "no-such-distribution")
    assert not missing.ok and missing.remedy == "make setup"


def test_rendering_and_tools_can_be_missing_without_stopping_anybody(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(doctor, "ask", broken)
    for finding in (doctor.rendering({}), doctor.tool("CMake", "cmake", "get it", {"PATH": str(tmp_path)})):
        assert not finding.ok and not finding.needed


@pytest.mark.parametrize(("free", "ok"), [(500_000_000, True), (499_999_999, False)])
def test_disk_of_a_folder_that_does_not_exist_yet(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, free: int, ok: bool
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage(free, 0, free))
    assert doctor.disk(tmp_path / "a" / "b").ok is ok


def test_a_folder_that_cannot_be_written_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    finding = doctor.disk(tmp_path)
    assert not finding.ok and "書き込めません" in finding.detail


def test_a_crash_or_an_error_in_a_check_is_a_finding_not_the_end() -> None:
    assert doctor.ask("print(' 1 ')", {}) == "1"
    assert doctor.ask("raise ImportError", {}) is None
    assert doctor.ask("import os; os.abort()", {}) is None


def test_on_this_machine_everything_needed_is_there(capsys, tmp_path: Path) -> None:
    assert doctor.run(argparse.Namespace(run_directory=tmp_path)) == 0
    shown = capsys.readouterr().out
    assert shown.endswith("必要なものはそろっています\n")
    assert "✗" not in shown and len(shown.splitlines()) >= 13


def test_something_needed_that_is_missing_gives_status_1(
    capsys, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(doctor, "ask", broken)
    assert doctor.run(argparse.Namespace(run_directory=tmp_path)) == 1
    assert "足りないもの: ROS 2、ミドルウェア、インターフェース\n" in capsys.readouterr().out


def test_gazebo_is_found_where_it_is_and_not_needed_where_it_is_not(tmp_path: Path) -> None:
    bridge = tmp_path / "lib" / "ros_gz_bridge" / "parameter_bridge"
    bridge.parent.mkdir(parents=True)
    for file in (bridge, tmp_path / "gz"):
        file.touch(mode=0o755)
    there = doctor.gazebo({"PATH": str(tmp_path), "AMENT_PREFIX_PATH": str(tmp_path)})
    assert [finding.detail for finding in there] == [str(tmp_path / "gz"), str(bridge)]
    absent = doctor.gazebo({"ROS_DISTRO": "kilted"})
    assert not any(finding.ok or finding.needed for finding in absent)
    assert all("ros-kilted-ros-gz" in finding.remedy for finding in absent)

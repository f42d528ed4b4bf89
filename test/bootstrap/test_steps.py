"""Which steps run: all on a new clone, none without a change, the right ones after a change or failure."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bootstrap import environment, interpreters, preflight, steps
from bootstrap.console import CommandFailed
from bootstrap.interpreters import Interpreter
from bootstrap.problems import Problem

ROOT = Path(__file__).resolve().parents[2]
ALL = ["create", "install_ros", "build_interfaces", "install_package"]


class Clone:
    """A clone whose steps only note that they ran; `failing` names one that fails."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.failing = ""
        self.ran: list[str] = []

    def act(self, name: str):
        def step(target: environment.Environment, title: str) -> None:
            self.ran.append(name)
            if name == self.failing:
                raise CommandFailed("the end of the log")
            if name == "create":
                shutil.rmtree(target.prefix, ignore_errors=True)
                target.python.parent.mkdir(parents=True)
                target.python.symlink_to(target.interpreter)

        return step

    def set_up(self, **environ: str) -> list[str]:
        """Run the set-up; returns the steps it took."""
        self.ran.clear()
        steps.run(self.root, {"PATH": os.environ["PATH"], **environ})
        return list(self.ran)


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clone:
    made = Clone(tmp_path)
    for name in ("bootstrap", "msg"):
        (tmp_path / name).mkdir()
    for name in ("bootstrap/__main__.py", "msg/A.msg", "setup.py", "setup.cfg", "pyproject.toml"):
        (tmp_path / name).write_text(name)
    for name in ALL:
        monkeypatch.setattr(environment, name, made.act(name))
    for name in ("check_tools", "check_disk", "check_system"):
        monkeypatch.setattr(preflight, name, lambda *_: [])
    this = Interpreter(sys.executable, (3, 11), True, True)
    monkeypatch.setattr(interpreters, "find", lambda *_: (this, []))
    return made


def test_a_new_clone_takes_every_step_and_the_second_run_none(clone: Clone) -> None:
    assert clone.set_up() == ALL
    assert clone.set_up() == []


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("msg/A.msg", ["build_interfaces"]),
        ("msg/B.msg", ["build_interfaces"]),
        ("setup.py", ["install_package"]),
        ("pyproject.toml", ["install_package"]),
        ("bootstrap/__main__.py", ALL[1:]),
        ("bootstrap/wheels.txt", ALL[1:]),
        ("README.md", []),
    ],
)
def test_a_change_repeats_the_steps_that_depend_on_it(clone: Clone, file: str, expected: list[str]) -> None:
    clone.set_up()
    (clone.root / file).write_text("changed")
    assert clone.set_up() == expected
    assert clone.set_up() == []


def test_another_wheel_set_starts_anew(clone: Clone) -> None:
    clone.set_up()
    assert clone.set_up(ROS_WHEELS="jazzy") == ALL
    assert clone.set_up(ROS_WHEELS="jazzy") == []


def test_a_moved_clone_starts_anew(clone: Clone) -> None:
    clone.set_up()
    moved = clone.root.with_name("moved")
    clone.root.rename(moved)
    clone.root = moved
    assert clone.set_up() == ALL


def test_a_python_that_is_gone_starts_anew(clone: Clone) -> None:
    clone.set_up()
    python = clone.root / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/nowhere/python")
    assert clone.set_up() == ALL


def test_asking_for_the_same_python_changes_nothing_and_for_another_starts_anew(
    clone: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    clone.set_up()
    monkeypatch.setattr(interpreters, "probe", lambda name, _: Interpreter(name, (3, 11), True, True))
    assert clone.set_up(PYTHON=sys.executable) == []
    assert clone.set_up(PYTHON="/bin/sh") == ALL


def test_a_failed_step_is_where_the_next_run_goes_on(clone: Clone) -> None:
    clone.failing = "build_interfaces"
    with pytest.raises(steps.SetupFailed, match="the end of the log"):
        clone.set_up()
    assert clone.ran == ALL[:3]
    clone.failing = ""
    assert clone.set_up() == ALL[2:]


def test_a_failed_creation_is_repeated_whole(clone: Clone) -> None:
    clone.failing = "create"
    with pytest.raises(steps.SetupFailed):
        clone.set_up()
    clone.failing = ""
    assert clone.set_up() == ALL


def test_an_interruption_leaves_no_stamp(clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    real = environment.install_ros
    monkeypatch.setattr(environment, "install_ros", interrupted)
    with pytest.raises(KeyboardInterrupt):
        clone.set_up()
    monkeypatch.setattr(environment, "install_ros", real)
    assert clone.set_up() == ALL[1:]


def test_something_missing_makes_nothing(clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    lack = Problem("コンパイラがありません", "no compiler", "apt-get install g++")
    monkeypatch.setattr(preflight, "check_tools", lambda _: [lack])
    with pytest.raises(steps.SetupFailed, match=r"apt-get install g\+\+"):
        clone.set_up()
    assert clone.ran == []
    assert not (clone.root / ".venv").exists()


@pytest.mark.parametrize(
    ("missing", "named"), [("c++", "g++"), ("cc", "g++"), ("cmake", "cmake"), ("make", "make")]
)
def test_the_command_names_what_is_missing_and_exits_with_1(
    complete, tmp_path: Path, missing: str, named: str
) -> None:
    """The real `python3 bootstrap` of a fresh clone, on a machine without one program."""
    shutil.copytree(ROOT / "bootstrap", tmp_path / "clone" / "bootstrap")
    (complete.folder / missing).unlink()
    environ = {**complete.environ, "PYTHON": sys.executable}
    command = [sys.executable, "bootstrap"]
    answer = subprocess.run(command, cwd=tmp_path / "clone", env=environ, capture_output=True, text=True)
    assert answer.returncode == 1
    assert f"apt-get install -y {named}" in answer.stdout
    assert answer.stderr == ""
    assert not (tmp_path / "clone" / ".venv").exists()


def test_the_command_names_an_unsupported_python(complete, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "bootstrap", tmp_path / "clone" / "bootstrap")
    complete.python("python3.9", (3, 9))
    environ = {**complete.environ, "PYTHON": "python3.9"}
    command = [sys.executable, "bootstrap"]
    answer = subprocess.run(command, cwd=tmp_path / "clone", env=environ, capture_output=True, text=True)
    assert answer.returncode == 1
    assert "3.9" in answer.stdout and "3.10, 3.11, 3.12, 3.13" in answer.stdout
    assert not (tmp_path / "clone" / ".venv").exists()

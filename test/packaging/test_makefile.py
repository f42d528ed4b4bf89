"""The commands a newcomer types."""

import os
import re
import subprocess
from pathlib import Path

import pytest


def make(root: Path, *arguments: str, **environ: str) -> str:
    command = ["make", "--no-print-directory", *arguments]
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("ROS_", "MAKE", "MFLAGS"))
    }
    answer = subprocess.run(
        command, cwd=root, env={**clean, **environ}, capture_output=True, text=True, check=True
    )
    return answer.stdout


def targets(root: Path) -> set[str]:
    found = re.search(r"^\.PHONY: (.*)$", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert found is not None
    return set(found.group(1).split())


def test_make_alone_lists_every_target(root: Path) -> None:
    assert set(re.findall(r"^make (\w+)", make(root), re.MULTILINE)) == targets(root) - {"help"}


@pytest.mark.parametrize("target", ["demo", "test", "bench", "nightly"])
def test_what_runs_something_sets_up_first(root: Path, target: str) -> None:
    planned = make(root, "-n", target).splitlines()
    assert planned.index(next(line for line in planned if line.endswith("bootstrap"))) < len(planned) - 1


def test_test_runs_every_check(root: Path) -> None:
    planned = make(root, "-n", "test")
    assert all(tool in planned for tool in ("ruff check", "mypy", "lint-imports", "pytest"))


@pytest.mark.parametrize(
    ("environ", "expected"), [({}, "LOCALHOST"), ({"ROS_AUTOMATIC_DISCOVERY_RANGE": "SUBNET"}, "SUBNET")]
)
def test_discovery_stays_on_this_machine_unless_the_user_opens_it(
    root: Path, environ: dict[str, str], expected: str
) -> None:
    probe = "print-range:\n\t@echo $$ROS_AUTOMATIC_DISCOVERY_RANGE\n"
    command = ["make", "--no-print-directory", "-f", "Makefile", "-f", "-", "print-range"]
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("ROS_", "MAKE", "MFLAGS"))
    }
    answer = subprocess.run(
        command, cwd=root, env={**clean, **environ}, input=probe, capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == expected

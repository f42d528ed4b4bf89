"""A machine made of small scripts, so that a missing program can be played."""

from __future__ import annotations

import json
from pathlib import Path

import pytest


class Machine:
    """A folder that serves as the whole PATH."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environ = {"PATH": str(folder)}

    def program(self, name: str, prints: str = "", status: int = 0) -> Path:
        """Add a program that prints a text and ends with a status."""
        script = self.folder / name
        script.write_text(f"#!/bin/sh\n/bin/cat <<'END'\n{prints}\nEND\nexit {status}\n")
        script.chmod(0o755)
        return script

    def python(
        self, name: str, version: tuple[int, int], environments: bool = True, headers: bool = True
    ) -> str:
        """Add a Python that answers the probe; returns the base path it names."""
        base = f"/base/python{version[0]}.{version[1]}"
        self.program(name, json.dumps([base, *version, environments, headers]))
        return base


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """An empty machine."""
    folder = tmp_path / "bin"
    folder.mkdir()
    return Machine(folder)


@pytest.fixture
def complete(machine: Machine) -> Machine:
    """A machine with compiler, make and CMake."""
    for name in ("cc", "c++", "make"):
        machine.program(name)
    machine.program("cmake", "cmake version 3.25.1")
    return machine

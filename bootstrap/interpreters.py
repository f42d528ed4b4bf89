"""Finds the Python that the environment is made with: supported, with venv, pip and its header files."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from bootstrap.problems import Problem, install

SUPPORTED = ((3, 10), (3, 11), (3, 12), (3, 13))
_NAMES = ("python3", "python3.12", "python3.11", "python3.13", "python3.10", "/usr/bin/python3")
_PATIENCE = 30.0  # seconds for a Python to answer; one that takes longer counts as not running
_PROBE = """
import json, os, sys
try:
    import ensurepip, venv
    creates = True
except ImportError:
    creates = False
import sysconfig
header = os.path.exists(os.path.join(sysconfig.get_path("include"), "Python.h"))
print(json.dumps([getattr(sys, "_base_executable", sys.executable), sys.version_info[0], sys.version_info[1],
                  creates, header]))
"""


class Interpreter(NamedTuple):
    """A Python found on this machine; `path` is the base one even where a virtual environment was asked."""

    path: str
    version: tuple[int, int]
    creates_environments: bool
    has_headers: bool


def probe(name: str, environ: Mapping[str, str]) -> Interpreter | None:
    """Ask a Python about itself; None when there is none of that name, or it does not run."""
    path = shutil.which(name, path=environ.get("PATH", ""))
    if path is None:
        return None
    try:
        shown = subprocess.check_output(
            [path, "-c", _PROBE], env=dict(environ), stderr=subprocess.DEVNULL, timeout=_PATIENCE
        )
        base, major, minor, creates, header = json.loads(shown)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return Interpreter(base, (major, minor), creates, header)


def find(
    environ: Mapping[str, str], wanted: tuple[int, int] | None = None
) -> tuple[Interpreter | None, list[Problem]]:
    """The Python to use, and what is wrong with it or with there being none.

    PYTHON in the environment names one and only that is tried. `wanted` narrows the versions to one.
    """
    versions = SUPPORTED if wanted is None else (wanted,)
    names = [environ["PYTHON"]] if environ.get("PYTHON") else list(_NAMES)
    found = [python for python in (probe(name, environ) for name in names) if python is not None]
    usable = [python for python in found if python.version in versions]
    if not usable:
        return None, [_none(environ.get("PYTHON"), found, versions)]
    best = min(usable, key=lambda python: len(_lacks(python)))
    return best, _lacks(best)


def _lacks(python: Interpreter) -> list[Problem]:
    name = f"python{_dotted(python.version)}"
    problems = []
    if not python.creates_environments:
        problems.append(
            Problem(
                f"{python.path} で仮想環境を作れません（venv・ensurepip がありません）。",
                f"{python.path} lacks venv or ensurepip.",
                install(f"{name}-venv"),
            )
        )
    if not python.has_headers:
        problems.append(
            Problem(
                f"{python.path} のヘッダー（Python.h）がありません。",
                f"{python.path} lacks its header files (Python.h).",
                install(f"{name}-dev"),
            )
        )
    return problems


def _none(override: str | None, found: Iterable[Interpreter], versions: Iterable[tuple[int, int]]) -> Problem:
    seen = ", ".join(f"{python.path} ({_dotted(python.version)})" for python in found) or "-"
    needed = ", ".join(_dotted(version) for version in versions)
    asked = f" PYTHON={override}" if override else ""
    return Problem(
        f"使える Python がありません（必要: {needed}、見つかったもの:{asked} {seen}）。",
        f"No usable Python (needed: {needed}; found:{asked} {seen}).",
        f"{install('python3', 'python3-venv', 'python3-dev')} | make setup PYTHON=/path/to/python",
    )


def _dotted(version: tuple[int, int]) -> str:
    return f"{version[0]}.{version[1]}"

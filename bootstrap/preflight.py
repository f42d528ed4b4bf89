"""Checks the machine before anything is made: system, compiler, make, CMake, folder, disk."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from bootstrap.problems import Problem, install

_CMAKE = (3, 20)  # what the rosidl generators ask of CMake
_GLIBC = (2, 28)  # the wheels are manylinux_2_28
_DISK = 2_000_000_000  # bytes; an environment takes about 0.7 GB, its downloads as much for a while


def check_system(system: str, machine: str, libc: tuple[str, str]) -> list[Problem]:
    """Whether ROS wheels exist for this system, as platform.system, machine and libc_ver describe it."""
    library, version = libc
    if (system, machine, library) == ("Linux", "x86_64", "glibc") and _numbers(version) >= _GLIBC:
        return []
    name = f"{system} {machine} {library} {version}"
    return [
        Problem(
            f"この計算機（{name}）用の ROS 2 ホイールはありません。",
            f"No ROS 2 wheels for {name}; they need Linux x86_64 with glibc 2.28 or later.",
            "ROS 2 を入れて source してから make setup / install ROS 2, source it, then make setup",
        )
    ]


def check_tools(environ: Mapping[str, str]) -> list[Problem]:
    """Which of the C and C++ compilers, make and CMake are missing from PATH."""
    compilers = [environ.get("CC") or "cc", environ.get("CXX") or "c++"]
    problems = []
    if any(_which(compiler.split()[0], environ) is None for compiler in compilers):
        problems.append(Problem("C++ コンパイラがありません。", "There is no C++ compiler.", install("g++")))
    if _which("make", environ) is None:
        problems.append(Problem("make がありません。", "There is no make.", install("make")))
    return problems + _check_cmake(environ)


def check_path(root: Path) -> list[Problem]:
    """Whether ROS can work in this folder: it joins paths by colons and semicolons."""
    if not re.search(r"[:;\"'$]", str(root)):
        return []
    return [
        Problem(
            f"フォルダの名前に記号 : ; \" ' $ があると ROS 2 が動きません: {root}",
            f"ROS 2 does not work in a folder whose path has one of : ; \" ' $ in it: {root}",
            "記号のない場所へ移してください / move the clone to a path without them",
        )
    ]


def check_disk(folder: Path) -> list[Problem]:
    """Whether the disk of this folder has room for the environment."""
    free = shutil.disk_usage(folder).free
    if free >= _DISK:
        return []
    return [
        Problem(
            f"ディスクの空きが足りません（{free / 1e9:.1f} GB、必要 {_DISK / 1e9:.1f} GB）。",
            f"Not enough disk space ({free / 1e9:.1f} GB free, {_DISK / 1e9:.1f} GB needed).",
            f"df -h {folder}",
        )
    ]


def _check_cmake(environ: Mapping[str, str]) -> list[Problem]:
    cmake = _which("cmake", environ)
    needed = ".".join(map(str, _CMAKE))
    if cmake is None:
        return [Problem("CMake がありません。", "There is no CMake.", install("cmake"))]
    command = [cmake, "--version"]
    shown = subprocess.run(command, env=dict(environ), capture_output=True, text=True, check=False).stdout
    if _numbers(shown) >= _CMAKE:
        return []
    return [
        Problem(
            f"CMake が古すぎます（{needed} 以上が必要）: {shown.strip() or cmake}",
            f"CMake is too old ({needed} or later is needed).",
            install("cmake"),
        )
    ]


def _which(name: str, environ: Mapping[str, str]) -> str | None:
    return shutil.which(name, path=environ.get("PATH", ""))


def _numbers(text: str) -> tuple[int, ...]:
    """The first dotted number in a text; empty, and so below every limit, when there is none."""
    found = re.search(r"\d+(\.\d+)+", text)
    return tuple(int(part) for part in found.group().split(".")) if found else ()

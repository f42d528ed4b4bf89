"""``physical-ai doctor``: what is installed, which ROS 2, what is missing and how to get it."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from physical_ai_bridge.cli import options
from physical_ai_bridge.nodes.run_directory import default_run_directory
from physical_ai_bridge.nodes.start.programs import find
from physical_ai_bridge.nodes.start.spec import PROGRAM, ProcessSpec

_SETUP = "make setup"
_PATIENCE = 60.0  # s for one check in a process of its own; the slowest, rendering, takes about 2 s
_ROOM = 500_000_000  # bytes; days of audit and logs of one robot
_RANGES = ("LOCALHOST", "SUBNET", "OFF", "SYSTEM_DEFAULT")
_WHEEL_DISTROS = {"9": "kilted", "7": "jazzy"}  # by the major version of rclpy
_GAZEBO = {
    "Gazebo": ProcessSpec("gz", "gz", "", package=PROGRAM),
    "Gazebo との橋": ProcessSpec("parameter_bridge", "gz_bridge", "", package="ros_gz_bridge"),
}
_ASK_ROS = "import rclpy; print(rclpy.__file__)"
_ASK_MIDDLEWARE = "import rclpy; print(rclpy.get_rmw_implementation_identifier())"
_ASK_INTERFACES = (
    "from physical_ai_bridge_msgs.msg import Plan\n"
    "from rclpy.type_support import check_for_type_support; check_for_type_support(Plan)"
)
_ASK_EGL = "import mujoco; mujoco.GLContext(16, 16).make_current()"


@dataclass(frozen=True)
class Finding:
    """One line of the report; without ``needed`` the system runs even where it is missing."""

    name: str
    ok: bool
    detail: str
    remedy: str = ""
    needed: bool = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where keys and audit go."""
    options.add_run_directory(parser)


def run(arguments: argparse.Namespace) -> int:
    """0 when everything needed is there, 1 when not."""
    directory = arguments.run_directory or default_run_directory(domain_or_default(os.environ))
    found = findings(os.environ, directory)
    for finding in found:
        print(line(finding))
    lacking = [finding.name for finding in found if finding.needed and not finding.ok]
    print(f"足りないもの: {'、'.join(lacking)}" if lacking else "必要なものはそろっています")
    return 1 if lacking else 0


def findings(environ: Mapping[str, str], run_directory: Path) -> list[Finding]:
    """Every check, in the order of the report."""
    return [
        python(sys.version_info[:3]),
        ros(environ),
        middleware(environ),
        interfaces(environ),
        discovery(environ),
        domain(environ),
        package("MuJoCo（シミュレータ）", "mujoco"),
        rendering(environ),
        package("日本語フォント", "matplotlib-fontja"),
        tool("C++ コンパイラ", environ.get("CXX") or "c++", "sudo apt-get install g++", environ),
        tool("CMake", "cmake", "sudo apt-get install cmake", environ),
        *gazebo(environ),
        disk(run_directory),
    ]


def line(finding: Finding) -> str:
    """○ there, △ missing but not needed to run, ✗ missing; then how to get it."""
    mark = "○" if finding.ok else "✗" if finding.needed else "△"
    remedy = "" if finding.ok or not finding.remedy else f"\n    → {finding.remedy}"
    return f"{mark} {finding.name}: {finding.detail}{remedy}"


def python(version: tuple[int, ...]) -> Finding:
    """Python 3.10 or later."""
    remedy = "Python 3.10 から 3.13 を入れて make setup PYTHON=python3.12"
    return Finding("Python", version >= (3, 10), ".".join(map(str, version)), remedy)


def ros(environ: Mapping[str, str]) -> Finding:
    """The ROS client library; the middleware it is told to use is a finding of its own."""
    location = ask(_ASK_ROS, {**environ, "RMW_IMPLEMENTATION": ""})
    remedy = f"{_SETUP}（ROS 2 を入れている場合は先に source /opt/ros/$DISTRO/setup.bash）"
    return Finding("ROS 2", bool(location), ros_name(location, environ) if location else "使えません", remedy)


def ros_name(location: str, environ: Mapping[str, str]) -> str:
    """Which ROS 2 the rclpy at this place belongs to: this environment's wheels or a sourced one."""
    if not Path(location).is_relative_to(sys.prefix):
        return f"{environ.get('ROS_DISTRO', '?')}（source されたもの: {location}）"
    version = installed("ros-rclpy") or "?"
    return f"{_WHEEL_DISTROS.get(version.split('.')[0], '?')}（ホイール、rclpy {version}）"


def middleware(environ: Mapping[str, str]) -> Finding:
    """Which middleware carries the messages, and whether it loads."""
    identifier = ask(_ASK_MIDDLEWARE, environ)
    wanted = environ.get("RMW_IMPLEMENTATION")
    remedy = f"RMW_IMPLEMENTATION={wanted} を外すか、それを入れてください" if wanted else _SETUP
    return Finding("ミドルウェア", identifier is not None, identifier or "使えません", remedy)


def interfaces(environ: Mapping[str, str]) -> Finding:
    """Our messages, with the libraries behind them."""
    ok = ask(_ASK_INTERFACES, environ) is not None
    return Finding("インターフェース", ok, "physical_ai_bridge_msgs" if ok else "読み込めません", _SETUP)


def discovery(environ: Mapping[str, str]) -> Finding:
    """How far other machines are looked for; ours is LOCALHOST unless the site opens it."""
    chosen = environ.get("ROS_AUTOMATIC_DISCOVERY_RANGE") or "LOCALHOST"
    known = chosen in _RANGES
    meaning = "この計算機の中だけ" if chosen == "LOCALHOST" else "他の計算機ともつながります"
    detail = f"{chosen}（{meaning}）" if known else f"{chosen} という値はありません"
    remedy = f"ROS_AUTOMATIC_DISCOVERY_RANGE を {' / '.join(_RANGES)} のどれかに"
    return Finding("通信範囲", known, detail, remedy)


def domain(environ: Mapping[str, str]) -> Finding:
    """The ROS domain, 0 to 232."""
    text = environ.get("ROS_DOMAIN_ID") or "0"
    valid = text == str(domain_or_default(environ))
    return Finding("ROS ドメイン", valid, text, "ROS_DOMAIN_ID を 0 から 232 の数に")


def domain_or_default(environ: Mapping[str, str]) -> int:
    """The domain that the environment names, 0 where it names none or a wrong one."""
    text = environ.get("ROS_DOMAIN_ID") or "0"
    return int(text) if text.isdecimal() and int(text) <= 232 else 0


def package(name: str, distribution: str) -> Finding:
    """A Python package that the set-up installs."""
    version = installed(distribution)
    return Finding(name, version is not None, f"{distribution} {version or 'なし'}", _SETUP)


def rendering(environ: Mapping[str, str]) -> Finding:
    """Whether a frame of the simulation can be drawn without a screen."""
    ok = ask(_ASK_EGL, {**environ, "MUJOCO_GL": "egl"}) is not None
    detail = "使えます" if ok else "使えません（シミュレータの画像だけが省かれます）"
    return Finding("EGL 描画", ok, detail, "sudo apt-get install libegl1 libgl1-mesa-dri", needed=False)


def tool(name: str, command: str, remedy: str, environ: Mapping[str, str]) -> Finding:
    """A program that only the set-up needs."""
    path = shutil.which(command, path=environ.get("PATH", ""))
    return Finding(name, path is not None, path or "なし（準備で使います）", remedy, needed=False)


def gazebo(environ: Mapping[str, str]) -> list[Finding]:
    """What `sim:=gazebo` needs beside ROS; the embedded simulator needs none of it."""
    remedy = f"sudo apt-get install ros-{environ.get('ROS_DISTRO') or 'jazzy'}-ros-gz（docs/install.ja.md）"
    found = {name: find(spec, environ) for name, spec in _GAZEBO.items()}
    absent = "なし（sim:=gazebo で使います）"
    return [
        Finding(name, path is not None, str(path or absent), remedy, needed=False)
        for name, path in found.items()
    ]


def disk(folder: Path) -> Finding:
    """Whether keys and audit can be written where they go, with room for days."""
    existing = next(place for place in (folder, *folder.parents) if place.is_dir())
    free, writable = shutil.disk_usage(existing).free, os.access(existing, os.W_OK)
    detail = f"{folder}（空き {free / 1e9:.1f} GB{'' if writable else '、書き込めません'}）"
    remedy = "空きを作るか、--run-directory で書ける場所を指定"
    return Finding("記録の置き場所", free >= _ROOM and writable, detail, remedy)


def installed(distribution: str) -> str | None:
    """The version of a Python distribution, None when it is not installed."""
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return None


def ask(code: str, environ: Mapping[str, str]) -> str | None:
    """What Python code prints in an interpreter of its own, None when it fails; crashes stay there."""
    command = [sys.executable, "-c", code]
    try:
        answer = subprocess.run(
            command, env=dict(environ), capture_output=True, text=True, timeout=_PATIENCE, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return answer.stdout.strip()

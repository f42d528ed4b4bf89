"""The commands that make the environment: .venv, ROS 2 and the tools, the interfaces, our package."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from bootstrap.cmake_paths import rewrite_prefix
from bootstrap.console import captured, run_logged
from bootstrap.ros import Ros

# Not bin/colcon: where colcon is a system package, the environment has no script of it.
_COLCON = "import sys; from colcon_core.command import main; sys.exit(main())"
# In a folder with other signs, Japanese ones too, the interface generators lose the names of what they make.
_PLAIN = re.compile(r"[A-Za-z0-9_./+=@-]+")
_START_UP = "physical_ai_bridge_prefix"


class Environment(NamedTuple):
    """Where the environment is made, on which ROS 2 and with which Python; `environ` is the caller's.

    `interpreter` is needed by `create` alone and is empty where the environment exists.
    """

    root: Path
    ros: Ros
    environ: Mapping[str, str]
    interpreter: str = ""

    @property
    def prefix(self) -> Path:
        """The virtual environment, which is also the ROS prefix that the interfaces are installed into."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """The environment's interpreter."""
        return self.prefix / "bin" / "python"


def runs(target: Environment) -> bool:
    """Whether the environment's interpreter is there; a removed base Python leaves a dangling link."""
    return os.access(target.python, os.X_OK)


def create(target: Environment, title: str) -> None:
    """Make an empty virtual environment, replacing what is there."""
    shutil.rmtree(target.prefix, ignore_errors=True)
    target.prefix.mkdir()
    share = ["--system-site-packages"] if target.ros.sourced else []
    _run(target, title, target.interpreter, "-m", "venv", *share, str(target.prefix))


def install_ros(target: Environment, title: str) -> None:
    """Install what builds packages and, without a sourced installation, ROS 2 itself from wheels."""
    bootstrap = target.root / "bootstrap"
    wheels = [] if target.ros.sourced else ["-r", str(bootstrap / "wheels" / f"{target.ros.distro}.txt")]
    _pin_numpy(target)
    _pip(target, title, *wheels, "-r", str(bootstrap / "build_tools.txt"))
    if target.ros.sourced:
        _install_start_up(target)
    else:
        rewrite_prefix(
            target.prefix,
            _ask(target, "import sysconfig; print(sysconfig.get_path('include'))"),
            _ask(target, "import numpy; print(numpy.get_include())"),
        )


def build_interfaces(target: Environment, title: str) -> None:
    """Build the interface package in msg/ with colcon and install it into the prefix."""
    if _PLAIN.fullmatch(str(target.prefix)):
        _colcon(target, title, target.prefix / "build")
    else:
        with tempfile.TemporaryDirectory() as folder:
            _colcon(target, title, Path(folder))


def _colcon(target: Environment, title: str, build: Path) -> None:
    prefix = str(target.prefix)
    places = ["--base-paths", str(target.root / "msg"), "--build-base", str(build)]
    into = ["--merge-install", "--install-base", prefix]
    cmake = ["-DBUILD_TESTING=OFF", "-DCMAKE_BUILD_TYPE=Release", f"-DPython3_EXECUTABLE={target.python}"]
    colcon = [str(target.python), "-c", _COLCON, "--log-base", f"{prefix}/log", "build"]
    shown = ["--event-handlers", "console_direct+"]
    _run(target, title, *colcon, *places, *into, *shown, "--cmake-args", *cmake)


def install_package(target: Environment, title: str) -> None:
    """Install this repository's Python package in place, with what runs and tests it."""
    _pip(target, title, "--no-build-isolation", "-e", f"{target.root}[dev]")


def _pip(target: Environment, title: str, *arguments: str) -> None:
    pip = [str(target.python), "-m", "pip", "install", "--disable-pip-version-check"]
    _run(target, title, *pip, "-c", str(target.prefix / "constraints.txt"), *arguments)


def _pin_numpy(target: Environment) -> None:
    """Keep a sourced installation's numpy: its message modules are compiled against that major version."""
    pin = ""
    if target.ros.sourced:
        pin = _ask(target, "import importlib.metadata as m; print('numpy==' + m.version('numpy'))")
    (target.prefix / "constraints.txt").write_text(f"{pin}\n")


def _install_start_up(target: Environment) -> None:
    site = Path(_ask(target, "import sysconfig; print(sysconfig.get_path('purelib'))"))
    shutil.copy(target.root / "bootstrap" / "ros_prefix.py", site / f"{_START_UP}.py")
    (site / f"{_START_UP}.pth").write_text(f"import {_START_UP}; {_START_UP}.start_again()\n")


def _ask(target: Environment, code: str) -> str:
    """What a line of Python prints in the environment."""
    return captured([str(target.python), "-c", code], _variables(target))


def _run(target: Environment, title: str, *command: str) -> None:
    run_logged(command, _variables(target), target.prefix / "setup.log", title)


def _variables(target: Environment) -> dict[str, str]:
    """The caller's variables, with the environment's prefix first and foreign Python settings left out."""
    dropped = {"PYTHONHOME", "" if target.ros.sourced else "PYTHONPATH"}
    # The mark of another wheel environment would keep this one from setting its own library path.
    dropped.add("_ROS_WHEELS_BOOTSTRAP_COMPLETE")
    variables = {name: value for name, value in target.environ.items() if name not in dropped}
    prefixes = os.pathsep.join(str(prefix) for prefix in (target.prefix, *target.ros.prefixes))
    return {
        **variables,
        "AMENT_PREFIX_PATH": prefixes,
        "CMAKE_PREFIX_PATH": prefixes,
        "PATH": f"{target.prefix / 'bin'}{os.pathsep}{variables.get('PATH', '')}",
    }

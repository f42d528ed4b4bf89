"""The steps of the set-up, in order, each skipped when nothing it was made from has changed."""

from __future__ import annotations

import fcntl
import platform
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from bootstrap import environment, interpreters, preflight, ros
from bootstrap.console import CommandFailed, announce, say
from bootstrap.environment import Environment
from bootstrap.problems import Problem, report
from bootstrap.stamps import Stamps, content_key


class SetupFailed(Exception):
    """The set-up cannot go on; the message says what the person at the terminal must do."""


class Step(NamedTuple):
    """One thing to make, and the key of what it is made from."""

    name: str
    title: str
    key: str
    act: Callable[[Environment, str], None]


def run(root: Path, environ: Mapping[str, str]) -> None:
    """Bring root/.venv up to date; returns at once when it is.

    Raises SetupFailed when something is missing (then nothing was changed) or a step failed (then the next
    run goes on there).
    """
    with (root / "bootstrap" / "__main__.py").open() as lock:  # two set-ups of one clone take turns
        fcntl.flock(lock, fcntl.LOCK_EX)
        target = Environment(root, ros.detect(environ, root / ".venv"), environ)
        stamps = Stamps(target.prefix / ".setup")
        steps = plan(target)
        pending = _pending(target, stamps, steps)
        if pending:
            _make(_checked(target, fresh=pending[0] is steps[0]), stamps, pending)


def plan(target: Environment) -> list[Step]:
    """Every step with its key, which contains the keys of the steps it builds on."""
    root, ros_name = target.root, f"ROS 2 {target.ros.distro}"
    base = content_key(root, (), target.ros.identity, str(root))
    tools = content_key(root, ("bootstrap",), base)
    interfaces = content_key(root, ("msg",), tools)
    package = content_key(root, ("setup.py", "setup.cfg", "pyproject.toml"), tools)
    how = "この端末の" if target.ros.sourced else "PyPI から "
    return [
        Step("environment", "仮想環境 .venv を作成", base, environment.create),
        Step("ros", f"{how}{ros_name} と道具を用意", tools, environment.install_ros),
        Step("interfaces", "メッセージ型 (msg/) をビルド (数分)", interfaces, environment.build_interfaces),
        Step("package", "physical_ai_bridge を導入", package, environment.install_package),
    ]


def _pending(target: Environment, stamps: Stamps, steps: list[Step]) -> list[Step]:
    """The steps to take: all of them where the environment itself is missing, broken or of another kind."""
    stale = [step for step in steps if not stamps.is_current(step.name, step.key)]
    return steps if steps[0] in stale or not environment.runs(target) or _another_python(target) else stale


def _another_python(target: Environment) -> bool:
    """Whether PYTHON asks for an interpreter other than the one the environment was made with."""
    asked = target.environ.get("PYTHON")
    found = interpreters.probe(asked, target.environ) if asked else None
    return bool(asked) and (found is None or Path(found.path).resolve() != target.python.resolve())


def _checked(target: Environment, fresh: bool) -> Environment:
    """The target with the interpreter to make it with; raises SetupFailed naming all that is missing."""
    problems, interpreter = preflight.check_tools(target.environ), None
    if fresh:
        found, python_problems = interpreters.find(target.environ, ros.python_of(target.ros))
        problems += ros.check(target.ros) + python_problems + _place(target.root)
        interpreter = found.path if found else None
        if not target.ros.sourced:
            problems += preflight.check_system(platform.system(), platform.machine(), platform.libc_ver())
    if problems:
        raise SetupFailed(report(problems))
    return target._replace(interpreter=interpreter or "")


def _place(root: Path) -> list[Problem]:
    return preflight.check_path(root) + preflight.check_disk(root)


def _make(target: Environment, stamps: Stamps, steps: list[Step]) -> None:
    for number, step in enumerate(steps, 1):
        title, begun = f"[{number}/{len(steps)}] {step.title}", time.monotonic()
        announce(title)
        try:
            step.act(target, title)
        except CommandFailed as failure:
            raise SetupFailed(
                f"✗ {title}: 失敗 / failed\n{failure}\n"
                "→ 原因（通信など）を直して、もう一度 make setup / mend the cause, then `make setup`"
            ) from failure
        stamps.write(step.name, step.key)
        say(f"{title}  {time.monotonic() - begun:.1f} s")

"""The whole system as one thing to start, wait for and end: used by ``up`` and ``demo``."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from physical_ai_bridge.cli import supervisor
from physical_ai_bridge.cli.conversation import NOT_RUNNING
from physical_ai_bridge.nodes.console import Console
from physical_ai_bridge.nodes.start.domain import take_domain, take_run_directory
from physical_ai_bridge.nodes.start.files import prepare
from physical_ai_bridge.nodes.start.options import StartOptions
from physical_ai_bridge.nodes.start.processes import chosen_robots, processes, site_world
from physical_ai_bridge.nodes.start.programs import installed
from physical_ai_bridge.plan.enums import Mode
from physical_ai_bridge.plan.reasons import ReasonCode

START_LIMIT = 30.0  # s


class StartFailed(RuntimeError):
    """The system did not come up; the message says which part and what the operator can do."""


@dataclass(frozen=True)
class System:
    """The running processes, the robots they serve, and a Japanese note about each process left out."""

    children: list[supervisor.Child]
    robots: tuple[str, ...]
    options: StartOptions
    notes: tuple[str, ...] = ()

    @property
    def run_directory(self) -> Path:
        """The folder of this start."""
        return self.options.run_directory


@contextmanager
def running(options: StartOptions) -> Iterator[System]:
    """Start everything; end everything on the way out. Raises DomainTaken, MissingProgram, WorldFileError,
    ValueError, OSError."""
    with take_domain(options.domain), take_run_directory(options.run_directory):
        robots = tuple(robot.name for robot in chosen_robots(site_world(options), options))
        specs, notes = installed(processes(options), os.environ)
        prepare(options)
        children = supervisor.start(specs, options.run_directory / "log")
        try:
            yield System(children, robots, options, notes)
        finally:
            supervisor.terminate(children)


def wait_until_ready(system: System, console: Console) -> None:
    """Until every gate says READY. Raises StartFailed naming what is missing or which process ended."""
    for robot in system.robots:
        console.watch_robot(robot)

    needed = [child for child in system.children if child.spec.part != "display"]

    def settled() -> bool:
        return bool(supervisor.ended(needed)) or all(_is_ready(console, r) for r in system.robots)

    ready = console.spin_until(settled, START_LIMIT)
    dead = supervisor.ended(needed)
    if dead:
        raise StartFailed(f"{dead[0].title} が起動できませんでした:\n{supervisor.last_words(dead[0])}")
    if not ready and not system.children and not console.states:
        raise StartFailed(NOT_RUNNING)
    if not ready:
        raise StartFailed(_what_is_missing(system, console))


def enable_all(system: System, console: Console, approver: str) -> None:
    """Let every robot move, as ``approver``. Raises StartFailed with the gate's reason."""
    for robot in system.robots:
        accepted, reason = console.enable(robot, approver, system.run_directory)
        if not accepted:
            raise StartFailed(f"{robot}: 運転を許可できません: {reason.text_ja} [{reason.name}]")


def _is_ready(console: Console, robot: str) -> bool:
    state = console.states.get(robot)
    return state is not None and state.mode is Mode.READY


def _what_is_missing(system: System, console: Console) -> str:
    lines = [f"{START_LIMIT:.0f} 秒待っても準備ができません。記録: {system.run_directory / 'log'}"]
    for robot in system.robots:
        state = console.states.get(robot)
        waiting = state.waiting_for if state else (ReasonCode.GATE_LOST.name,)
        lines += [f"  {robot}: {ReasonCode[name].text_ja} [{name}]" for name in waiting]
        if ReasonCode.SCAN_STALE.name in waiting and system.options.sim == "gazebo":
            lines.append("  → 描画できない Gazebo に LiDAR はありません。--no-lidar を付けて起動してください")
    return "\n".join(lines)

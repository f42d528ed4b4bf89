"""The whole system as one thing to start, wait for and end: used by ``up`` and ``demo``."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from physical_ai_bridge.cli import supervisor
from physical_ai_bridge.cli.domain_lock import take_domain
from physical_ai_bridge.nodes.console import Console
from physical_ai_bridge.nodes.processes import processes, robot_names
from physical_ai_bridge.nodes.run_directory import prepare_run_directory
from physical_ai_bridge.plan.enums import Mode
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.world import load_world

START_LIMIT = 30.0  # s


class StartFailed(RuntimeError):
    """The system did not come up; the message says which part and what the operator can do."""


@dataclass(frozen=True)
class System:
    """The running processes and the robots they serve."""

    children: list[supervisor.Child]
    robots: tuple[str, ...]
    run_directory: Path


@contextmanager
def running(domain: int, world: Path, run_directory: Path, sim: str) -> Iterator[System]:
    """Start everything; end everything on the way out. Raises DomainTaken, WorldFileError, ValueError,
    OSError."""
    lock: socket.socket = take_domain(domain)
    with lock:
        world = world.resolve()
        robots = robot_names(load_world(world))
        specs = processes(world, run_directory, sim)
        prepare_run_directory(run_directory)
        children = supervisor.start(specs, run_directory / "log")
        try:
            yield System(children, robots, run_directory)
        finally:
            supervisor.terminate(children)


def wait_until_ready(system: System, console: Console) -> None:
    """Until every gate says READY. Raises StartFailed naming what is missing or which process ended."""
    for robot in system.robots:
        console.watch_robot(robot)

    def settled() -> bool:
        return bool(supervisor.ended(system.children)) or all(_is_ready(console, r) for r in system.robots)

    ready = console.spin_until(settled, START_LIMIT)
    dead = supervisor.ended(system.children)
    if dead:
        raise StartFailed(f"{dead[0].title} が起動できませんでした:\n{supervisor.last_words(dead[0])}")
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
    return "\n".join(lines)

"""Starting the processes of a description and staying with them; nothing is restarted, since a restart is
not a reset."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from physical_ai_bridge.nodes.lifetime import SUPERVISED
from physical_ai_bridge.nodes.start.programs import additions, find
from physical_ai_bridge.nodes.start.spec import OURS, PROGRAM, ProcessSpec

PATIENCE = 3.0  # s for a process to end by itself


@dataclass(frozen=True)
class Child:
    """A started process and the file that holds what it prints."""

    spec: ProcessSpec
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def title(self) -> str:
        """What an operator calls it."""
        return self.spec.title

    @property
    def ended(self) -> bool:
        """Whether it no longer runs though it should: one that ends by itself may, with status 0."""
        status = self.process.poll()
        return status is not None and not (self.spec.ends and status == 0)


def start(specs: Sequence[ProcessSpec], logs: Path) -> list[Child]:
    """Start them all, in order."""
    logs.mkdir(parents=True, exist_ok=True)
    return [_start(spec, logs) for spec in specs]


def _start(spec: ProcessSpec, logs: Path) -> Child:
    log = logs / f"{spec.namespace.strip('/').replace('/', '-') or 'site'}-{spec.name}.log"
    own = {SUPERVISED: str(os.getpid()), "PYTHONUNBUFFERED": "1"}
    environment = {**os.environ, **additions(spec, os.environ), **own}
    with log.open("wb") as output:
        process = subprocess.Popen(
            command_line(spec),
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment,
            start_new_session=True,
        )
    return Child(spec, process, log)


def command_line(spec: ProcessSpec) -> list[str]:
    """The command of one process; its name shows in ``ps``."""
    command = [*_program(spec), *spec.arguments]
    if spec.package == PROGRAM:
        return command
    command += ["--ros-args", "-r", f"__node:={spec.name}", "-r", f"__ns:={spec.namespace or '/'}"]
    for source, target in spec.remappings.items():
        command += ["-r", f"{source}:={target}"]
    for name, value in spec.parameters.items():
        # ROS reads the value as YAML, of which JSON is a part: a text in quotes stays one, even "on" or "1".
        command += ["-p", f"{name}:={json.dumps(value, ensure_ascii=False)}"]
    return command


def _program(spec: ProcessSpec) -> list[str]:
    python = [sys.executable, "-m"]
    if spec.package == OURS:
        return [*python, f"physical_ai_bridge.nodes.{spec.executable}"]
    return [*python, "physical_ai_bridge.nodes.start.supervised", str(find(spec, os.environ))]


def ended(children: Sequence[Child]) -> list[Child]:
    """Those that no longer run."""
    return [child for child in children if child.ended]


def terminate(children: Sequence[Child]) -> None:
    """Ask them all, agent first and simulator last, then wait for each; by force where one does not end."""
    for child in reversed(children):
        _signal(child, signal.SIGTERM)
    for child in reversed(children):
        with suppress(subprocess.TimeoutExpired):
            child.process.wait(PATIENCE)
        _signal(child, signal.SIGKILL)
        child.process.wait()


def _signal(child: Child, number: signal.Signals) -> None:
    """To a process and what it has started itself, as long as any of them is there."""
    with suppress(ProcessLookupError):
        os.killpg(child.process.pid, number)


def last_words(child: Child) -> str:
    """The end of what a process printed."""
    lines = child.log.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join(lines[-5:])

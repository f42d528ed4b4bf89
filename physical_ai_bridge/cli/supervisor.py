"""Starting the processes of a description and staying with them; nothing is restarted, since a restart is
not a reset."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from physical_ai_bridge.nodes.lifetime import SUPERVISED
from physical_ai_bridge.nodes.processes import ProcessSpec

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
        return f"{self.spec.namespace}/{self.spec.name}".lstrip("/")


def start(specs: Sequence[ProcessSpec], logs: Path) -> list[Child]:
    """Start them all, in order."""
    logs.mkdir(parents=True, exist_ok=True)
    return [_start(spec, logs) for spec in specs]


def _start(spec: ProcessSpec, logs: Path) -> Child:
    log = logs / f"{spec.namespace.strip('/') or 'site'}-{spec.name}.log"
    environment = {**os.environ, SUPERVISED: str(os.getpid()), "PYTHONUNBUFFERED": "1"}
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
    command = [sys.executable, "-m", f"physical_ai_bridge.nodes.{spec.executable}", "--ros-args"]
    command += ["-r", f"__node:={spec.name}", "-r", f"__ns:={spec.namespace or '/'}"]
    for source, target in spec.remappings.items():
        command += ["-r", f"{source}:={target}"]
    for name, value in spec.parameters.items():
        command += ["-p", f"{name}:={value}"]
    return command


def ended(children: Sequence[Child]) -> list[Child]:
    """Those that no longer run."""
    return [child for child in children if child.process.poll() is not None]


def terminate(children: Sequence[Child]) -> None:
    """Ask them all, agent first and simulator last, then wait for each; by force where one does not end."""
    for child in reversed(children):
        child.process.terminate()
    for child in reversed(children):
        try:
            child.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            child.process.kill()
            child.process.wait()


def last_words(child: Child) -> str:
    """The end of what a process printed."""
    lines = child.log.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join(lines[-5:])

"""What the person at the terminal sees: steps with elapsed time, while commands write to a log file."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

_TICK = 1.0  # seconds between two refreshes of a running step's line
_TAIL = 25  # lines of the log shown when a command fails


class CommandFailed(Exception):
    """A command of the set-up ended with an error; the message holds the end of its output."""


def say(text: str) -> None:
    """Print a line at once, in whatever encoding the terminal has."""
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "replace").decode(encoding), flush=True)


def announce(title: str) -> None:
    """Say what begins, where the running line of a terminal does not show it."""
    if not sys.stdout.isatty():
        say(f"{title} …")


def run_logged(command: Sequence[str], environment: Mapping[str, str], log: Path, title: str) -> None:
    """Run a command with its output in `log`, showing `title` and the seconds gone.

    Raises CommandFailed with the last lines of its output when it ends with an error.
    """
    with log.open("ab") as sink:
        start = sink.tell()
        sink.write(f"$ {' '.join(command)}\n".encode())
        sink.flush()
        status = _watch(command, environment, sink, title)
    if status != 0:
        raise CommandFailed(f"{_tail(log, start)}\n記録 / log: {log}")


def captured(command: Sequence[str], environment: Mapping[str, str]) -> str:
    """What a short command prints; raises CommandFailed with its error output when it fails."""
    answer = subprocess.run(command, env=dict(environment), capture_output=True, text=True, check=False)
    if answer.returncode != 0:
        raise CommandFailed(answer.stderr.strip())
    return answer.stdout.strip()


def _watch(command: Sequence[str], environment: Mapping[str, str], sink: IO[bytes], title: str) -> int:
    begun = time.monotonic()
    variables = dict(environment)
    process = subprocess.Popen(command, env=variables, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink)
    try:
        while process.poll() is None:
            _refresh(f"{title} … {time.monotonic() - begun:.0f} s{_percent(Path(sink.name))}")
            _wait(process)
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()
        _refresh("")
    return process.returncode


def _wait(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(_TICK if sys.stdout.isatty() else None)
    except subprocess.TimeoutExpired:
        return


def _refresh(text: str) -> None:
    """Rewrite the terminal's current line; says nothing where output is not a terminal."""
    if sys.stdout.isatty():
        sys.stdout.write(f"\r\x1b[K{text}")
        sys.stdout.flush()


def _percent(log: Path) -> str:
    """How far CMake says it is, from the end of the log; empty for other commands."""
    found = re.findall(rb"^\[ *(\d+)%\]", log.read_bytes()[-4096:], re.MULTILINE)
    return f" ({int(found[-1])} %)" if found else ""


def _tail(log: Path, start: int) -> str:
    lines = log.read_bytes()[start:].decode(errors="replace").splitlines()
    return "\n".join(f"  | {line}" for line in lines[-_TAIL:])

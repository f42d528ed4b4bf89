"""Writing the record from a thread of its own, so that a slow disk never holds up a control loop."""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Mapping
from pathlib import Path

from physical_ai_bridge.audit.chain import GENESIS, Entry, digest, line

QUEUE = 10_000


class AuditWriter:
    """One process's chain. From the constructor on it owns a new file; ``close`` writes what is left.

    Every line goes to the kernel as one write as soon as it comes, so a killed process loses at most what
    had not yet
    left its queue. A full queue drops the entry and counts it; the next line says how many were lost. Raises
    OSError when
    the file cannot be made: a robot without a record does not start.
    """

    def __init__(self, directory: Path, process: str, clock_ns: int, pid: int) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        before = newest(directory, process)
        self.path = directory / f"{process}-{clock_ns}-{pid}.jsonl"
        self._process = process
        self._file = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o640)
        self._queue: queue.Queue[Entry | None] = queue.Queue(QUEUE)
        self._lost = 0
        self._failed: OSError | None = None
        self._thread = threading.Thread(target=self._run, name="audit", daemon=True)
        self._thread.start()
        self.write(clock_ns, "start", "", {"pid": pid, "before": before})

    def write(self, time_ns: int, event: str, instruction_id: str, data: Mapping[str, object]) -> None:
        """Queue a line; returns at once."""
        try:
            self._queue.put_nowait(Entry(time_ns, self._process, event, instruction_id, dict(data)))
        except queue.Full:
            self._lost += 1

    @property
    def failure(self) -> OSError | None:
        """Why the disk refused a line, once it has."""
        return self._failed

    def close(self) -> None:
        """Write what is queued, then close the file."""
        self._queue.put(None)
        self._thread.join()
        os.close(self._file)

    def _run(self) -> None:
        sequence, previous = 0, GENESIS
        while (entry := self._queue.get()) is not None:
            for each in (*self._losses(entry), entry):
                text, previous_after = line(each, sequence, previous)
                if self._append(text):
                    sequence, previous = sequence + 1, previous_after

    def _losses(self, entry: Entry) -> tuple[Entry, ...]:
        lost, self._lost = self._lost, 0
        if not lost:
            return ()
        return (Entry(entry.time_ns, self._process, "lost", "", {"lines": lost}),)

    def _append(self, text: str) -> bool:
        try:
            os.write(self._file, text.encode() + b"\n")
        except OSError as error:
            self._failed = error
            self._lost += 1
            return False
        return True


def newest(directory: Path, process: str) -> dict[str, str]:
    """Name and last hash of the process's newest file, empty strings without one."""
    files = sorted(directory.glob(f"{process}-*-*.jsonl"), key=lambda path: path.stat().st_mtime_ns)
    if not files:
        return {"file": "", "hash": GENESIS}
    lines = files[-1].read_text(encoding="utf-8", errors="replace").splitlines()
    return {"file": files[-1].name, "hash": digest(lines[-1]) if lines else GENESIS}

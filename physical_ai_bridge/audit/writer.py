"""Writing the record from a thread of its own, so that a slow disk never holds up a control loop."""

from __future__ import annotations

import contextlib
import os
import queue
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

from physical_ai_bridge.audit import files
from physical_ai_bridge.audit.chain import GENESIS, Entry, digest, line

QUEUE = 10_000


class AuditWriter:
    """One process's chain. From the constructor on it owns a new file; ``close`` writes what is left.

    Every line goes to the kernel as one write as soon as it comes, so a killed process loses at most what had
    not yet left its queue. What a full queue or a full disk kept out is counted, and the next line says how
    many were lost. Raises OSError when the file cannot be made: a robot without a record does not start.
    """

    def __init__(self, directory: Path, process: str, clock_ns: int, pid: int) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        before = files.newest(directory, process)
        self.path = directory / files.name(process, clock_ns, pid)
        self._process = process
        self._file = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o640)
        self._size, self._sequence, self._previous = 0, 0, GENESIS
        self._queue: queue.Queue[Entry | None] = queue.Queue(QUEUE)
        self._lost, self._counting = 0, threading.Lock()
        self._failed: OSError | None = None
        self._thread = threading.Thread(target=self._run, name="audit", daemon=True)
        self._thread.start()
        self.write(clock_ns, "start", "", {"pid": pid, "before": before})

    def write(self, time_ns: int, event: str, instruction_id: str, data: Mapping[str, object]) -> None:
        """Queue a line; returns at once. ``data`` must not change afterwards."""
        try:
            self._queue.put_nowait(Entry(time_ns, self._process, event, instruction_id, dict(data)))
        except queue.Full:
            self._count(1)

    @property
    def failure(self) -> OSError | None:
        """Why the disk refused a line, once it has; the operator was told on standard error."""
        return self._failed

    def close(self) -> None:
        """Write what is queued, then close the file; nothing the second time."""
        if self._thread.is_alive():
            self._queue.put(None)
            self._thread.join()
            os.close(self._file)

    def _run(self) -> None:
        time_ns = 0
        while (entry := self._queue.get()) is not None:
            time_ns = entry.time_ns
            self._tell_losses(time_ns)
            if not self._append(entry):
                self._count(1)
        self._tell_losses(time_ns)

    def _count(self, lines: int) -> None:
        with self._counting:  # a caller's thread and ours; held for one addition
            self._lost += lines

    def _tell_losses(self, time_ns: int) -> None:
        lost = self._lost
        if lost and self._append(Entry(time_ns, self._process, "lost", "", {"lines": lost})):
            self._count(-lost)

    def _append(self, entry: Entry) -> bool:
        content = line(entry, self._sequence, self._previous)
        try:
            self._write_whole(content + b"\n")
        except OSError as error:
            self._report(error)
            return False
        self._sequence, self._previous = self._sequence + 1, digest(content)
        return True

    def _write_whole(self, content: bytes) -> None:
        """All of it, or raise OSError and leave nothing: half a line would spoil the next one."""
        written = 0
        try:
            while written < len(content):
                written += os.write(self._file, content[written:])
        except OSError:
            with contextlib.suppress(OSError):
                os.ftruncate(self._file, self._size)
            raise
        self._size += written

    def _report(self, error: OSError) -> None:
        """To the operator, once: who can free the disk may be watching. Standard error may be on it, too."""
        first, self._failed = self._failed is None, error
        if first:
            asked = "記録を書けません。ディスクの空きを確かめてください"
            with contextlib.suppress(OSError):
                print(f"{self._process}: {asked}: {self.path}: {error.strerror}", file=sys.stderr, flush=True)

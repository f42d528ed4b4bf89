"""The review worker as the gate's node sees it: ask without waiting, be called back on the node's own
thread."""

from __future__ import annotations

import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable

from rclpy.node import Node

from physical_ai_bridge.nodes.site import Site
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.verdict import Verdict, refused
from physical_ai_bridge.safety.outputs import StartReview
from physical_ai_bridge.safety.review_worker import READY, answer_from_line, request_line

START_LIMIT = 20.0  # s for the first worker; later ones start while the gate goes on
HANGS_AFTER = 1.0  # s without an answer


class _Worker:
    """One process and the thread that reads it; ``owed`` is the ticket it has not answered, with the time."""

    def __init__(self, command: list[str], answered: Callable[[int, Verdict], None]) -> None:
        pipe = subprocess.PIPE
        # A session of its own: a Ctrl-C in the terminal is the gate's to answer.
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, start_new_session=True)
        self.ready = threading.Event()
        self.started = time.monotonic()
        self.owed: tuple[int, float] | None = None
        self._answered = answered
        threading.Thread(target=self._read, name="review", daemon=True).start()

    def ask(self, request: StartReview) -> None:
        """Write the request; never more than one at a time, so that the pipe cannot fill and block."""
        self.owed = (request.ticket, time.monotonic())
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(request_line(request) + "\n")
            self.process.stdin.flush()
        except OSError:
            self._answered(request.ticket, refused(ReasonCode.REVIEW_FAILED))

    def hangs(self) -> bool:
        """Whether it has ended, or has started and owes an answer for too long; not in its first moments, so
        that a worker that cannot start is not started all the time."""
        if time.monotonic() - self.started < HANGS_AFTER:
            return False
        late = self.owed is not None and time.monotonic() - self.owed[1] > HANGS_AFTER
        return self.process.poll() is not None or (self.ready.is_set() and late)

    def _read(self) -> None:
        """Its lines, then its end: a worker that talks nonsense is ended, and one that ends owing refuses."""
        assert self.process.stdout is not None
        try:
            for line in self.process.stdout:
                if line.strip() == READY:
                    self.ready.set()
                else:
                    self._answered(*answer_from_line(line))
        except (ValueError, KeyError, TypeError):
            self.process.kill()
        self.process.wait()
        if self.owed is not None:
            self._answered(self.owed[0], refused(ReasonCode.REVIEW_FAILED))


class ReviewProcess:
    """Owns the worker from construction, which waits for it, to ``close``; replaces one that hangs or died.

    Raises TimeoutError where the first worker does not start.
    """

    def __init__(
        self, node: Node, site: Site, profile_name: str, answered: Callable[[int, Verdict], None]
    ) -> None:
        module = "physical_ai_bridge.safety.review_worker"
        self._command = [sys.executable, "-m", module, str(site.world_path), profile_name]
        self._answered = answered
        self._answers: queue.SimpleQueue[tuple[int, Verdict]] = queue.SimpleQueue()
        self._wake = node.create_guard_condition(self._deliver)
        self._worker = _Worker(self._command, self._put)
        if not self._worker.ready.wait(START_LIMIT):
            raise TimeoutError("安全確認のプロセスが始まりません / the review worker does not start")

    def ask(self, request: StartReview) -> None:
        """The answer comes through the callback. While the worker owes one there is none, and the core
        refuses."""
        self.tend()
        if self._worker.owed is None:
            self._worker.ask(request)

    def tend(self) -> None:
        """To be called often: a worker that hangs is replaced before the next plan needs it."""
        if self._worker.hangs():
            self._worker.process.kill()
            self._worker = _Worker(self._command, self._put)

    def close(self) -> None:
        """End the worker."""
        self._worker.process.kill()
        self._worker.process.wait()

    def _put(self, ticket: int, verdict: Verdict) -> None:
        """From any thread."""
        self._answers.put((ticket, verdict))
        self._wake.trigger()

    def _deliver(self) -> None:
        while not self._answers.empty():
            ticket, verdict = self._answers.get()
            owed = self._worker.owed
            if owed is not None and owed[0] == ticket:
                self._worker.owed = None
            self._answered(ticket, verdict)

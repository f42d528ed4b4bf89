"""The review worker as the gate's node sees it: ask without waiting, be called back on the node's own
thread."""

from __future__ import annotations

import queue
import subprocess
import sys
import threading
from collections.abc import Callable

from rclpy.node import Node

from physical_ai_bridge.nodes.site import Site
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.verdict import Verdict, refused
from physical_ai_bridge.safety.outputs import StartReview
from physical_ai_bridge.safety.review_worker import answer_from_line, request_line


class ReviewProcess:
    """Owns the worker from construction to ``close``. A worker that still owes an answer is replaced: it
    hangs."""

    def __init__(
        self, node: Node, site: Site, profile_name: str, answered: Callable[[int, Verdict], None]
    ) -> None:
        module = "physical_ai_bridge.safety.review_worker"
        self._command = [sys.executable, "-m", module, str(site.world_path), profile_name]
        self._answered = answered
        self._answers: queue.SimpleQueue[tuple[int, Verdict]] = queue.SimpleQueue()
        self._wake = node.create_guard_condition(self._deliver)
        self._owed: int | None = None
        self._worker = self._start()

    def ask(self, request: StartReview) -> None:
        """The answer comes through the callback; a dead worker's answer is a refusal."""
        if self._owed is not None or self._worker.poll() is not None:
            self._worker.kill()
            self._worker = self._start()
        self._owed = request.ticket
        assert self._worker.stdin is not None
        try:
            self._worker.stdin.write(request_line(request) + "\n")
            self._worker.stdin.flush()
        except OSError:
            self._put(request.ticket, refused(ReasonCode.REVIEW_FAILED))

    def close(self) -> None:
        """End the worker."""
        self._worker.kill()
        self._worker.wait()

    def _start(self) -> subprocess.Popen[str]:
        self._owed = None
        worker = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        threading.Thread(target=self._read, args=(worker,), name="review", daemon=True).start()
        return worker

    def _read(self, worker: subprocess.Popen[str]) -> None:
        """On a thread of its own: answers, then the end of a worker that died owing one."""
        assert worker.stdout is not None
        for line in worker.stdout:
            self._put(*answer_from_line(line))
        if worker is self._worker and self._owed is not None:
            self._put(self._owed, refused(ReasonCode.REVIEW_FAILED))

    def _put(self, ticket: int, verdict: Verdict) -> None:
        self._answers.put((ticket, verdict))
        self._wake.trigger()

    def _deliver(self) -> None:
        while not self._answers.empty():
            ticket, verdict = self._answers.get()
            if ticket == self._owed:
                self._owed = None
            self._answered(ticket, verdict)

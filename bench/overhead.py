"""What gate and guard add: the same proposals through them and, at the same time, through two bare relay
nodes."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable

from geometry_msgs.msg import Twist
from physical_ai_bridge_msgs.msg import MotionProposal

from bench.figures import percentile, show
from bench.relay import RELAYED
from bench.system import Bench, bench
from physical_ai_bridge.nodes import contract

ORDERS = ("3メートル前進して", "3メートル下がって")
MOST_ORDERS = 60


class Chain:
    """From each proposal to the first command that follows it."""

    def __init__(self, running: Bench, output: str) -> None:
        self.samples: list[float] = []
        self._proposed: float | None = None
        node = running.console.node
        proposals = f"/agv1/{contract.MOTION_PROPOSED}"
        node.create_subscription(MotionProposal, proposals, self._see_proposal, contract.MOTION_QOS)
        node.create_subscription(Twist, output, self._see_command, contract.MOTION_QOS)

    def _see_proposal(self, msg: MotionProposal) -> None:
        self._proposed = time.monotonic()

    def _see_command(self, msg: Twist) -> None:
        if self._proposed is not None:
            self.samples.append(time.monotonic() - self._proposed)
            self._proposed = None


def run(count: int) -> None:
    """At least ``count`` and at least 500 proposals, while the robot drives up and down."""
    wanted = max(count, 500)
    with bench() as running:
        relays = [subprocess.Popen([sys.executable, "-m", "bench.relay", stage]) for stage in ("1", "2")]
        try:
            gated = Chain(running, f"/agv1/{contract.CMD_VEL}")
            bare = Chain(running, RELAYED)
            _drive(running, lambda: min(len(gated.samples), len(bare.samples)) >= wanted)
        finally:
            for relay in relays:
                relay.terminate()
                relay.wait()
    _report(gated.samples, bare.samples)


def _drive(running: Bench, enough: Callable[[], bool]) -> None:
    """Raises RuntimeError where the robot does not get to drive."""
    for number in range(MOST_ORDERS):
        if enough():
            return
        running.finish(running.say(ORDERS[number % 2]))
    raise RuntimeError(f"too few samples: {[reply.text for reply in running.talk.replies[-3:]]}")


def _report(gated: list[float], bare: list[float]) -> None:
    print("\nFrom a motion proposal to the robot's command, both ways in the same run")
    show("through gate and guard", gated)
    show("through two bare relays", bare)
    ratios = "  ".join(f"p{r} {percentile(gated, r) / percentile(bare, r):.2f}" for r in (50, 90, 99))
    print(f"{'ratio':44}          {ratios}", flush=True)

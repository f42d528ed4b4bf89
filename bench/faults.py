"""Wall time from a killed or frozen process at full speed to standstill, on ground truth, beside its
bound."""

from __future__ import annotations

import os
import signal
import time

from nav_msgs.msg import Odometry

from bench.system import Bench, bench
from physical_ai_bridge.nodes import contract
from physical_ai_bridge.robots import load_profile

NODES = ("agent_node", "safety_gate_node", "command_guard_node", "controller_node")
FAULTS = {"killed": signal.SIGKILL, "frozen": signal.SIGSTOP}
DETECTION, SLACK = 0.2, 0.1  # s


def run(count: int) -> None:
    """Each process and fault once, on a fresh system each; ``count`` is for the latencies only."""
    profile = load_profile("agv")
    print("\nFault at full speed to standstill (bound: detection + v/a + 0.1 s)")
    for node in NODES:
        for fault, number in FAULTS.items():
            with bench() as running:
                speed, took = _one(running, node, number)
            bound = DETECTION + speed / profile.brake + SLACK
            name = f"{node} {fault}"
            print(
                f"{name:44} {took * 1000:6.0f} ms at {speed:.2f} m/s, bound {bound * 1000:.0f} ms", flush=True
            )


def _one(running: Bench, node: str, number: int) -> tuple[float, float]:
    truth = [0.0]
    topic = f"/agv1/{contract.GROUND_TRUTH}"

    def see(msg: Odometry) -> None:
        truth[0] = msg.twist.twist.linear.x

    running.console.node.create_subscription(Odometry, topic, see, contract.SENSE_QOS)
    running.say("5メートル前進して")
    top = load_profile("agv").max_speed
    running.console.spin_until(lambda: truth[0] >= 0.95 * top, 20.0)
    speed, began = truth[0], time.monotonic()
    child = next(child for child in running.running.children if child.spec.name == node)
    os.kill(child.process.pid, number)
    running.console.spin_until(lambda: abs(truth[0]) < 0.01, 20.0)
    took = time.monotonic() - began
    if number == signal.SIGSTOP:
        os.kill(child.process.pid, signal.SIGCONT)
    return speed, took

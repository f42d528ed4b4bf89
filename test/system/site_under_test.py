"""A real system of OS processes on a domain of its own, with a witness that reads ground truth."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from nav_msgs.msg import Odometry

from physical_ai_bridge.cli import supervisor
from physical_ai_bridge.cli.conversation import SETTLE, Conversation
from physical_ai_bridge.nodes import contract
from physical_ai_bridge.nodes.console import Console
from physical_ai_bridge.nodes.start.domain import DomainTaken, take_domain
from physical_ai_bridge.nodes.start.files import prepare
from physical_ai_bridge.nodes.start.options import StartOptions
from physical_ai_bridge.nodes.start.processes import processes
from physical_ai_bridge.nodes.start.spec import ProcessSpec
from physical_ai_bridge.plan.enums import Mode
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.signals import Reply

ROOT = Path(__file__).resolve().parents[2]
WORLD = ROOT / "worlds" / "warehouse.yaml"
TOP = 0.8  # m/s, the robot file's
PATIENCE = 30.0  # s: long enough for any machine; nothing here measures time
TRIES = 4
"""How often an order is given that a robot rightly ends when the machine under it stands still for 0.2 s."""
NODES = {
    "agent": "agent_node",
    "gate": "safety_gate_node",
    "guard": "command_guard_node",
    "controller": "controller_node",
    "sim": "sim_node",
}


def free_domain() -> int:
    """A ROS domain nobody holds, below those whose ports the kernel may hand out to others."""
    for domain in random.Random(os.getpid() + time.monotonic_ns()).sample(range(10, 100), 90):
        try:
            take_domain(domain).close()
        except DomainTaken:
            continue
        return domain
    raise RuntimeError("no free ROS domain")


@dataclass
class Witness:
    """What ground truth says: the newest speed and pose, and how often it came."""

    speed: float = 0.0
    x: float = 0.0
    y: float = 0.0
    count: int = 0
    fastest_since_mark: float = 0.0

    def see(self, msg: Odometry) -> None:
        """Take one message."""
        self.speed = msg.twist.twist.linear.x
        self.x, self.y = msg.pose.pose.position.x, msg.pose.pose.position.y
        self.count += 1
        turning = abs(msg.twist.twist.angular.z)
        self.fastest_since_mark = max(self.fastest_since_mark, abs(self.speed), turning)

    def mark(self) -> None:
        """Forget how fast it was."""
        self.fastest_since_mark = 0.0


@dataclass
class Site:
    """The running system as a test sees it."""

    children: list[supervisor.Child]
    console: Console
    directory: Path
    witness: Witness = field(default_factory=Witness)

    def __post_init__(self) -> None:
        topic = f"agv1/{contract.GROUND_TRUTH}"
        self.console.node.create_subscription(Odometry, topic, self.witness.see, contract.SENSE_QOS)
        self.console.watch_robot("agv1")
        self.talk = Conversation(self.console)

    @property
    def mode(self) -> Mode:
        """What the gate says of itself."""
        state = self.console.states.get("agv1")
        return state.mode if state else Mode.UNKNOWN

    def wait(self, done: Callable[[], bool], what: str) -> None:
        """Until it is so; fails naming ``what`` otherwise."""
        if not self.console.spin_until(done, PATIENCE):
            state = self.console.states.get("agv1")
            logs = "\n".join(f"{c.title}: {supervisor.last_words(c)}" for c in self.children)
            pytest.fail(
                f"waited in vain: {what}; {state}; replies {[r.text for r in self.talk.replies]}\n{logs}"
            )

    def ready(self) -> None:
        """Until the gate is ready and everybody hears; then let the robot move."""
        self.wait(lambda: self.mode is Mode.READY and self.witness.count > 0, "ready")
        self.wait(lambda: self.console.listeners()[1] >= 2, "agent and gate hearing instructions")
        self.wait(self.console.hears_agent, "the agent's replies")
        self.console.spin_until(lambda: False, SETTLE)
        assert self.console.enable("agv1", "tester", self.directory)[0]

    def pid(self, name: str) -> int:
        """The process behind a short name."""
        return next(c.process.pid for c in self.children if c.spec.name == NODES[name])

    def signal(self, name: str, number: int) -> None:
        """Send a signal to one process."""
        os.kill(self.pid(name), number)

    def drive_fast(self, text: str = "5メートル前進して") -> str:
        """Say it and wait for full speed; returns the instruction's id."""
        for _ in range(TRIES):
            said = self.talk.say(text, "tester", "agv1")
            fast = lambda: self.witness.speed >= 0.95 * TOP  # noqa: E731
            self.wait(lambda said=said, fast=fast: fast() or self.talk.final(said) is not None, "full speed")
            if fast():
                return said
            self.blame_the_machine(said)
        pytest.fail("never got to full speed")

    def blame_the_machine(self, said: str) -> None:
        """Fails unless an order ended for a reason that a stalled machine explains."""
        reply = self.talk.final(said)
        assert reply is not None and reply.reason.machine_stalled, reply

    def do(self, text: str) -> Reply:
        """An order that must succeed, given again where the machine had stalled."""
        for _ in range(TRIES):
            reply = self.ask(text)
            if not reply.reason.machine_stalled:
                break
        assert reply.reason.name == "OK", reply
        return reply

    def comes_to_rest(self) -> None:
        """Rest within patience, and then no motion at all for a while, by ground truth that keeps coming."""
        self.wait(lambda: abs(self.witness.speed) < 0.01, "rest")
        self.stays_at_rest()

    def stays_at_rest(self, seconds: float = 1.5) -> None:
        """No motion while ground truth keeps coming; an AssertionError otherwise."""
        self.console.spin_until(lambda: False, 0.3)
        self.witness.mark()
        count = self.witness.count
        self.console.spin_until(lambda: False, seconds)
        assert self.witness.count > count, "the witness sees nothing"
        assert self.witness.fastest_since_mark < 0.02

    def ask(self, text: str, robot: str = "") -> Reply:
        """Say it and return the last word on it."""
        said = self.talk.say(text, "tester", robot)
        self.wait(lambda: self.talk.final(said) is not None, f"the end of 「{text[:30]}」")
        reply = self.talk.final(said)
        assert reply is not None
        return reply

    def audit(self, process: str) -> list[dict[str, Any]]:
        """The lines one kind of process has written."""
        files = sorted((self.directory / "audit").glob(f"{process}*.jsonl"))
        return [json.loads(line) for file in files for line in file.read_text().splitlines()]

    def audited(self, process: str, reason: str) -> bool:
        """Whether a process has recorded a reason."""
        return any(line["data"].get("reason") == reason for line in self.audit(process))


@contextmanager
def running_site(
    directory: Path,
    monkeypatch: pytest.MonkeyPatch,
    specs: Sequence[ProcessSpec] | None = None,
    namespace: str = "",
) -> Iterator[Site]:
    """The processes of the description (or ``specs``) on a domain of their own; all gone afterwards."""
    domain = free_domain()
    held = take_domain(domain)
    monkeypatch.setenv("ROS_DOMAIN_ID", str(domain))
    monkeypatch.setenv("ROS_AUTOMATIC_DISCOVERY_RANGE", "LOCALHOST")
    options = StartOptions(WORLD, directory, namespace=namespace)
    prepare(options)
    chosen = processes(options) if specs is None else specs
    children = supervisor.start(chosen, directory / "log")
    console = Console("witness", options.prefix)
    try:
        yield Site(children, console, directory)
    finally:
        console.close()
        for child in children:
            if child.process.poll() is None:
                child.process.send_signal(signal.SIGCONT)
        supervisor.terminate(children)
        held.close()


def stalled(done: subprocess.CompletedProcess[str]) -> bool:
    """Whether a command ended as it did because the machine had stalled under the robot."""
    reasons = [reason for reason in ReasonCode if f"[{reason.name}]" in done.stdout]
    return done.returncode == 3 and any(reason.machine_stalled for reason in reasons)


def run_cli(*words: str, domain: str, home: Path, timeout: float = 120.0) -> subprocess.CompletedProcess[str]:
    """``physical-ai WORDS`` as a person would run it, with its state below ``home``."""
    environment = {**os.environ, "ROS_DOMAIN_ID": domain, "PHYSICAL_AI_HOME": str(home)}
    command = [str(Path(sys.executable).parent / "physical-ai"), *words]
    return subprocess.run(
        command, env=environment, cwd=ROOT, text=True, capture_output=True, timeout=timeout, check=False
    )

"""A whole system for a benchmark, with a console that times what passes."""

from __future__ import annotations

import getpass
import os
import random
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from physical_ai_bridge.cli import system
from physical_ai_bridge.cli.conversation import Conversation
from physical_ai_bridge.nodes.console import Console
from physical_ai_bridge.nodes.start.domain import DomainTaken, take_domain
from physical_ai_bridge.nodes.start.options import StartOptions
from physical_ai_bridge.resources import resource


@dataclass(frozen=True)
class Bench:
    """The running system, the console, and what is said."""

    running: system.System
    console: Console
    talk: Conversation

    def say(self, text: str) -> str:
        """An instruction with an id."""
        return self.talk.say(text, "bench", "agv1")

    def finish(self, instruction_id: str, limit: float = 60.0) -> None:
        """Until it has ended. Raises RuntimeError where it does not."""
        if not self.console.spin_until(lambda: self.talk.final(instruction_id) is not None, limit):
            raise RuntimeError(f"no end of {instruction_id}: {[r.text for r in self.talk.replies[-3:]]}")


@contextmanager
def bench() -> Iterator[Bench]:
    """Start on a free domain, enable, hand over; end everything afterwards."""
    domain = _choose_domain()
    with tempfile.TemporaryDirectory() as directory:
        world = resource("worlds/warehouse.yaml")
        with system.running(StartOptions(world, Path(directory), domain=domain)) as running:
            yield from _ready(running)


def _ready(running: system.System) -> Iterator[Bench]:
    with closing(Console("bench")) as console:
        talk = Conversation(console)
        system.wait_until_ready(running, console)
        system.enable_all(running, console, getpass.getuser())
        talk.wait_ready(10.0)
        yield Bench(running, console, talk)


def _choose_domain() -> int:
    """A domain nobody holds, for this process and its children."""

    for domain in random.sample(range(10, 100), 90):
        try:
            take_domain(domain).close()
        except DomainTaken:
            continue
        os.environ["ROS_DOMAIN_ID"] = str(domain)
        return domain
    raise RuntimeError("no free ROS domain")

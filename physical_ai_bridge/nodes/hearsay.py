"""What somebody said on /instruction reaches the agent though only a gate heard it.

`ros2 topic pub --once` waits for one listener, sends, and is gone: whoever discovery reached later hears
nothing (seen with 2 of 5 on a busy machine). So each gate tells the agent what it heard, and the agent, which
takes every id once, answers once.
"""

from __future__ import annotations

import hashlib
import time
from collections import deque
from typing import Any

from physical_ai_bridge_msgs.msg import Instruction as InstructionMsg
from rclpy.node import Node

from physical_ai_bridge.language.stop_words import match_stop
from physical_ai_bridge.nodes import contract
from physical_ai_bridge.nodes.conversions import time_to_msg
from physical_ai_bridge.plan.signals import Instruction

FRESH = 0.5  # s; what lay longer is not passed on, so that nothing old looks new
REMEMBERED = 100
_PREFIX = "said-"
MOST = 5
"""Texts that are passed on within a second: more than people say, and no flood becomes two."""


def said_id(text: str, info: Any) -> str:
    """The same for everybody who hears one message: its sender's time stamp with its text."""
    digest = hashlib.sha256(text.encode(errors="replace")).hexdigest()[:8]
    return f"{_PREFIX}{info['source_timestamp']:x}-{digest}"


def is_passed_on(said: str) -> bool:
    """Whether an id is one that everybody who heard the message gives it."""
    return said.startswith(_PREFIX)


def said_ns(said: Instruction, info: Any) -> int:
    """When it was said, ns: a gate that was late to pass it on does not make it younger than a stop that came
    in between. Who sends a typed instruction may stamp it by another clock: there the middleware's counts."""
    sent: int = info["source_timestamp"]
    return min(sent, said.stamp_ns) if is_passed_on(said.id) and said.stamp_ns > 0 else sent


class Heard:
    """The newest texts, so that each is taken once."""

    def __init__(self) -> None:
        self._ids: deque[str] = deque(maxlen=REMEMBERED)

    def is_new(self, said: str) -> bool:
        """Whether this id comes for the first time."""
        if said in self._ids:
            return False
        self._ids.append(said)
        return True


class Hearsay:
    """A gate tells the agent. Stops are not passed on: the gate has acted, and says so on /stop."""

    def __init__(self, node: Node) -> None:
        self._tell = node.create_publisher(InstructionMsg, contract.INSTRUCTION_TYPED, contract.EVENT_QOS)
        self._heard = Heard()
        self._told_at: deque[float] = deque(maxlen=MOST)

    def pass_on(self, text: str, info: Any) -> None:
        """Tell the agent what was said on the plain topic, once."""
        sent = info["source_timestamp"]
        fresh = abs(time.time_ns() - sent) * 1e-9 < FRESH
        if not fresh or match_stop(text) is not None or not self._heard.is_new(said_id(text, info)):
            return
        now = time.monotonic()
        if len(self._told_at) < MOST or now - self._told_at[0] > 1.0:
            self._told_at.append(now)
            self._tell.publish(InstructionMsg(stamp=time_to_msg(sent), id=said_id(text, info), text=text))

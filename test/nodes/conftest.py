"""A ROS context of its own, on this machine only, for tests that make nodes in this process."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import rclpy
from rclpy.executors import SingleThreadedExecutor
from rclpy.node import Node
from rclpy.signals import SignalHandlerOptions


class Nodes:
    """Makes nodes in the default context and lets them work."""

    def __init__(self) -> None:
        self.executor = SingleThreadedExecutor()

    def add(self, node: Node) -> Node:
        """Handle the node's callbacks, too."""
        self.executor.add_node(node)
        return node

    def spin_until(self, done: Callable[[], Any], periods: int = 500) -> bool:
        """Let callbacks run until ``done``; False when nothing came of it in 10 s."""
        for _ in range(periods):
            if done():
                return True
            self.executor.spin_once(timeout_sec=0.02)
        return bool(done())


@pytest.fixture
def nodes(monkeypatch: pytest.MonkeyPatch) -> Iterator[Nodes]:
    """Nodes of this test alone, on a domain that the tests with processes do not use."""
    monkeypatch.setenv("ROS_AUTOMATIC_DISCOVERY_RANGE", "LOCALHOST")
    domain = 100 + os.getpid() % 2
    rclpy.init(args=[], domain_id=domain, signal_handler_options=SignalHandlerOptions.NO)
    made = Nodes()
    yield made
    for node in made.executor.get_nodes():
        node.destroy_node()
    made.executor.shutdown()
    rclpy.try_shutdown()

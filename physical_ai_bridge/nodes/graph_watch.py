"""Who publishes motion or signs of life: everybody on such a topic who is not expected there, by name."""

from __future__ import annotations

from collections import Counter

from rclpy.node import Node

from physical_ai_bridge.nodes.contract import EXPECTED_PUBLISHERS
from physical_ai_bridge.safety.strangers import Publisher, strangers


class GraphWatch:
    """Looks at the graph from one robot's namespace."""

    def __init__(self, node: Node) -> None:
        self._node = node
        self._robot = node.get_namespace().rstrip("/")
        self._site = self._robot.rpartition("/")[0]
        self._nameless: Counter[str] = Counter()

    def look(self) -> tuple[str, ...]:
        """The strangers now, as ``topic: node``."""
        seen = [publisher for topic in EXPECTED_PUBLISHERS for publisher in self._publishers(topic)]
        expected = Counter(
            Publisher(topic, f"{self._site}{name}" if name.startswith("/") else f"{self._robot}/{name}")
            for topic, names in EXPECTED_PUBLISHERS.items()
            for name in names
        )
        found, self._nameless = strangers(expected, seen, self._nameless)
        return found

    def _publishers(self, topic: str) -> list[Publisher]:
        infos = self._node.get_publishers_info_by_topic(self._node.resolve_topic_name(topic))
        return [Publisher(topic, f"{info.node_namespace.rstrip('/')}/{info.node_name}") for info in infos]

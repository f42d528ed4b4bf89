"""Action goals by a key of the caller's: sent, followed to their result, and called off at any moment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rclpy.action import ActionClient
from rclpy.node import Node
from rclpy.task import Future


class GoalClient:
    """Remembers the goals under way; a cancel that comes before the acceptance is kept and sent after it."""

    def __init__(self, node: Node, kind: Any, name: str) -> None:
        self._client = ActionClient(node, kind, name)
        self._goals: dict[str, Any] = {}
        self._canceled: set[str] = set()

    def is_ready(self) -> bool:
        """Whether the server is there."""
        return bool(self._client.server_is_ready())

    def send(
        self, key: str, goal: Any, progressed: Callable[[Any], None], ended: Callable[[Any], None]
    ) -> None:
        """``progressed`` gets each feedback, ``ended`` the result as messages; None: not accepted."""
        self._goals[key] = None
        sent = self._client.send_goal_async(goal, feedback_callback=lambda msg: progressed(msg.feedback))
        sent.add_done_callback(lambda future: self._on_accepted(key, future, ended))

    def cancel(self, key: str) -> None:
        """Call a goal off, whether or not it has been accepted yet; nothing for one that has ended."""
        if self._goals.get(key) is not None:
            self._goals[key].cancel_goal_async()
        elif key in self._goals:
            self._canceled.add(key)

    def _on_accepted(self, key: str, future: Future, ended: Callable[[Any], None]) -> None:
        goal: Any = future.result()
        if not goal.accepted:
            self._forget(key)
            ended(None)
            return
        self._goals[key] = goal
        goal.get_result_async().add_done_callback(lambda result: self._on_result(key, result, ended))
        if key in self._canceled:
            goal.cancel_goal_async()

    def _on_result(self, key: str, future: Future, ended: Callable[[Any], None]) -> None:
        self._forget(key)
        response: Any = future.result()
        ended(response.result)

    def _forget(self, key: str) -> None:
        self._goals.pop(key, None)
        self._canceled.discard(key)

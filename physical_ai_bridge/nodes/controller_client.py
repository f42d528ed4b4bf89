"""The gate's way to the controller: signed admissions out, progress and outcome back, cancel at any
moment."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from physical_ai_bridge_msgs.action import ExecuteAdmitted
from rclpy.action import ActionClient
from rclpy.node import Node
from rclpy.task import Future

from physical_ai_bridge.nodes import contract
from physical_ai_bridge.nodes import conversions as c
from physical_ai_bridge.plan.admission import Admission
from physical_ai_bridge.plan.signing import sign_admission
from physical_ai_bridge.safety import events as e


class ControllerClient:
    """Remembers the goals under way by admission; a cancel before acceptance is kept and sent after it."""

    def __init__(self, node: Node, key: bytes, feed: Callable[[e.Event], None]) -> None:
        self._client = ActionClient(node, ExecuteAdmitted, contract.EXECUTE_ADMITTED)
        self._key, self._feed = key, feed
        self._goals: dict[str, Any] = {}
        self._canceled: set[str] = set()

    def send(self, admission: Admission) -> None:
        """Draw the nonce, sign, send. The outcome arrives as an event."""
        signed = sign_admission(self._key, admission.model_copy(update={"nonce": secrets.token_hex(16)}))
        goal = ExecuteAdmitted.Goal(admission=c.admission_to_msg(signed))
        self._goals[admission.id] = None
        sent = self._client.send_goal_async(goal, feedback_callback=self._on_feedback)
        sent.add_done_callback(lambda future: self._on_accepted(admission.id, future))

    def cancel(self, admission_id: str) -> None:
        """Call off an admission, whether or not the controller has accepted it yet."""
        if admission_id not in self._goals:
            return
        goal = self._goals[admission_id]
        if goal is None:
            self._canceled.add(admission_id)
        else:
            goal.cancel_goal_async()

    def _on_feedback(self, msg: Any) -> None:
        self._feed(e.ProgressHeard(c.progress_from_msg(msg.feedback.progress)))

    def _on_accepted(self, admission_id: str, future: Future) -> None:
        goal = future.result()
        self._goals[admission_id] = goal
        goal.get_result_async().add_done_callback(lambda result: self._on_result(admission_id, result))
        if admission_id in self._canceled:
            goal.cancel_goal_async()

    def _on_result(self, admission_id: str, future: Future) -> None:
        self._goals.pop(admission_id, None)
        self._canceled.discard(admission_id)
        outcome = c.outcome_from_msg(future.result().result.outcome)
        self._feed(e.ExecutionEnded(admission_id, outcome))

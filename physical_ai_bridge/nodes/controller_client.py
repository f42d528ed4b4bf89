"""The gate's way to the controller: signed admissions out, progress and outcome back as events."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from physical_ai_bridge_msgs.action import ExecuteAdmitted
from rclpy.node import Node

from physical_ai_bridge.nodes import contract
from physical_ai_bridge.nodes import conversions as c
from physical_ai_bridge.nodes.goal_client import GoalClient
from physical_ai_bridge.plan.admission import Admission
from physical_ai_bridge.plan.enums import OutcomeKind
from physical_ai_bridge.plan.outcome import Outcome
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.signing import sign_admission
from physical_ai_bridge.safety import events as e


class ControllerClient:
    """Each admission is one goal, by the admission's id."""

    def __init__(self, node: Node, key: bytes, feed: Callable[[e.Event], None]) -> None:
        self._goals = GoalClient(node, ExecuteAdmitted, contract.EXECUTE_ADMITTED)
        self._key, self._feed = key, feed

    def send(self, admission: Admission) -> None:
        """Draw the nonce, sign, send."""
        signed = sign_admission(self._key, admission.model_copy(update={"nonce": secrets.token_hex(16)}))
        goal = ExecuteAdmitted.Goal(admission=c.admission_to_msg(signed))
        self._goals.send(admission.id, goal, self._on_progress, lambda msg: self._on_end(admission.id, msg))

    def cancel(self, admission_id: str) -> None:
        """Call an admission off."""
        self._goals.cancel(admission_id)

    def _on_progress(self, feedback: Any) -> None:
        self._feed(e.ProgressHeard(c.progress_from_msg(feedback.progress)))

    def _on_end(self, admission_id: str, result: Any) -> None:
        refused = Outcome(OutcomeKind.REFUSED, ReasonCode.NOT_READY)
        outcome = c.outcome_from_msg(result.outcome) if result else refused
        self._feed(e.ExecutionEnded(admission_id, outcome))

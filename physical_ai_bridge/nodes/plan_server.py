"""The gate's face to the agent: the ExecutePlan action, each goal an event in and an outcome out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from physical_ai_bridge_msgs.action import ExecutePlan
from pydantic import ValidationError
from rclpy.action import ActionServer, CancelResponse
from rclpy.node import Node
from rclpy.task import Future

from physical_ai_bridge.nodes import contract
from physical_ai_bridge.nodes import conversions as c
from physical_ai_bridge.plan.enums import OutcomeKind
from physical_ai_bridge.plan.outcome import Outcome, Progress
from physical_ai_bridge.plan.plan import Plan
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.safety import events as e


@dataclass(frozen=True)
class _Open:
    goal: Any
    ended: Future


class PlanServer:
    """Every goal is accepted, so that a refusal comes back as a verdict and not as a bare no."""

    def __init__(self, node: Node, feed: Callable[[e.Event], None]) -> None:
        self._node, self._feed = node, feed
        self._open: dict[str, _Open] = {}
        self._server = ActionServer(
            node, ExecutePlan, contract.EXECUTE_PLAN, self._execute, cancel_callback=self._on_cancel
        )

    async def _execute(self, goal: Any) -> ExecutePlan.Result:
        """Await the outcome the core gives; the executor goes on meanwhile."""
        key = bytes(goal.goal_id.uuid).hex()
        ended: Future = Future()
        self._open[key] = _Open(goal, ended)
        plan, reason = _read(goal.request)
        self._feed(e.PlanSubmitted(key, plan, reason))
        if goal.is_cancel_requested:
            self._feed(e.CancelAsked(key))
        outcome = await ended
        del self._open[key]
        return _finish(goal, outcome)

    def _on_cancel(self, goal: Any) -> CancelResponse:
        """Feed the cancel once the goal is canceling, which it is after this answer."""
        key = bytes(goal.goal_id.uuid).hex()
        self._node.executor.create_task(self._feed, e.CancelAsked(key))
        return CancelResponse.ACCEPT

    def report(self, key: str, progress: Progress) -> None:
        """Feedback to the agent."""
        if key in self._open:
            self._open[key].goal.publish_feedback(ExecutePlan.Feedback(progress=c.progress_to_msg(progress)))

    def end(self, key: str, outcome: Outcome) -> None:
        """The plan's end; a second one for the same goal changes nothing."""
        entry = self._open.get(key)
        if entry is not None and not entry.ended.done():
            entry.ended.set_result(outcome)


def _read(request: ExecutePlan.Goal) -> tuple[Plan | None, ReasonCode]:
    """The plan, or why it cannot be read."""
    try:
        return c.plan_from_msg(request.plan), ReasonCode.OK
    except ValidationError as error:
        kinds = {fault["type"] for fault in error.errors()}
        return None, ReasonCode.NOT_FINITE if "finite_number" in kinds else ReasonCode.PLAN_MALFORMED
    except ValueError:
        return None, ReasonCode.PLAN_MALFORMED


def _finish(goal: Any, outcome: Outcome) -> ExecutePlan.Result:
    if outcome.kind is OutcomeKind.SUCCEEDED:
        goal.succeed()
    elif goal.is_cancel_requested:
        goal.canceled()
    else:
        goal.abort()
    return ExecutePlan.Result(outcome=c.outcome_to_msg(outcome))

"""What people ask of a gate: stop, reset, enable, approve. Each call is one event, answered before it
returns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from physical_ai_bridge_msgs.srv import Approve, Enable, Reset, StopRobot
from rclpy.node import Node

from physical_ai_bridge.nodes import contract
from physical_ai_bridge.nodes import conversions as c
from physical_ai_bridge.plan.enums import StopLevel
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.signals import ApproverToken, Stop
from physical_ai_bridge.plan.signing import token_is_genuine
from physical_ai_bridge.safety import events as e
from physical_ai_bridge.safety.outputs import Answer


class GateServices:
    """The core answers within the same step, so a request needs no future."""

    def __init__(self, node: Node, approver_key: bytes, feed: Callable[[e.Event], None]) -> None:
        self._node, self._key, self._feed = node, approver_key, feed
        self._request = 0
        self._answer: Answer | None = None
        node.create_service(StopRobot, contract.STOP_SERVICE, self._on_stop)
        node.create_service(Reset, contract.RESET_SERVICE, self._on_reset)
        node.create_service(Enable, contract.ENABLE_SERVICE, self._on_enable)
        node.create_service(Approve, contract.APPROVE_SERVICE, self._on_approve)

    def answer(self, answer: Answer) -> None:
        """Called by the node while the event of the request is carried out."""
        self._answer = answer

    def _on_stop(self, request: StopRobot.Request, response: Any) -> Any:
        level = c.enum_from_msg(StopLevel, request.level)
        stamp = self._node.get_clock().now().nanoseconds
        robot = self._node.get_namespace().rpartition("/")[2]
        stop = Stop(level, robot, request.source or "service", ReasonCode.STOP_REQUESTED, request.text, stamp)
        self._feed(e.StopHeard(stop, own=True))
        return _fill(response, True, ReasonCode.OK)

    def _on_reset(self, request: Reset.Request, response: Any) -> Any:
        token, genuine, number = self._open(request)
        return self._ask(e.ResetAsked(token, genuine, number), response)

    def _on_enable(self, request: Enable.Request, response: Any) -> Any:
        token, genuine, number = self._open(request)
        return self._ask(e.EnableAsked(request.enable, token, genuine, number), response)

    def _on_approve(self, request: Approve.Request, response: Any) -> Any:
        token, genuine, number = self._open(request)
        return self._ask(e.ApprovalGiven(request.plan_id, request.approve, token, genuine, number), response)

    def _open(self, request: Any) -> tuple[ApproverToken, bool, int]:
        self._request += 1
        token = c.token_from_msg(request.token)
        return token, token_is_genuine(self._key, token), self._request

    def _ask(self, event: e.Event, response: Any) -> Any:
        self._answer = None
        self._feed(event)
        answer = self._answer or Answer(self._request, False, ReasonCode.UNKNOWN)
        return _fill(response, answer.accepted, answer.reason)


def _fill(response: Any, accepted: bool, reason: ReasonCode) -> Any:
    response.accepted, response.reason = accepted, c.reason_to_msg(reason)
    response.text_ja = reason.text_ja
    return response

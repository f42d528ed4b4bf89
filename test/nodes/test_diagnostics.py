"""A status on the wire is what ROS's diagnostic tools read."""

from __future__ import annotations

from typing import Any

import pytest
from diagnostic_msgs.msg import DiagnosticArray, DiagnosticStatus
from rclpy.serialization import deserialize_message, serialize_message

from physical_ai_bridge.nodes import contract
from physical_ai_bridge.nodes.diagnostics import PERIOD, diagnostics, report_diagnostics
from physical_ai_bridge.nodes.status import Level, Status

STATUS = Status(Level.WARN, "止まっています [STOP_WORD]", (("mode", "READY"), ("admission", "")))
LEVELS = {
    Level.OK: DiagnosticStatus.OK,
    Level.WARN: DiagnosticStatus.WARN,
    Level.ERROR: DiagnosticStatus.ERROR,
    Level.STALE: DiagnosticStatus.STALE,
}


@pytest.mark.parametrize("level", list(Level))
def test_a_status_keeps_everything_over_the_wire(level: Level) -> None:
    status = Status(level, STATUS.message, STATUS.values)
    sent = diagnostics("agv1: safety_gate", "agv1", status, 2_000_000_003)
    got = deserialize_message(serialize_message(sent), DiagnosticArray)
    (told,) = got.status
    assert told.level == LEVELS[level]
    assert (told.name, told.hardware_id) == ("agv1: safety_gate", "agv1")
    assert told.message == STATUS.message
    assert [(pair.key, pair.value) for pair in told.values] == list(STATUS.values)
    assert (got.header.stamp.sec, got.header.stamp.nanosec) == (2, 3)


class FakeNode:
    """A node that keeps its publisher and its timer, and publishes nowhere."""

    def __init__(self, namespace: str) -> None:
        self.namespace, self.sent, self.made = namespace, [], []  # type: ignore[var-annotated]

    def get_namespace(self) -> str:
        return self.namespace

    def create_publisher(self, *made: Any) -> FakeNode:
        self.made.append(made)
        return self

    def publish(self, message: DiagnosticArray) -> None:
        self.sent.append(message)

    def create_timer(self, period: float, callback: Any) -> None:
        assert period == PERIOD == 1.0
        callback()


@pytest.mark.parametrize(
    ("namespace", "name"), [("/agv1", "agv1: gate"), ("/", "site: gate"), ("/east/agv1", "east/agv1: gate")]
)
def test_a_node_reports_under_its_namespace_once_a_second(namespace: str, name: str) -> None:
    node: Any = FakeNode(namespace)
    report_diagnostics(node, "gate", "agv1", lambda: STATUS)
    assert node.made == [(DiagnosticArray, "/diagnostics", contract.EVENT_QOS)]
    assert [array.status[0].name for array in node.sent] == [name]

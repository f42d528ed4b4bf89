"""A node's status on /diagnostics, once a second, as ROS's tools expect it."""

from __future__ import annotations

import time
from collections.abc import Callable

from diagnostic_msgs.msg import DiagnosticArray, DiagnosticStatus, KeyValue
from rclpy.node import Node
from std_msgs.msg import Header

from physical_ai_bridge.nodes import contract
from physical_ai_bridge.nodes.conversions import time_to_msg
from physical_ai_bridge.nodes.status import Status

PERIOD = 1.0  # s


def report_diagnostics(node: Node, title: str, hardware: str, look: Callable[[], Status]) -> None:
    """Publish what ``look`` says from now on, as ``agv1: title`` after the node's namespace (``site: title``
    without one). ``hardware`` is the robot's or the site's name."""
    publisher = node.create_publisher(DiagnosticArray, contract.DIAGNOSTICS, contract.EVENT_QOS)
    name = f"{node.get_namespace().strip('/') or 'site'}: {title}"
    node.create_timer(
        PERIOD, lambda: publisher.publish(diagnostics(name, hardware, look(), time.time_ns()))
    )


def diagnostics(name: str, hardware: str, status: Status, stamp: int) -> DiagnosticArray:
    """One status as the message asks; ``stamp`` in ns of the system clock."""
    values = [KeyValue(key=key, value=value) for key, value in status.values]
    level = bytes([status.level])  # a ROS byte
    told = DiagnosticStatus(
        level=level, name=name, message=status.message, hardware_id=hardware, values=values
    )
    return DiagnosticArray(header=Header(stamp=time_to_msg(stamp)), status=[told])

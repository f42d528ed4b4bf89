"""The clock that a simulator stamps its sensors by, looked at when somebody asks.

Gazebo tells the time at every physics step, 250 or 1,000 times a second. As an ordinary subscription that
took 15 % of a core at 250 (rclpy walks through its wait set for each); so this one is in no wait set.
"""

from __future__ import annotations

from typing import Any

from rcl_interfaces.msg import ParameterDescriptor
from rclpy.callback_groups import CallbackGroup
from rclpy.node import Node
from rosgraph_msgs.msg import Clock

from physical_ai_bridge.nodes import contract
from physical_ai_bridge.nodes.conversions import time_from_msg


class _Unwaited(CallbackGroup):
    """No executor ever waits for what is in it."""

    def can_execute(self, entity: Any) -> bool:
        return False

    def beginning_execution(self, entity: Any) -> bool:
        return False

    def ending_execution(self, entity: Any) -> None:
        pass


class SensorClock:
    """The newest time on /clock; 0 until one was told."""

    def __init__(self, node: Node) -> None:
        self._newest_ns = 0
        self._subscription = node.create_subscription(
            Clock, contract.CLOCK, lambda msg: None, contract.SENSE_QOS, callback_group=_Unwaited()
        )

    def now_ns(self) -> int:
        """ns of simulated time. The queue holds the newest message alone."""
        with self._subscription.handle:
            taken = self._subscription.handle.take_message(Clock, False)
        if taken is not None:
            self._newest_ns = time_from_msg(taken[0].clock)
        return self._newest_ns


def sensor_clock(node: Node) -> SensorClock | None:
    """Where the parameter ``simulated_time`` says that sensors have a clock of their own; else None."""
    text = "sensors are stamped by /clock; everything else by the system's clock all the same"
    descriptor = ParameterDescriptor(description=text, read_only=True)
    return SensorClock(node) if node.declare_parameter("simulated_time", False, descriptor).value else None

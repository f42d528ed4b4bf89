"""A node for the motion path: nothing in its executor's wait set but what moves or stops the robot.

By default every publisher and subscription brings two waiting event handlers (for incompatible peers) and
every node six
parameter services; rclpy walks through all of them before each callback. Without them the gate waits for a
third of the entities.
Safety parameters cannot be changed at run time anyway.
"""

from __future__ import annotations

from typing import Any

from rclpy.clock import Clock
from rclpy.clock_type import ClockType
from rclpy.event_handler import PublisherEventCallbacks, SubscriptionEventCallbacks
from rclpy.node import Node
from rclpy.parameter import Parameter

_STEADY = Clock(clock_type=ClockType.STEADY_TIME)


class LeanNode(Node):
    """No parameter or type description services, no event handlers."""

    def __init__(self, name: str, **options: Any) -> None:
        quiet = Parameter("start_type_description_service", value=False)
        super().__init__(name, start_parameter_services=False, parameter_overrides=[quiet], **options)

    def create_publisher(self, *args: Any, **options: Any) -> Any:
        """As Node's, without event handlers."""
        quiet = PublisherEventCallbacks(use_default_callbacks=False)
        return super().create_publisher(*args, **{"event_callbacks": quiet, **options})

    def create_subscription(self, *args: Any, **options: Any) -> Any:
        """As Node's, without event handlers."""
        quiet = SubscriptionEventCallbacks(use_default_callbacks=False)
        return super().create_subscription(*args, **{"event_callbacks": quiet, **options})

    def create_timer(self, period: float, callback: Any, **options: Any) -> Any:
        """As Node's, on the steady clock: a simulator that stands still must not silence the brakes."""
        return super().create_timer(period, callback, **{"clock": _STEADY, **options})

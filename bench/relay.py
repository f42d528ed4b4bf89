"""Two bare relay nodes in rclpy, each a process of its own with the priority that ours have: proposal to
gated motion, gated motion to twist;
no checks at all."""

from __future__ import annotations

import contextlib
import sys

import rclpy
from geometry_msgs.msg import Twist
from physical_ai_bridge_msgs.msg import GatedMotion, MotionProposal
from rclpy.executors import ExternalShutdownException
from rclpy.node import Node

from physical_ai_bridge.nodes import contract
from physical_ai_bridge.nodes.lifetime import ask_for_priority

HALFWAY, RELAYED = "/bench/gated", "/bench/cmd_vel"


class Relay(Node):
    """The first or the second of the two."""

    def __init__(self, stage: int) -> None:
        super().__init__(f"bare_relay_{stage}", start_parameter_services=False)
        first = stage == 1
        self._out = self.create_publisher(
            GatedMotion if first else Twist, HALFWAY if first else RELAYED, contract.MOTION_QOS
        )
        source = f"/agv1/{contract.MOTION_PROPOSED}" if first else HALFWAY
        kind = MotionProposal if first else GatedMotion
        self.create_subscription(kind, source, self._pass_on, contract.MOTION_QOS)

    def _pass_on(self, msg: MotionProposal | GatedMotion) -> None:
        if isinstance(msg, MotionProposal):
            self._out.publish(GatedMotion(stamp=msg.stamp, sequence=msg.sequence, twist=msg.twist))
        else:
            self._out.publish(msg.twist)


if __name__ == "__main__":
    ask_for_priority()
    rclpy.init()
    with contextlib.suppress(ExternalShutdownException):
        rclpy.spin(Relay(int(sys.argv[1])))

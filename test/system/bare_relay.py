"""What a system without a guard is: whatever the gate says goes straight to the robot. For control runs and
benchmarks.

It takes the guard's name and sign of life, so that the gate is content with it.
"""

from __future__ import annotations

import rclpy
from geometry_msgs.msg import Twist
from physical_ai_bridge_msgs.msg import GatedMotion, Heartbeat
from rclpy.node import Node

from physical_ai_bridge.nodes import contract


class BareRelay(Node):
    """Forwards and beats, and checks nothing."""

    def __init__(self) -> None:
        super().__init__("command_guard_node", namespace="/agv1")
        self._drive = self.create_publisher(Twist, contract.CMD_VEL, contract.MOTION_QOS)
        self._heart = self.create_publisher(Heartbeat, contract.GUARD_HEARTBEAT, contract.SENSE_QOS)
        forward = self._forward
        self.create_subscription(GatedMotion, contract.MOTION_GATED, forward, contract.MOTION_QOS)
        self.create_timer(contract.HEARTBEAT, self._beat)

    def _beat(self) -> None:
        now = self.get_clock().now().to_msg()
        self._heart.publish(Heartbeat(stamp=now, node="guard", robot="agv1"))

    def _forward(self, msg: GatedMotion) -> None:
        self._drive.publish(msg.twist)


if __name__ == "__main__":
    rclpy.init()
    rclpy.spin(BareRelay())

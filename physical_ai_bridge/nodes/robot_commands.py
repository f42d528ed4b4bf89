"""The topics on which a robot is told to move, as the robot wants them: Twist or TwistStamped, and the arm's
trajectory. Only the guard, and for zero the gate, has one of these."""

from __future__ import annotations

from geometry_msgs.msg import Twist as TwistMsg
from geometry_msgs.msg import TwistStamped
from rcl_interfaces.msg import ParameterDescriptor
from rclpy.duration import Duration
from rclpy.node import Node
from trajectory_msgs.msg import JointTrajectory

from physical_ai_bridge.nodes import contract
from physical_ai_bridge.nodes.conversions import trajectory_to_msg, twist_to_msg
from physical_ai_bridge.plan.motion import Trajectory, Twist

TWIST, TWIST_STAMPED = "twist", "twist_stamped"


def is_stamped(node: Node) -> bool:
    """Whether the parameter ``cmd_vel_type`` asks for TwistStamped. Raises ValueError for any other text."""
    text = "twist (Gazebo's DiffDrive, embedded) or twist_stamped (ros2_control)"
    descriptor = ParameterDescriptor(description=text, read_only=True)
    value = node.declare_parameter("cmd_vel_type", TWIST, descriptor).value
    if value not in (TWIST, TWIST_STAMPED):
        raise ValueError(f"cmd_vel_type は {TWIST} か {TWIST_STAMPED} です: {value}")
    return bool(value == TWIST_STAMPED)


class RobotCommands:
    """One robot's command topics, relative to the node's namespace."""

    def __init__(self, node: Node, frame: str) -> None:
        """``frame``: what a stamped twist is expressed in. Raises ValueError for a bad ``cmd_vel_type``."""
        self._frame, self._stamped = frame, is_stamped(node)
        kind = TwistStamped if self._stamped else TwistMsg
        self._drive = node.create_publisher(kind, contract.CMD_VEL, contract.MOTION_QOS)

    def drive(self, twist: Twist) -> None:
        """Move the base at ``twist``."""
        self._drive.publish(self._stamp(twist) if self._stamped else twist_to_msg(twist))

    def drive_and_wait(self, twist: Twist, seconds: float) -> None:
        """As ``drive``, until the robot has it or ``seconds`` are over."""
        self.drive(twist)
        self._drive.wait_for_all_acked(Duration(seconds=seconds))

    def _stamp(self, twist: Twist) -> TwistStamped:
        """Without a time: ros2_control then counts its time-out from the arrival. Ours is not the clock of a
        simulator or of another machine, and a stamp from the future would switch the time-out off."""
        stamped = TwistStamped(twist=twist_to_msg(twist))
        stamped.header.frame_id = self._frame
        return stamped


class ArmCommands:
    """The arm's trajectory topic; never an empty trajectory, which ends Gazebo's server."""

    def __init__(self, node: Node) -> None:
        self._move = node.create_publisher(JointTrajectory, contract.JOINT_TRAJECTORY, contract.MOTION_QOS)

    def move(self, trajectory: Trajectory) -> None:
        """Follow ``trajectory`` from now on, whatever the arm was doing."""
        self._move.publish(trajectory_to_msg(trajectory))

"""How a robot is told to move: as Twist or TwistStamped, and an arm by its trajectory."""

from __future__ import annotations

import pytest
from builtin_interfaces.msg import Time
from geometry_msgs.msg import Twist as TwistMsg
from geometry_msgs.msg import TwistStamped
from rclpy.node import Node
from rclpy.parameter import Parameter
from trajectory_msgs.msg import JointTrajectory

from physical_ai_bridge.nodes.contract import CMD_VEL, JOINT_TRAJECTORY, MOTION_QOS
from physical_ai_bridge.nodes.robot_commands import ArmCommands, RobotCommands
from physical_ai_bridge.plan.motion import Trajectory, TrajectoryPoint, Twist


def make_node(**parameters: str) -> Node:
    given = [Parameter(name, value=value) for name, value in parameters.items()]
    return Node("guard", namespace="agv1", parameter_overrides=given)


def hear(nodes, node, kind, topic, say):
    """What arrives on ``topic`` once ``say`` is repeated until it does."""
    heard = []
    node.create_subscription(kind, topic, heard.append, MOTION_QOS)
    node.create_timer(0.05, say)
    assert nodes.spin_until(lambda: heard)
    return heard[0]


def test_a_twist_is_a_twist(nodes):
    node = nodes.add(make_node())
    robot = RobotCommands(node, "agv1/base_footprint")
    msg = hear(nodes, node, TwistMsg, CMD_VEL, lambda: robot.drive(Twist.planar(0.5, -0.25)))
    assert (msg.linear.x, msg.angular.z) == (0.5, -0.25)


def test_a_stamped_one_names_its_frame_and_leaves_the_time_to_the_robot(nodes):
    node = nodes.add(make_node(cmd_vel_type="twist_stamped"))
    robot = RobotCommands(node, "agv1/base_footprint")
    msg = hear(nodes, node, TwistStamped, CMD_VEL, lambda: robot.drive(Twist.planar(0.5, -0.25)))
    assert (msg.twist.linear.x, msg.twist.angular.z) == (0.5, -0.25)
    assert msg.header.frame_id == "agv1/base_footprint" and msg.header.stamp == Time()


def test_another_type_is_refused_by_name(nodes):
    with pytest.raises(ValueError, match=r"cmd_vel_type .*twistt"):
        RobotCommands(nodes.add(make_node(cmd_vel_type="twistt")), "base")


def test_an_arm_is_told_whole_points(nodes):
    node = nodes.add(make_node())
    arm = ArmCommands(node)
    way = Trajectory(("j1",), (TrajectoryPoint((0.5,), (0.0,), 20_000_000),))
    msg = hear(nodes, node, JointTrajectory, JOINT_TRAJECTORY, lambda: arm.move(way))
    assert list(msg.joint_names) == ["j1"] and list(msg.points[0].positions) == [0.5]
    assert msg.points[0].time_from_start.nanosec == 20_000_000

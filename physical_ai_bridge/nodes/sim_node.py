"""The embedded simulator behind the robot contract: commands in, senses out, physics in between, in real
time by default."""

from __future__ import annotations

import sys
import time
from functools import partial

from geometry_msgs.msg import Twist as TwistMsg
from geometry_msgs.msg import TwistStamped
from nav_msgs.msg import Odometry as OdometryMsg
from physical_ai_bridge_msgs.msg import ContactArray, ObjectArray
from rcl_interfaces.msg import FloatingPointRange, IntegerRange, ParameterDescriptor
from rclpy.node import Node
from rosgraph_msgs.msg import Clock
from sensor_msgs.msg import BatteryState, JointState, LaserScan

from physical_ai_bridge.nodes import contract
from physical_ai_bridge.nodes import sim_messages as messages
from physical_ai_bridge.nodes.conversions import time_to_msg
from physical_ai_bridge.nodes.diagnostics import report_diagnostics
from physical_ai_bridge.nodes.fleet import read_fleet
from physical_ai_bridge.nodes.lean_node import LeanNode
from physical_ai_bridge.nodes.lifetime import run
from physical_ai_bridge.nodes.process_status import sim_status
from physical_ai_bridge.nodes.robot_commands import is_stamped
from physical_ai_bridge.nodes.site import read_site
from physical_ai_bridge.nodes.status import Status
from physical_ai_bridge.sim.robot import SimulatedRobot
from physical_ai_bridge.sim.simulator import Simulator

PERIOD = 0.02  # s of wall time between two looks at the clock; odometry's period at real time
LONGEST = 0.1  # s of physics in one go: after a stall time is lost, not made up
SCAN_EVERY, SLOW_EVERY = 5, 50  # ticks


class SimNode(LeanNode):
    """Owns the physics. Holds each robot's last command for ever, as Gazebo does."""

    def __init__(self) -> None:
        super().__init__("sim_node")
        site = read_fleet(self, read_site(self))
        self._speed = self._number("speed", 1.0, "simulated s per s of wall time", 0.1, 20.0)
        seed = self.declare_parameter("seed", 0, _seed_descriptor()).value
        self._sim = Simulator(site.world, int(seed or 0))
        stamped = is_stamped(self)
        self._robots = [RobotTopics(self, self._sim.robot(name), stamped) for name in self._sim.robot_names]
        self._sim_clock = self.create_publisher(Clock, contract.CLOCK, contract.SENSE_QOS)
        self._ticks, self._stepped_at = 0, time.monotonic()
        self._looked_at = (self._stepped_at, self._sim.time)
        self.create_timer(PERIOD / max(1.0, self._speed), self._tick)
        report_diagnostics(self, "sim", site.world.name, self._status)

    def _number(self, name: str, default: float, text: str, low: float, high: float) -> float:
        span = FloatingPointRange(from_value=low, to_value=high)
        descriptor = ParameterDescriptor(description=text, read_only=True, floating_point_range=[span])
        return float(self.declare_parameter(name, default, descriptor).value or default)

    def _tick(self) -> None:
        now = time.monotonic()
        passed, self._stepped_at = min(now - self._stepped_at, LONGEST), now
        self._sim.step(passed * self._speed)
        self._ticks += 1
        simulated = round(self._sim.time * 1e9)
        self._sim_clock.publish(Clock(clock=time_to_msg(simulated)))
        stamp = simulated if self._simulated_time() else self.get_clock().now().nanoseconds
        for robot in self._robots:
            robot.publish(stamp, self._ticks)
        if self._ticks % SLOW_EVERY == 0:
            objects = messages.objects(self._sim.objects(), stamp)
            for robot in self._robots:
                robot.publish_objects(objects)

    def _status(self) -> Status:
        """Since the last look."""
        (wall, simulated), self._looked_at = self._looked_at, (self._stepped_at, self._sim.time)
        passed = self._stepped_at - wall, self._sim.time - simulated
        return sim_status(*passed, self._speed, self._sim.robot_names)

    def _simulated_time(self) -> bool:
        return bool(self.get_parameter("use_sim_time").value)


class RobotTopics:
    """One robot's side of the contract."""

    def __init__(self, node: Node, robot: SimulatedRobot, stamped: bool) -> None:
        self._node, self._robot = node, robot
        topic = partial("{}/{}".format, robot.name)
        publisher = partial(node.create_publisher, qos_profile=contract.ROBOT_QOS)
        self._odom = publisher(OdometryMsg, topic(contract.ODOM))
        self._truth = publisher(OdometryMsg, topic(contract.GROUND_TRUTH))
        self._scan = publisher(LaserScan, topic(contract.SCAN))
        self._joints = publisher(JointState, topic(contract.JOINT_STATES))
        self._contacts = publisher(ContactArray, topic(contract.CONTACTS))
        self._battery = publisher(BatteryState, topic(contract.BATTERY_STATE))
        self._objects = publisher(ObjectArray, topic(contract.OBJECTS))
        kind, heard = (TwistStamped, self._on_stamped) if stamped else (TwistMsg, self._on_command)
        node.create_subscription(kind, topic(contract.CMD_VEL), heard, contract.MOTION_QOS)

    def _on_stamped(self, msg: TwistStamped) -> None:
        self._on_command(msg.twist)

    def _on_command(self, msg: TwistMsg) -> None:
        try:
            self._robot.command(msg.linear.x, msg.angular.z)
        except ValueError as error:
            self._node.get_logger().error(f"{self._robot.name}: {error}", throttle_duration_sec=1.0)

    def publish(self, stamp: int, tick: int) -> None:
        """What is due at this tick: odometry and joints always, the scan at 10 Hz, contacts when there are
        any."""
        robot = self._robot
        self._odom.publish(messages.odometry(robot.odometry(), stamp, robot.name))
        self._truth.publish(messages.ground_truth(robot.ground_truth(), stamp, robot.name))
        self._joints.publish(messages.joint_states(robot.joint_states(), stamp))
        if tick % SCAN_EVERY == 0:
            self._publish_scan(stamp)
        contacts = robot.contacts()
        if contacts:
            self._contacts.publish(messages.contacts(contacts, stamp, robot.name))
        if tick % SLOW_EVERY == 0:
            self._battery.publish(messages.battery(robot.battery(), stamp))

    def publish_objects(self, objects: ObjectArray) -> None:
        """Every movable thing of the site, which each robot is told in full."""
        self._objects.publish(objects)

    def _publish_scan(self, stamp: int) -> None:
        scan = self._robot.scan()
        if scan is not None:
            self._scan.publish(messages.scan(scan, stamp, self._robot.name))


def _seed_descriptor() -> ParameterDescriptor:
    span = IntegerRange(from_value=0, to_value=2**31 - 1)
    return ParameterDescriptor(description="seed of the sensors' noise", read_only=True, integer_range=[span])


def main() -> None:
    """The console script ``sim_node``."""
    sys.exit(run(SimNode, "sim_node"))


if __name__ == "__main__":
    main()

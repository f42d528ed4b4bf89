"""What Gazebo does not say in the robot contract's words: contacts and objects translated, and a battery."""

from __future__ import annotations

import importlib
import math
import sys
from functools import partial
from typing import Any

from nav_msgs.msg import Odometry as OdometryMsg
from physical_ai_bridge_msgs.msg import ContactArray, ObjectArray
from sensor_msgs.msg import BatteryState

from physical_ai_bridge.nodes import contract
from physical_ai_bridge.nodes import sim_messages as messages
from physical_ai_bridge.nodes.conversions import time_from_msg
from physical_ai_bridge.nodes.diagnostics import report_diagnostics
from physical_ai_bridge.nodes.fleet import read_fleet
from physical_ai_bridge.nodes.lean_node import LeanNode
from physical_ai_bridge.nodes.lifetime import run
from physical_ai_bridge.nodes.planar import yaw_from_quaternion
from physical_ai_bridge.nodes.process_status import gazebo_status
from physical_ai_bridge.nodes.site import read_site
from physical_ai_bridge.nodes.status import Status
from physical_ai_bridge.robots import RobotProfile, load_profile
from physical_ai_bridge.sim.battery import drained
from physical_ai_bridge.sim.gazebo.readings import Touch, object_states, robot_contacts

CONTACT_PERIOD = 0.05  # s; Gazebo reports a touch at every physics step
SLOW_PERIOD = 1.0  # s, objects and battery, as the embedded simulator


class GazeboNode(LeanNode):
    """One for the site. It moves nothing and has no topic that does."""

    def __init__(self, **options: Any) -> None:
        super().__init__("gazebo_node", **options)
        site = read_fleet(self, read_site(self))
        self._world = site.world
        self._poses: dict[str, tuple[float, float, float, float]] = {}
        self._stamp_ns = 0
        self._robots = [RobotSide(self, r.name, load_profile(r.profile)) for r in site.world.robots]
        self.create_subscription(OdometryMsg, contract.GAZEBO_OBJECTS, self._on_object, contract.ROBOT_QOS)
        self.create_timer(CONTACT_PERIOD, self._tell_contacts)
        self.create_timer(SLOW_PERIOD, self._tell_slow)
        report_diagnostics(self, "gazebo", site.world.name, self._status)

    def _on_object(self, msg: OdometryMsg) -> None:
        """Each object by its own publisher, with its id as the child frame."""
        at, turned = msg.pose.pose.position, msg.pose.pose.orientation
        yaw = yaw_from_quaternion(turned.x, turned.y, turned.z, turned.w)
        self._poses[msg.child_frame_id] = (at.x, at.y, at.z, yaw)
        self._stamp_ns = time_from_msg(msg.header.stamp)

    def _tell_contacts(self) -> None:
        for robot in self._robots:
            robot.tell_contacts()

    def _tell_slow(self) -> None:
        states = object_states(self._world, self._poses)
        for robot in self._robots:
            robot.tell_battery()
            if states:
                robot.tell_objects(messages.objects(states, self._stamp_ns))

    def _status(self) -> Status:
        return gazebo_status([robot.name for robot in self._robots if not robot.heard_odometry])


class RobotSide:
    """One robot: its contacts since the last telling, and a battery reckoned from its odometry."""

    def __init__(self, node: LeanNode, name: str, profile: RobotProfile) -> None:
        self.name, self._profile = name, profile
        self._touches: dict[tuple[str, str], Touch] = {}
        self._touched_ns, self._driven_ns, self._charge = 0, 0, 1.0
        topic = partial("{}/{}".format, name)
        publisher = partial(node.create_publisher, qos_profile=contract.ROBOT_QOS)
        self._contacts = publisher(ContactArray, topic(contract.CONTACTS))
        self._objects = publisher(ObjectArray, topic(contract.OBJECTS))
        self._battery = publisher(BatteryState, topic(contract.BATTERY_STATE))
        hear = node.create_subscription
        hear(contacts_type(), topic(contract.GAZEBO_CONTACTS), self._on_contacts, contract.ROBOT_QOS)
        hear(OdometryMsg, topic(contract.ODOM), self._on_odometry, contract.SENSE_QOS)

    @property
    def heard_odometry(self) -> bool:
        """Whether the bridge has brought any."""
        return self._driven_ns > 0

    def _on_contacts(self, msg: Any) -> None:
        """Each link's sensor speaks for itself; of two collisions the newest counts, since the forces of two
        physics steps do not add up."""
        self._touches.update({(touch.first, touch.second): touch for touch in touches(msg)})
        self._touched_ns = time_from_msg(msg.header.stamp)

    def _on_odometry(self, msg: OdometryMsg) -> None:
        stamp = time_from_msg(msg.header.stamp)
        passed = (stamp - self._driven_ns) * 1e-9 if self._driven_ns else 0.0
        speed, self._driven_ns = msg.twist.twist.linear.x, stamp
        self._charge = drained(self._charge, speed, max(0.0, passed), self._profile)

    def tell_contacts(self) -> None:
        """What was touched since the last time, if anything but the floor."""
        found, self._touches = robot_contacts(self.name, self._touches.values()), {}
        if found:
            self._contacts.publish(messages.contacts(found, self._touched_ns, self.name))

    def tell_battery(self) -> None:
        """Once odometry has told the time."""
        if self.heard_odometry:
            self._battery.publish(messages.battery(self._charge, self._driven_ns))

    def tell_objects(self, objects: ObjectArray) -> None:
        """Every movable thing of the site, which each robot is told in full."""
        self._objects.publish(objects)


def contacts_type() -> Any:
    """The message in which the bridge tells of contacts. Raises ValueError where it is not installed."""
    try:
        return importlib.import_module("ros_gz_interfaces.msg").Contacts
    except ImportError as error:
        advice = "sudo apt-get install ros-$ROS_DISTRO-ros-gz-interfaces"
        raise ValueError(f"ros_gz_interfaces がありません → {advice}") from error


def touches(msg: Any) -> list[Touch]:
    """From ros_gz_interfaces/Contacts; without a wrench the force is 0."""
    return [Touch(c.collision1.name, c.collision2.name, _force(c.wrenches)) for c in msg.contacts]


def _force(wrenches: Any) -> float:
    """N, all points of one contact together."""
    forces = [wrench.body_1_wrench.force for wrench in wrenches]
    return sum(math.hypot(force.x, force.y, force.z) for force in forces)


def main() -> None:
    """The console script ``gazebo_node``."""
    sys.exit(run(GazeboNode, "gazebo_node"))


if __name__ == "__main__":
    main()

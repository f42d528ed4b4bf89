"""The simulator's readings as ROS messages: one way only, since nothing of ours reads them back as
readings."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from geometry_msgs.msg import Point, Pose, PoseWithCovariance, Twist, TwistWithCovariance, Vector3
from nav_msgs.msg import Odometry as OdometryMsg
from physical_ai_bridge_msgs.msg import Contact as ContactMsg
from physical_ai_bridge_msgs.msg import ContactArray, Object, ObjectArray
from sensor_msgs.msg import BatteryState, JointState, LaserScan
from std_msgs.msg import Header

from physical_ai_bridge.nodes.conversions import time_to_msg
from physical_ai_bridge.nodes.planar import quaternion_from_yaw
from physical_ai_bridge.sim.readings import Contact, GroundTruth, JointStates, ObjectState, Odometry, Scan


def _header(stamp: int, frame: str) -> Header:
    return Header(stamp=time_to_msg(stamp), frame_id=frame)


def _odometry(reading: Odometry | GroundTruth, header: Header, child: str) -> OdometryMsg:
    position = Point(x=reading.x, y=reading.y, z=0.0)
    pose = Pose(position=position, orientation=quaternion_from_yaw(reading.yaw))
    twist = Twist(linear=Vector3(x=reading.v, y=0.0, z=0.0), angular=Vector3(x=0.0, y=0.0, z=reading.w))
    return OdometryMsg(
        header=header,
        child_frame_id=child,
        pose=PoseWithCovariance(pose=pose),
        twist=TwistWithCovariance(twist=twist),
    )


def odometry(reading: Odometry, stamp: int, robot: str) -> OdometryMsg:
    """In the odom frame; stamp in ns."""
    return _odometry(reading, _header(stamp, f"{robot}/odom"), f"{robot}/base_footprint")


def ground_truth(reading: GroundTruth, stamp: int, robot: str) -> OdometryMsg:
    """In the map frame."""
    return _odometry(reading, _header(stamp, "map"), f"{robot}/base_footprint")


def scan(reading: Scan, stamp: int, robot: str) -> LaserScan:
    """In the lidar's frame; inf: no return."""
    return LaserScan(
        header=_header(stamp, f"{robot}/lidar_link"),
        angle_min=reading.angle_min,
        angle_max=reading.angle_min + reading.angle_increment * (len(reading.ranges) - 1),
        angle_increment=reading.angle_increment,
        range_min=reading.range_min,
        range_max=reading.range_max,
        ranges=array("f", reading.ranges.tolist()),
    )


def joint_states(reading: JointStates, stamp: int) -> JointState:
    """rad and rad/s."""
    return JointState(
        header=_header(stamp, ""),
        name=list(reading.names),
        position=list(reading.positions),
        velocity=list(reading.velocities),
    )


def contacts(readings: Sequence[Contact], stamp: int, robot: str) -> ContactArray:
    """Everything but the floor."""
    touched = [ContactMsg(link=c.link, other=c.other, force_n=c.force) for c in readings]
    return ContactArray(header=_header(stamp, f"{robot}/base_link"), contacts=touched)


def battery(charge: float, stamp: int) -> BatteryState:
    """``charge`` 0 to 1; what the simulator does not know is NaN, as the message asks."""
    nan = float("nan")
    return BatteryState(
        header=_header(stamp, ""),
        voltage=nan,
        temperature=nan,
        current=nan,
        charge=nan,
        capacity=nan,
        design_capacity=nan,
        percentage=charge,
        power_supply_status=BatteryState.POWER_SUPPLY_STATUS_DISCHARGING,
        present=True,
    )


def objects(states: Sequence[ObjectState], stamp: int) -> ObjectArray:
    """Poses in the map frame, exactly as the physics has them, which ``source`` admits."""
    seen = [_object(state, stamp) for state in states]
    return ObjectArray(header=_header(stamp, "map"), objects=seen)


def _object(state: ObjectState, stamp: int) -> Object:
    position = Point(x=state.x, y=state.y, z=state.z)
    pose = PoseWithCovariance(pose=Pose(position=position, orientation=quaternion_from_yaw(state.yaw)))
    return Object(
        id=state.id, object_class=state.kind, pose=pose, stamp=time_to_msg(stamp), source="simulator"
    )

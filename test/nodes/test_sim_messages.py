"""The simulator's poses are those of the robot's base on the floor, in the frames of the contract."""

from __future__ import annotations

from physical_ai_bridge.nodes import sim_messages
from physical_ai_bridge.sim.readings import GroundTruth, Odometry


def test_odometry_and_ground_truth_are_those_of_the_base_on_the_floor() -> None:
    odom = sim_messages.odometry(Odometry(1.0, 2.0, 0.5, 0.3, 0.1), 5, "agv1")
    truth = sim_messages.ground_truth(GroundTruth(1.0, 2.0, 0.5, 0.3, 0.1, 0.0), 5, "agv1")
    assert (odom.header.frame_id, odom.child_frame_id) == ("agv1/odom", "agv1/base_footprint")
    assert (truth.header.frame_id, truth.child_frame_id) == ("map", "agv1/base_footprint")
    assert (odom.pose.pose.position.x, odom.twist.twist.angular.z) == (1.0, 0.1)

"""The embedded simulator: MuJoCo physics for machines without Gazebo and for tests."""

from physical_ai_bridge.sim.readings import (
    Contact,
    GroundTruth,
    JointStates,
    ObjectState,
    Odometry,
    Scan,
)
from physical_ai_bridge.sim.robot import SimulatedRobot
from physical_ai_bridge.sim.simulator import Simulator
from physical_ai_bridge.sim.starts import StartError

__all__ = [
    "Contact",
    "GroundTruth",
    "JointStates",
    "ObjectState",
    "Odometry",
    "Scan",
    "SimulatedRobot",
    "Simulator",
    "StartError",
]

"""One simulated robot: it takes velocity commands and gives readings, as the robot contract says."""

from __future__ import annotations

import math

import mujoco
import numpy as np

from physical_ai_bridge.robots import RobotProfile
from physical_ai_bridge.sim.battery import drained
from physical_ai_bridge.sim.contacts import contacts
from physical_ai_bridge.sim.drive import Twist, base_twist, command, ramp, wheel_speeds
from physical_ai_bridge.sim.lidar import PlanarLidar
from physical_ai_bridge.sim.odometry import DeadReckoning, advance
from physical_ai_bridge.sim.readings import Contact, GroundTruth, JointStates, Odometry, Scan
from physical_ai_bridge.sim.robot_model import BASE_JOINT, prefix


class SimulatedRobot:
    """A differential-drive base in the physics. Made by Simulator, which calls `drive` and `sense`."""

    def __init__(
        self,
        model: mujoco.MjModel,
        data: mujoco.MjData,
        name: str,
        profile: RobotProfile,
        noise: float,
        random: np.random.Generator,
    ) -> None:
        self.name = name
        self.profile = profile
        self._model = model
        self._data = data
        joints = [model.joint(prefix(name) + joint) for joint in profile.wheel_joints]
        self._motors = [model.actuator(prefix(name) + joint).id for joint in profile.wheel_joints]
        self._angles = [int(joint.qposadr[0]) for joint in joints]
        self._rates = [int(joint.dofadr[0]) for joint in joints]
        base = model.joint(prefix(name) + BASE_JOINT)
        self._pose = int(base.qposadr[0])
        self._velocity = int(base.dofadr[0])
        self._root = int(model.body_rootid[model.jnt_bodyid[base.id]])
        self._lidar = self._make_lidar(noise, random)
        self._commanded = Twist()
        self._driven = Twist()
        self._reckoned = DeadReckoning(*self._wheel_angles())
        self._charge = 1.0

    def command(self, linear: float, angular: float) -> None:
        """Drive at `linear` m/s and `angular` rad/s until told otherwise; there is no timeout, as in Gazebo.

        The drive approaches the command within the profile's accelerations and obeys any finite speed:
        capping it is the guard's work. Raises ValueError for NaN or infinity and then changes nothing.
        """
        self._commanded = command(linear, angular)

    def drive(self, dt: float) -> None:
        """Set the wheel servos for the next `dt` seconds."""
        self._driven = ramp(self._driven, self._commanded, self.profile, dt)
        self._data.ctrl[self._motors] = wheel_speeds(self._driven, self.profile)

    def sense(self, dt: float) -> None:
        """Read the wheel encoders and the battery after `dt` seconds."""
        self._reckoned = advance(self._reckoned, *self._wheel_angles(), self.profile)
        self._charge = drained(self._charge, self._wheel_twist().linear, dt, self.profile)

    def odometry(self) -> Odometry:
        """Pose since the start and velocity, both from the wheels alone."""
        twist, at = self._wheel_twist(), self._reckoned
        return Odometry(at.x, at.y, at.yaw, twist.linear, twist.angular)

    def ground_truth(self) -> GroundTruth:
        """Pose in the map frame and velocity of the base, from the physics."""
        x, y, _, qw, qx, qy, qz = (float(value) for value in self._data.qpos[self._pose : self._pose + 7])
        vx, vy = (float(value) for value in self._data.qvel[self._velocity : self._velocity + 2])
        yaw = math.atan2(2.0 * (qw * qz + qx * qy), 1.0 - 2.0 * (qy * qy + qz * qz))
        forward = vx * math.cos(yaw) + vy * math.sin(yaw)
        tilt = math.acos(max(-1.0, min(1.0, 1.0 - 2.0 * (qx * qx + qy * qy))))
        return GroundTruth(x, y, yaw, forward, float(self._data.qvel[self._velocity + 5]), tilt)

    def scan(self) -> Scan | None:
        """One turn of the lidar with fresh noise; None where the robot has none."""
        return self._lidar.scan(self._data) if self._lidar else None

    def joint_states(self) -> JointStates:
        """The driven wheels, left and right."""
        rates = (float(self._data.qvel[self._rates[0]]), float(self._data.qvel[self._rates[1]]))
        return JointStates(self.profile.wheel_joints, self._wheel_angles(), rates)

    def contacts(self) -> tuple[Contact, ...]:
        """Everything but the floor that the robot touches now; a bounce may fall between two calls."""
        return contacts(self._model, self._data, self._root)

    def battery(self) -> float:
        """The charge, 0 (empty) to 1 (full)."""
        return self._charge

    def _wheel_angles(self) -> tuple[float, float]:
        return float(self._data.qpos[self._angles[0]]), float(self._data.qpos[self._angles[1]])

    def _wheel_twist(self) -> Twist:
        left, right = (float(self._data.qvel[rate]) for rate in self._rates)
        return base_twist(left, right, self.profile)

    def _make_lidar(self, noise: float, random: np.random.Generator) -> PlanarLidar | None:
        if not self.profile.sensors.scan or self.profile.lidar is None:
            return None
        body = self._model.body(prefix(self.name) + self.profile.lidar.link).id
        own = np.flatnonzero(self._model.body_rootid[self._model.geom_bodyid] == self._root)
        return PlanarLidar(self._model, body, own, self.profile.lidar, noise, random)

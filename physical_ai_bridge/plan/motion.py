"""What flows in the motion stream: plain frozen records, since a value that is wrong must reach the gate to
be seen."""

from __future__ import annotations

from dataclasses import dataclass

from physical_ai_bridge.plan.enums import MotionKind

Vector = tuple[float, float, float]


@dataclass(frozen=True)
class Twist:
    """Velocity in the robot's frame: m/s and rad/s, x forward, y left, z up (REP-103)."""

    linear: Vector = (0.0, 0.0, 0.0)
    angular: Vector = (0.0, 0.0, 0.0)

    @classmethod
    def planar(cls, forward: float, turn: float) -> Twist:
        """A base's motion: forward m/s and turn rad/s, counter-clockwise positive."""
        return cls((forward, 0.0, 0.0), (0.0, 0.0, turn))

    @property
    def forward(self) -> float:
        """m/s along x."""
        return self.linear[0]

    @property
    def turn(self) -> float:
        """rad/s about z."""
        return self.angular[2]

    @property
    def is_zero(self) -> bool:
        """Whether every axis is exactly zero."""
        return not any(self.linear) and not any(self.angular)


STAND = Twist()


@dataclass(frozen=True)
class TrajectoryPoint:
    """Joint positions (rad or m) and velocities, ``time_ns`` after the start: whole ns, as a message carries
    them, so that a signature holds on the other side."""

    positions: tuple[float, ...]
    velocities: tuple[float, ...]
    time_ns: int


@dataclass(frozen=True)
class Trajectory:
    """A joint trajectory; empty for a base."""

    joints: tuple[str, ...] = ()
    points: tuple[TrajectoryPoint, ...] = ()

    @property
    def numbers(self) -> tuple[float, ...]:
        """Every position and velocity."""
        return tuple(value for point in self.points for value in (*point.positions, *point.velocities))


@dataclass(frozen=True)
class MotionProposal:
    """What the controller would like to do next, under which admission; stamp in ns of ROS time."""

    robot: str
    admission_id: str
    step_index: int
    sequence: int
    stamp_ns: int
    kind: MotionKind
    twist: Twist = STAND
    trajectory: Trajectory = Trajectory()
    opening_m: float = 0.0


@dataclass(frozen=True)
class GatedMotion:
    """What the gate lets through to the guard; ``mac`` signs all other fields."""

    robot: str
    epoch: str
    license: int
    resets: int
    sequence: int
    stamp_ns: int
    kind: MotionKind
    twist: Twist = STAND
    trajectory: Trajectory = Trajectory()
    opening_m: float = 0.0
    mac: str = ""


@dataclass(frozen=True)
class Pose2:
    """Pose in the plane: m, m, rad."""

    x: float
    y: float
    yaw: float


@dataclass(frozen=True)
class Odometry:
    """Measured pose in the map frame and speeds in the robot's (m/s, rad/s); stamp in ns of ROS time."""

    pose: Pose2
    forward: float
    turn: float
    stamp_ns: int


@dataclass(frozen=True)
class Scan:
    """A planar scan in the robot's frame: ``ranges`` in m from ``angle_min`` on, every ``angle_increment``
    rad.

    inf is no return; NaN, zero and negative values are faults of the sensor.
    """

    ranges: tuple[float, ...]
    angle_min: float
    angle_increment: float
    range_min: float
    range_max: float
    stamp_ns: int

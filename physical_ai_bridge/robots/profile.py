"""What a kind of robot can do and must not exceed, as frozen data. SI units unless a name says otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

DIRECTORY = Path(__file__).parent
"""Where profiles and URDF files are."""

Skill = Literal["move", "rotate", "navigate", "wait"]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
"""A joint or link name of the URDF."""
Metres = Annotated[float, Field(gt=0.0, le=100.0)]
Rate = Annotated[float, Field(gt=0.0, le=10.0)]
"""A speed, yaw rate or acceleration; the bound only catches slips of unit."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)


class Sensors(_Part):
    """Which sensors the robot carries."""

    scan: bool
    """Whether it publishes `scan`; without it the robot drives at `no_scan_speed` at most."""


class Lidar(_Part):
    """A planar lidar whose rays cover the full turn evenly, the first at -pi from its link's x axis."""

    link: Name
    rays: Annotated[int, Field(ge=8, le=4096)]
    """Rays in one scan."""
    range_min: Metres
    """m; nearer things are not seen, so it must be less than the way from the lidar to the robot's edge."""
    range_max: Metres
    """m; farther things give no return (inf)."""
    rate_hz: Annotated[float, Field(gt=0.0, le=50.0)]
    """Scans a second."""
    x: Annotated[float, Field(ge=-5.0, le=5.0)]
    """m, ahead of the robot's centre."""
    z: Annotated[float, Field(ge=0.0, le=5.0)]
    """m, above the floor."""


class Battery(_Part):
    """How long a full battery lasts."""

    idle_hours: Annotated[float, Field(gt=0.0, le=1000.0)]
    """h, standing still."""
    driving_hours: Annotated[float, Field(gt=0.0, le=1000.0)]
    """h, driving at `max_speed` all the time."""


class RobotProfile(_Part):
    """The limits of one kind of robot. Controller, gate and simulator all take them from here."""

    name: Name
    kind: Literal["base", "arm"]
    title_ja: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    urdf: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*\.urdf$")]
    """File name of the URDF, beside the profile."""
    skills: tuple[Skill, ...]
    """The skills a plan may use on this robot."""

    max_speed: Rate
    """m/s, forwards or backwards."""
    max_yaw_rate: Rate
    """rad/s, either way."""
    accel: Rate
    """m/s², when the speed grows."""
    brake: Rate
    """m/s², when the speed falls; every stopping distance is reckoned with it."""
    yaw_accel: Rate
    """rad/s², when the yaw rate grows."""
    yaw_brake: Rate
    """rad/s², when the yaw rate falls."""

    max_move: Metres
    """m, the longest single straight move an instruction may ask for."""
    max_rotation_deg: Annotated[float, Field(gt=0.0, le=3600.0)]
    """Degrees, the largest single rotation an instruction may ask for."""
    max_wait: Annotated[float, Field(gt=0.0, le=86_400.0)]
    """s, the longest single wait."""
    no_scan_speed: Rate
    """m/s, the limit for a robot that has no scan and drives by map alone."""

    footprint_radius: Metres
    """m, of the circle around the robot's centre that holds all of it."""
    wheel_radius: Metres
    """m, of the driven wheels."""
    wheel_separation: Metres
    """m, between the middles of the driven wheels."""
    wheel_joints: tuple[Name, Name]
    """URDF joints of the left and the right driven wheel."""
    wheel_max_torque: Annotated[float, Field(gt=0.0, le=1000.0)]
    """N m, the most each wheel's motor gives."""
    joints: tuple[Name, ...] = ()
    """URDF joints of the arm, from its base to its tip; empty for a base."""

    sensors: Sensors
    without_scan: Name | None = None
    """The profile that stands in where the scan is not there, as in a Gazebo that cannot render."""
    lidar: Lidar | None = None
    battery: Battery

    @property
    def urdf_path(self) -> Path:
        """The URDF file."""
        return DIRECTORY / self.urdf

    @model_validator(mode="after")
    def _consistent(self) -> RobotProfile:
        if self.sensors.scan and self.lidar is None:
            raise ValueError("sensors.scan needs a lidar")
        if self.lidar is not None and self.lidar.range_min >= self.lidar.range_max:
            raise ValueError("lidar.range_min must be below lidar.range_max")
        if self.no_scan_speed > self.max_speed:
            raise ValueError("no_scan_speed must not exceed max_speed")
        if not self.sensors.scan and self.max_speed > self.no_scan_speed:
            raise ValueError("without a scan max_speed must not exceed no_scan_speed")
        if not self.sensors.scan and self.without_scan is not None:
            raise ValueError("without_scan is for a profile that has a scan")
        if self.brake < self.accel:
            raise ValueError("brake must not be weaker than accel")
        return self

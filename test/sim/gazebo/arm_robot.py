"""A robot with an arm, for tests alone: the transport base's profile with the two joints of arm.urdf."""

from __future__ import annotations

from pathlib import Path

from physical_ai_bridge.robots import RobotProfile, load_profile

URDF = Path(__file__).parent / "arm.urdf"
JOINTS = ("shoulder_joint", "elbow_joint")


class ArmProfile(RobotProfile):
    """A profile whose URDF lies here instead of beside the real ones."""

    @property
    def urdf_path(self) -> Path:
        return URDF


def arm_profile(_: str = "arm") -> ArmProfile:
    """Stands in for `load_profile`."""
    agv = load_profile("agv").model_dump()
    seeing = {
        "sensors": {"scan": False},
        "lidar": None,
        "without_scan": None,
        "max_speed": agv["no_scan_speed"],
    }
    return ArmProfile.model_validate({**agv, **seeing, "name": "arm", "urdf": "arm.urdf", "joints": JOINTS})

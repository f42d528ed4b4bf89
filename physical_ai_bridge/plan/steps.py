"""The steps a plan is made of: one frozen model a skill, together a closed union."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Name = Annotated[str, Field(min_length=1, max_length=64)]
OptionalName = Annotated[str, Field(max_length=64)]
Speed = Annotated[float, Field(ge=0.0)]


class Frozen(BaseModel):
    """Base of the vocabulary: immutable, no unknown field, no coercion, finite numbers only."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class MoveStep(Frozen):
    """Drive straight along the robot's x axis."""

    kind: Literal["move"] = "move"
    distance_m: float
    """m, backward negative."""
    speed_mps: Speed = 0.0
    """m/s, 0 for the robot's own."""


class RotateStep(Frozen):
    """Turn on the spot."""

    kind: Literal["rotate"] = "rotate"
    angle_rad: float
    """rad, counter-clockwise positive (REP-103)."""


class NavigateStep(Frozen):
    """Go to a named place of the world file and face as it says."""

    kind: Literal["navigate"] = "navigate"
    place: Name
    speed_mps: Speed = 0.0


class WaitStep(Frozen):
    """Stand still."""

    kind: Literal["wait"] = "wait"
    duration_s: Annotated[float, Field(ge=0.0)]


class ArmPoseStep(Frozen):
    """Take a named pose of the robot file."""

    kind: Literal["arm_pose"] = "arm_pose"
    arm_pose: Name


class GripperStep(Frozen):
    """Open or close the gripper to an opening in m."""

    kind: Literal["gripper"] = "gripper"
    opening_m: Annotated[float, Field(ge=0.0)]


class PickStep(Frozen):
    """Take hold of an object."""

    kind: Literal["pick"] = "pick"
    object_id: Name


class PlaceStep(Frozen):
    """Put an object down, at a place of the world file or where the arm is."""

    kind: Literal["place"] = "place"
    object_id: Name
    place: OptionalName = ""


Step = Annotated[
    MoveStep | RotateStep | NavigateStep | WaitStep | ArmPoseStep | GripperStep | PickStep | PlaceStep,
    Field(discriminator="kind"),
]

"""An admission: the gate's signed leave to carry out one plan on one robot, once."""

from __future__ import annotations

from pydantic import Field

from physical_ai_bridge.plan.plan import Plan
from physical_ai_bridge.plan.steps import Frozen, Name


class Admission(Frozen):
    """Must start before ``expires_ns`` (ROS time); ``mac`` signs every other field."""

    id: Name
    epoch: Name
    sequence: int = Field(ge=0)
    nonce: Name
    plan_hash: Name
    configuration_hash: Name
    issued_ns: int
    expires_ns: int
    plan: Plan
    mac: str = ""

"""A plan: what the agent wants done, before anybody has agreed to it."""

from __future__ import annotations

import hashlib
import json

from pydantic import Field

from physical_ai_bridge.plan.enums import PlanSource
from physical_ai_bridge.plan.steps import Frozen, Name, OptionalName, Step


class Plan(Frozen):
    """An ordered list of steps for one robot. The gate bounds their number; the model only their form."""

    id: Name
    instruction_id: Name
    robot: Name
    source: PlanSource
    model: OptionalName = ""
    created_ns: int = Field(default=0, ge=0)
    """ns of ROS time."""
    steps: tuple[Step, ...]


def canonical(plan: Plan) -> bytes:
    """The one byte string of a plan, the same on every machine: JSON with sorted keys."""
    return json.dumps(plan.model_dump(mode="json"), sort_keys=True, allow_nan=False).encode()


def plan_hash(plan: Plan) -> str:
    """SHA-256 of the canonical form, hexadecimal."""
    return hashlib.sha256(canonical(plan)).hexdigest()

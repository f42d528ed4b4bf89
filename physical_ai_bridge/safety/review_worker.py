"""The plan review as a process of its own: one JSON request a line in, one JSON verdict a line out.

Run as ``python -m physical_ai_bridge.safety.review_worker WORLD PROFILE``. However long a review takes, the
gate's own loop goes on; when the
gate dies, this process reads the end of its input and ends, too.
"""

from __future__ import annotations

import dataclasses
import json
import os
import sys
from pathlib import Path
from typing import Any

from physical_ai_bridge.plan.enums import Decision
from physical_ai_bridge.plan.motion import Pose2
from physical_ai_bridge.plan.plan import Plan
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.verdict import Evidence, Nearest, Verdict, refused
from physical_ai_bridge.robots import load_profile
from physical_ai_bridge.safety.config import Tolerances
from physical_ai_bridge.safety.outputs import StartReview
from physical_ai_bridge.safety.path_review import Sweep, make_sweep, review
from physical_ai_bridge.world import World, load_world

READY = "ready"
"""The worker's first line: everything is loaded, so from now on a late answer means that it hangs."""


def request_line(request: StartReview) -> str:
    """A review request as one line of JSON."""
    plan = request.plan.model_dump(mode="json")
    pose = dataclasses.astuple(request.pose)
    return json.dumps(
        {"ticket": request.ticket, "plan": plan, "first_step": request.first_step, "pose": pose}
    )


def request_from_line(line: str) -> StartReview:
    """The reverse. Raises ValueError, KeyError or TypeError for what is no request."""
    data = json.loads(line)
    plan = Plan.model_validate_json(json.dumps(data["plan"]))
    return StartReview(data["ticket"], plan, data["first_step"], Pose2(*data["pose"]))


def answer_line(ticket: int, verdict: Verdict) -> str:
    """A verdict as one line of JSON."""
    return json.dumps({"ticket": ticket, "verdict": dataclasses.asdict(verdict)})


def answer_from_line(line: str) -> tuple[int, Verdict]:
    """The reverse. Raises ValueError, KeyError or TypeError for what is no answer."""
    data = json.loads(line)
    return data["ticket"], _verdict(data["verdict"])


def _verdict(data: dict[str, Any]) -> Verdict:
    return Verdict(
        decision=Decision(data["decision"]),
        reason=ReasonCode(data["reason"]),
        step_index=data["step_index"],
        nearest=Nearest(**data["nearest"]) if data["nearest"] else None,
        evidence=tuple(Evidence(**each) for each in data["evidence"]),
    )


def main() -> None:
    """Answer requests until the input ends, at ordinary priority whatever the gate has."""
    os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
    world, profile = load_world(Path(sys.argv[1])), load_profile(sys.argv[2])
    sweep = make_sweep(world, profile.footprint_radius, Tolerances().position, profile.max_move)
    print(READY, flush=True)
    for line in sys.stdin:
        print(answer(line, world, sweep), flush=True)


def answer(line: str, world: World, sweep: Sweep) -> str:
    """The answer to a request; what cannot be reviewed is refused. Raises ValueError where a ticket lacks."""
    ticket = _ticket(line)
    try:
        request = request_from_line(line)
        verdict = review(request.plan, request.first_step, request.pose, world, sweep)
    except (ValueError, KeyError, TypeError):
        verdict = refused(ReasonCode.REVIEW_FAILED)
    return answer_line(ticket, verdict)


def _ticket(line: str) -> int:
    data = json.loads(line)
    if not isinstance(data, dict) or not isinstance(data.get("ticket"), int):
        raise ValueError(f"a request needs a ticket; whoever wrote this line must send one: {line[:100]}")
    return int(data["ticket"])


if __name__ == "__main__":
    main()

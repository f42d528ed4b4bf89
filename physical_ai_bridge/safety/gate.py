"""The safety gate's core: ``step(state, event, now) -> (state, outputs)``, a pure function.

One handler an event; whatever a handler does not know moves nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from physical_ai_bridge.plan.signals import SafetyState
from physical_ai_bridge.safety import events as e
from physical_ai_bridge.safety.conditions import missing, warnings
from physical_ai_bridge.safety.on_end import on_cancel, on_execution_ended, on_progress
from physical_ai_bridge.safety.on_person import on_approval, on_enable, on_reset
from physical_ai_bridge.safety.on_plan import on_plan
from physical_ai_bridge.safety.on_proposal import on_proposal
from physical_ai_bridge.safety.on_review import on_review
from physical_ai_bridge.safety.on_senses import on_heartbeat, on_odometry, on_scan
from physical_ai_bridge.safety.on_stop import on_instruction, on_stop, on_strangers
from physical_ai_bridge.safety.on_tick import on_tick
from physical_ai_bridge.safety.state import GateState
from physical_ai_bridge.safety.transitions import Step, speed_limit

_HANDLERS: dict[type, Callable[[GateState, Any, e.Now], Step]] = {
    e.Tick: on_tick,
    e.OdometryHeard: on_odometry,
    e.ScanHeard: on_scan,
    e.HeartbeatHeard: on_heartbeat,
    e.StrangersSeen: on_strangers,
    e.InstructionHeard: on_instruction,
    e.StopHeard: on_stop,
    e.PlanSubmitted: on_plan,
    e.ReviewDone: on_review,
    e.CancelAsked: on_cancel,
    e.ProposalHeard: on_proposal,
    e.ProgressHeard: on_progress,
    e.ExecutionEnded: on_execution_ended,
    e.ResetAsked: on_reset,
    e.EnableAsked: on_enable,
    e.ApprovalGiven: on_approval,
}


def step(state: GateState, event: e.Event, now: e.Now) -> Step:
    """The next state and what is to be done, for any event in any state. Never raises on bad input."""
    return _HANDLERS[type(event)](state, event, now)


def as_seen(state: GateState, now: e.Now) -> SafetyState:
    """What the gate tells the others about itself."""
    running = state.running
    return SafetyState(
        robot=state.config.robot,
        epoch=state.config.epoch,
        mode=state.mode,
        enabled=state.enabled,
        reason=state.reason,
        admission_id=running.admission.id if running else "",
        step_index=running.step.index if running and running.step else 0,
        speed_limit_mps=speed_limit(state),
        waiting_for=tuple(reason.name for reason in missing(state, now)),
        warnings=tuple(reason.name for reason in warnings(state.config.profile)),
        stamp_ns=now.ros_ns,
    )

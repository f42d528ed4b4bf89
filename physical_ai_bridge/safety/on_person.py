"""What a person may release: reset, enable, approval. None of them ever starts motion."""

from __future__ import annotations

from dataclasses import replace

from physical_ai_bridge.plan.enums import Mode, Purpose
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.safety.conditions import at_rest, guard_is_lost
from physical_ai_bridge.safety.events import ApprovalGiven, EnableAsked, Now, ResetAsked
from physical_ai_bridge.safety.outputs import Answer, Note
from physical_ai_bridge.safety.state import LATCHED, GateState
from physical_ai_bridge.safety.tokens import judge, spend
from physical_ai_bridge.safety.transitions import Step, stop


def on_reset(state: GateState, event: ResetAsked, now: Now) -> Step:
    """Leave a latch, once its cause is gone and the robot stands."""
    reason = judge(state, event.token, event.genuine, Purpose.RESET, now)
    if reason is ReasonCode.OK and not _cause_is_cleared(state, now):
        reason = ReasonCode.CAUSE_NOT_CLEARED
    note = Note("reset", {"approver": event.token.approver, "reason": reason.name})
    if reason is not ReasonCode.OK:
        return state, (Answer(event.request, False, reason), note)
    counters = replace(state.counters, resets=state.counters.resets + 1)
    mode = Mode.READY if state.mode in LATCHED else state.mode
    opened = replace(spend(state, event.token), mode=mode, reason=ReasonCode.OK, counters=counters)
    return opened, (Answer(event.request, True, ReasonCode.OK), note)


def on_enable(state: GateState, event: EnableAsked, now: Now) -> Step:
    """Disabling always works and stops the robot; enabling takes a token."""
    if not event.enable:
        stopped, outputs = stop(state, Mode.PROTECTIVE_STOP, ReasonCode.NOT_ENABLED, now)
        return replace(stopped, enabled=False), (*outputs, Answer(event.request, True, ReasonCode.OK))
    reason = judge(state, event.token, event.genuine, Purpose.ENABLE, now)
    note = Note("enable", {"approver": event.token.approver, "reason": reason.name})
    accepted = reason is ReasonCode.OK
    opened = replace(spend(state, event.token), enabled=True) if accepted else state
    return opened, (Answer(event.request, accepted, reason), note)


def on_approval(state: GateState, event: ApprovalGiven, now: Now) -> Step:
    """No rule asks for approval yet, so no plan can be waiting for one."""
    reason = judge(state, event.token, event.genuine, Purpose.APPROVE, now)
    reason = ReasonCode.APPROVAL_NOT_PENDING if reason is ReasonCode.OK else reason
    said = {"approver": event.token.approver, "plan": event.plan_id, "approve": event.approve}
    note = Note("approval", {**said, "reason": reason.name})
    return state, (Answer(event.request, False, reason), note)


def _cause_is_cleared(state: GateState, now: Now) -> bool:
    return not state.senses.strangers and not guard_is_lost(state, now) and at_rest(state, now)

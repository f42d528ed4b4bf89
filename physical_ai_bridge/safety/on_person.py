"""What a person may release: reset, enable, approval. None of them ever starts motion."""

from __future__ import annotations

from dataclasses import replace

from physical_ai_bridge.plan.enums import Mode, Purpose
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.safety.conditions import at_rest, guard_is_lost
from physical_ai_bridge.safety.events import ApprovalGiven, EnableAsked, Now, ResetAsked
from physical_ai_bridge.safety.outputs import Answer, Note
from physical_ai_bridge.safety.state import GateState
from physical_ai_bridge.safety.tokens import judge, spend
from physical_ai_bridge.safety.transitions import Step, halt, stop


def on_reset(state: GateState, event: ResetAsked, now: Now) -> Step:
    """Leave a latch, once its cause is gone and the robot stands."""
    reason = judge(state, event.token, event.genuine, Purpose.RESET, now)
    if reason is ReasonCode.OK and not _cause_is_cleared(state, now):
        reason = ReasonCode.CAUSE_NOT_CLEARED
    note = Note("reset", {"approver": event.token.approver, "reason": reason.name})
    if reason is not ReasonCode.OK:
        return state, (Answer(event.request, False, reason), note)
    counters = replace(state.counters, resets=state.counters.resets + 1)
    opened = replace(halt(spend(state, event.token), ReasonCode.LATCHED, now), counters=counters)
    if state.mode >= Mode.PROTECTIVE_STOP:
        opened = replace(opened, mode=Mode.READY, reason=ReasonCode.OK)
    return opened, (Answer(event.request, True, ReasonCode.OK), note)


def on_enable(state: GateState, event: EnableAsked, now: Now) -> Step:
    """Disabling always works and stops the robot; enabling takes a token."""
    if not event.enable:
        stopped, outputs = stop(state, Mode.PROTECTIVE_STOP, ReasonCode.NOT_ENABLED, now)
        return replace(stopped, enabled=False), (*outputs, Answer(event.request, True, ReasonCode.OK))
    reason = judge(state, event.token, event.genuine, Purpose.ENABLE, now)
    note = Note("enable", {"approver": event.token.approver, "reason": reason.name})
    accepted = reason is ReasonCode.OK
    return (_enabled(state, event, now) if accepted else state), (
        Answer(event.request, accepted, reason),
        note,
    )


def _enabled(state: GateState, event: EnableAsked, now: Now) -> GateState:
    """What was said while motion was not enabled stays unsaid; a stop for that reason alone is over."""
    state = replace(spend(state, event.token), enabled=True)
    if state.work is not None:
        return state
    state = halt(state, ReasonCode.NOT_ENABLED, now)
    over = state.mode is Mode.PROTECTIVE_STOP and state.reason is ReasonCode.NOT_ENABLED
    return replace(state, mode=Mode.READY, reason=ReasonCode.OK) if over else state


def on_approval(state: GateState, event: ApprovalGiven, now: Now) -> Step:
    """No rule asks for approval yet, so no plan can be waiting for one."""
    reason = judge(state, event.token, event.genuine, Purpose.APPROVE, now)
    reason = ReasonCode.APPROVAL_NOT_PENDING if reason is ReasonCode.OK else reason
    said = {"approver": event.token.approver, "plan": event.plan_id, "approve": event.approve}
    note = Note("approval", {**said, "reason": reason.name})
    return state, (Answer(event.request, False, reason), note)


def _cause_is_cleared(state: GateState, now: Now) -> bool:
    return not state.senses.strangers and not guard_is_lost(state, now) and at_rest(state, now)

"""How an admitted plan goes on and ends: progress passed on, cancel, and success that the gate measured,
too."""

from __future__ import annotations

from dataclasses import replace

from physical_ai_bridge.plan.enums import Mode, OutcomeKind, Phase
from physical_ai_bridge.plan.motion import STAND
from physical_ai_bridge.plan.outcome import Outcome
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.safety.events import CancelAsked, ExecutionEnded, Now, ProgressHeard
from physical_ai_bridge.safety.on_review import step_is_done
from physical_ai_bridge.safety.outputs import Note, ReportProgress
from physical_ai_bridge.safety.state import GateState
from physical_ai_bridge.safety.transitions import Step, end_work, send, stop


def on_progress(state: GateState, event: ProgressHeard, now: Now) -> Step:
    """Pass the controller's progress on to the agent."""
    running = state.running
    if running is None or running.admission.id != event.progress.admission_id:
        return state, ()
    phase = Phase.HOLDING if state.mode is Mode.HOLD else event.progress.phase
    return state, (ReportProgress(running.key, replace(event.progress, phase=phase)),)


def on_cancel(state: GateState, event: CancelAsked, now: Now) -> Step:
    """The agent takes its plan back: zero, and ready for the next."""
    if state.work is None or state.work.key != event.key:
        return state, ()
    state, outputs = end_work(state, OutcomeKind.CANCELED, ReasonCode.CANCELED)
    state, motion = send(_idle(state), STAND, now)
    return state, (*motion, *outputs, Note("plan canceled"))


def on_execution_ended(state: GateState, event: ExecutionEnded, now: Now) -> Step:
    """Success counts only when the gate measured it, too."""
    running = state.running
    if running is None or running.admission.id != event.admission_id:
        return state, ()
    claimed = event.outcome.kind is OutcomeKind.SUCCEEDED
    all_steps = running.step is not None and running.next_step == len(running.admission.plan.steps)
    if claimed and not (all_steps and step_is_done(state, running, now)):
        return stop(state, Mode.PROTECTIVE_STOP, ReasonCode.GOAL_NOT_REACHED, now)
    outcome = replace(event.outcome, verdict=running.verdict)
    state, outputs = end_work(state, outcome.kind, outcome.reason, outcome)
    state, motion = send(_idle(state), STAND, now)
    return state, (*motion, *outputs, Note("plan ended", _measured(outcome)))


def _idle(state: GateState) -> GateState:
    return (
        state if state.mode >= Mode.PROTECTIVE_STOP else replace(state, mode=Mode.READY, reason=ReasonCode.OK)
    )


def _measured(outcome: Outcome) -> dict[str, object]:
    errors = [round(step.error, 4) for step in outcome.steps]
    return {"kind": outcome.kind.name, "reason": outcome.reason.name, "errors": errors}

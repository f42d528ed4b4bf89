"""The agent's core: ``step(state, event, now_ns) -> (state, outputs)``.

Stop comes first, motion only from what is fully understood.
"""

from __future__ import annotations

from dataclasses import replace

from physical_ai_bridge.agent.hearing import hear
from physical_ai_bridge.agent.replies import ending, reading_back, refuse
from physical_ai_bridge.agent.state import (
    AgentEvent,
    AgentOutputs,
    AgentState,
    Heard,
    PlanAdmitted,
    PlanEnded,
    Say,
    StateHeard,
)
from physical_ai_bridge.agent.stopping import stop
from physical_ai_bridge.agent.trail import begun, followed
from physical_ai_bridge.language.stop_words import match_stop
from physical_ai_bridge.plan.reasons import ReasonCode

Stepped = tuple[AgentState, AgentOutputs]

OLDEST = 1.0  # s: an instruction that lay longer, because something hung, is not carried out
LONGEST = 300  # characters: a minute of speech


def step(state: AgentState, event: AgentEvent, now_ns: int) -> Stepped:
    """The next state and what is to be said and done; ``now_ns`` is ROS time."""
    if isinstance(event, Heard):
        return _on_instruction(state, event, now_ns)
    if isinstance(event, PlanAdmitted):
        return _on_plan_admitted(state, event, now_ns)
    if isinstance(event, PlanEnded):
        return _on_plan_ended(state, event, now_ns)
    return _on_state(state, event)


def _on_state(state: AgentState, event: StateHeard) -> Stepped:
    return replace(state, states={**state.states, event.state.robot: event}), ()


def _on_instruction(state: AgentState, heard: Heard, now_ns: int) -> Stepped:
    """Stop words before anything else, then what can be refused unread, then understanding."""
    said = heard.instruction
    match = match_stop(said.text)
    if match is not None:
        return stop(state, said, match)
    reason = _unreadable(heard)
    if reason is not None:
        return state, (refuse(said, "", f"{reason.text_ja}。もう一度言ってください", reason),)
    return hear(state, said, now_ns)


def _unreadable(heard: Heard) -> ReasonCode | None:
    if not heard.instruction.text.strip():
        return ReasonCode.EMPTY_INSTRUCTION
    if len(heard.instruction.text) > LONGEST:
        return ReasonCode.INSTRUCTION_TOO_LONG
    return None if heard.age_s <= OLDEST else ReasonCode.TIMED_OUT


def _on_plan_admitted(state: AgentState, event: PlanAdmitted, now_ns: int) -> Stepped:
    """Read back now: what the gate refuses is never announced as if it would be done."""
    plan = state.active.get(event.plan_id)
    return state, (Say(reading_back(plan, now_ns)),) if plan is not None else ()


def _on_plan_ended(state: AgentState, event: PlanEnded, now_ns: int) -> Stepped:
    plan = state.active.get(event.plan_id)
    if plan is None:
        return state, ()
    rest = {key: value for key, value in state.active.items() if key != event.plan_id}
    trail = state.trail.get(plan.robot) or begun(state.robots[plan.robot].world, plan.robot)
    if event.outcome is not None:
        trail = followed(trail, plan, event.outcome)
    ended = replace(state, active=rest, trail={**state.trail, plan.robot: trail})
    return ended, (Say(ending(plan, event.outcome, now_ns)),)

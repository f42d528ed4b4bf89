"""From grounded steps to a plan for the gate."""

from __future__ import annotations

from dataclasses import replace

from pydantic import ValidationError

from physical_ai_bridge.agent.replies import refuse
from physical_ai_bridge.agent.results import Grounded
from physical_ai_bridge.agent.state import AgentOutputs, AgentState, SubmitPlan
from physical_ai_bridge.plan.enums import PlanSource
from physical_ai_bridge.plan.plan import Plan
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.signals import Instruction


def propose(
    state: AgentState, said: Instruction, robot: str, grounded: Grounded
) -> tuple[AgentState, AgentOutputs]:
    """Hand the plan to the gate; a refusal where the instruction's id cannot name a plan."""
    try:
        plan = _plan(said, robot, grounded)
    except ValidationError:  # the id is the sender's, and unbounded on the wire
        text = "指示の番号(id)が空か、長すぎます。59文字以内にしてください"
        return state, (refuse(said, robot, text, ReasonCode.PLAN_MALFORMED),)
    return replace(state, active={**state.active, plan.id: plan}), (SubmitPlan(plan),)


def _plan(said: Instruction, robot: str, grounded: Grounded) -> Plan:
    """``created_ns`` is when it was said: a stop after that voids it."""
    return Plan(
        id=plan_id(said),
        instruction_id=said.id,
        robot=robot,
        source=PlanSource.RULES,
        created_ns=max(0, said.stamp_ns),  # below zero where the clock has only just begun
        steps=grounded.steps,
    )


def plan_id(said: Instruction) -> str:
    """The plan of an instruction: one for each, so that the gate sees a repeated one."""
    return f"plan-{said.id}"

"""Stops, and orders that end what is under way: heard for one robot, or for all."""

from __future__ import annotations

from dataclasses import replace

from physical_ai_bridge.agent import wording
from physical_ai_bridge.agent.replies import say
from physical_ai_bridge.agent.state import AgentOutput, AgentOutputs, AgentState, CancelPlan, SayStop
from physical_ai_bridge.language import Intent
from physical_ai_bridge.language.stop_words import StopMatch
from physical_ai_bridge.plan.enums import ReplyKind, StopLevel
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.signals import Instruction, Stop

CONTROL = frozenset({"cancel", "pause"})  # intents that end what is under way


def stop(state: AgentState, said: Instruction, match: StopMatch) -> tuple[AgentState, AgentOutputs]:
    """Say it to every gate and guard, and take back every plan. A robot nobody knows means all of them."""
    emergency = match.level == "emergency"
    level = StopLevel.EMERGENCY if emergency else StopLevel.STOP
    reason = ReasonCode.EMERGENCY_STOP if emergency else ReasonCode.STOP_WORD
    robot = said.robot if said.robot in state.robots else ""
    said_stop = Stop(level, robot, "agent", reason, match.surface, said.stamp_ns)
    more = "人が解除するまで動きません。" if emergency else ""
    reply = say(said, robot, ReplyKind.STOP, reason, f"止まります。{more}{wording.code(reason)}")
    return replace(state, question=None), (SayStop(said_stop), *_cancel(state, robot), reply)


def cancel(
    state: AgentState, said: Instruction, robot: str, intents: tuple[Intent, ...]
) -> tuple[AgentState, AgentOutputs]:
    """Take back the plan of ``robot``, or of all where it is empty or all was said."""
    everything = any(intent.args.get("scope") == "all" for intent in intents)
    reply = say(said, robot, ReplyKind.ANSWER, ReasonCode.CANCELED, "中止します。")
    return state, (*_cancel(state, "" if everything else robot), reply)


def _cancel(state: AgentState, robot: str) -> tuple[AgentOutput, ...]:
    busy = sorted({plan.robot for plan in state.active.values() if robot in ("", plan.robot)})
    return tuple(CancelPlan(name) for name in busy)

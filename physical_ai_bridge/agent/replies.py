"""The replies of the agent: to an instruction, and at the end of its plan."""

from __future__ import annotations

from physical_ai_bridge.agent import wording
from physical_ai_bridge.agent.state import Say
from physical_ai_bridge.plan.enums import OutcomeKind, ReplyKind
from physical_ai_bridge.plan.outcome import Outcome
from physical_ai_bridge.plan.plan import Plan
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.signals import Instruction, Reply


def say(said: Instruction, robot: str, kind: ReplyKind, reason: ReasonCode, text: str) -> Say:
    """The last word on an instruction that leads to no plan."""
    return Say(Reply(said.id, robot, kind, reason, text, True, said.stamp_ns))


def refuse(said: Instruction, robot: str, text: str, reason: ReasonCode) -> Say:
    """Nothing moves: why, with the reason's code."""
    return say(said, robot, ReplyKind.REFUSAL, reason, f"{text} {wording.code(reason)}")


def beside(said: Instruction, robot: str, text: str) -> Say:
    """An answer to a question that was asked along with an order; more follows."""
    reply = Reply(said.id, robot, ReplyKind.ANSWER, ReasonCode.ANSWERED, text, False, said.stamp_ns)
    return Say(reply)


def reading_back(plan: Plan, now_ns: int) -> Reply:
    """What is about to be done (復唱)."""
    text = wording.read_back(plan.steps)
    return Reply(plan.instruction_id, plan.robot, ReplyKind.READ_BACK, ReasonCode.OK, text, False, now_ns)


def ending(plan: Plan, outcome: Outcome | None, now_ns: int) -> Reply:
    """How a plan ended; ``outcome`` None: its gate could not be reached."""
    reason = outcome.reason if outcome else ReasonCode.GATE_LOST
    text = wording.result(outcome, plan.steps) if outcome else wording.unreachable(reason)
    refused = outcome is not None and outcome.kind is OutcomeKind.REFUSED
    kind = ReplyKind.REFUSAL if refused else ReplyKind.RESULT
    return Reply(plan.instruction_id, plan.robot, kind, reason, text, True, now_ns)

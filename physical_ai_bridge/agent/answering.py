"""What a question back waits for: an answer that completes the instruction, or a new instruction instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from physical_ai_bridge.agent import asking
from physical_ai_bridge.agent.following import carry_out, follow, submit
from physical_ai_bridge.agent.replies import say
from physical_ai_bridge.agent.site_words import context_for
from physical_ai_bridge.agent.state import AgentOutputs, AgentState, Open, ToConfirm, ToFill
from physical_ai_bridge.language import Pending, Turn, Understanding, understand
from physical_ai_bridge.plan.enums import ReplyKind
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.signals import Instruction

Stepped = tuple[AgentState, AgentOutputs]


def take_answer(
    state: AgentState, said: Instruction, asked: Open, understood: Understanding, now_ns: int
) -> Stepped:
    """The answer where it belongs; the question again where it was none; else a new instruction."""
    robot, waits = asked.robot, asked.waits
    if isinstance(waits, ToConfirm) and asking.is_yes(understood):
        return submit(state, said, robot, waits, now_ns)
    if isinstance(waits, ToFill) and (found := _found(state, said, robot, waits, understood)) is not None:
        full = asking.filled(waits.turn.understanding.intents, waits.question, found)
        turn = Turn(waits.turn.text, Understanding("execute", full))
        return carry_out(state, said, robot, turn, now_ns)
    if asked.pending is not None and (asking.is_probe(understood) or understood.pending == asked.pending):
        return _again(state, said, asked, asked.pending, now_ns)
    return follow(state, said, robot, understood, now_ns)


def _found(
    state: AgentState, said: Instruction, robot: str, waits: ToFill, understood: Understanding
) -> Mapping[str, object] | None:
    """What was answered: a name of the site, an amount, or はい where the question offered something."""
    question, world = waits.question, state.robots[robot].world
    found = asking.answered(understood, question.slot)
    if found is not None and asking.is_known(found, question.slot, world):
        return found
    if not question.offer:
        return None
    yes = understand(said.text, context_for(state, robot, asking.pending("yes_no", question.text)))
    return {"target": question.offer} if asking.is_yes(yes) else None


def _again(state: AgentState, said: Instruction, asked: Open, pending: Pending, now_ns: int) -> Stepped:
    text = f"すみません、分かりませんでした。{pending.question}"
    reply = say(said, asked.robot, ReplyKind.QUESTION, ReasonCode.QUESTION_OPEN, text)
    return replace(state, question=replace(asked, asked_ns=now_ns)), (reply,)

"""From what was understood to what is done: a branch for each outcome, and for an order the way to a plan."""

from __future__ import annotations

from dataclasses import replace

from physical_ai_bridge.agent import asking, wording
from physical_ai_bridge.agent.answers import Known, answer, topics
from physical_ai_bridge.agent.grounding import ground
from physical_ai_bridge.agent.proposing import propose
from physical_ai_bridge.agent.repeating import again, is_again
from physical_ai_bridge.agent.replies import beside, refuse, say
from physical_ai_bridge.agent.results import Grounded, Question, Refusal, Unclear
from physical_ai_bridge.agent.state import AgentOutputs, AgentState, Open, Say, ToConfirm, ToFill
from physical_ai_bridge.agent.stopping import CONTROL, cancel, stop
from physical_ai_bridge.agent.surroundings import Surroundings
from physical_ai_bridge.agent.trail import begun, origin
from physical_ai_bridge.language import Turn, Understanding
from physical_ai_bridge.language.stop_words import StopMatch
from physical_ai_bridge.plan.enums import ReplyKind
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.signals import Instruction

Stepped = tuple[AgentState, AgentOutputs]


def follow(
    state: AgentState, said: Instruction, robot: str, understood: Understanding, now_ns: int
) -> Stepped:
    """``said.text`` is what was understood; what is not plainly an order moves nothing. ``robot`` is empty
    only for what needs none."""
    if understood.outcome == "execute":
        return _execute(state, said, robot, understood, now_ns)
    if understood.outcome == "stop_now":
        return stop(state, said, StopMatch("stop", said.text[:20]))
    text = understood.reply or ""
    if understood.outcome == "clarify":
        return _ask(state, said, robot, understood, now_ns)
    if understood.outcome == "answer":
        text = answer(understood.intents, text, _known(state, robot, now_ns))
        return state, (say(said, robot, ReplyKind.ANSWER, ReasonCode.ANSWERED, text),)
    if understood.outcome == "no_motion":
        text = text or ReasonCode.NO_MOTION_ASKED.text_ja
        return state, (say(said, robot, ReplyKind.ANSWER, ReasonCode.NO_MOTION_ASKED, text),)
    refused = understood.outcome == "refuse"
    reason = ReasonCode.INSTRUCTION_REFUSED if refused else ReasonCode.UNSUPPORTED_SKILL
    return state, (refuse(said, robot, text or reason.text_ja, reason),)


def _ask(state: AgentState, said: Instruction, robot: str, understood: Understanding, now_ns: int) -> Stepped:
    """Language's question back; what was understood so far waits for the answer."""
    text = understood.reply or "もう一度、別の言い方でお願いします"
    question = Open(robot, now_ns, understood.pending) if understood.pending else None
    reason = ReasonCode.QUESTION_OPEN if question else ReasonCode.NOT_UNDERSTOOD
    return replace(state, question=question), (say(said, robot, ReplyKind.QUESTION, reason, text),)


def _execute(
    state: AgentState, said: Instruction, robot: str, understood: Understanding, now_ns: int
) -> Stepped:
    """Control of the dialogue itself first; the rest is grounded and proposed."""
    intents = understood.intents
    skills = {intent.skill for intent in intents}
    if skills == {"stop"}:
        return stop(state, said, StopMatch("stop", said.text[:20]))
    if skills & CONTROL:
        return cancel(state, said, robot, intents)
    turn = again(intents[0], state.last.get(robot)) if is_again(intents) else Turn(said.text, understood)
    if isinstance(turn, Refusal):
        return state, (refuse(said, robot, turn.text, turn.reason),)
    if isinstance(turn, Unclear):
        reply = say(said, robot, ReplyKind.QUESTION, ReasonCode.NOT_UNDERSTOOD, turn.text)
        return state, (reply,)
    return carry_out(state, said, robot, turn, now_ns)


def carry_out(state: AgentState, said: Instruction, robot: str, turn: Turn, now_ns: int) -> Stepped:
    """Ground the turn at this site; ask, refuse, ask for はい where the site demands it, or propose it."""
    grounded = ground(turn.understanding.intents, _surroundings(state, robot))
    if isinstance(grounded, Question):
        pending = asking.pending(grounded.slot, grounded.text, grounded.choices)
        asked = Open(robot, now_ns, pending, ToFill(turn, grounded))
        return replace(state, question=asked), (_asked(said, robot, grounded),)
    if isinstance(grounded, Refusal):
        return state, (refuse(said, robot, grounded.text, grounded.reason),)
    if grounded.steps and state.robots[robot].world.confirm == "always":
        return _confirm(state, said, ToConfirm(turn, grounded), robot, now_ns)
    return submit(state, said, robot, ToConfirm(turn, grounded), now_ns)


def _asked(said: Instruction, robot: str, question: Question) -> Say:
    coded = question.reason is ReasonCode.UNKNOWN_PLACE
    text = f"{question.text} {wording.code(question.reason)}" if coded else question.text
    return say(said, robot, ReplyKind.QUESTION, question.reason, text)


def _confirm(state: AgentState, said: Instruction, ready: ToConfirm, robot: str, now_ns: int) -> Stepped:
    text = f"{wording.read_back(ready.grounded.steps)}よろしいですか？"
    asked = Open(robot, now_ns, asking.pending("yes_no", text), ready)
    reply = say(said, robot, ReplyKind.QUESTION, ReasonCode.QUESTION_OPEN, text)
    return replace(state, question=asked), (reply,)


def submit(state: AgentState, said: Instruction, robot: str, ready: ToConfirm, now_ns: int) -> Stepped:
    """Answer what was asked beside it, keep the pace that was set, and propose the steps."""
    grounded, turn = ready.grounded, ready.turn
    if grounded.pace is not None:
        state = replace(state, pace={**state.pace, robot: grounded.pace})
    if not grounded.steps:
        return state, (_kept(state, said, robot, grounded),)
    told: AgentOutputs = ()
    intents = turn.understanding.intents
    if topics(intents):
        told = (beside(said, robot, answer(intents, "", _known(state, robot, now_ns))),)
    state, outputs = propose(replace(state, last={**state.last, robot: turn}), said, robot, grounded)
    return state, (*told, *outputs)


def _kept(state: AgentState, said: Instruction, robot: str, grounded: Grounded) -> Say:
    text = wording.pace_kept(grounded.pace or 0.0, state.robots[robot].profile)
    return say(said, robot, ReplyKind.ANSWER, ReasonCode.ANSWERED, text)


def _surroundings(state: AgentState, robot: str) -> Surroundings:
    """The robot's, with what is remembered of it now."""
    here = state.robots[robot]
    trail = state.trail.get(robot) or begun(here.world, robot)
    return replace(here, pace=state.pace.get(robot, 0.0), origin=origin(trail))


def _known(state: AgentState, robot: str, now_ns: int) -> Known:
    here = state.robots[robot or next(iter(state.robots))]
    return Known(robot, here, state.states.get(robot), now_ns)

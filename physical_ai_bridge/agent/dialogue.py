"""The agent's core: ``step(state, event, now_ns) -> (state, outputs)``.

Stop comes first, motion only from what is fully understood.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from physical_ai_bridge.agent import wording
from physical_ai_bridge.agent.answers import answer
from physical_ai_bridge.agent.grounding import Question, Refusal, ground
from physical_ai_bridge.agent.proposing import plan_id, propose
from physical_ai_bridge.agent.replies import ending, reading_back, refuse, say
from physical_ai_bridge.agent.state import (
    AgentEvent,
    AgentOutput,
    AgentOutputs,
    AgentState,
    CancelPlan,
    Heard,
    Open,
    PlanAdmitted,
    PlanEnded,
    Say,
    SayStop,
    StateHeard,
)
from physical_ai_bridge.language import Context, Intent, Pending, Turn, Understanding, understand
from physical_ai_bridge.language.stop_words import StopMatch, match_stop
from physical_ai_bridge.plan.enums import ReplyKind, StopLevel
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.signals import Instruction, Stop

Stepped = tuple[AgentState, AgentOutputs]

OLDEST = 1.0  # s: an instruction that lay longer, because something hung, is not carried out
LONGEST = 300  # characters: a minute of speech
CONTROL = frozenset({"cancel", "pause"})  # intents that end what is under way


def step(state: AgentState, event: AgentEvent, now_ns: int) -> Stepped:
    """The next state and what is to be said and done; ``now_ns`` is ROS time."""
    if isinstance(event, Heard):
        return _on_instruction(state, event)
    if isinstance(event, PlanAdmitted):
        return _on_plan_admitted(state, event, now_ns)
    if isinstance(event, PlanEnded):
        return _on_plan_ended(state, event, now_ns)
    return _on_state(state, event)


def _on_state(state: AgentState, event: StateHeard) -> Stepped:
    return replace(state, states={**state.states, event.state.robot: event}), ()


def _on_instruction(state: AgentState, heard: Heard) -> Stepped:
    """Stop words before anything else, then what can be refused unread, then understanding."""
    said = heard.instruction
    match = match_stop(said.text)
    if match is not None:
        return _stop(state, said, match)
    reason = _unreadable(state, heard)
    if reason is not None:
        return state, (refuse(said, "", f"{reason.text_ja}。もう一度言ってください", reason),)
    robot = _addressed(state, said)
    if robot is None:
        return state, (refuse(said, said.robot, _which_robot(state, said), ReasonCode.UNKNOWN_ROBOT),)
    if plan_id(said) in state.active:
        return state, (refuse(said, robot, "同じ番号の指示を実行中です", ReasonCode.DUPLICATE_PLAN),)
    understood = understand(said.text, _context(state, robot))
    return _follow(replace(state, question=None), said, robot, understood)


def _unreadable(state: AgentState, heard: Heard) -> ReasonCode | None:
    if not heard.instruction.text.strip():
        return ReasonCode.EMPTY_INSTRUCTION
    if len(heard.instruction.text) > LONGEST:
        return ReasonCode.INSTRUCTION_TOO_LONG
    return None if heard.age_s <= OLDEST else ReasonCode.TIMED_OUT


def _addressed(state: AgentState, said: Instruction) -> str | None:
    """The robot that is meant: the one named, else the one asked about, else the only one."""
    if said.robot:
        return said.robot if said.robot in state.robots else None
    if state.question is not None:
        return state.question.robot
    return next(iter(state.robots)) if len(state.robots) == 1 else None


def _which_robot(state: AgentState, said: Instruction) -> str:
    names = "、".join(state.robots)
    if said.robot:
        return f"「{said.robot[:20]}」というロボットはいません。いるのは{names}です"
    return f"どのロボットへの指示か分かりません。{names}のどれかを指定してください"


def _context(state: AgentState, robot: str) -> Context:
    world = state.robots[robot].world
    names = tuple(name for place in world.places for name in (place.name, place.kind, *place.aliases))
    asked = state.question if state.question and state.question.robot == robot else None
    history = (state.last[robot],) if robot in state.last else ()
    return Context(history, asked.pending if asked else None, names)


def _stop(state: AgentState, said: Instruction, match: StopMatch) -> Stepped:
    """Say it to every gate and guard, and take back every plan. A robot nobody knows means all of them."""
    emergency = match.level == "emergency"
    level = StopLevel.EMERGENCY if emergency else StopLevel.STOP
    reason = ReasonCode.EMERGENCY_STOP if emergency else ReasonCode.STOP_WORD
    robot = said.robot if said.robot in state.robots else ""
    stop = Stop(level, robot, "agent", reason, match.surface, said.stamp_ns)
    more = "人が解除するまで動きません。" if emergency else ""
    text = f"止まります。{more}{wording.code(reason)}"
    reply = say(said, robot, ReplyKind.STOP, reason, text)
    return replace(state, question=None), (SayStop(stop), *_cancel(state, robot), reply)


def _cancel(state: AgentState, robot: str) -> tuple[AgentOutput, ...]:
    busy = sorted({plan.robot for plan in state.active.values() if robot in ("", plan.robot)})
    return tuple(CancelPlan(name) for name in busy)


def _follow(state: AgentState, said: Instruction, robot: str, understood: Understanding) -> Stepped:
    """One branch for each outcome of understanding; what is not plainly an order moves nothing."""
    if understood.outcome == "execute":
        return _execute(state, said, robot, understood)
    if understood.outcome == "stop_now":
        return _stop(state, said, StopMatch("stop", said.text[:20]))
    text = understood.reply or ""
    if understood.outcome == "clarify":
        return _ask(state, said, robot, understood)
    if understood.outcome == "answer":
        text = answer(understood.intents, text, state.states.get(robot), state.robots[robot])
        return state, (say(said, robot, ReplyKind.ANSWER, ReasonCode.ANSWERED, text),)
    if understood.outcome == "no_motion":
        text = text or ReasonCode.NO_MOTION_ASKED.text_ja
        return state, (say(said, robot, ReplyKind.ANSWER, ReasonCode.NO_MOTION_ASKED, text),)
    refused = understood.outcome == "refuse"
    reason = ReasonCode.INSTRUCTION_REFUSED if refused else ReasonCode.UNSUPPORTED_SKILL
    return state, (refuse(said, robot, text or reason.text_ja, reason),)


def _ask(state: AgentState, said: Instruction, robot: str, understood: Understanding) -> Stepped:
    """A question back; what was understood so far waits for the answer."""
    text = understood.reply or "もう一度、別の言い方でお願いします"
    question = Open(said.id, robot, understood.pending) if understood.pending else None
    reason = ReasonCode.QUESTION_OPEN if question else ReasonCode.NOT_UNDERSTOOD
    return replace(state, question=question), (say(said, robot, ReplyKind.QUESTION, reason, text),)


def _execute(state: AgentState, said: Instruction, robot: str, understood: Understanding) -> Stepped:
    """Control of the dialogue itself first; the rest is grounded and proposed."""
    skills = {intent.skill for intent in understood.intents}
    if skills == {"stop"}:
        return _stop(state, said, StopMatch("stop", said.text[:20]))
    if skills & CONTROL:
        reply = say(said, robot, ReplyKind.ANSWER, ReasonCode.CANCELED, "中止します。")
        return state, (*_cancel(state, robot), reply)
    turn = Turn(said.text, understood)
    if _is_repeat(understood.intents):
        if robot not in state.last:
            text = "繰り返す指示がまだありません"
            return state, (refuse(said, robot, text, ReasonCode.NOT_UNDERSTOOD),)
        turn = state.last[robot]
    return _carry_out(state, said, robot, turn)


def _is_repeat(intents: Sequence[Intent]) -> bool:
    """The last instruction once more, exactly as it was; 逆に is another matter."""
    return len(intents) == 1 and intents[0].skill == "repeat" and dict(intents[0].args) == {"ref": "last"}


def _carry_out(state: AgentState, said: Instruction, robot: str, turn: Turn) -> Stepped:
    """Ground the turn at this site; ask, refuse, or propose it."""
    intents = turn.understanding.intents
    grounded = ground(intents, state.robots[robot])
    if isinstance(grounded, Question):
        pending = Pending(grounded.slot, intents, grounded.index, grounded.choices, grounded.text)
        asked = replace(state, question=Open(said.id, robot, pending))
        return asked, (say(said, robot, ReplyKind.QUESTION, grounded.reason, grounded.text),)
    if isinstance(grounded, Refusal):
        return state, (refuse(said, robot, grounded.text, grounded.reason),)
    return propose(replace(state, last={**state.last, robot: turn}), said, robot, grounded)


def _on_plan_admitted(state: AgentState, event: PlanAdmitted, now_ns: int) -> Stepped:
    """Read back now: what the gate refuses is never announced as if it would be done."""
    plan = state.active.get(event.plan_id)
    return state, (Say(reading_back(plan, now_ns)),) if plan is not None else ()


def _on_plan_ended(state: AgentState, event: PlanEnded, now_ns: int) -> Stepped:
    plan = state.active.get(event.plan_id)
    if plan is None:
        return state, ()
    rest = {key: value for key, value in state.active.items() if key != event.plan_id}
    return replace(state, active=rest), (Say(ending(plan, event.outcome, now_ns)),)

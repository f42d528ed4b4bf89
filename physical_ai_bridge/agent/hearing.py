"""From an instruction to its robot and its meaning: who is called, which question it answers, what it is."""

from __future__ import annotations

from dataclasses import replace

from physical_ai_bridge.agent import asking
from physical_ai_bridge.agent.addressing import Addressed, addressee, named_robot, names_of
from physical_ai_bridge.agent.answering import take_answer
from physical_ai_bridge.agent.answers import OF_SITE, topics
from physical_ai_bridge.agent.following import follow
from physical_ai_bridge.agent.proposing import plan_id
from physical_ai_bridge.agent.replies import refuse, say
from physical_ai_bridge.agent.site_words import context_for
from physical_ai_bridge.agent.state import AgentOutputs, AgentState, Open, ToAddress
from physical_ai_bridge.agent.stopping import CONTROL, cancel
from physical_ai_bridge.agent.wording import listed
from physical_ai_bridge.language import understand
from physical_ai_bridge.plan.enums import ReplyKind
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.signals import Instruction

Stepped = tuple[AgentState, AgentOutputs]


def hear(state: AgentState, said: Instruction, now_ns: int) -> Stepped:
    """Find the robot that is meant, by the instruction's own field, by name in the text, or by the question
    it answers; with several robots and none meant, ask."""
    if not state.robots or (said.robot and said.robot not in state.robots):
        return _no_such(state, said, said.robot)
    world = next(iter(state.robots.values())).world
    names = names_of(world, tuple(state.robots))
    asked = state.question
    if asked is not None and isinstance(asked.waits, ToAddress) and (robot := named_robot(said.text, names)):
        if not asking.is_open(asked.asked_ns, now_ns):
            return _too_late(state, said, robot)
        return _instruct(state, replace(said, text=asked.waits.text), robot, now_ns)
    called = addressee(said.text, names, context_for(state, "").place_names)
    if called.stranger:
        return _no_such(state, said, called.stranger)
    return _addressed(state, said, called, now_ns)


def _addressed(state: AgentState, said: Instruction, called: Addressed, now_ns: int) -> Stepped:
    meant = tuple(dict.fromkeys(each for each in (said.robot, *called.robots) if each))
    text = replace(said, text=called.rest)
    if len(meant) > 1:
        return _which_robot(state, text, meant, now_ns)
    robot = meant[0] if meant else _only(state, text, now_ns)
    if not called.rest:
        reply = "はい、聞いています。何をしますか？"
        return state, (say(said, robot, ReplyKind.QUESTION, ReasonCode.NOT_UNDERSTOOD, reply),)
    return _instruct(state, text, robot, now_ns) if robot else _unaddressed(state, text, now_ns)


def _only(state: AgentState, said: Instruction, now_ns: int) -> str:
    """The only robot, else the one whose question is answered; empty where nobody can tell."""
    if len(state.robots) == 1:
        return next(iter(state.robots))
    asked = state.question
    if asked is None or asked.pending is None:
        return ""
    with_question = understand(said.text, context_for(state, asked.robot, asked.pending))
    return asked.robot if with_question != understand(said.text, context_for(state, asked.robot)) else ""


def _instruct(state: AgentState, said: Instruction, robot: str, now_ns: int) -> Stepped:
    """The answer to the robot's open question, or else a new instruction, which drops that question."""
    if plan_id(said) in state.active:
        return state, (refuse(said, robot, "同じ番号の指示を実行中です", ReasonCode.DUPLICATE_PLAN),)
    asked, fresh = state.question, replace(state, question=None)
    if asked is None or asked.pending is None or asked.robot != robot:
        return follow(fresh, said, robot, understand(said.text, context_for(state, robot)), now_ns)
    understood = understand(said.text, context_for(state, robot, asked.pending))
    if not asking.is_open(asked.asked_ns, now_ns):
        new = understand(said.text, context_for(state, robot))
        late = understood.outcome == "execute" and understood != new
        return _too_late(state, said, robot) if late else follow(fresh, said, robot, new, now_ns)
    return take_answer(fresh, said, asked, understood, now_ns)


def _unaddressed(state: AgentState, said: Instruction, now_ns: int) -> Stepped:
    """Several robots and none meant: what needs no robot is answered, the rest waits for a name."""
    understood = understand(said.text, context_for(state, ""))
    skills = {intent.skill for intent in understood.intents}
    if understood.outcome == "execute" and skills & CONTROL:
        return cancel(replace(state, question=None), said, "", understood.intents)
    of_site = understood.outcome == "answer" and set(topics(understood.intents)) <= OF_SITE
    open_clarify = understood.outcome == "clarify" and understood.pending is not None
    if open_clarify or (understood.outcome in ("execute", "answer") and not of_site):
        return _which_robot(state, said, tuple(state.robots), now_ns)
    return follow(replace(state, question=None), said, "", understood, now_ns)


def _which_robot(state: AgentState, said: Instruction, robots: tuple[str, ...], now_ns: int) -> Stepped:
    text = f"{listed(robots)}がいます。どのロボットへの指示ですか？"
    asked = replace(state, question=Open("", now_ns, None, ToAddress(said.text)))
    return asked, (say(said, "", ReplyKind.QUESTION, ReasonCode.UNKNOWN_ROBOT, text),)


def _no_such(state: AgentState, said: Instruction, name: str) -> Stepped:
    here = f"いるのは{listed(tuple(state.robots))}です" if state.robots else "ロボットがいません"
    text = f"「{name[:20]}」というロボットはいません。{here}" if name else here
    return state, (refuse(said, said.robot, text, ReasonCode.UNKNOWN_ROBOT),)


def _too_late(state: AgentState, said: Instruction, robot: str) -> Stepped:
    text = f"質問から{asking.LONGEST_OPEN:.0f}秒を過ぎました。もう一度指示してください"
    return replace(state, question=None), (refuse(said, robot, text, ReasonCode.TIMED_OUT),)

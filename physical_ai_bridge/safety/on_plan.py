"""A plan's way into the gate: what can be refused at once, standstill, and the request for a review."""

from __future__ import annotations

from dataclasses import replace

from physical_ai_bridge.plan.enums import Mode, OutcomeKind
from physical_ai_bridge.plan.motion import STAND
from physical_ai_bridge.plan.plan import Plan
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.verdict import Verdict, refused
from physical_ai_bridge.safety.conditions import at_rest, missing
from physical_ai_bridge.safety.events import Now, PlanSubmitted
from physical_ai_bridge.safety.outputs import StartReview
from physical_ai_bridge.safety.plan_rules import check_form
from physical_ai_bridge.safety.state import LATCHED, GateState, Reviewing, Waiting
from physical_ai_bridge.safety.transitions import Step, end_work, refuse, send

REMEMBERED_PLANS = 1000


def on_plan(state: GateState, event: PlanSubmitted, now: Now) -> Step:
    """Refuse at once what can be refused at once; otherwise wait for standstill, then review."""
    if event.plan is None:
        return refuse(state, event.key, refused(event.reason))
    verdict = _entry(state, event.plan, now)
    state = _remember(state, event.plan, verdict, now)
    if verdict is not None and not _worth_advice(state, verdict):
        return refuse(state, event.key, verdict)
    state, outputs = _supersede(state, now)
    waiting = Waiting(event.key, event.plan, now.steady)
    if not at_rest(state, now):
        return replace(state, work=waiting), outputs
    state, review = begin_review(state, waiting, now)
    return state, (*outputs, *review)


def _entry(state: GateState, plan: Plan, now: Now) -> Verdict | None:
    """The refusals that need no geometry, in the order a person would want to hear them."""
    reason = _why_not_now(state, plan, now)
    if reason is not ReasonCode.OK:
        return refused(reason)
    return check_form(plan, state.config)


def _worth_advice(state: GateState, verdict: Verdict) -> bool:
    """A move that is too long is refused by the review, which knows how far is really free; but no plan ends
    for that."""
    return verdict.reason is ReasonCode.DISTANCE_OVER_LIMIT and state.work is None


def _why_not_now(state: GateState, plan: Plan, now: Now) -> ReasonCode:
    if state.mode in LATCHED:
        return state.reason
    if plan.id in state.memory.plans:
        return ReasonCode.DUPLICATE_PLAN
    recent = [at for at in state.memory.plan_times if now.steady - at < 1.0]
    if len(recent) >= state.config.plan.max_rate:
        return ReasonCode.PLAN_RATE
    if plan.created_ns <= state.memory.halted_ns:
        return state.memory.halted_for
    if (plan.created_ns - now.ros_ns) * 1e-9 > state.config.timing.future_tolerance:
        return ReasonCode.PLAN_MALFORMED
    if not state.enabled:
        return ReasonCode.NOT_ENABLED
    return next(iter(missing(state, now)), ReasonCode.OK)


def _remember(state: GateState, plan: Plan, verdict: Verdict | None, now: Now) -> GateState:
    """That the plan was here. One refused for coming too soon does not put off the next one's turn."""
    plans = (*state.memory.plans, plan.id)[-REMEMBERED_PLANS:]
    times = state.memory.plan_times
    if verdict is None or verdict.reason is not ReasonCode.PLAN_RATE:
        times = (*times, now.steady)[-state.config.plan.max_rate :]
    return replace(state, memory=replace(state.memory, plans=plans, plan_times=times))


def _supersede(state: GateState, now: Now) -> Step:
    """A newer plan ends the older one; the robot stands before the newer is looked at."""
    if state.work is None:
        return state, ()
    state, outputs = end_work(state, OutcomeKind.CANCELED, ReasonCode.SUPERSEDED)
    state, motion = send(replace(state, mode=Mode.READY, reason=ReasonCode.OK), STAND, now)
    return state, (*motion, *outputs)


def begin_review(state: GateState, waiting: Waiting, now: Now) -> Step:
    """Hand the plan to the worker, from where the robot stands."""
    assert state.senses.odometry is not None
    ticket, pose = state.counters.ticket + 1, state.senses.odometry.pose
    work = Reviewing(waiting.key, waiting.plan, pose, ticket, now.steady)
    state = replace(state, work=work, counters=replace(state.counters, ticket=ticket))
    return state, (StartReview(ticket, waiting.plan, 0, pose),)

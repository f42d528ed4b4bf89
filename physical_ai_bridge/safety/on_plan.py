"""A plan's way through the gate: form, standstill, review, admission, lease by lease, end."""

from __future__ import annotations

from dataclasses import replace

from physical_ai_bridge.plan.admission import Admission
from physical_ai_bridge.plan.enums import Mode, OutcomeKind, Phase
from physical_ai_bridge.plan.motion import STAND
from physical_ai_bridge.plan.outcome import Outcome, Progress
from physical_ai_bridge.plan.plan import Plan, plan_hash
from physical_ai_bridge.plan.plane import wrap
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.verdict import Verdict, refused
from physical_ai_bridge.safety.conditions import at_rest, missing
from physical_ai_bridge.safety.envelope import is_done, lease_seconds
from physical_ai_bridge.safety.events import (
    CancelAsked,
    ExecutionEnded,
    Now,
    PlanSubmitted,
    ProgressHeard,
    ReviewDone,
)
from physical_ai_bridge.safety.odometry_check import IN_STEP
from physical_ai_bridge.safety.outputs import Note, Outputs, ReportProgress, SendAdmission, StartReview
from physical_ai_bridge.safety.plan_rules import check_form
from physical_ai_bridge.safety.state import LATCHED, GateState, Reviewing, Running, StepRun, Waiting
from physical_ai_bridge.safety.transitions import (
    Step,
    end_work,
    refuse,
    running_mode,
    send,
    stop,
    with_running,
)

REMEMBERED_PLANS = 1000


def on_plan(state: GateState, event: PlanSubmitted, now: Now) -> Step:
    """Refuse at once what can be refused at once; otherwise wait for standstill, then review."""
    if event.plan is None:
        return refuse(state, event.key, refused(event.reason))
    verdict = _entry(state, event.plan, now)
    state = _remember(state, event.plan, now)
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


def _remember(state: GateState, plan: Plan, now: Now) -> GateState:
    plans = (*state.memory.plans, plan.id)[-REMEMBERED_PLANS:]
    times = (*state.memory.plan_times, now.steady)[-state.config.plan.max_rate :]
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


def on_review(state: GateState, event: ReviewDone, now: Now) -> Step:
    """Admit, renew a lease, or refuse; an answer nobody waits for is dropped."""
    work = state.work
    if isinstance(work, Reviewing) and work.ticket == event.ticket:
        return _admit_or_refuse(state, work, event.verdict, now)
    if isinstance(work, Running) and work.step is None and work.ticket == event.ticket:
        if not event.verdict.admitted:
            return stop(state, Mode.PROTECTIVE_STOP, event.verdict.reason, now, step=work.next_step)
        return begin_step(state, work, now), ()
    return state, ()


def _admit_or_refuse(state: GateState, work: Reviewing, verdict: Verdict, now: Now) -> Step:
    refusal = _last_doubt(state, work.plan, verdict, now)
    if refusal is not None:
        return refuse(replace(state, work=None), work.key, refusal)
    counters = replace(
        state.counters, admission=state.counters.admission + 1, license=state.counters.license + 1
    )
    state = replace(state, counters=counters)
    admission = _admission(state, work.plan, now)
    running = Running(work.key, admission, verdict, now.steady, work.pose)
    state = begin_step(state, running, now)
    state = replace(state, mode=running_mode(state), reason=ReasonCode.OK)
    return state, _admitted(admission, running)


def _last_doubt(state: GateState, plan: Plan, verdict: Verdict, now: Now) -> Verdict | None:
    """The review's refusal; or what has gone missing meanwhile; or a form that no review can make good."""
    if not verdict.admitted:
        return verdict
    lacking = missing(state, now)
    return refused(lacking[0]) if lacking else check_form(plan, state.config)


def _admission(state: GateState, plan: Plan, now: Now) -> Admission:
    config = state.config
    return Admission(
        id=f"{config.robot}-{config.epoch}-{state.counters.admission}",
        epoch=config.epoch,
        sequence=state.counters.admission,
        nonce="unsigned",
        plan_hash=plan_hash(plan),
        configuration_hash=config.configuration_hash,
        issued_ns=now.ros_ns,
        expires_ns=now.ros_ns + int(config.timing.start_within * 1e9),
        plan=plan,
    )


def _admitted(admission: Admission, running: Running) -> Outputs:
    progress = Progress(admission.id, Phase.ADMITTED, 0, 0.0, running.verdict)
    note = Note("plan admitted", {"admission": admission.id, "plan": admission.plan.model_dump(mode="json")})
    return SendAdmission(admission), ReportProgress(running.key, progress), note


def begin_step(state: GateState, running: Running, now: Now) -> GateState:
    """The lease of the next step starts here; its envelope is the reviewed one, wherever the robot is now."""
    assert state.senses.odometry is not None
    step, origin = running.admission.plan.steps[running.next_step], running.pose
    lease = now.steady + lease_seconds(step, origin, state.config.world)
    turned = wrap(state.senses.odometry.pose.yaw - origin.yaw)
    run = StepRun(running.next_step, origin, now.steady, lease, turned)
    state = replace(state, senses=replace(state.senses, odometry_gap=IN_STEP))
    return with_running(state, replace(running, step=run, next_step=running.next_step + 1))


def renew(state: GateState, running: Running, now: Now) -> Step:
    """The controller has begun the next step: check what is left of the plan from the pose measured now."""
    assert state.senses.odometry is not None
    ticket, pose = state.counters.ticket + 1, state.senses.odometry.pose
    waiting = replace(running, step=None, pose=pose, ticket=ticket, since=now.steady)
    state = replace(state, counters=replace(state.counters, ticket=ticket))
    review = StartReview(ticket, running.admission.plan, running.next_step, pose)
    return with_running(state, waiting), (review,)


def step_is_done(state: GateState, running: Running, now: Now) -> bool:
    """Whether odometry agrees that the step under way was carried out."""
    if running.step is None or state.senses.odometry is None:
        return False
    step = running.admission.plan.steps[running.step.index]
    config = state.config
    return is_done(step, running.step, state.senses.odometry, now.steady, config.world, config.tolerances)


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

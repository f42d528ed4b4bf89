"""From a review to motion: admission, and the lease that is renewed step by step."""

from __future__ import annotations

from dataclasses import replace

from physical_ai_bridge.plan.admission import Admission
from physical_ai_bridge.plan.enums import Mode, Phase
from physical_ai_bridge.plan.outcome import Progress
from physical_ai_bridge.plan.plan import Plan, plan_hash
from physical_ai_bridge.plan.plane import wrap
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.verdict import Verdict, refused
from physical_ai_bridge.safety.conditions import missing
from physical_ai_bridge.safety.envelope import is_done, lease_seconds
from physical_ai_bridge.safety.events import Now, ReviewDone
from physical_ai_bridge.safety.odometry_check import IN_STEP
from physical_ai_bridge.safety.outputs import Note, Outputs, ReportProgress, SendAdmission, StartReview
from physical_ai_bridge.safety.plan_rules import check_form
from physical_ai_bridge.safety.state import GateState, Reviewing, Running, StepRun
from physical_ai_bridge.safety.transitions import Step, refuse, running_mode, stop, with_running


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

"""The few ways a gate changes course: send a motion, stop, end its plan."""

from __future__ import annotations

from dataclasses import replace

from physical_ai_bridge.plan.enums import Mode, MotionKind, OutcomeKind, StopLevel
from physical_ai_bridge.plan.motion import STAND, GatedMotion, Twist
from physical_ai_bridge.plan.outcome import Outcome
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.signals import Stop
from physical_ai_bridge.plan.verdict import ADMITTED, Verdict, refused
from physical_ai_bridge.safety.events import Now
from physical_ai_bridge.safety.outputs import (
    CancelExecution,
    EndPlan,
    Note,
    Output,
    Outputs,
    SayStop,
    SendMotion,
)
from physical_ai_bridge.safety.state import Drive, GateState, Running

Step = tuple[GateState, Outputs]


def send(state: GateState, twist: Twist, now: Now) -> Step:
    """Let a twist through to the guard."""
    counters = replace(state.counters, motion=state.counters.motion + 1)
    motion = GatedMotion(
        robot=state.config.robot,
        epoch=state.config.epoch,
        license=counters.license,
        resets=counters.resets,
        sequence=counters.motion,
        stamp_ns=now.ros_ns,
        kind=MotionKind.BASE,
        twist=twist,
    )
    drive = replace(state.drive, twist=twist, sent_at=now.steady)
    return replace(state, counters=counters, drive=drive), (SendMotion(motion),)


def stop(state: GateState, mode: Mode, reason: ReasonCode, now: Now, **data: object) -> Step:
    """Zero now, end whatever plan there is, and stay at least as severe as ``mode``."""
    news = state.mode < mode or state.work is not None
    kept = state.mode if state.mode >= mode else mode
    shown = state.reason if state.mode > mode else reason
    ended, outputs = end_work(state, OutcomeKind.STOPPED, reason)
    ended = halt(replace(ended, mode=kept, reason=shown), reason, now)
    note: Outputs = (Note("stopped", {"mode": kept.name, "reason": reason.name, **data}),) if news else ()
    standing, motion = send(ended, STAND, now)
    return standing, (*motion, *outputs, *note)


def stop_for_lack(state: GateState, reason: ReasonCode, now: Now) -> Step:
    """A protective stop for a condition that is missing; that the guard is lost, everybody is to hear."""
    stopped, outputs = stop(state, Mode.PROTECTIVE_STOP, reason, now)
    if reason is not ReasonCode.GUARD_LOST:
        return stopped, outputs
    robot = state.config.robot
    said = Stop(StopLevel.STOP, robot, f"gate {robot}", reason, stamp_ns=now.ros_ns)
    return stopped, (*outputs, SayStop(said))


def halt(state: GateState, reason: ReasonCode, now: Now) -> GateState:
    """From here on motion takes a newer instruction; an older one is refused for ``reason``."""
    return replace(state, memory=replace(state.memory, halted_ns=now.ros_ns, halted_for=reason))


def end_work(state: GateState, kind: OutcomeKind, reason: ReasonCode, outcome: Outcome | None = None) -> Step:
    """Drop the plan: the controller is told to end it, the agent how it ended."""
    if state.work is None:
        return state, ()
    running = state.running
    verdict = running.verdict if running else _verdict_without_admission(kind, reason)
    end = EndPlan(state.work.key, outcome or Outcome(kind, reason, verdict))
    cancel: tuple[Output, ...] = (
        (CancelExecution(running.admission.id),) if running and outcome is None else ()
    )
    return replace(state, work=None, drive=Drive(sent_at=state.drive.sent_at)), (*cancel, end)


def refuse(state: GateState, key: str, verdict: Verdict) -> Step:
    """Answer a plan that never ran."""
    data = {"step": verdict.step_index, "reason": verdict.reason.name, "text": verdict.text_ja}
    data["evidence"] = [f"{e.name}={e.value:g} limit={e.limit:g} {e.unit}" for e in verdict.evidence]
    outcome = Outcome(OutcomeKind.REFUSED, verdict.reason, verdict)
    return state, (EndPlan(key, outcome), Note("plan refused", data))


def running_mode(state: GateState) -> Mode:
    """ACTIVE, or SLOW where a zone's limit is below the robot's own."""
    return Mode.SLOW if speed_limit(state) < state.config.profile.max_speed else Mode.ACTIVE


def speed_limit(state: GateState) -> float:
    """The speed limit in force, m/s: robot, zone, and driving without a scan."""
    profile = state.config.profile
    own = profile.max_speed if profile.sensors.scan else min(profile.max_speed, profile.no_scan_speed)
    return min(own, state.senses.zone_limit)


def with_running(state: GateState, running: Running) -> GateState:
    """The state with its plan replaced."""
    return replace(state, work=running)


def _verdict_without_admission(kind: OutcomeKind, reason: ReasonCode) -> Verdict:
    return ADMITTED if kind is OutcomeKind.SUCCEEDED else refused(reason)

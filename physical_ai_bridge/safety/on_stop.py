"""Everything that stops by being heard: stop words, the stop topic and service, strangers."""

from __future__ import annotations

from dataclasses import replace

from physical_ai_bridge.language.stop_words import match_stop
from physical_ai_bridge.plan.enums import Mode, StopLevel
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.signals import Stop
from physical_ai_bridge.safety.events import InstructionHeard, Now, StopHeard, StrangersSeen, stop_reason
from physical_ai_bridge.safety.outputs import Note, SayStop
from physical_ai_bridge.safety.state import GateState
from physical_ai_bridge.safety.transitions import Step, stop

MODES = {StopLevel.STOP: Mode.PROTECTIVE_STOP, StopLevel.EMERGENCY: Mode.EMERGENCY_STOP}


def on_instruction(state: GateState, event: InstructionHeard, now: Now) -> Step:
    """Match the raw text against the stop words; anything else is the agent's business."""
    match = match_stop(event.text)
    if match is None or event.robot not in ("", state.config.robot):
        return state, ()
    emergency = match.level == "emergency"
    level, reason = (
        (StopLevel.EMERGENCY, ReasonCode.EMERGENCY_STOP)
        if emergency
        else (StopLevel.STOP, ReasonCode.STOP_WORD)
    )
    said = Stop(level, event.robot, f"gate {state.config.robot}", reason, match.surface, now.ros_ns)
    stopped, outputs = _stopped(state, said, now)
    return stopped, (*outputs, SayStop(said))


def on_stop(state: GateState, event: StopHeard, now: Now) -> Step:
    """A stop from elsewhere; an unknown level counts as a stop."""
    if event.stop.robot not in ("", state.config.robot):
        return state, ()
    stopped, outputs = _stopped(state, event.stop, now)
    return stopped, (*outputs, *((SayStop(event.stop),) if event.own else ()))


def _stopped(state: GateState, said: Stop, now: Now) -> Step:
    mode = MODES.get(said.level, Mode.PROTECTIVE_STOP)
    reason = ReasonCode.EMERGENCY_STOP if mode is Mode.EMERGENCY_STOP else stop_reason(said)
    heard = Note("stop heard", {"level": said.level.name, "source": said.source, "text": said.text[:100]})
    stopped, outputs = stop(state, mode, reason, now, source=said.source)
    return stopped, (*outputs, heard)


def on_strangers(state: GateState, event: StrangersSeen, now: Now) -> Step:
    """Latch while somebody else publishes motion, and name who it is; a gate that has not yet been ready
    waits.

    At the start the list may still hold the processes of a system that was killed, for as long as discovery
    keeps them.
    """
    if event.names == state.senses.strangers:
        return state, ()
    seen = replace(state, senses=replace(state.senses, strangers=event.names))
    note = Note("strangers", {"publishers": list(event.names)})
    if not event.names or _is_starting(state):
        return seen, (note,)
    stopped, outputs = stop(
        seen, Mode.FAULT, ReasonCode.STRANGER_PUBLISHER, now, publishers=list(event.names)
    )
    return stopped, (*outputs, note)


def _is_starting(state: GateState) -> bool:
    return state.mode is Mode.INIT and state.reason is ReasonCode.NOT_READY

"""How the safety gate is, from its state."""

from __future__ import annotations

from collections.abc import Iterator

from physical_ai_bridge.nodes.status import Level, Status, age, said
from physical_ai_bridge.plan.enums import Mode
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.safety.conditions import missing, warnings
from physical_ai_bridge.safety.events import Now
from physical_ai_bridge.safety.gate import as_seen
from physical_ai_bridge.safety.state import MOVING, GateState

RESTING = (Mode.READY, Mode.PROTECTIVE_STOP)
SHOWN = {
    Mode.UNKNOWN: (Level.STALE, "状態がわかりません"),
    Mode.INIT: (Level.WARN, "準備中です"),
    Mode.READY: (Level.OK, "待機しています"),
    Mode.ACTIVE: (Level.OK, "動作しています"),
    Mode.SLOW: (Level.OK, "徐行しています"),
    Mode.HOLD: (Level.WARN, "障害物の前で待っています"),
    Mode.PROTECTIVE_STOP: (Level.WARN, "止まっています。新しい指示で動きます"),
    Mode.EMERGENCY_STOP: (Level.ERROR, "非常停止中です。人の解除が必要です"),
    Mode.FAULT: (Level.ERROR, "異常のため止まっています。人の解除が必要です"),
}
"""An error is what only a person ends. A protective stop is none: 「止まれ」 is one, and the next instruction
moves the robot."""


def gate_status(state: GateState, now: Now) -> Status:
    """The mode's level and words. A robot that drives without a scan, or that no instruction would move, asks
    for a look."""
    level, text = SHOWN[state.mode]
    reason = state.reason
    limits = warnings(state.config.profile)
    if state.mode in MOVING and limits:
        level, reason = Level.WARN, limits[0] if reason is ReasonCode.OK else reason
    hindrance = _hindrance(state, now) if state.mode in RESTING else ReasonCode.OK
    if hindrance is not ReasonCode.OK:
        level, text, reason = Level.WARN, "止まっています", hindrance
    return Status(level, said(text, reason), tuple(_values(state, now)))


def _hindrance(state: GateState, now: Now) -> ReasonCode:
    """Why a new instruction would not move a robot at rest; OK when it would."""
    lacking = missing(state, now)
    if lacking:
        return lacking[0]
    return ReasonCode.OK if state.enabled else ReasonCode.NOT_ENABLED


def _values(state: GateState, now: Now) -> Iterator[tuple[str, str]]:
    seen, senses = as_seen(state, now), state.senses
    yield "mode", state.mode.name
    yield "reason", state.reason.name
    yield "enabled", str(state.enabled).lower()
    yield "speed_limit", f"{seen.speed_limit_mps:.2f} m/s"
    yield "admission", seen.admission_id
    yield "step", str(seen.step_index) if seen.admission_id else ""
    yield "waiting_for", " ".join(seen.waiting_for)
    yield "warnings", " ".join(seen.warnings)
    yield "strangers", ", ".join(senses.strangers)
    yield "license", str(state.counters.license)
    yield "resets", str(state.counters.resets)
    for name, at in (
        ("agent_heartbeat_age", senses.agent_at),
        ("controller_heartbeat_age", senses.controller_at),
        ("guard_heartbeat_age", senses.guard_at),
        ("odometry_age", senses.odometry_at),
        ("scan_age", senses.scan_at),
    ):
        yield name, age(now.steady, at)

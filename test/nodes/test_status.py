"""What an operator's dashboard shows of each process, over every state that it can be in."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest

from physical_ai_bridge.agent.state import AgentState
from physical_ai_bridge.nodes.gate_status import gate_status
from physical_ai_bridge.nodes.process_status import (
    SLOW_BELOW,
    agent_status,
    controller_status,
    display_status,
    guard_status,
    sim_status,
)
from physical_ai_bridge.nodes.status import Level, Status, age, recorded, said
from physical_ai_bridge.plan.enums import Mode
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.robots import load_profile
from physical_ai_bridge.safety.config import GateConfig
from physical_ai_bridge.safety.events import Now
from physical_ai_bridge.safety.guard import TIMEOUT, GuardState, Latch
from physical_ai_bridge.safety.state import GateState, Senses
from physical_ai_bridge.world import load_world

WORLD = load_world(Path(__file__).parents[2] / "worlds" / "warehouse.yaml")
NOW = Now(100.0, 1_700_000_000_000_000_000)
FRESH = Senses(odometry_at=99.99, scan_at=99.9, agent_at=99.95, controller_at=99.95, guard_at=99.95)

IN_SERVICE = {
    Mode.UNKNOWN: Level.STALE,
    Mode.INIT: Level.WARN,
    Mode.READY: Level.OK,
    Mode.ACTIVE: Level.OK,
    Mode.SLOW: Level.OK,
    Mode.HOLD: Level.WARN,
    Mode.PROTECTIVE_STOP: Level.WARN,
    Mode.EMERGENCY_STOP: Level.ERROR,
    Mode.FAULT: Level.ERROR,
}
"""Enabled, every process and sense there, with a scan."""


def gate(
    mode: Mode, reason: ReasonCode = ReasonCode.OK, enabled: bool = True, lidar: bool = True
) -> GateState:
    profile = load_profile("agv" if lidar else "agv_no_lidar")
    config = GateConfig("agv1", profile, WORLD, "hash", "epoch")
    return GateState(config, mode, reason, enabled, senses=FRESH)


@pytest.mark.parametrize("mode", list(Mode))
def test_the_level_of_every_mode(mode: Mode) -> None:
    assert gate_status(gate(mode), NOW).level is IN_SERVICE[mode]


@pytest.mark.parametrize("mode", list(Mode))
def test_a_robot_that_is_not_enabled_is_never_fine_at_rest(mode: Mode) -> None:
    status = gate_status(gate(mode, enabled=False), NOW)
    at_rest = mode in (Mode.READY, Mode.PROTECTIVE_STOP)
    assert status.level is (Level.WARN if at_rest else IN_SERVICE[mode])
    assert ("[NOT_ENABLED]" in status.message) is at_rest


@pytest.mark.parametrize("mode", list(Mode))
def test_driving_without_a_scan_asks_for_a_look(mode: Mode) -> None:
    status = gate_status(gate(mode, lidar=False), NOW)
    drives = mode in (Mode.ACTIVE, Mode.SLOW, Mode.HOLD)
    assert status.level is (Level.WARN if drives else IN_SERVICE[mode])
    assert ("[NO_SCAN]" in status.message) is drives


@pytest.mark.parametrize("mode", list(Mode))
def test_a_lost_process_is_named_where_the_next_instruction_would_fail_for_it(mode: Mode) -> None:
    state = replace(gate(mode), senses=replace(FRESH, controller_at=99.0))
    status = gate_status(state, NOW)
    at_rest = mode in (Mode.READY, Mode.PROTECTIVE_STOP)
    assert status.level is (Level.WARN if at_rest else IN_SERVICE[mode])
    assert ("[CONTROLLER_LOST]" in status.message) is at_rest
    assert "CONTROLLER_LOST" in dict(status.values)["waiting_for"]


@pytest.mark.parametrize("mode", [Mode.HOLD, Mode.PROTECTIVE_STOP, Mode.EMERGENCY_STOP, Mode.FAULT])
@pytest.mark.parametrize("reason", list(ReasonCode))
def test_every_reason_to_stand_is_told_with_its_code(mode: Mode, reason: ReasonCode) -> None:
    message = gate_status(gate(mode, reason), NOW).message
    assert message.endswith(f"[{reason.name}]")
    explained = reason not in (ReasonCode.OK, ReasonCode.UNKNOWN)
    assert (reason.text_ja in message) is explained


def test_a_gate_before_its_first_event_can_be_told_too() -> None:
    values = dict(gate_status(replace(gate(Mode.INIT), senses=Senses()), NOW).values)
    assert values["scan_age"] == values["agent_heartbeat_age"] == "never"
    assert values["speed_limit"] == "0.80 m/s"


def test_what_the_gate_knows_is_among_its_values() -> None:
    values = dict(gate_status(gate(Mode.READY), NOW).values)
    assert values["mode"] == "READY" and values["enabled"] == "true"
    assert values["scan_age"] == "0.10 s"
    assert dict(gate_status(gate(Mode.READY, lidar=False), NOW).values)["speed_limit"] == "0.30 m/s"


def guard(latch: Latch | None, license: int, heard: float = 99.95, epoch: str = "e") -> GuardState:
    state = GuardState("agv1", 0.8, 1.0)
    return replace(state, latch=latch, license=license, heard_at=heard, epoch=epoch)


SOFT = Latch(ReasonCode.STOP_WORD, False, "e", 1, 0)
HARD = Latch(ReasonCode.EMERGENCY_STOP, True, "e", 1, 0)


@pytest.mark.parametrize(
    ("state", "level", "code"),
    [
        (guard(None, 1), Level.OK, "OK"),
        (guard(SOFT, 0), Level.OK, "OK"),
        (guard(SOFT, 1), Level.WARN, "STOP_WORD"),
        (guard(HARD, 0), Level.ERROR, "EMERGENCY_STOP"),
        (guard(HARD, 1), Level.ERROR, "EMERGENCY_STOP"),
        (guard(HARD, 0, -math.inf, ""), Level.ERROR, "EMERGENCY_STOP"),
        (guard(None, 0, -math.inf, ""), Level.WARN, "NOT_READY"),
        (guard(None, 1, 100.0 - TIMEOUT + 0.01), Level.OK, "OK"),
        (guard(None, 1, 100.0 - TIMEOUT - 0.01), Level.ERROR, "GATE_LOST"),
        (guard(SOFT, 0, 90.0), Level.ERROR, "GATE_LOST"),
    ],
)
def test_the_guards_latch_and_the_gates_silence(state: GuardState, level: Level, code: str) -> None:
    status = guard_status(state, NOW)
    assert status.level is level and status.message.endswith(f"[{code}]")
    assert dict(status.values)["latch"] == (state.latch.reason.name if state.latch else "")


@pytest.mark.parametrize(
    ("odometry", "mode", "level", "code"),
    [
        (True, Mode.READY, Level.OK, "OK"),
        (True, Mode.FAULT, Level.OK, "OK"),
        (False, Mode.READY, Level.WARN, "ODOMETRY_STALE"),
        (True, Mode.UNKNOWN, Level.WARN, "GATE_LOST"),
    ],
)
def test_a_controller_needs_odometry_and_a_gate(odometry: bool, mode: Mode, level: Level, code: str) -> None:
    status = controller_status(odometry, mode, "", 3)
    assert (status.level, dict(status.values)["step"]) == (level, "")
    assert status.message.endswith(f"[{code}]")


def test_a_controller_tells_what_it_carries_out() -> None:
    status = controller_status(True, Mode.ACTIVE, "a1", 3)
    assert dict(status.values) == {"gate": "ACTIVE", "admission": "a1", "step": "3"}
    assert status.message != controller_status(True, Mode.ACTIVE, "", 3).message


def test_an_agent_names_the_robots_whose_gate_it_cannot_reach() -> None:
    state = AgentState({})
    assert agent_status(state, {"agv1": True, "agv2": True}).level is Level.OK
    status = agent_status(state, {"agv1": True, "agv2": False})
    assert status.level is Level.WARN
    assert status.message.startswith("agv2") and status.message.endswith("[GATE_LOST]")


@pytest.mark.parametrize(
    ("wall", "simulated", "speed", "level"),
    [
        (1.0, SLOW_BELOW + 0.01, 1.0, Level.OK),
        (1.0, SLOW_BELOW - 0.01, 1.0, Level.WARN),
        (1.0, 2.0 * SLOW_BELOW - 0.01, 2.0, Level.WARN),
        (0.0, 0.0, 1.0, Level.WARN),
    ],
)
def test_a_simulator_that_falls_behind_asks_for_a_look(
    wall: float, simulated: float, speed: float, level: Level
) -> None:
    assert sim_status(wall, simulated, speed, ("agv1",)).level is level


def test_a_display_tells_whom_it_does_not_see_and_whether_frames_are_published() -> None:
    seen = display_status({"agv1": True}, True)
    assert (seen.level, dict(seen.values)["tf"]) == (Level.OK, "published")
    blind = display_status({"agv1": True, "agv2": False}, False)
    assert blind.level is Level.WARN and blind.message.startswith("agv2")
    assert "tf2_msgs" in dict(blind.values)["tf"]


@pytest.mark.parametrize("level", list(Level))
def test_a_record_that_cannot_be_written_is_an_error_whatever_else_is(level: Level) -> None:
    before = Status(level, "待機しています [OK]", (("mode", "READY"),))
    assert recorded(before, None) == Status(level, before.message, (("mode", "READY"), ("audit", "ok")))
    after = recorded(before, OSError(28, "No space left on device"))
    assert after.level is Level.ERROR and before.message in after.message and "記録" in after.message
    assert "No space left" in dict(after.values)["audit"]


def test_ages_and_reasons_in_words() -> None:
    assert (age(10.0, 9.5), age(10.0, -math.inf)) == ("0.50 s", "never")
    assert said("待機しています", ReasonCode.OK) == "待機しています [OK]"
    stopped = said("止まっています", ReasonCode.STOP_WORD)
    assert stopped == f"止まっています: {ReasonCode.STOP_WORD.text_ja} [STOP_WORD]"

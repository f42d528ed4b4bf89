"""How guard, controller, agent, simulator and display are, each from what it cheaply knows."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from physical_ai_bridge.agent.state import AgentState
from physical_ai_bridge.nodes.status import Level, Status, age, said
from physical_ai_bridge.plan.enums import Mode
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.safety.events import Now
from physical_ai_bridge.safety.guard import TIMEOUT, GuardState, Latch

SLOW_BELOW = 0.9
"""Part of the wanted simulated time that must pass; less is a machine that cannot keep up."""


def guard_status(state: GuardState, now: Now) -> Status:
    """An error when only a person ends it: a hard latch, or a gate that has fallen silent."""
    latch = state.latch
    values = (
        ("latch", latch.reason.name if latch else ""),
        ("needs_reset", str(latch is not None and latch.hard).lower()),
        ("gate_age", age(now.steady, state.heard_at)),
        ("license", str(state.license)),
        ("resets", str(state.resets)),
        ("speed", f"{state.twist.forward:.2f} m/s"),
    )
    return Status(*_guard_words(state, latch, now), values)


def _guard_words(state: GuardState, latch: Latch | None, now: Now) -> tuple[Level, str]:
    if latch is not None and latch.hard:
        return Level.ERROR, said("止めています。人の解除が必要です", latch.reason)
    if not state.epoch:
        return Level.WARN, said("安全ゲートを待っています", ReasonCode.NOT_READY)
    if now.steady - state.heard_at > TIMEOUT:
        return Level.ERROR, said("止めています", ReasonCode.GATE_LOST)
    if latch is not None and state.license > 0:
        return Level.WARN, said("止めています。新しい指示で動きます", latch.reason)
    text = "最初の指示を待っています" if latch is not None else "指令を通しています"
    return Level.OK, said(text, ReasonCode.OK)


def controller_status(odometry: bool, mode: Mode, admission: str, step: int) -> Status:
    """``odometry``: whether any has come; ``mode``: the gate's; ``admission``: the one carried out, or
    empty."""
    values = (("gate", mode.name), ("admission", admission), ("step", str(step) if admission else ""))
    if not odometry:
        return Status(Level.WARN, said("待っています", ReasonCode.ODOMETRY_STALE), values)
    if mode is Mode.UNKNOWN:
        return Status(Level.WARN, said("待っています", ReasonCode.GATE_LOST), values)
    return Status(Level.OK, said("実行しています" if admission else "待機しています", ReasonCode.OK), values)


def agent_status(state: AgentState, gates: Mapping[str, bool]) -> Status:
    """``gates``: for each robot, whether its gate can be reached."""
    values = (
        ("robots", " ".join(gates)),
        ("active_plans", str(len(state.active))),
        ("question", state.question.robot if state.question else ""),
    )
    away = [name for name, ready in gates.items() if not ready]
    if away:
        return Status(Level.WARN, said("、".join(away), ReasonCode.GATE_LOST), values)
    asking = "答えを待っています" if state.question else "指示を受け付けています"
    return Status(Level.OK, said(asking, ReasonCode.OK), values)


def sim_status(wall: float, simulated: float, speed: float, robots: Collection[str]) -> Status:
    """``simulated`` s passed in ``wall`` s, where ``speed`` s a second were wanted."""
    rate = simulated / wall if wall > 0.0 else 0.0
    values = (("rate", f"{rate:.2f}"), ("speed", f"{speed:g}"), ("robots", " ".join(robots)))
    if rate < SLOW_BELOW * speed:
        text = "計算が追いつきません。ほかのプログラムを止めてください"
        return Status(Level.WARN, said(text, ReasonCode.OWN_STALL), values)
    return Status(Level.OK, said("シミュレーションしています", ReasonCode.OK), values)


def display_status(heard: Mapping[str, bool], frames: bool) -> Status:
    """``heard``: for each robot, whether odometry has come; ``frames``: whether /tf is published."""
    values = (("robots", " ".join(heard)), ("tf", "published" if frames else "tf2_msgs is not installed"))
    silent = [name for name, once in heard.items() if not once]
    if silent:
        return Status(Level.WARN, said("、".join(silent), ReasonCode.ODOMETRY_STALE), values)
    return Status(Level.OK, said("表示しています", ReasonCode.OK), values)


def gazebo_status(silent: Collection[str]) -> Status:
    """``silent``: the robots of which Gazebo has sent no odometry yet."""
    values = (("without_odometry", " ".join(silent)),)
    if silent:
        return Status(Level.WARN, said("、".join(silent), ReasonCode.ODOMETRY_STALE), values)
    return Status(Level.OK, said("Gazebo とつながっています", ReasonCode.OK), values)

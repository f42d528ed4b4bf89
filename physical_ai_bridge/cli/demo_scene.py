"""One scene performed: said, interrupted where the script says so, followed to its end, and judged."""

from __future__ import annotations

import getpass
import time
from dataclasses import dataclass, field
from pathlib import Path

from physical_ai_bridge.cli.demo_script import Scene
from physical_ai_bridge.cli.demo_stage import Stage
from physical_ai_bridge.plan.enums import Mode
from physical_ai_bridge.plan.signals import Reply
from physical_ai_bridge.robots import RobotProfile
from physical_ai_bridge.sim.driven_path import Marker

SCENE_LIMIT = 60.0  # s
CRUISE = 1.5  # s at full speed before it is interrupted
TRIES = 3


@dataclass
class Performance:
    """The stage, the robot's limits, where the approver's key is, and where the robot was stopped so far."""

    stage: Stage
    profile: RobotProfile
    run_directory: Path
    marks: list[Marker] = field(default_factory=list)


def perform(show: Performance, scene: Scene) -> str | None:
    """What went otherwise than written, or None. Said again where only a stalled machine stopped the
    robot."""
    print(f"\n― {scene.title}", flush=True)
    last = _say(show, scene)
    for _ in range(TRIES - 1):
        if last is None or not last.reason.machine_stalled:
            break
        show.stage.tell("注意  ", "この計算機が一時止まったため、ロボットは止まりました。もう一度言います")
        last = _say(show, scene)
    if scene.reset:
        _reset(show)
    gap = show.stage.gap()
    if gap is not None and show.stage.is_resting():
        show.stage.tell("計測  ", f"車輪で測った位置と実際の位置の差 {gap * 1000:.0f} mm")
    return _judge(scene, last)


def _say(show: Performance, scene: Scene) -> Reply | None:
    """Say it and return the last word about it."""
    first = len(show.stage.replies)
    show.stage.tell("指示  ", f"「{scene.text}」")
    show.stage.console.say_plain(scene.text)
    if scene.interrupt:
        _interrupt(show, scene, first)
    show.stage.console.spin_until(
        lambda: _final(show, first) is not None and show.stage.is_resting(), SCENE_LIMIT
    )
    show.stage.console.spin_until(lambda: False, 0.5)
    return _final(show, first)


def _final(show: Performance, first: int) -> Reply | None:
    """The final reply to the instruction that the first new reply belongs to, once it has come."""
    new = show.stage.replies[first:]
    return next((r for r in new if r.final and r.instruction_id == new[0].instruction_id), None)


def _interrupt(show: Performance, scene: Scene, first: int) -> None:
    """Say the stop in full motion, and measure how long the robot takes to stand."""
    stage, top = show.stage, show.profile.max_speed
    stage.console.spin_until(lambda: stage.is_fast(top) or _final(show, first) is not None, SCENE_LIMIT)
    stage.console.spin_until(lambda: _final(show, first) is not None, CRUISE)
    if stage.now is None or _final(show, first) is not None:
        return
    speed, said = stage.now.forward, time.monotonic()
    stage.tell("指示  ", f"「{scene.interrupt}」 (速さ {speed:.2f} m/s のとき)")
    stage.console.say_plain(scene.interrupt)
    stage.console.spin_until(stage.is_resting, 5.0)
    took, braking = time.monotonic() - said, speed / show.profile.brake
    stage.tell("計測  ", f"言い終えてから {took * 1000:.0f} ms で停止 (うち制動 {braking * 1000:.0f} ms)")
    show.marks.append(Marker(stage.now.pose.x, stage.now.pose.y, scene.interrupt))


def _reset(show: Performance) -> None:
    stage = show.stage
    accepted, reason = stage.console.reset(stage.robot, getpass.getuser(), show.run_directory)
    stage.tell("人    ", "非常停止を解除しました" if accepted else f"解除できません [{reason.name}]")
    stage.console.spin_until(lambda: stage.console.states[stage.robot].mode is Mode.READY, 5.0)


def _judge(scene: Scene, last: Reply | None) -> str | None:
    if last is None:
        return f"「{scene.text}」: 返事が終わりませんでした"
    if (last.kind, last.reason) != scene.expect or scene.contains not in last.text:
        return f"「{scene.text}」: {last.kind.name} {last.reason.name}: {last.text}"
    return None

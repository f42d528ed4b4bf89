"""``physical-ai demo``: the main job from end to end, shown live, checked, and drawn."""

from __future__ import annotations

import argparse
import getpass
import sys
import time
from contextlib import closing
from pathlib import Path

from physical_ai_bridge.audit.verify import verify
from physical_ai_bridge.cli import options
from physical_ai_bridge.cli.demo_pictures import draw
from physical_ai_bridge.cli.demo_script import SCENES, Scene
from physical_ai_bridge.cli.demo_stage import Stage
from physical_ai_bridge.cli.domain_lock import DomainTaken
from physical_ai_bridge.cli.system import StartFailed, System, enable_all, running, wait_until_ready
from physical_ai_bridge.nodes.console import Console
from physical_ai_bridge.nodes.run_directory import AUDIT
from physical_ai_bridge.plan.enums import Mode
from physical_ai_bridge.plan.motion import Pose2
from physical_ai_bridge.plan.signals import Reply
from physical_ai_bridge.robots import load_profile
from physical_ai_bridge.sim.driven_path import Marker
from physical_ai_bridge.world import World, load_world

HELP = "日本語の指示で動くところを、始めから終わりまで見せる"
SCENE_LIMIT = 60.0  # s
CRUISE = 1.5  # s at full speed before it is interrupted


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Site, and where the pictures go."""
    options.add_world(parser)
    options.add_run_directory(parser)
    parser.add_argument("--output", type=Path, default=Path("run/demo"), help="絵の置き場所")


def run(arguments: argparse.Namespace) -> int:
    """0 when every scene went as written and the record is whole."""
    directory = options.run_directory(arguments)
    print("起動しています…", flush=True)
    try:
        with running(options.domain_id(), arguments.world, directory, "embedded") as system:
            faults = _play(system, load_world(arguments.world), arguments.output)
    except (DomainTaken, StartFailed, ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    faults += _check_record(directory / AUDIT)
    print("\nすべて台本どおりです。" if not faults else "\n台本と違います:\n  " + "\n  ".join(faults))
    return 1 if faults else 0


def _play(system: System, world: World, output: Path) -> list[str]:
    robot = world.robots[0]
    start = Pose2(robot.start.x, robot.start.y, robot.start.yaw)
    top = load_profile(robot.profile).max_speed
    with closing(Console("demo")) as console:
        stage = Stage(console, robot.name, start)
        wait_until_ready(system, console)
        enable_all(system, console, getpass.getuser())
        console.spin_until(lambda: console.listeners()[0] >= 2 and stage.now is not None, 10.0)
        marks: list[Marker] = []
        faults = [
            fault for scene in SCENES if (fault := _scene(stage, scene, top, system.run_directory, marks))
        ]
        pose = stage.now.pose if stage.now else start
    for line in draw(world, robot.name, stage.path, pose, marks, output):
        print(line)
    return faults


def _scene(stage: Stage, scene: Scene, top: float, run_directory: Path, marks: list[Marker]) -> str | None:
    """Say it, wait for its end; what went otherwise than written, or None."""
    print(f"\n― {scene.title}", flush=True)
    first = len(stage.replies)
    stage.tell("指示  ", f"「{scene.text}」")
    stage.console.say_plain(scene.text)
    if scene.interrupt:
        _interrupt(stage, scene, top, marks)
    last = _last_word(stage, first)
    if scene.reset:
        _reset(stage, run_directory)
    return _judge(scene, last)


def _last_word(stage: Stage, first: int) -> Reply | None:
    """The final reply to the instruction that the first new reply belongs to, with the robot at rest
    again."""

    def final() -> Reply | None:
        new = stage.replies[first:]
        return next((r for r in new if r.final and r.instruction_id == new[0].instruction_id), None)

    stage.console.spin_until(lambda: final() is not None and stage.is_resting(), SCENE_LIMIT)
    stage.console.spin_until(lambda: False, 0.5)
    return final()


def _interrupt(stage: Stage, scene: Scene, top: float, marks: list[Marker]) -> None:
    """Say the stop in full motion, and measure how long the robot takes to stand."""
    if not stage.console.spin_until(lambda: stage.is_fast(top), SCENE_LIMIT) or stage.now is None:
        return
    stage.console.spin_until(lambda: False, CRUISE)
    speed, said = stage.now.forward, time.monotonic()
    stage.tell("指示  ", f"「{scene.interrupt}」 (速さ {speed:.2f} m/s のとき)")
    stage.console.say_plain(scene.interrupt)
    stage.console.spin_until(stage.is_resting, 5.0)
    took = time.monotonic() - said
    stage.tell(
        "計測  ", f"言い終えてから {took * 1000:.0f} ms で停止 (制動だけで {speed / 3.0 * 1000:.0f} ms)"
    )
    marks.append(Marker(stage.now.pose.x, stage.now.pose.y, scene.interrupt))


def _reset(stage: Stage, run_directory: Path) -> None:
    accepted, reason = stage.console.reset(stage.robot, getpass.getuser(), run_directory)
    stage.tell("人    ", "非常停止を解除しました" if accepted else f"解除できません [{reason.name}]")
    stage.console.spin_until(lambda: stage.console.states[stage.robot].mode is Mode.READY, 5.0)


def _judge(scene: Scene, last: Reply | None) -> str | None:
    if last is None:
        return f"「{scene.text}」: 返事が終わりませんでした"
    if (last.kind, last.reason) != scene.expect or scene.contains not in last.text:
        return f"「{scene.text}」: {last.kind.name} {last.reason.name}: {last.text}"
    return None


def _check_record(directory: Path) -> list[str]:
    report = verify(directory)
    print(f"\n記録: {report.files} ファイル {report.lines} 行 ({directory})")
    return [f"{fault.file}:{fault.line}: {fault.text}" for fault in report.faults]

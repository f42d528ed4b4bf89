"""``physical-ai demo``: the main job from end to end, shown live, checked, and drawn."""

from __future__ import annotations

import argparse
import getpass
import sys
from contextlib import AbstractContextManager, closing, nullcontext
from pathlib import Path

from physical_ai_bridge.audit.verify import verify
from physical_ai_bridge.cli import options, start_arguments
from physical_ai_bridge.cli.demo_pictures import draw
from physical_ai_bridge.cli.demo_scene import Performance, perform
from physical_ai_bridge.cli.demo_script import SCENES
from physical_ai_bridge.cli.demo_stage import Stage
from physical_ai_bridge.cli.system import StartFailed, System, enable_all, running, wait_until_ready
from physical_ai_bridge.nodes.console import Console
from physical_ai_bridge.nodes.run_directory import AUDIT
from physical_ai_bridge.nodes.start.domain import DomainTaken
from physical_ai_bridge.nodes.start.processes import site_world
from physical_ai_bridge.nodes.start.programs import MissingProgram
from physical_ai_bridge.plan.motion import Pose2
from physical_ai_bridge.robots import load_profile
from physical_ai_bridge.world import World


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to start or where it runs, and where the pictures go."""
    options.add_world(parser)
    options.add_run_directory(parser)
    start_arguments.add(parser)
    parser.add_argument(
        "--running", action="store_true", help="起動しない。動いているシステム (ros2 launch など) で行う"
    )
    parser.add_argument(
        "--output", type=Path, default=Path("run/demo"), help="画像の置き場所 (既定: run/demo)"
    )


def run(arguments: argparse.Namespace) -> int:
    """0 when every scene went as written and the record is whole."""
    try:
        with _system(arguments) as system:
            faults = _play(system, site_world(system.options), arguments.output)
    except (DomainTaken, MissingProgram, StartFailed, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("中断しました")
        return 130
    faults += _check_record(system.run_directory / AUDIT)
    print("\nすべて台本どおりです。" if not faults else "\n台本と違います:\n  " + "\n  ".join(faults))
    return 1 if faults else 0


def _system(arguments: argparse.Namespace) -> AbstractContextManager[System]:
    if arguments.running:
        start = options.running_start(arguments)
        return nullcontext(System([], start.robots, start))
    print("起動しています…", flush=True)
    return running(start_arguments.start_options(arguments))


def _play(system: System, world: World, output: Path) -> list[str]:
    """Every scene, then the pictures; what went otherwise than written."""
    robot = next(each for each in world.robots if each.name == system.robots[0])
    start = Pose2(robot.start.x, robot.start.y, robot.start.yaw)
    with closing(Console("demo", system.options.prefix)) as console:
        stage = Stage(console, robot.name, start)
        wait_until_ready(system, console)
        enable_all(system, console, getpass.getuser())
        console.spin_until(
            lambda: console.listeners()[0] >= 2 and stage.now is not None and console.hears_agent(), 10.0
        )
        show = Performance(stage, load_profile(robot.profile), system.run_directory)
        faults = [fault for scene in SCENES if (fault := perform(show, scene))]
        pose = stage.now.pose if stage.now else start
    for line in draw(world, robot.name, stage.path, pose, show.marks, output):
        print(line)
    return faults


def _check_record(directory: Path) -> list[str]:
    report = verify(directory)
    print(f"\n記録: {report.files} ファイル {report.lines} 行 ({directory})")
    return [f"{fault.file}:{fault.line}: {fault.text}" for fault in report.faults]

"""``physical-ai stop``: stop robots by their gates' services, with or without the emergency latch."""

from __future__ import annotations

import argparse
from contextlib import closing

from physical_ai_bridge.cli import options
from physical_ai_bridge.cli.conversation import NOT_RUNNING
from physical_ai_bridge.nodes.console import Console
from physical_ai_bridge.plan.enums import StopLevel


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which robots, and how hard."""
    options.add_robot(parser, "止める人の名前")
    options.add_run_directory(parser)
    parser.add_argument("--emergency", action="store_true", help="人が解除するまで止めておく")


def run(arguments: argparse.Namespace) -> int:
    """0 when every gate confirmed, 1 when one did not answer."""
    level = StopLevel.EMERGENCY if arguments.emergency else StopLevel.STOP
    start = options.running_start(arguments)
    with closing(Console("stop", start.prefix)) as console:
        robots = options.robots(arguments, start)
        console.say_stop(arguments.robot, level, arguments.approver)
        silent = [robot for robot in robots if not console.stop(robot, level, arguments.approver)[0]]
    print(f"{'、'.join(silent)} の応答がありません。{NOT_RUNNING}" if silent else "止めました")
    return 1 if silent else 0

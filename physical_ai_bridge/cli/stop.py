"""``physical-ai stop``: stop a robot by its gate's service, with or without the emergency latch."""

from __future__ import annotations

import argparse
from contextlib import closing

from physical_ai_bridge.cli import options
from physical_ai_bridge.cli.conversation import NOT_RUNNING
from physical_ai_bridge.nodes.console import Console
from physical_ai_bridge.plan.enums import StopLevel


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which robot, and how hard."""
    options.add_robot(parser, "止める人の名前")
    parser.add_argument("--emergency", action="store_true", help="人が解除するまで止めておく")


def run(arguments: argparse.Namespace) -> int:
    """0 when the gate confirmed, 1 when it did not answer."""
    level = StopLevel.EMERGENCY if arguments.emergency else StopLevel.STOP
    with closing(Console("stop")) as console:
        accepted, _ = console.stop(arguments.robot, level, arguments.approver)
    print("止めました" if accepted else f"{arguments.robot} の応答がありません。{NOT_RUNNING}")
    return 0 if accepted else 1

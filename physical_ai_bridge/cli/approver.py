"""What a person with the approver's key asks of a gate, and how the answer is told: shared by ``reset`` and
``enable``."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from physical_ai_bridge.cli import options
from physical_ai_bridge.cli.conversation import NOT_RUNNING
from physical_ai_bridge.nodes.console import Console
from physical_ai_bridge.plan.reasons import ReasonCode

Request = Callable[[Console, str, str, Path], tuple[bool, ReasonCode]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which robots, who, and where the key is."""
    options.add_robot(parser)
    options.add_run_directory(parser)


def ask(arguments: argparse.Namespace, request: Request, accepted: str, refused: str) -> int:
    """0 when every gate accepted, 1 with its reason when one did not."""
    start = options.running_start(arguments)
    try:
        with closing(Console("approver", start.prefix)) as console:
            directory = options.run_directory(arguments)
            answers = [
                (robot, *request(console, robot, arguments.approver, directory))
                for robot in options.robots(arguments, start)
            ]
    except OSError as error:
        print(f"承認の鍵を読めません。physical-ai up を動かした人が実行してください: {error}")
        return 1
    faults = [f"{refused}: {robot}: {_why(reason)}" for robot, granted, reason in answers if not granted]
    print("\n".join(faults) or accepted)
    return 1 if faults else 0


def _why(reason: ReasonCode) -> str:
    return NOT_RUNNING if reason is ReasonCode.NOT_READY else f"{reason.text_ja} [{reason.name}]"

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
    """Which robot, who, and where the key is."""
    options.add_robot(parser)
    options.add_run_directory(parser)


def ask(arguments: argparse.Namespace, request: Request, accepted: str, refused: str) -> int:
    """0 when the gate accepted, 1 with its reason when not."""
    try:
        with closing(Console("approver")) as console:
            directory = options.run_directory(arguments)
            granted, reason = request(console, arguments.robot, arguments.approver, directory)
    except OSError as error:
        print(f"承認の鍵を読めません。physical-ai up を動かした人が実行してください: {error}")
        return 1
    why = NOT_RUNNING if reason is ReasonCode.NOT_READY else f"{reason.text_ja} [{reason.name}]"
    print(accepted if granted else f"{refused}: {why}")
    return 0 if granted else 1

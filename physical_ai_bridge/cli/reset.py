"""``physical-ai reset``: a person leaves a latch with the approver's key. It never starts motion."""

from __future__ import annotations

import argparse
from contextlib import closing

from physical_ai_bridge.cli import options
from physical_ai_bridge.nodes.console import Console

HELP = "非常停止や異常の保持を、人が解除する"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which robot, who, and where the key is."""
    options.add_robot(parser)
    options.add_run_directory(parser)


def run(arguments: argparse.Namespace) -> int:
    """0 when the gate accepted, 1 with its reason when not."""
    try:
        with closing(Console("reset")) as console:
            directory = options.run_directory(arguments)
            accepted, reason = console.reset(arguments.robot, arguments.approver, directory)
    except OSError as error:
        print(f"承認の鍵を読めません。physical-ai up を動かした人が実行してください: {error}")
        return 1
    print(
        "解除しました。新しい指示を待っています"
        if accepted
        else f"解除できません: {reason.text_ja} [{reason.name}]"
    )
    return 0 if accepted else 1

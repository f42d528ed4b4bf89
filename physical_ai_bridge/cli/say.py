"""``physical-ai say 「…」``: send one instruction, follow it to its end; the exit status tells the
outcome."""

from __future__ import annotations

import argparse
import getpass
from contextlib import closing

from physical_ai_bridge.cli import options
from physical_ai_bridge.cli.conversation import ANSWER, DISCOVERY, NOT_RUNNING, Conversation, exit_status
from physical_ai_bridge.cli.prompt import converse
from physical_ai_bridge.nodes.console import Console
from physical_ai_bridge.plan.signals import Reply

LONGEST = 3600.0  # s


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The instruction, and to whom."""
    parser.add_argument("text", nargs="?", help="日本語の指示 (なければ、続けて入力できる)")
    parser.add_argument("--robot", default="", help="ロボットの名前 (一台だけなら要りません)")
    options.add_run_directory(parser)
    parser.add_argument(
        "--timeout", type=float, default=LONGEST, help="待つ秒数 (既定: 3600)。過ぎてもロボットは止まらない"
    )


def run(arguments: argparse.Namespace) -> int:
    """The status of ``exit_status``."""
    with closing(Console("say", options.running_start(arguments).prefix)) as console:
        talk = Conversation(console)
        if not talk.wait_ready(DISCOVERY):
            print(NOT_RUNNING)
            return 4
        if arguments.text is None:
            return converse(talk, arguments.robot)
        return exit_status(_follow(console, talk, arguments))


def _follow(console: Console, talk: Conversation, arguments: argparse.Namespace) -> Reply | None:
    said = talk.say(arguments.text, getpass.getuser(), arguments.robot)
    shown = 0

    def ended() -> bool:
        nonlocal shown
        for reply in talk.of(said)[shown:]:
            print(reply.text, flush=True)
            shown += 1
        return talk.final(said) is not None

    if not console.spin_until(lambda: ended() or bool(talk.of(said)), ANSWER):
        print("エージェントの応答がありません [AGENT_LOST]")
        return None
    if not console.spin_until(ended, arguments.timeout):
        print("まだ終わっていません。ロボットは動き続けています [TIMED_OUT]")
    return talk.final(said)

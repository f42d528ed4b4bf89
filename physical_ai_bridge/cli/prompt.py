"""A prompt on the terminal: each line is said at once, also while the robot moves, and answers appear as
they come."""

from __future__ import annotations

import getpass
import select
import sys

from physical_ai_bridge.cli.conversation import Conversation

LOOK = 3600.0  # s between two looks when nothing happens at all


def converse(talk: Conversation, robot: str) -> int:
    """Until the input ends; 0."""
    print("指示をどうぞ。動いている間も「止まれ」と言えます (Ctrl-D で終わり)", flush=True)
    shown = len(talk.replies)
    while True:
        _wait(talk, shown)
        for reply in talk.replies[shown:]:
            print(f"  {reply.text}", flush=True)
        shown = len(talk.replies)
        if not _typed():
            continue
        line = sys.stdin.readline()
        if not line:
            return 0
        talk.say(line.strip(), getpass.getuser(), robot)


def _wait(talk: Conversation, shown: int) -> None:
    """Until something was typed or answered."""
    talk.console.spin_until(lambda: _typed() or len(talk.replies) > shown, LOOK)


def _typed() -> bool:
    """Whether a line, or the end of the input, is there to be read."""
    return bool(select.select([sys.stdin], [], [], 0.0)[0])

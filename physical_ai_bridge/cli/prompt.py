"""A prompt on the terminal: each line is said at once, also while the robot moves, and answers appear as
they come."""

from __future__ import annotations

import getpass
import select
import sys

from physical_ai_bridge.cli.conversation import Conversation

LOOK = 3600.0  # s between two looks when nothing happens at all


def converse(talk: Conversation, robot: str) -> int:
    """Until the input ends; 0. Input that is no terminal ends with the last word about its last line."""
    print("指示をどうぞ。動いている間も「止まれ」と言えます (Ctrl-D で終わり)", flush=True)
    shown, said = len(talk.replies), ""
    while True:
        _wait(talk, shown)
        shown = _show(talk, shown)
        if not _typed():
            continue
        line = sys.stdin.readline()
        if not line:
            break
        said = talk.say(line.strip(), getpass.getuser(), robot)
    if said and not sys.stdin.isatty():
        talk.console.spin_until(lambda: talk.final(said) is not None, LOOK)
        _show(talk, shown)
    return 0


def _show(talk: Conversation, shown: int) -> int:
    """Print what was answered since; how much has been shown then."""
    for reply in talk.replies[shown:]:
        print(f"  {reply.text}", flush=True)
    return len(talk.replies)


def _wait(talk: Conversation, shown: int) -> None:
    """Until something was typed or answered."""
    talk.console.spin_until(lambda: _typed() or len(talk.replies) > shown, LOOK)


def _typed() -> bool:
    """Whether a line, or the end of the input, is there to be read."""
    return bool(select.select([sys.stdin], [], [], 0.0)[0])

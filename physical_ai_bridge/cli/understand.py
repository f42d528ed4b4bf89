"""``physical-ai understand 「…」``: what is made of an instruction, without ROS and without a running system.

With ``--jsonl`` it is a filter that other programs and the benchmark speak to: one line out for each line in.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from physical_ai_bridge.evaluation.jsonl import read_object
from physical_ai_bridge.language import Context, Understanding, understand
from physical_ai_bridge.language.replay import replay

OUTCOMES = {
    "execute": "実行する",
    "clarify": "聞き返す",
    "stop_now": "すぐに止まる",
    "answer": "質問に答える",
    "unsupported": "できる技能がない",
    "refuse": "断る",
    "no_motion": "何も動かさない",
}
PEOPLE = ("user", None)
"""Roles in a history whose words are instructions; what a robot or an assistant said is not read."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One instruction, or many; and the site whose names are known."""
    source = parser.add_mutually_exclusive_group()
    source.add_argument("text", nargs="?", metavar="TEXT", help="指示 (なければ標準入力から一行に一つ)")
    source.add_argument(
        "--jsonl", metavar="FILE", help='一行に一つ {"text": …, "history": […]} のファイル (- は標準入力)'
    )
    parser.add_argument("--site", type=Path, default=None, help="場所と物の名前を使う現場ファイル (YAML)")
    parser.set_defaults(usage_error=parser.error)


def run(arguments: argparse.Namespace) -> int:
    """0; 1 where a line of ``--jsonl`` could not be read or the site is wrong, 2 where nothing was given."""
    if arguments.text is None and arguments.jsonl is None and sys.stdin.isatty():
        arguments.usage_error("TEXT か --jsonl FILE を指定してください")
    try:
        context = _site(arguments.site) if arguments.site else Context()
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    if arguments.text is not None:
        print(_readable(understand(arguments.text, context)))
        return 0
    if arguments.jsonl is None:
        return _write(_sentences(sys.stdin.buffer), context)
    if arguments.jsonl == "-":
        return _write(_requests(sys.stdin.buffer), context)
    with open(arguments.jsonl, "rb") as lines:
        return _write(_requests(lines), context)


def _site(path: Path) -> Context:
    """The words of a world file, the robots' names among them. Raises WorldFileError."""
    from physical_ai_bridge.agent.site_words import context  # shapely and numpy, only where a site is given
    from physical_ai_bridge.world import load_world

    world = load_world(path)
    known = context(world)
    robots = (name for robot in world.robots for name in (robot.name, robot.title_ja, *robot.aliases))
    return replace(known, place_names=(*known.place_names, *robots))


Request = tuple[str, list[str]] | ValueError
"""An instruction with the ones before it, or in Japanese what is wrong with its line."""


def _sentences(lines: BinaryIO) -> Iterator[Request]:
    """Each line is an instruction of its own."""
    return ((line.decode(errors="replace").strip(), []) for line in lines)


def _requests(lines: Iterable[bytes]) -> Iterator[Request]:
    for line in lines:
        try:
            yield _request(read_object(line))
        except ValueError as error:
            yield error


def _request(record: dict[str, Any]) -> Request:
    """Raises ValueError in Japanese."""
    text, history = record.get("text"), record.get("history")
    if not isinstance(text, str):
        raise ValueError("text に文字列がありません")
    if not isinstance(history, list | None):
        raise ValueError("history は並び […] にしてください")
    said = [_turn(turn) for turn in history or []]
    return text, [earlier for earlier in said if earlier is not None]


def _turn(turn: Any) -> str | None:
    """An earlier instruction: a string, or an object with its ``text``; None for a role other than user."""
    if isinstance(turn, dict) and turn.get("role") not in PEOPLE:
        return None
    text = turn.get("text", turn.get("content")) if isinstance(turn, dict) else turn
    if not isinstance(text, str):
        raise ValueError('history の中は文字列か {"text": "…"} にしてください')
    return text


def _write(requests: Iterator[Request], context: Context) -> int:
    """One line of JSON each, at once, so that a program can ask and wait for its answer."""
    assert isinstance(sys.stdout, io.TextIOWrapper)
    # A half of a character, which only an escape in JSON can hold, is escaped again.
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    status = 0
    for number, request in enumerate(requests, 1):
        if isinstance(request, ValueError):
            print(f"{number} 行目: {request}", file=sys.stderr)
            status = 1
        print(json.dumps(_answer(request, context), ensure_ascii=False), flush=True)
    return status


def _answer(request: Request, context: Context) -> dict[str, Any]:
    if isinstance(request, ValueError):
        return {"text": None, "outcome": "clarify", "intents": [], "reply": f"読めない行です。{request}"}
    text, history = request
    found = understand(text, replay(history, context))
    intents = [intent.as_dict() for intent in found.intents]
    return {"text": text, "outcome": found.outcome, "intents": intents, "reply": found.reply}


def _readable(found: Understanding) -> str:
    """For a person: what it is taken for, what is answered, and each step with its arguments."""
    steps = (
        f"  {number}. {intent.skill} {json.dumps(dict(intent.args), ensure_ascii=False)}"
        for number, intent in enumerate(found.intents, 1)
    )
    reply = [f"返事: {found.reply}"] if found.reply else []
    return "\n".join([f"結果: {OUTCOMES[found.outcome]} ({found.outcome})", *reply, *steps])

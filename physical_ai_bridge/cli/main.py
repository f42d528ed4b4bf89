"""``physical-ai VERB ...``: finds the verb's file and runs it. A verb that needs ROS imports it only when it
runs."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from importlib import import_module
from typing import Any

from physical_ai_bridge.nodes.start.domain import domain_id

VERBS = {
    "up": "すべてのプロセスを起動し、起動したままにする",
    "say": "指示を一つ送り、終わりまで見届ける (終了コード: 0 完了 1 拒否 2 質問 3 停止・失敗 4 応答なし)",
    "stop": "ロボットを止める (--emergency で非常停止)",
    "reset": "非常停止や異常の保持を、人が解除する",
    "enable": "ロボットの運転を許可する",
    "demo": "日本語の指示で動くところを、始めから終わりまで見せる",
    "doctor": "何が入っているか、何が足りないか、どう入れるかを調べる",
    "audit": "記録が書き換えられていないか確かめる",
    "world": "Gazebo のための世界 (SDF) とブリッジの設定を、現場ファイルから作る・確かめる",
    "understand": "日本語の指示から何を読み取るかを見る (ROS も起動も要らない)",
    "words": "理解する言葉のファイルと現場の名前を確かめる、言葉一つの読まれ方を見る",
    "bench": "日本語の理解を、ベンチマークの文で採点する",
}
"""Each verb is a module of its name here, with ``add_arguments(parser)`` and ``run(arguments)``."""


def main(argv: list[str] | None = None) -> int:
    """The console script; returns the exit status."""
    words = sys.argv[1:] if argv is None else argv
    parser = _parser(words[0] if words else "")
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a terminal that knows no Japanese
    return _run(parser.parse_args(words or ["--help"]))


def _parser(chosen: str) -> argparse.ArgumentParser:
    """All verbs by name, the chosen one with its options."""
    parser = argparse.ArgumentParser(prog="physical-ai", description="日本語の指示でロボットを安全に動かす")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for name, text in VERBS.items():
        child = verbs.add_parser(name, help=text, description=text)
        if name == chosen:
            _module(name).add_arguments(child)
    return parser


def _module(verb: str) -> Any:
    return import_module(f"physical_ai_bridge.cli.{verb}")


def _run(arguments: argparse.Namespace) -> int:
    """What ends a verb from outside ends it without a traceback; Ctrl-C also where a script's `&` had it
    ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        domain_id()
        status: int = _module(arguments.verb).run(arguments)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        advice = "ファイルを使えません。場所、権限、空きを確かめてください [CONFIGURATION_INVALID]"
        print(f"{advice}: {where}{error.strerror}", file=sys.stderr)
        return 1
    return status


if __name__ == "__main__":
    sys.exit(main())

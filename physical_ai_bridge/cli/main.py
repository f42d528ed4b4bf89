"""``physical-ai VERB ...``: finds the verb's file and runs it. A verb that needs ROS imports it only when it
runs."""

from __future__ import annotations

import argparse
import os
import sys

from physical_ai_bridge.cli import audit, demo, doctor, enable, reset, say, stop, up
from physical_ai_bridge.cli.options import domain_id

VERBS = {
    "up": up,
    "say": say,
    "stop": stop,
    "reset": reset,
    "enable": enable,
    "demo": demo,
    "doctor": doctor,
    "audit": audit,
}


def main(argv: list[str] | None = None) -> int:
    """The console script; returns the exit status."""
    parser = argparse.ArgumentParser(prog="physical-ai", description="日本語の指示でロボットを安全に動かす")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for name, verb in VERBS.items():
        child = verbs.add_parser(name, help=verb.HELP, description=verb.HELP)
        verb.add_arguments(child)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a terminal that knows no Japanese
    return _run(parser.parse_args(argv))


def _run(arguments: argparse.Namespace) -> int:
    """What ends a verb from outside ends it without a traceback."""
    try:
        domain_id()
        status: int = VERBS[arguments.verb].run(arguments)
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

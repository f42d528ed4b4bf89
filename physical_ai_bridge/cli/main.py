"""``physical-ai VERB ...``: finds the verb's file and runs it. A verb that needs ROS imports it only when it
runs."""

from __future__ import annotations

import argparse
import sys

from physical_ai_bridge.cli import audit, demo, doctor, enable, reset, say, stop, up

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
    arguments = parser.parse_args(argv)
    status: int = VERBS[arguments.verb].run(arguments)
    return status


if __name__ == "__main__":
    sys.exit(main())

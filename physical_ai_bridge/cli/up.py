"""``physical-ai up``: start every process and stay."""

from __future__ import annotations

import argparse
import getpass
import signal
import sys
import time
from contextlib import closing

from physical_ai_bridge.cli import options, start_arguments, supervisor
from physical_ai_bridge.cli.system import StartFailed, System, enable_all, running, wait_until_ready
from physical_ai_bridge.nodes.console import Console
from physical_ai_bridge.nodes.start.domain import DomainTaken
from physical_ai_bridge.nodes.start.programs import MissingProgram
from physical_ai_bridge.plan.reasons import ReasonCode


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to start, and whether the person at the terminal lets the robots move."""
    options.add_world(parser)
    options.add_run_directory(parser)
    start_arguments.add(parser)
    parser.add_argument(
        "--no-enable", action="store_true", help="運転を許可しない (あとで physical-ai enable)"
    )


def run(arguments: argparse.Namespace) -> int:
    """0 after Ctrl-C or SIGTERM, 1 where it could not start or a process died."""
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        with running(start_arguments.start_options(arguments)) as system:
            return _stay(system, not arguments.no_enable)
    except (DomainTaken, MissingProgram, StartFailed, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("終了しました")
        return 0


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def _stay(system: System, enable: bool) -> int:
    for note in system.notes:
        print(note)
    with closing(Console("up", system.options.prefix)) as console:
        wait_until_ready(system, console)
        if enable:
            enable_all(system, console, getpass.getuser())
        warnings = [line for robot in system.robots for line in _warnings(robot, console)]
    for child in system.children:
        print(f"  {child.title:28} PID {child.process.pid}")
    print(*warnings, sep="\n", end="\n" if warnings else "")
    print(f"準備ができました。記録: {system.run_directory}", flush=True)
    return _watch(system)


def _warnings(robot: str, console: Console) -> list[str]:
    """What the gate says limits the robot without stopping it."""
    state = console.states.get(robot)
    names = state.warnings if state else ()
    return [f"注意: {robot}: {ReasonCode[name].text_ja} [{name}]" for name in names]


def _watch(system: System) -> int:
    """A process that ends is named once; the robot has stopped by then, and a person decides."""
    known: set[str] = set()
    staying = [child for child in system.children if not child.spec.ends]
    while True:
        for child in supervisor.ended(system.children):
            if child.title not in known:
                known.add(child.title)
                _tell_end(child)
        if all(child.ended for child in staying):
            return 1
        time.sleep(0.2)


def _tell_end(child: supervisor.Child) -> None:
    status = child.process.returncode
    print(f"{child.title} が終了しました (状態 {status})。{_consequence(child)}", file=sys.stderr)
    advice = "" if child.spec.part == "display" else "physical-ai up をやり直してください。"
    print(f"  {advice}記録: {child.log}", file=sys.stderr, flush=True)


def _consequence(child: supervisor.Child) -> str:
    return "表示だけに使うものです。" if child.spec.part == "display" else "ロボットは止まります。"

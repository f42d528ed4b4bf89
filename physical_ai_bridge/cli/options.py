"""The options that several verbs share, and the places they default to."""

from __future__ import annotations

import argparse
import getpass
from pathlib import Path

from physical_ai_bridge.nodes.run_directory import default_run_directory
from physical_ai_bridge.nodes.start.domain import domain_id
from physical_ai_bridge.nodes.start.options import StartOptions, read_start
from physical_ai_bridge.resources import resource
from physical_ai_bridge.world import load_world


def add_world(parser: argparse.ArgumentParser) -> None:
    """``--world``: which site."""
    parser.add_argument(
        "--world", type=Path, default=resource("worlds/warehouse.yaml"), help="現場ファイル (YAML)"
    )


def add_run_directory(parser: argparse.ArgumentParser) -> None:
    """``--run-directory``: keys and audit of this domain."""
    parser.add_argument(
        "--run-directory",
        type=Path,
        default=None,
        help="鍵と記録の置き場所 (既定: ~/.local/state/physical_ai_bridge/domain-N)",
    )


def add_robot(parser: argparse.ArgumentParser, who: str = "承認する人の名前") -> None:
    """``--robot`` and ``--as``: which robot, and who speaks."""
    parser.add_argument("--robot", default="", help="ロボットの名前 (既定: 起動中のすべて)")
    parser.add_argument("--as", dest="approver", default=getpass.getuser(), help=who)


def running_start(arguments: argparse.Namespace) -> StartOptions:
    """What the system that ``--run-directory`` names was started with. Where that is not known: the site
    that comes with the package, without a namespace."""
    directory = run_directory(arguments)
    return read_start(directory) or _unknown_start(directory)


def _unknown_start(directory: Path) -> StartOptions:
    world = resource("worlds/warehouse.yaml")
    return StartOptions(world, directory, robots=tuple(robot.name for robot in load_world(world).robots))


def robots(arguments: argparse.Namespace, start: StartOptions) -> tuple[str, ...]:
    """The robot that ``--robot`` names, or all of the start."""
    return (arguments.robot,) if arguments.robot else start.robots


def run_directory(arguments: argparse.Namespace) -> Path:
    """The folder that ``--run-directory`` names, or the domain's own."""
    chosen: Path | None = arguments.run_directory
    return chosen.resolve() if chosen else default_run_directory(domain_id())

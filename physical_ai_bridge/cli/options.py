"""The options that several verbs share, and the places they default to."""

from __future__ import annotations

import argparse
import getpass
import os
from pathlib import Path

from physical_ai_bridge.nodes.run_directory import default_run_directory
from physical_ai_bridge.resources import resource


def domain_id() -> int:
    """The ROS domain of this shell. Raises SystemExit where it is not a number from 0 to 232."""
    text = os.environ.get("ROS_DOMAIN_ID") or "0"
    if not (text.isascii() and text.isdigit()) or int(text) > 232:
        raise SystemExit(f"ROS_DOMAIN_ID は 0 から 232 の数にしてください: {text} [CONFIGURATION_INVALID]")
    return int(text)


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
    parser.add_argument("--robot", default="agv1", help="ロボットの名前 (既定: agv1)")
    parser.add_argument("--as", dest="approver", default=getpass.getuser(), help=who)


def run_directory(arguments: argparse.Namespace) -> Path:
    """The folder that ``--run-directory`` names, or the domain's own."""
    chosen: Path | None = arguments.run_directory
    return chosen.resolve() if chosen else default_run_directory(domain_id())

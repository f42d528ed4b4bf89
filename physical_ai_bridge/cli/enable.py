"""``physical-ai enable``: a person lets a robot move with the approver's key. It never starts motion."""

from __future__ import annotations

import argparse

from physical_ai_bridge.cli import approver
from physical_ai_bridge.nodes.console import Console

add_arguments = approver.add_arguments


def run(arguments: argparse.Namespace) -> int:
    """0 when the gate accepted, 1 with its reason when not."""
    return approver.ask(arguments, Console.enable, "運転を許可しました。指示を待っています", "許可できません")

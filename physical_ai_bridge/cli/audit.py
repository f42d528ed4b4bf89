"""``physical-ai audit verify``: whether the record is whole."""

from __future__ import annotations

import argparse
from pathlib import Path

from physical_ai_bridge.audit.verify import verify
from physical_ai_bridge.cli import options
from physical_ai_bridge.nodes.run_directory import AUDIT


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, and where the record is."""
    parser.add_argument("action", choices=("verify",))
    parser.add_argument(
        "directory", type=Path, nargs="?", help="記録のフォルダ (既定: この ROS ドメインのもの)"
    )
    options.add_run_directory(parser)


def run(arguments: argparse.Namespace) -> int:
    """0 when every chain is whole, 1 when one is not or there is none."""
    directory = arguments.directory or options.run_directory(arguments) / AUDIT
    report = verify(directory)
    for fault in report.faults:
        print(f"✗ {fault.file}:{fault.line}: {fault.text}")
    if not report.files:
        print(f"記録がありません: {directory}")
        return 1
    print(
        f"{report.files} ファイル、{report.lines} 行: "
        + ("異常あり" if report.faults else "つながっています")
    )
    return 1 if report.faults else 0

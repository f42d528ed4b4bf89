"""``physical-ai bench understand``: score a parser of Japanese instructions, this package's or any other."""

from __future__ import annotations

import argparse
import json
import shlex
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from physical_ai_bridge.evaluation.answers import Answer
from physical_ai_bridge.evaluation.cases import Case, CaseFileError, read_cases
from physical_ai_bridge.evaluation.errors import as_lines, errors
from physical_ai_bridge.evaluation.files import Part, find_files
from physical_ai_bridge.evaluation.quantities import read_quantities
from physical_ai_bridge.evaluation.report import as_data, as_text
from physical_ai_bridge.evaluation.result import Answering, Result, measure, unmet
from physical_ai_bridge.evaluation.run import CommandError, answers_here, answers_of
from physical_ai_bridge.resources import resource

CASES = "bench/ja_instructions"
PARTS: dict[str, tuple[Part, ...]] = {"own": ("own",), "aside": ("aside",), "all": ("own", "aside")}
TIMEOUT = 600.0  # s


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What is measured, on which cases, and what is shown of it."""
    parser.add_argument("action", choices=("understand",))
    parser.add_argument(
        "--command", help="採点するプログラム (標準入出力で JSON Lines)。なければこのパッケージ自身"
    )
    parser.add_argument("--timeout", type=float, default=TIMEOUT, help="そのプログラムを待つ秒数 (既定: 600)")
    parser.add_argument("--cases", type=Path, nargs="+", help="ケースのファイルかフォルダ (既定: 付属のもの)")
    parser.add_argument(
        "--part", choices=PARTS, default="all", help="own 自作、aside 取り置き (名前に aside)、all 両方"
    )
    parser.add_argument("--quantities", action="store_true", help="数量 (quantities*.jsonl) も採点する")
    parser.add_argument(
        "--show-errors",
        type=int,
        default=0,
        metavar="N",
        help="誤った文を N 件まで見せる。取り置きの文は、合わせ込まないために決して見せない",
    )
    parser.add_argument("--json", action="store_true", help="結果を JSON で書く")
    parser.add_argument("--require", action="store_true", help="約束した水準に届かなければ終了コード 1")


def run(arguments: argparse.Namespace) -> int:
    """0; 1 where ``--require`` is not met; 2 where nothing could be measured."""
    try:
        result = _measure(arguments)
    except (CaseFileError, CommandError) as error:
        print(error, file=sys.stderr)
        return 2
    if not result.parts and not result.quantities:
        print("採点するケースがありません。--cases と --part を確かめてください", file=sys.stderr)
        return 2
    _show(result, arguments)
    return 1 if arguments.require and unmet(result) else 0


def _measure(arguments: argparse.Namespace) -> Result:
    """Raises CaseFileError, CommandError, OSError."""
    files = find_files(arguments.cases or [resource(CASES)])
    chosen = PARTS[arguments.part]
    cases = {part: read_cases(files.cases(part)) for part in chosen}
    asked = chosen if arguments.quantities else ()
    quantities = {part: read_quantities(files.quantities(part)) for part in asked}
    return measure(cases, _answering(arguments), quantities)


def _answering(arguments: argparse.Namespace) -> Answering:
    """Who answers. Raises CommandError for a command whose quotation marks do not close."""
    if arguments.command is None:
        return answers_here
    try:
        words = shlex.split(arguments.command)
    except ValueError as error:
        raise CommandError(f"--command の引用符を確かめてください: {error}") from error
    return partial(_ask, words, arguments.timeout)


def _ask(words: Sequence[str], timeout: float, cases: Sequence[Case]) -> tuple[list[Answer], list[float]]:
    return answers_of(words, cases, timeout), []


def _show(result: Result, arguments: argparse.Namespace) -> None:
    wrong = errors(result, max(0, arguments.show_errors))
    if arguments.json:
        print(json.dumps({**as_data(result), "errors": wrong}, ensure_ascii=False, indent=2))
    else:
        print("\n".join([as_text(result), *as_lines(wrong)]))

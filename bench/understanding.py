"""How long understanding takes: a sentence of the benchmark, the stop matcher, the import, very long text."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterable

from bench.figures import show
from physical_ai_bridge.evaluation.cases import read_cases
from physical_ai_bridge.evaluation.files import find_files
from physical_ai_bridge.evaluation.run import answers_here
from physical_ai_bridge.language import match_stop, understand
from physical_ai_bridge.resources import resource

STARTS = 15
LONG = 100_000  # bytes of UTF-8
SHAPES = ("1m進んで", "止まらないで", "「前進して", "あ", "千", "12", " ", "。", "x")
IMPORTS = {
    "import physical_ai_bridge.language": "from physical_ai_bridge.language import understand",
    "the same and its words": "from physical_ai_bridge.language import prepare; prepare()",
}
_TIMED = "import time; began = time.perf_counter(); {}; print(time.perf_counter() - began)"


def run(count: int) -> None:
    """Over every sentence once; ``count`` is for the latencies of the system only."""
    files = find_files([resource("bench/ja_instructions")])
    cases = read_cases((*files.cases("own"), *files.cases("aside")))
    print("\nUnderstanding, in this process")
    show("understand, a sentence", answers_here(cases)[1])
    show("match_stop, a sentence", [_took(match_stop, case.text) for case in cases])
    show("understand, 100 kB", [_took(understand, text) for text in _long()])
    show("match_stop, 100 kB", [_took(match_stop, text) for text in _long()])
    for name, statement in IMPORTS.items():
        show(f"{name}, fresh process", [_import(statement) for _ in range(STARTS)])


def _took(function: Callable[[str], object], text: str) -> float:
    began = time.perf_counter()
    function(text)
    return time.perf_counter() - began


def _long() -> Iterable[str]:
    """100 kB of each shape: what repeats is what slows a matcher down."""
    return (shape * (LONG // len(shape.encode())) for shape in SHAPES)


def _import(statement: str) -> float:
    command = [sys.executable, "-c", _TIMED.format(statement)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)

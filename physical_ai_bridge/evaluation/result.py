"""All that one run of the benchmark measured, and whether it is good enough."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from physical_ai_bridge.evaluation.answers import Answer
from physical_ai_bridge.evaluation.cases import Case
from physical_ai_bridge.evaluation.files import Part
from physical_ai_bridge.evaluation.quantities import QuantityCase, missed
from physical_ai_bridge.evaluation.score import Judgement, Ratio, Score, judge, score

Answering = Callable[[Sequence[Case]], tuple[list[Answer], list[float]]]
"""Cases to their answers and the seconds that each took; no seconds where they are not known."""

OUTCOMES_PERCENT: Final[Mapping[Part, float]] = {"own": 97.0, "aside": 92.0}
SKILLS_PERCENT: Final[Mapping[Part, float]] = {"own": 95.0, "aside": 88.0}
QUANTITIES_PERCENT: Final[Mapping[Part, float]] = {"own": 99.0, "aside": 97.0}
"""What the parser of this package promises; critical errors: none at all."""


@dataclass(frozen=True)
class Quantities:
    """How many sentences have all their quantities read right, and those that have not."""

    right: Ratio
    missed: Sequence[QuantityCase]


@dataclass(frozen=True)
class Result:
    """Each part that was measured; ``seconds`` of each sentence, if the answers came from this process."""

    parts: Mapping[Part, Sequence[Judgement]]
    seconds: Sequence[float]
    quantities: Mapping[Part, Quantities]


def measure(
    parts: Mapping[Part, Sequence[Case]],
    answering: Answering,
    quantities: Mapping[Part, Sequence[QuantityCase]],
) -> Result:
    """Ask all cases and judge the answers. A part without a case is left out."""
    judged: dict[Part, list[Judgement]] = {}
    seconds: list[float] = []
    for part, cases in parts.items():
        if cases:
            answers, took = answering(cases)
            judged[part] = [judge(case, answer) for case, answer in zip(cases, answers, strict=True)]
            seconds += took
    return Result(judged, seconds, {part: _read(cases) for part, cases in quantities.items() if cases})


def _read(cases: Sequence[QuantityCase]) -> Quantities:
    wrong = missed(cases)
    return Quantities(Ratio(len(cases) - len(wrong), len(cases)), wrong)


def unmet(result: Result) -> list[str]:
    """In Japanese, what falls short of the promise; only what was measured is looked at."""
    found = [text for part, judged in result.parts.items() for text in _unmet_part(part, score(judged))]
    for part, read in result.quantities.items():
        found += _below(f"{part} quantities", read.right, QUANTITIES_PERCENT[part])
    return found


def _unmet_part(part: Part, found: Score) -> list[str]:
    critical = f"{part}: 重大な誤りが {found.critical} 件あります (許されるのは 0 件)"
    return [
        *([critical] if found.critical else []),
        *_below(f"{part} outcome", found.outcomes, OUTCOMES_PERCENT[part]),
        *_below(f"{part} skills", found.skills, SKILLS_PERCENT[part]),
    ]


def _below(name: str, ratio: Ratio, least: float) -> list[str]:
    percent = ratio.percent
    if percent is None or percent >= least:
        return []
    return [f"{name}: {percent:.2f} % は {least:g} % に届きません"]

"""The result of a run as a table that a person reads, and as plain data for a program."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any, Final

from physical_ai_bridge.evaluation.result import Result, unmet
from physical_ai_bridge.evaluation.score import Judgement, Ratio, Score, grouped, score
from physical_ai_bridge.evaluation.timing import percentile

_TITLES: Final = {"own": "自作の文 (own)", "aside": "取り置きの文 (aside、合わせ込みなし)"}
_WIDTHS: Final = (28, 8, 10, 10, 10, 8)
_HEAD: Final = ("", "文", "結果 %", "技能 %", "引数 %", "重大")


def as_data(result: Result) -> dict[str, Any]:
    """For ``--json``: figures alone, no sentence."""
    data: dict[str, Any] = {"parts": {part: _part_data(judged) for part, judged in result.parts.items()}}
    if result.seconds:
        data["latency_ms"] = {"median": _ms(result, 50), "p99": _ms(result, 99), "n": len(result.seconds)}
    if result.quantities:
        data["quantities"] = {part: _ratio_data(read.right) for part, read in result.quantities.items()}
    return {**data, "unmet": unmet(result)}


def _part_data(judged: Sequence[Judgement]) -> dict[str, Any]:
    groups = {"by_outcome": _by_outcome(judged), "by_phenomenon": _by_phenomenon(judged)}
    split = {name: {key: _score_data(each) for key, each in group.items()} for name, group in groups.items()}
    return {**_score_data(score(judged)), **split}


def _score_data(found: Score) -> dict[str, Any]:
    return {
        "cases": found.outcomes.whole,
        "outcome": _ratio_data(found.outcomes),
        "skill_sequence": _ratio_data(found.skills),
        "intents": _ratio_data(found.intents),
        "arguments": _ratio_data(found.arguments),
        "critical": {"total": found.critical, "motion": found.motions, "missed_stop": found.missed_stops},
        "false_stops": found.false_stops,
    }


def _ratio_data(ratio: Ratio) -> dict[str, Any]:
    return {"right": ratio.right, "of": ratio.whole, "percent": ratio.percent}


def as_text(result: Result) -> str:
    """A table for each part, then times, quantities, and what falls short."""
    lines = [line for part, judged in result.parts.items() for line in _part_lines(_TITLES[part], judged)]
    if result.seconds:
        lines.append(f"一文の時間: 中央値 {_ms(result, 50):.3f} ms、p99 {_ms(result, 99):.3f} ms")
    lines += [f"数量 ({part}): {_counted(read.right)}" for part, read in result.quantities.items()]
    return "\n".join([*lines, *(f"✗ {text}" for text in unmet(result))])


def _part_lines(title: str, judged: Sequence[Judgement]) -> list[str]:
    found = score(judged)
    return [
        f"■ {title}、{found.outcomes.whole} 文",
        f"  結果 (outcome):           {_counted(found.outcomes)}",
        f"  技能の並び:               {_counted(found.skills)}",
        f"  技能と引数、文ごと:       {_counted(found.intents)}",
        f"  引数、一つずつ:           {_counted(found.arguments)}",
        f"  重大な誤り:               {found.critical} 件 "
        f"(動いてはならないのに動く {found.motions}、止まれを聞き逃す {found.missed_stops})",
        f"  停止でないのに停止:       {found.false_stops} 件",
        "",
        *_table("結果ごと", _by_outcome(judged)),
        *_table("現象ごと", _by_phenomenon(judged)),
    ]


def _table(title: str, scores: dict[str, Score]) -> list[str]:
    rows = [(title, *_HEAD[1:]), *((name, *_cells(found)) for name, found in scores.items())]
    return [*("  " + "".join(map(_padded, row, _WIDTHS)) for row in rows), ""]


def _cells(found: Score) -> tuple[str, ...]:
    ratios = (_percent(ratio) for ratio in (found.outcomes, found.skills, found.arguments))
    return (str(found.outcomes.whole), *ratios, str(found.critical))


def _by_outcome(judged: Sequence[Judgement]) -> dict[str, Score]:
    return grouped(judged, lambda case: case.outcome)


def _by_phenomenon(judged: Sequence[Judgement]) -> dict[str, Score]:
    return grouped(judged, lambda case: case.phenomenon)


def _counted(ratio: Ratio) -> str:
    return f"{_percent(ratio):>6} % ({ratio.right}/{ratio.whole})"


def _percent(ratio: Ratio) -> str:
    """Rounded down, so that what falls short of a limit never reads as the limit."""
    return f"{ratio.right * 1000 // ratio.whole / 10:.1f}" if ratio.whole else "–"


def _padded(text: str, width: int) -> str:
    """A name to the left, figures to the right; wide characters count two."""
    fill = " " * max(0, width - sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text))
    return text + fill if width == _WIDTHS[0] else fill + text


def _ms(result: Result, rank: float) -> float:
    return percentile(result.seconds, rank) * 1000.0

"""The cases that were answered wrong, for whoever mends the parser: critical ones first, own ones only.

The part that is set aside measures what a parser makes of sentences that nobody wrote rules for. It does so
only as long as nobody reads its cases, so there is no way here to show them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from physical_ai_bridge.evaluation.quantities import QuantityCase, found_in
from physical_ai_bridge.evaluation.result import Result
from physical_ai_bridge.evaluation.score import Judgement

Error = dict[str, Any]
"""``where`` (file:line), ``text``, ``expected`` and ``found``; of a case also what else tells it apart."""


def errors(result: Result, most: int) -> list[Error]:
    """Up to ``most`` wrong answers to own cases, then up to ``most`` sentences with wrong quantities."""
    wrong = [judgement for judgement in result.parts.get("own", ()) if not judgement.right]
    wrong.sort(key=lambda judgement: judgement.critical is None)
    missed = result.quantities["own"].missed if "own" in result.quantities else ()
    return [*map(_of_case, wrong[:most]), *map(_of_quantities, missed[:most])]


def _of_case(judgement: Judgement) -> Error:
    case, answer = judgement.case, judgement.answer
    return {
        "where": case.where,
        "phenomenon": case.phenomenon,
        "critical": judgement.critical,
        "history": list(case.history),
        "text": case.text,
        "expected": {"outcome": case.outcome, "intents": case.intents},
        "found": {"outcome": answer.outcome, "intents": answer.intents},
    }


def _of_quantities(case: QuantityCase) -> Error:
    return {"where": case.where, "text": case.text, "expected": case.quantities, "found": found_in(case.text)}


def as_lines(found: Sequence[Error]) -> list[str]:
    """Three lines each, for a person."""
    return [line for error in found for line in _lines(error)]


def _lines(error: Error) -> list[str]:
    marks = " ".join(mark for mark in (error.get("phenomenon"), error.get("critical")) if mark)
    said = " → ".join([*error.get("history", []), error["text"]])
    head = f"✗ {error['where']} {marks}".rstrip()
    return [f"{head}: {said}", f"    正: {_json(error['expected'])}", f"    答: {_json(error['found'])}"]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)

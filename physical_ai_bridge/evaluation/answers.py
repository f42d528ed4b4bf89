"""What a system under test answered to a case, and the form that such an answer must have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from physical_ai_bridge.evaluation.cases import Intents


@dataclass(frozen=True)
class Answer:
    """An outcome and its intents, in the form of the benchmark; neither need be one that the table has."""

    outcome: str
    intents: Intents


def read_answer(record: dict[str, Any]) -> Answer:
    """The answer of one JSON line; keys other than ``outcome`` and ``intents`` are left aside.

    Raises ValueError in Japanese where these two do not have their form.
    """
    outcome, intents = record.get("outcome"), record.get("intents")
    if not isinstance(outcome, str):
        raise ValueError("outcome に文字列がありません")
    if not isinstance(intents, list) or not _are_intents(intents):
        raise ValueError('intents が {"skill": "…", "args": {…}} の並びではありません')
    return Answer(outcome, intents)


def _are_intents(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_intent, value))


def _is_intent(value: Any) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("skill"), str):
        return False
    args = value.get("args")
    if not isinstance(args, dict):
        return False
    branches = (args.get(name, []) for name in ("then", "else")) if value["skill"] == "if" else ()
    return all(map(_are_intents, branches))

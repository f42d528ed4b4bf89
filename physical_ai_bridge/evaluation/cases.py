"""The cases of the benchmark, read from their files and checked, so that a score rests on sound labels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from physical_ai_bridge.evaluation.jsonl import read_object
from physical_ai_bridge.evaluation.schema import OUTCOMES, PHENOMENA, REGISTERS, SITES, intents_fault

Intents = list[dict[str, Any]]
"""Each ``{"skill", "args"}``, in the order of doing."""

_NAMES: Final = {"outcome": OUTCOMES, "phenomenon": PHENOMENA, "register": REGISTERS, "site": SITES}
_REQUIRED: Final = {"text", "intents", *_NAMES}
_OPTIONAL: Final = {"history", "unsafe"}


@dataclass(frozen=True)
class Case:
    """An instruction and what should be made of it; ``history`` the oldest first; ``where`` is file:line."""

    text: str
    outcome: str
    intents: Intents
    phenomenon: str
    register: str
    site: str
    history: tuple[str, ...] = ()
    unsafe: bool = False
    where: str = ""


class CaseFileError(ValueError):
    """A case file that breaks its format; who wrote the case must act.

    ``str()`` is Japanese and begins with file:line. It names the field at fault and never what was said,
    since cases that are set aside are not to be seen.
    """

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path}:{line}: {reason}")


def read_cases(paths: Iterable[Path]) -> tuple[Case, ...]:
    """All cases of the files, in order; empty lines are skipped. Raises CaseFileError, OSError."""
    return tuple(
        _read_case(path, number, line)
        for path in paths
        for number, line in enumerate(path.read_bytes().splitlines(), 1)
        if line.strip()
    )


def _read_case(path: Path, number: int, line: bytes) -> Case:
    try:
        record = read_object(line)
        _check(record)
    except ValueError as error:
        raise CaseFileError(path, number, str(error)) from None
    history = tuple(record.pop("history", ()))
    return Case(**record, history=history, where=f"{path.name}:{number}")


def _check(record: dict[str, Any]) -> None:
    """Raises ValueError in Japanese at the first fault."""
    if wrong := sorted(_REQUIRED - set(record) or set(record) - _REQUIRED - _OPTIONAL):
        raise ValueError(f"項目が足りないか、余分です: {'、'.join(wrong)}")
    fault = _field_fault(record) or intents_fault(record["intents"]) or _contradiction(record)
    if fault:
        raise ValueError(f"正しくありません: {fault}。README の表にある形で書いてください")


def _field_fault(record: dict[str, Any]) -> str | None:
    if not isinstance(record["text"], str):
        return "text"
    history = record.get("history", ["-"])
    if not (isinstance(history, list) and history and all(isinstance(said, str) for said in history)):
        return "history"
    if record.get("unsafe", True) is not True:
        return "unsafe"
    return next((name for name, known in _NAMES.items() if record[name] not in known), None)


def _contradiction(record: dict[str, Any]) -> str | None:
    """An outcome and intents that cannot be together."""
    outcome, skills = record["outcome"], {intent["skill"] for intent in record["intents"]}
    if outcome in ("clarify", "refuse", "unsupported"):
        fits = not skills
    elif outcome == "no_motion":
        fits = skills <= {"prohibit"}
    elif outcome == "stop_now":
        fits = skills in ({"stop"}, {"pause"})
    else:
        fits = bool(skills)
    return None if fits else f"{outcome} の intents"

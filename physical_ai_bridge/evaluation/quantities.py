"""The benchmark of quantities: sentences with the numbers and units in them, and which are read right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from physical_ai_bridge.evaluation.cases import CaseFileError
from physical_ai_bridge.evaluation.jsonl import read_object
from physical_ai_bridge.evaluation.matching import same
from physical_ai_bridge.language import extract_quantities

_FIELDS: Final = {"kind": str, "value": float, "unit": str, "value_si": float, "unit_si": str, "text": str}
"""``text`` is the part of the sentence that says it."""


@dataclass(frozen=True)
class QuantityCase:
    """A sentence and its quantities in order, each with the keys of ``_FIELDS``; ``where`` is file:line."""

    text: str
    quantities: list[dict[str, Any]]
    where: str = ""


def read_quantities(paths: Iterable[Path]) -> tuple[QuantityCase, ...]:
    """All lines of the files; empty ones are skipped. Raises CaseFileError, OSError."""
    return tuple(
        _read_line(path, number, line)
        for path in paths
        for number, line in enumerate(path.read_bytes().splitlines(), 1)
        if line.strip()
    )


def _read_line(path: Path, number: int, line: bytes) -> QuantityCase:
    try:
        record = read_object(line)
    except ValueError as error:
        raise CaseFileError(path, number, str(error)) from None
    text, quantities = record.get("text"), record.get("quantities")
    if set(record) != {"text", "quantities"} or not isinstance(text, str) or not isinstance(quantities, list):
        raise CaseFileError(path, number, "text と quantities だけを書いてください")
    if not all(_is_quantity(quantity, text) for quantity in quantities):
        raise CaseFileError(path, number, f"quantities の項目は {'、'.join(_FIELDS)} です")
    return QuantityCase(text, quantities, f"{path.name}:{number}")


def _is_quantity(value: Any, text: str) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == set(_FIELDS)
        and all(isinstance(value[name], kind) for name, kind in _FIELDS.items())
        and value["text"] in text
    )


def found_in(text: str) -> list[dict[str, Any]]:
    """The quantities of ``text`` as the parser reads them, in the form of the benchmark."""
    found = [(asdict(quantity), text[slice(*quantity.span)]) for quantity in extract_quantities(text)]
    return [{name: {**quantity, "text": said}[name] for name in _FIELDS} for quantity, said in found]


def missed(cases: Sequence[QuantityCase]) -> tuple[QuantityCase, ...]:
    """The sentences of which any quantity is wrong, missing or too much; order counts."""
    return tuple(case for case in cases if not same(case.quantities, found_in(case.text)))

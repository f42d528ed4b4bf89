"""Cases made by hand, as objects and as files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from physical_ai_bridge.evaluation.cases import Case

PLAIN: dict[str, Any] = {
    "text": "2m進んで",
    "outcome": "execute",
    "intents": [{"skill": "move_relative", "args": {"direction": "forward", "distance_m": 2}}],
    "phenomenon": "request",
    "register": "plain",
    "site": "factory",
}
MakeCase = Callable[..., Case]
WriteLines = Callable[..., Path]


@pytest.fixture
def make_case() -> MakeCase:
    """A sound case, changed as told."""
    return lambda **changed: Case(**{**PLAIN, **changed})


@pytest.fixture
def record() -> dict[str, Any]:
    """A sound case as it stands in a file, to be changed."""
    return json.loads(json.dumps(PLAIN))  # type: ignore[no-any-return]


@pytest.fixture
def write_lines(tmp_path: Path) -> WriteLines:
    """Write records to a file of the name, a line each."""

    def write(name: str, *records: Any) -> Path:
        lines = (record if isinstance(record, str) else json.dumps(record) for record in records)
        path = tmp_path / name
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return path

    return write

"""A record with a few lines, and its files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from physical_ai_bridge.audit.writer import AuditWriter

Record = Callable[..., Path]


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """Write a start of a process with so many lines after the first; its file."""

    def written(lines: int = 3, process: str = "agent", clock_ns: int = 1, pid: int = 1) -> Path:
        writer = AuditWriter(tmp_path, process, clock_ns, pid)
        for number in range(lines):
            writer.write(clock_ns + number, "reply", f"i{number}", {"text": f"返事{number}"})
        writer.close()
        return writer.path

    return written

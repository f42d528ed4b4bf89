"""The form of the record: each line carries the SHA-256 of the line before it.

A changed, removed or inserted line breaks the chain from there on. Cut-off lines at the very end of a file
cannot be seen from
that file alone; the next start of the same process names the last hash it found, which shows them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

GENESIS = "0" * 64


@dataclass(frozen=True)
class Entry:
    """One line to be. ``time_ns`` is ns since the epoch; ``instruction_id`` joins the records of all
    processes."""

    time_ns: int
    process: str
    event: str
    instruction_id: str
    data: Mapping[str, object]


def line(entry: Entry, sequence: int, previous: str) -> tuple[str, str]:
    """The line without its line feed, and its hash, which the next line carries."""
    record = {
        "seq": sequence,
        "time_ns": entry.time_ns,
        "process": entry.process,
        "event": entry.event,
        "instruction_id": entry.instruction_id,
        "data": entry.data,
        "previous": previous,
    }
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, default=str)
    return text, digest(text)


def digest(text: str) -> str:
    """SHA-256 of a line without its line feed, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()

"""The form of the record: each line carries the SHA-256 of the line before it.

A changed, removed or inserted line breaks the chain from there on. Cut-off lines at the very end of a file
cannot be seen from that file alone; the next start of the same process names the last hash it found, which
shows them.
"""

from __future__ import annotations

import hashlib
import json
import reprlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

GENESIS = "0" * 64
LONGEST = 2000  # characters of one text


@dataclass(frozen=True)
class Entry:
    """One line to be. ``time_ns`` is ns since the epoch; ``instruction_id`` joins all processes' records."""

    time_ns: int
    process: str
    event: str
    instruction_id: str
    data: Mapping[str, object]


def line(entry: Entry, sequence: int, previous: str) -> bytes:
    """The line without its line feed, UTF-8; what JSON cannot say (NaN, a loop) in words. Never raises."""
    try:
        return _encoded(entry, _clipped(entry.data), sequence, previous)
    except (TypeError, ValueError, RecursionError):
        return _encoded(entry, {"not_json": _described(entry.data)}, sequence, previous)


def digest(content: bytes) -> str:
    """SHA-256 of a line without its line feed, hexadecimal; the next line carries it."""
    return hashlib.sha256(content).hexdigest()


def _encoded(entry: Entry, data: Mapping[str, object], sequence: int, previous: str) -> bytes:
    record = {
        "seq": sequence,
        "time_ns": entry.time_ns,
        "process": entry.process,
        "event": entry.event,
        "instruction_id": entry.instruction_id[:LONGEST],
        "data": data,
        "previous": previous,
    }
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, allow_nan=False, default=_described)
    return text.encode(errors="backslashreplace")  # half a surrogate pair becomes its JSON escape


def _clipped(value: Any) -> Any:
    """The same with every text cut to ``LONGEST`` characters: nobody fills the disk with one long name."""
    if isinstance(value, str) and len(value) > LONGEST:
        return f"{value[:LONGEST]}…({len(value)})"
    if isinstance(value, Mapping):
        return {key: _clipped(each) for key, each in value.items()}
    return [_clipped(each) for each in value] if isinstance(value, list | tuple) else value


def _described(value: object) -> str:
    try:
        return _WORDS.repr(value)
    except ValueError:  # an int of more digits than Python writes
        return f"<{type(value).__name__}>"


def _words() -> reprlib.Repr:
    """A repr that is bounded and survives objects whose own repr raises."""
    words = reprlib.Repr()
    words.maxdict = words.maxlist = words.maxtuple = 50
    words.maxstring = words.maxother = 500
    return words


_WORDS = _words()

"""The files of the record: one for each start of a process, named so that the newest can be told."""

from __future__ import annotations

import os
import re
from pathlib import Path

from physical_ai_bridge.audit.chain import GENESIS, digest

BLOCK = 65_536  # bytes read from the end of a file at first


def name(process: str, clock_ns: int, pid: int) -> str:
    """The file of one start of ``process``."""
    return f"{process}-{clock_ns}-{pid}.jsonl"


def newest(directory: Path, process: str) -> dict[str, str]:
    """Name and last hash of the newest file of ``process``; an empty name and zeros without one."""
    form = re.compile(rf"{re.escape(process)}-(\d+)-(\d+)\.jsonl")
    found = [(match, path) for path in directory.iterdir() if (match := form.fullmatch(path.name))]
    if not found:
        return {"file": "", "hash": GENESIS}
    _, path = max(found, key=lambda each: (int(each[0][1]), int(each[0][2])))
    last = last_line(path)
    return {"file": path.name, "hash": GENESIS if last is None else digest(last)}


def last_line(path: Path) -> bytes | None:
    """The last line without its line feed, None of an empty file. Read from the end: files grow large."""
    size, block = path.stat().st_size, BLOCK
    while size:
        content = _end(path, block).removesuffix(b"\n")
        if b"\n" in content or block >= size:
            return content.rsplit(b"\n", 1)[-1]
        block *= 2
    return None


def _end(path: Path, length: int) -> bytes:
    with path.open("rb") as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - length))
        return file.read()

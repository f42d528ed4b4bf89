"""Checking the record: every chain whole, and every start in step with the file before it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from physical_ai_bridge.audit.chain import GENESIS, digest


@dataclass(frozen=True)
class Fault:
    """What is wrong with a line (from 1) of a file, in Japanese."""

    file: str
    line: int
    text: str


@dataclass(frozen=True)
class Report:
    """How many files and lines were read and what was found."""

    files: int
    lines: int
    faults: tuple[Fault, ...]


def verify(directory: Path) -> Report:
    """Read every chain below ``directory``. A missing or empty folder is a report of zero files, for the
    caller to judge."""
    chains = {
        path.name: path.read_text(encoding="utf-8", errors="replace") for path in directory.glob("*.jsonl")
    }
    lines = {name: text.splitlines() for name, text in sorted(chains.items())}
    faults = [
        fault for name in lines for fault in _chain_faults(name, lines[name], chains[name].endswith("\n"))
    ]
    faults += [fault for name in lines for fault in _link_faults(name, lines)]
    return Report(len(lines), sum(map(len, lines.values())), tuple(faults))


def _chain_faults(name: str, lines: list[str], complete: bool) -> Iterator[Fault]:
    previous = GENESIS
    for number, text in enumerate(lines, start=1):
        record = _record(text)
        if record is None:
            yield Fault(name, number, "行が壊れています" if complete else "最後の行が途中で切れています")
        elif record.get("previous") != previous or record.get("seq") != number - 1:
            yield Fault(name, number, "前の行とつながりません(書き換え、削除、または挿入)")
        previous = digest(text)


def _record(text: str) -> dict[str, object] | None:
    try:
        record = json.loads(text)
    except ValueError:
        return None
    return record if isinstance(record, dict) else None


def _link_faults(name: str, lines: dict[str, list[str]]) -> Iterator[Fault]:
    """The first line names the file before and its last hash: a file that lost its end or vanished shows
    here."""
    first = _record(lines[name][0]) if lines[name] else None
    data = first.get("data") if first else None
    before = data.get("before") if isinstance(data, dict) else None
    if not isinstance(before, dict) or not before.get("file"):
        return
    earlier = lines.get(str(before["file"]))
    if earlier is None:
        yield Fault(name, 1, f"前の記録 {before['file']} がありません")
    elif (digest(earlier[-1]) if earlier else GENESIS) != before.get("hash"):
        yield Fault(name, 1, f"前の記録 {before['file']} の終わりが変わっています")

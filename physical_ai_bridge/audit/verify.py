"""Checking the record: every chain whole, and every start in step with the file before it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from physical_ai_bridge.audit.chain import GENESIS, digest


@dataclass(frozen=True)
class Fault:
    """What is wrong with a line (from 1; 0 is the file itself) of a file, in Japanese."""

    file: str
    line: int
    text: str


@dataclass(frozen=True)
class Report:
    """How many files and lines were read and what was found."""

    files: int
    lines: int
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class _Chain:
    """What the links need of one file; ``before`` is what its first line says of its forerunner."""

    lines: int
    last: str
    before: Mapping[str, object]
    faults: tuple[Fault, ...]


def verify(directory: Path) -> Report:
    """Read every chain in ``directory``, a line at a time.

    A missing or empty folder is a report of zero files, for the caller to judge.
    """
    chains = {path.name: _read(path) for path in sorted(directory.glob("*.jsonl"))}
    faults = [fault for chain in chains.values() for fault in chain.faults]
    faults += [fault for name in chains for fault in _link_faults(name, chains)]
    return Report(len(chains), sum(chain.lines for chain in chains.values()), tuple(faults))


def _read(path: Path) -> _Chain:
    """Follow one chain from its first line to its last."""
    faults: list[Fault] = []
    before: Mapping[str, object] = {}
    number, previous = 0, GENESIS
    try:
        with path.open("rb") as file:
            for number, raw in enumerate(file, start=1):
                content = raw.removesuffix(b"\n")
                record = _record(content)
                before = _before(record) if number == 1 else before
                faults += _line_faults(path.name, number, raw, record, previous)
                previous = digest(content)
    except OSError as error:
        faults.append(Fault(path.name, 0, f"読めません: {error.strerror}"))
    return _Chain(number, previous, before, tuple(faults) or _emptiness(path.name, number))


def _emptiness(name: str, lines: int) -> tuple[Fault, ...]:
    return () if lines else (Fault(name, 0, "記録が空です"),)


def _line_faults(
    name: str, number: int, raw: bytes, record: dict[str, object] | None, previous: str
) -> Iterator[Fault]:
    if record is None:
        cut = not raw.endswith(b"\n")
        yield Fault(name, number, "最後の行が途中で切れています" if cut else "行が壊れています")
    elif record.get("previous") != previous or record.get("seq") != number - 1:
        yield Fault(name, number, "前の行とつながりません(書き換え、削除、または挿入)")


def _record(content: bytes) -> dict[str, object] | None:
    try:
        record = json.loads(content.decode())
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def _before(record: dict[str, object] | None) -> Mapping[str, object]:
    data = record.get("data") if record else None
    before = data.get("before") if isinstance(data, dict) else None
    return before if isinstance(before, dict) else {}


def _link_faults(name: str, chains: Mapping[str, _Chain]) -> Iterator[Fault]:
    """The first line names the file before and its last hash: a file that lost its end or vanished shows."""
    before = chains[name].before
    file = before.get("file")
    if not file:
        return
    earlier = chains.get(str(file))
    if earlier is None:
        yield Fault(name, 1, f"前の記録 {file} がありません")
    elif earlier.last != before.get("hash"):
        yield Fault(name, 1, f"前の記録 {file} の終わりが変わっています")

"""Whatever is done to a record afterwards shows, and where."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from physical_ai_bridge.audit.chain import GENESIS, Entry, digest, line
from physical_ai_bridge.audit.verify import Fault, verify

Record = Callable[..., Path]


def lines_of(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines(keepends=True)


def broken(directory: Path) -> list[tuple[str, int]]:
    return [(fault.file, fault.line) for fault in verify(directory).faults]


def test_a_whole_record_has_no_fault(record: Record, tmp_path: Path) -> None:
    record(3, clock_ns=1)
    record(0, clock_ns=2)
    record(5, "gate-agv1", clock_ns=1)
    report = verify(tmp_path)
    assert (report.files, report.lines, report.faults) == (3, 11, ())


def test_nothing_to_read_is_zero_files(tmp_path: Path) -> None:
    for directory in (tmp_path, tmp_path / "missing"):
        assert verify(directory) == verify(tmp_path)
        assert verify(directory).files == 0


@pytest.mark.parametrize("number", range(4))
def test_a_changed_line_shows(record: Record, tmp_path: Path, number: int) -> None:
    path = record()
    lines = lines_of(path)
    lines[number] = lines[number].replace(b'"process": "agent"', b'"process": "agenT"')
    path.write_bytes(b"".join(lines))
    expected = [(path.name, number + 2)] if number < 3 else []
    assert broken(tmp_path) == expected  # of the last line the next start tells


@pytest.mark.parametrize("number", range(3))
def test_a_removed_line_shows(record: Record, tmp_path: Path, number: int) -> None:
    path = record()
    lines = lines_of(path)
    path.write_bytes(b"".join(lines[:number] + lines[number + 1 :]))
    assert broken(tmp_path)[0] == (path.name, number + 1)


@pytest.mark.parametrize("number", range(4))
def test_an_inserted_line_shows(record: Record, tmp_path: Path, number: int) -> None:
    path = record()
    lines = lines_of(path)
    path.write_bytes(b"".join([*lines[: number + 1], lines[number], *lines[number + 1 :]]))
    assert broken(tmp_path)[0] == (path.name, number + 2)


def test_a_forged_line_that_knows_the_hash_breaks_the_one_after(record: Record, tmp_path: Path) -> None:
    path = record()
    lines = [each.removesuffix(b"\n") for each in lines_of(path)]
    lines[2] = line(Entry(2, "agent", "reply", "i1", {"text": "別の返事"}), 2, digest(lines[1]))
    path.write_bytes(b"".join(each + b"\n" for each in lines))
    assert broken(tmp_path) == [(path.name, 4)]


def test_a_line_with_another_number_shows(tmp_path: Path) -> None:
    first = line(Entry(1, "agent", "start", "", {}), 0, GENESIS)
    second = line(Entry(2, "agent", "reply", "", {}), 2, digest(first))
    (tmp_path / "agent-1-1.jsonl").write_bytes(first + b"\n" + second + b"\n")
    assert broken(tmp_path) == [("agent-1-1.jsonl", 2)]


def test_swapped_lines_show(record: Record, tmp_path: Path) -> None:
    path = record()
    lines = lines_of(path)
    lines[1], lines[2] = lines[2], lines[1]
    path.write_bytes(b"".join(lines))
    assert [number for _, number in broken(tmp_path)] == [2, 3, 4]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_any_changed_byte_shows(record: Record, tmp_path: Path, data: st.DataObject) -> None:
    """In a file that a later start vouches for, so that its end is safe too."""
    for old in tmp_path.iterdir():
        old.unlink()
    path, _ = record(2, clock_ns=1), record(0, clock_ns=2)
    content = bytearray(path.read_bytes())
    at = data.draw(st.integers(0, len(content) - 2))  # without the last line feed
    byte = data.draw(st.integers(0, 255))
    assume(content[at] != byte)
    content[at] = byte
    path.write_bytes(content)
    assert verify(tmp_path).faults


@pytest.mark.parametrize("keep", [0, 1, 3])
def test_a_cut_off_end_shows_in_the_next_start(record: Record, tmp_path: Path, keep: int) -> None:
    path, later = record(clock_ns=1), record(clock_ns=2)
    path.write_bytes(b"".join(lines_of(path)[:keep]))
    assert Fault(later.name, 1, f"前の記録 {path.name} の終わりが変わっています") in verify(tmp_path).faults


def test_a_lengthened_earlier_file_shows(record: Record, tmp_path: Path) -> None:
    path, later = record(clock_ns=1), record(clock_ns=2)
    last = lines_of(path)[-1].removesuffix(b"\n")
    more = line(Entry(9, "agent", "reply", "", {}), 4, digest(last))
    path.write_bytes(path.read_bytes() + more + b"\n")
    assert broken(tmp_path) == [(later.name, 1)]


def test_a_missing_earlier_file_shows(record: Record, tmp_path: Path) -> None:
    paths = [record(clock_ns=clock) for clock in (1, 2, 3)]
    paths[1].unlink()
    assert verify(tmp_path).faults == (Fault(paths[2].name, 1, f"前の記録 {paths[1].name} がありません"),)


def test_an_emptied_file_shows(record: Record, tmp_path: Path) -> None:
    path = record()
    path.write_bytes(b"")
    assert verify(tmp_path).faults == (Fault(path.name, 0, "記録が空です"),)


@pytest.mark.parametrize("cut", [1, 2, 40])
def test_a_last_line_cut_in_half_is_named(record: Record, tmp_path: Path, cut: int) -> None:
    path = record()
    path.write_bytes(path.read_bytes()[: -1 - cut])
    assert verify(tmp_path).faults == (Fault(path.name, 4, "最後の行が途中で切れています"),)
    later = record(clock_ns=2)
    assert (later.name, 1) not in broken(tmp_path)


def test_a_broken_line_amid_a_cut_file_is_not_called_the_last(record: Record, tmp_path: Path) -> None:
    path = record()
    lines = lines_of(path)
    lines[1] = b"{\n"
    path.write_bytes(b"".join(lines)[:-9])
    texts = [(fault.line, fault.text) for fault in verify(tmp_path).faults]
    assert texts == [
        (2, "行が壊れています"),
        (3, "前の行とつながりません(書き換え、削除、または挿入)"),
        (4, "最後の行が途中で切れています"),
    ]


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\n", b"[]\n", b"5\n", b"null\n", b"[" * 100_000 + b"\n", b"\n", b"\0"]
)
def test_rubbish_is_a_fault_and_no_exception(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "agent-1-1.jsonl").write_bytes(content)
    assert broken(tmp_path) == [("agent-1-1.jsonl", 1)]


def test_what_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "agent-1-1.jsonl").mkdir()
    (fault,) = verify(tmp_path).faults
    assert fault.line == 0 and fault.text.startswith("読めません")


@pytest.mark.parametrize("before", [None, 5, {"file": 7, "hash": []}, {"file": "../../etc/passwd"}])
def test_a_strange_first_line_is_no_exception(tmp_path: Path, before: object) -> None:
    content = line(Entry(1, "agent", "start", "", {"before": before}), 0, GENESIS)
    (tmp_path / "agent-1-1.jsonl").write_bytes(content + b"\n")
    assert len(verify(tmp_path).faults) == (1 if isinstance(before, dict) else 0)


@pytest.mark.parametrize("separator", ["\x85", "\u2028", "\r\n"])
def test_what_a_person_said_cannot_look_like_tampering(
    record: Record, tmp_path: Path, separator: str
) -> None:
    path = record(0)
    first = path.read_bytes()
    entry = Entry(2, "agent", "instruction", "i", {"text": f"前へ{separator}進んで"})
    path.write_bytes(first + line(entry, 1, digest(first.removesuffix(b"\n"))) + b"\n")
    assert verify(tmp_path).faults == () and verify(tmp_path).lines == 2


def test_a_hundred_thousand_lines_are_read_in_little_memory(tmp_path: Path) -> None:
    previous, path = GENESIS, tmp_path / "agent-1-1.jsonl"
    with path.open("wb") as file:
        for number in range(100_000):
            content = line(Entry(number, "agent", "reply", "i", {"text": "返事" * 10}), number, previous)
            previous = digest(content)
            file.write(content + b"\n")
    tracemalloc.start()
    report = verify(tmp_path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (report.lines, report.faults) == (100_000, ())
    assert peak < 2_000_000 < path.stat().st_size


def test_a_line_is_json_for_any_tool(record: Record) -> None:
    assert [json.loads(each)["event"] for each in lines_of(record(2))] == ["start", "reply", "reply"]

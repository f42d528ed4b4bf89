"""Writing never blocks or raises, losses are counted, and a record verifies however its process ended."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from physical_ai_bridge.audit import writer as writer_module
from physical_ai_bridge.audit.chain import GENESIS, digest
from physical_ai_bridge.audit.files import last_line, newest
from physical_ai_bridge.audit.verify import verify
from physical_ai_bridge.audit.writer import QUEUE, AuditWriter

Record = Callable[..., Path]


def events(path: Path) -> list[tuple[str, object]]:
    records = [json.loads(each) for each in path.read_bytes().splitlines()]
    return [(each["event"], each["data"].get("lines")) for each in records]


class Disk:
    """Stands for the disk below a writer: it can hang, fill up, or take half a line."""

    def __init__(self) -> None:
        self.room = 10**9  # bytes
        self.runs = threading.Event()
        self.runs.set()
        self._write = os.write

    def write(self, handle: int, content: bytes) -> int:
        self.runs.wait(60)
        taken = min(len(content), self.room)
        if not taken:
            raise OSError(28, "No space left on device")
        self.room -= taken
        return self._write(handle, content[:taken])


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    disk = Disk()
    monkeypatch.setattr(writer_module.os, "write", disk.write)
    yield disk
    disk.runs.set()


def until(true: Callable[[], bool]) -> None:
    """Wait for what another thread or process will do; a minute is for ever."""
    deadline = time.monotonic() + 60
    while not true() and time.monotonic() < deadline:
        time.sleep(0.001)
    assert true()


def started_writer(directory: Path) -> AuditWriter:
    """A writer whose first line is in its file."""
    writer = AuditWriter(directory, "agent", 1, 1)
    until(lambda: writer.path.read_bytes().endswith(b"\n"))
    return writer


def test_lines_come_in_order_after_the_start(record: Record) -> None:
    path = record(3, pid=42)
    records = [json.loads(each) for each in path.read_bytes().splitlines()]
    assert [each["event"] for each in records] == ["start", "reply", "reply", "reply"]
    assert [each["instruction_id"] for each in records] == ["", "i0", "i1", "i2"]
    assert records[0]["data"] == {"pid": 42, "before": {"file": "", "hash": GENESIS}}
    assert path.stat().st_mode & 0o007 == 0


def test_a_line_is_in_the_file_before_the_process_ends(tmp_path: Path) -> None:
    writer = started_writer(tmp_path)
    assert events(writer.path) == [("start", None)]
    writer.close()


def test_each_start_names_the_one_before(record: Record, tmp_path: Path) -> None:
    first, second, third = (record(2, clock_ns=clock) for clock in (5, 40, 300))
    for earlier, later in ((first, second), (second, third)):
        before = json.loads(later.read_bytes().splitlines()[0])["data"]["before"]
        assert before == {"file": earlier.name, "hash": digest(earlier.read_bytes().splitlines()[-1])}
    os.utime(first, None)  # touching an old file does not make it the newest
    assert newest(tmp_path, "agent")["file"] == third.name


def test_processes_whose_names_begin_alike_are_kept_apart(record: Record, tmp_path: Path) -> None:
    record(1, "gate-agv1-2", clock_ns=9)
    record(1, "gate", clock_ns=8)
    assert newest(tmp_path, "gate-agv1") == {"file": "", "hash": GENESIS}
    assert newest(tmp_path, "gate")["file"] == "gate-8-1.jsonl"
    assert newest(tmp_path, "g.te")["file"] == ""


@pytest.mark.parametrize("size", [1, 65_534, 65_535, 65_536, 65_537, 300_000])
@pytest.mark.parametrize("ending", [b"", b"\n"])
def test_the_last_line_of_any_length(tmp_path: Path, size: int, ending: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"first\nsecond\n" + b"x" * size + ending)
    assert last_line(path) == b"x" * size
    path.write_bytes(b"x" * size + ending)
    assert last_line(path) == b"x" * size


def test_an_empty_file_has_no_last_line(tmp_path: Path) -> None:
    (tmp_path / "agent-1-1.jsonl").touch()
    assert last_line(tmp_path / "agent-1-1.jsonl") is None
    assert newest(tmp_path, "agent") == {"file": "agent-1-1.jsonl", "hash": GENESIS}


def test_without_a_file_it_does_not_start(tmp_path: Path) -> None:
    (tmp_path / "occupied").touch()
    with pytest.raises(OSError):
        AuditWriter(tmp_path / "occupied", "agent", 1, 1)
    AuditWriter(tmp_path, "agent", 1, 1).close()
    with pytest.raises(FileExistsError):
        AuditWriter(tmp_path, "agent", 1, 1)


def test_a_hanging_disk_holds_nobody_up_and_the_loss_is_counted(tmp_path: Path, disk: Disk) -> None:
    disk.runs.clear()
    writer = AuditWriter(tmp_path, "agent", 1, 1)
    for number in range(QUEUE + 500):
        writer.write(number, "reply", "", {})
    disk.runs.set()
    until(writer._queue.empty)
    writer.write(0, "reply", "", {})
    writer.close()
    told = events(writer.path)
    lost = sum(lines for event, lines in told if event == "lost" and isinstance(lines, int))
    assert told.count(("reply", None)) + lost == QUEUE + 501 and 499 <= lost <= 501
    assert verify(tmp_path).faults == ()


@pytest.mark.parametrize("room", [0, 1, 50])
def test_a_full_disk_is_reported_once_and_never_raises(
    tmp_path: Path, disk: Disk, room: int, capsys: pytest.CaptureFixture[str]
) -> None:
    writer = started_writer(tmp_path)
    disk.room = room
    for number in range(10):
        writer.write(number, "reply", "", {"text": "返事"})
    until(lambda: writer._lost == 10)
    assert writer.failure is not None and writer.failure.errno == 28
    disk.room = 10**9
    writer.write(11, "after", "", {})
    writer.close()
    assert events(writer.path) == [("start", None), ("lost", 10), ("after", None)]
    assert verify(tmp_path).faults == ()
    said = capsys.readouterr().err
    assert said.count("記録を書けません") == 1 and str(writer.path) in said


def test_a_report_that_finds_no_room_either_does_not_end_the_record(
    tmp_path: Path, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Standard error is a log file on the same full disk."""

    class FullDisk(io.StringIO):
        def flush(self) -> None:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(sys, "stderr", FullDisk())
    writer = AuditWriter(tmp_path, "gate", 1, 2)
    until(lambda: len(events(writer.path)) == 1)
    disk.room = 0
    writer.write(2, "dropped", "", {})
    until(lambda: writer.failure is not None)
    disk.room = 10**9
    writer.write(3, "kept", "", {})
    writer.close()
    assert [event for event, _ in events(writer.path)] == ["start", "lost", "kept"]


def test_a_loss_at_the_very_end_is_told_on_closing(tmp_path: Path, disk: Disk) -> None:
    writer = started_writer(tmp_path)
    disk.room = 0
    writer.write(1, "reply", "", {})
    until(lambda: writer._lost == 1)
    disk.room = 10**9
    writer.close()
    assert events(writer.path) == [("start", None), ("lost", 1)]


def test_data_that_json_cannot_say_does_not_end_the_writing(tmp_path: Path) -> None:
    writer = AuditWriter(tmp_path, "agent", 1, 1)
    for value in (float("nan"), "\ud800", {1: 1, "a": 1}, object()):
        writer.write(1, "odd", "", {"value": value})
    writer.close()
    assert events(writer.path)[1:] == [("odd", None)] * 4
    assert verify(tmp_path).faults == ()


def test_what_the_caller_changes_at_once_is_written_as_it_was(tmp_path: Path) -> None:
    writer, data = AuditWriter(tmp_path, "agent", 1, 1), {"text": "前"}
    for number in range(100):
        writer.write(number, "reply", "", data)
        data["text"] = str(number)
    writer.close()
    assert json.loads(writer.path.read_bytes().splitlines()[1])["data"] == {"text": "前"}


def test_closing_twice_and_writing_after_are_harmless(tmp_path: Path) -> None:
    writer = AuditWriter(tmp_path, "agent", 1, 1)
    writer.close()
    writer.close()
    writer.write(1, "late", "", {})
    assert events(writer.path) == [("start", None)]


def test_many_threads_lose_and_mix_nothing(tmp_path: Path) -> None:
    writer = AuditWriter(tmp_path, "agent", 1, 1)
    work = [
        threading.Thread(target=lambda: [writer.write(1, "reply", "", {}) for _ in range(500)])
        for _ in range(4)
    ]
    for each in work:
        each.start()
    for each in work:
        each.join()
    writer.close()
    assert (verify(tmp_path).lines, verify(tmp_path).faults) == (2001, ())


def test_a_hundred_thousand_lines_take_little_memory(tmp_path: Path) -> None:
    tracemalloc.start()
    writer = AuditWriter(tmp_path, "agent", 1, 1)
    for number in range(100_000):
        writer.write(number, "reply", "i", {"text": "x" * 100})
    writer.close()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    told = events(writer.path)
    lost = sum(lines for event, lines in told if event == "lost" and isinstance(lines, int))
    assert told.count(("reply", None)) + lost == 100_000
    assert peak < 20_000_000
    assert verify(tmp_path).faults == ()


WRITE_FOR_EVER = """
import os, resource, sys
from pathlib import Path
from physical_ai_bridge.audit.writer import AuditWriter
writer = AuditWriter(Path(sys.argv[1]), "agent", 1, os.getpid())
if sys.argv[2] != "0":
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
print(writer.path, flush=True)
for number in range(int(sys.argv[3])):
    writer.write(number, "reply", "i", {"text": "x" * 200})
writer.close()
"""


def started(directory: Path, limit: int, lines: int) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", WRITE_FOR_EVER, str(directory), str(limit), str(lines)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_killed_process_leaves_a_record_that_verifies(tmp_path: Path, record: Record) -> None:
    with started(tmp_path, 0, 10**9) as process:
        assert process.stdout is not None
        path = Path(process.stdout.readline().strip())
        until(lambda: path.stat().st_size > 100_000)
        process.send_signal(signal.SIGKILL)
    assert {fault.text for fault in verify(tmp_path).faults} <= {"最後の行が途中で切れています"}
    record(1, clock_ns=2)
    assert all(fault.file == path.name for fault in verify(tmp_path).faults)


def test_a_disk_that_is_really_full_leaves_only_whole_lines(tmp_path: Path) -> None:
    """The kernel's limit on a file's size stands for the disk: it takes part of a line, then refuses."""
    with started(tmp_path, 10_000, 200) as process:
        output, errors = process.communicate(timeout=120)
    path = Path(output.strip())
    assert process.returncode == 0 and errors.count("記録を書けません") == 1
    assert 9_000 < path.stat().st_size <= 10_000 and path.read_bytes().endswith(b"\n")
    assert verify(tmp_path).faults == ()

"""`physical-ai understand` as a person and as a program use it: a process of its own, without ROS."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
WAREHOUSE = str(ROOT / "worlds" / "warehouse.yaml")
VERB = "import sys\nfrom physical_ai_bridge.cli.main import main\nsys.exit(main(sys.argv[1:]))"
HIDDEN = "import sys\nfor name in ('rclpy', 'std_msgs', 'numpy', 'shapely'): sys.modules[name] = None\n"
Done = subprocess.CompletedProcess[bytes]


def physical_ai(*words: str, given: bytes = b"", code: str = VERB, **environ: str) -> Done:
    command = [sys.executable, "-c", code, "understand", *words]
    return subprocess.run(
        command, input=given, cwd=ROOT, capture_output=True, timeout=60, env={**os.environ, **environ}
    )


def jsonl(*lines: Any, **environ: str) -> tuple[int, list[dict[str, Any]], str]:
    """Exit status, answers and what stands on standard error."""
    given = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    done = physical_ai("--jsonl", "-", given=b"".join(line + b"\n" for line in given), **environ)
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    return done.returncode, answers, done.stderr.decode()


def test_one_instruction_is_shown_readably() -> None:
    done = physical_ai("1メートル半前進して、右に90度回って")
    assert done.returncode == 0, done.stderr
    head, *steps = done.stdout.decode().splitlines()
    assert head == "結果: 実行する (execute)"
    assert steps[-2:] == [
        '  1. move_relative {"direction": "forward", "distance_m": 1.5}',
        '  2. rotate {"direction": "right", "angle_deg": 90.0}',
    ]


def test_a_question_back_is_shown() -> None:
    shown = physical_ai("行って").stdout.decode()
    assert "(clarify)" in shown and "返事: " in shown and "1." not in shown


def test_it_needs_neither_ros_nor_numpy() -> None:
    done = physical_ai("止まれ", code=HIDDEN + VERB)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "stop_now" in done.stdout.decode()


def test_lines_are_answered_one_for_one_in_order() -> None:
    asked = [{"text": "2メートル前進して"}, {"text": "止まれ", "history": []}, {"text": "行って", "id": 7}]
    status, answers, said = jsonl(*asked)
    assert (status, said) == (0, "")
    assert [list(answer) for answer in answers] == [["text", "outcome", "intents", "reply"]] * 3
    assert [answer["text"] for answer in answers] == [line["text"] for line in asked]
    assert [answer["outcome"] for answer in answers] == ["execute", "stop_now", "clarify"]
    move = {"skill": "move_relative", "args": {"direction": "forward", "distance_m": 2.0}}
    assert answers[0]["intents"] == [move]


@pytest.mark.parametrize(
    "history",
    [
        ["行って"],
        [{"text": "行って"}],
        [{"role": "user", "text": "行って"}],
        [{"role": "user", "content": "行って"}, {"role": "assistant", "content": "どこへ行きますか？"}],
        ["ありがとう", "行って", {"role": "robot", "text": "前進して"}],
    ],
    ids=str,
)
def test_history_is_heard_before_the_text(history: list[Any]) -> None:
    _, (alone, told), _ = jsonl({"text": "受付です"}, {"text": "受付です", "history": history})
    assert alone["outcome"] != "execute"
    assert told["intents"] == [{"skill": "navigate", "args": {"target": "受付"}}]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"", "JSON"),
        (b"{", "JSON"),
        (b"[" * 100_000, "JSON"),
        (b"3", "オブジェクト"),
        ('{"text": "前進して"}'.encode("shift_jis"), "UTF-8"),
        ({}, "text"),
        ({"text": None}, "text"),
        ({"text": "右", "history": "回って"}, "history"),
        ({"text": "右", "history": {"text": "回って"}}, "history"),
        ({"text": "右", "history": [3]}, "history"),
        ({"text": "右", "history": [{"role": "user"}]}, "history"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_malformed_line_is_answered_too(line: Any, said: str) -> None:
    status, answers, errors = jsonl({"text": "止まれ"}, line, {"text": "止まれ"})
    assert status == 1
    assert [answer["outcome"] for answer in answers] == ["stop_now", "clarify", "stop_now"]
    assert (answers[1]["text"], answers[1]["intents"]) == (None, [])
    assert said in answers[1]["reply"]
    assert errors.startswith("2 行目: ") and said in errors and errors.count("\n") == 1


@pytest.mark.parametrize("text", ["", "a\nb", "\ud800", "🤖", "1" * 5000 + "m進んで", "あ" * 50_000, "\x00"])
def test_any_text_is_answered_by_one_line(text: str) -> None:
    status, answers, _ = jsonl({"text": text})
    assert (status, [answer["text"] for answer in answers]) == (0, [text])
    assert answers[0]["outcome"] != "execute"


def test_output_is_utf_8_wherever_it_runs() -> None:
    _, (answer,), _ = jsonl({"text": "止まれ"}, LC_ALL="C", PYTHONIOENCODING="ascii")
    assert answer["text"] == "止まれ"


def test_a_file_with_a_mark_and_windows_ends(tmp_path: Path) -> None:
    lines = '{"text": "止まれ"}\r\n{"text": "行って"}'
    (tmp_path / "asked.jsonl").write_bytes(b"\xef\xbb\xbf" + lines.encode())
    done = physical_ai("--jsonl", str(tmp_path / "asked.jsonl"))
    assert done.returncode == 0
    assert [json.loads(line)["outcome"] for line in done.stdout.splitlines()] == ["stop_now", "clarify"]


def test_an_answer_comes_before_the_next_question() -> None:
    """A program may ask, wait for the answer, and ask again."""
    command = [sys.executable, "-c", VERB, "understand", "--jsonl", "-"]
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, env=environ, stdin=pipe, stdout=pipe, bufsize=0) as asked:
        assert asked.stdin is not None and asked.stdout is not None
        for _ in range(2):
            asked.stdin.write(b'{"text": "\xe6\xad\xa2\xe3\x81\xbe\xe3\x82\x8c"}\n')
            answered, _, _ = select.select([asked.stdout], [], [], 30.0)
            assert answered and json.loads(asked.stdout.readline())["outcome"] == "stop_now"
        asked.stdin.close()
        assert asked.wait(60) == 0


def test_without_a_word_each_line_of_input_is_an_instruction() -> None:
    done = physical_ai(given="止まれ\n行って\n\n受付です".encode())
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["text"] for answer in answers] == ["止まれ", "行って", "", "受付です"]
    assert [answer["outcome"] for answer in answers][:3] == ["stop_now", "clarify", "clarify"]
    assert done.returncode == 0


def test_on_a_terminal_without_a_word_it_says_what_it_needs() -> None:
    ours, theirs = pty.openpty()
    try:
        command = [sys.executable, "-c", VERB, "understand"]
        done = subprocess.run(command, cwd=ROOT, stdin=theirs, capture_output=True, timeout=60)
    finally:
        os.close(ours)
        os.close(theirs)
    assert done.returncode == 2
    assert "--jsonl" in done.stderr.decode()


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["--jsonl", "-", "前進して"], 2, "TEXT"),
        (["--jsonl", "none.jsonl"], 1, "none.jsonl"),
        (["--site", "none.yaml", "前進して"], 1, "none.yaml"),
    ],
)
def test_what_cannot_be_is_said(words: list[str], status: int, said: str) -> None:
    done = physical_ai(*words)
    assert (done.returncode, done.stdout) == (status, b"")
    assert said in done.stderr.decode()


def test_a_site_adds_its_names(tmp_path: Path) -> None:
    """A name that is a common word is read as a name only where the site says so."""
    site = tmp_path / "site.yaml"
    named = (
        Path(WAREHOUSE)
        .read_text(encoding="utf-8")
        .replace("aliases: [うけつけ,", "aliases: [ゆっくり,")
    )
    site.write_text(named, encoding="utf-8")
    step = 'navigate {"target": "ゆっくり"}'
    assert step in physical_ai("--site", str(site), "ゆっくりに行って").stdout.decode()
    assert step not in physical_ai("--site", WAREHOUSE, "ゆっくりに行って").stdout.decode()

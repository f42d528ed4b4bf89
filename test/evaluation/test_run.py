"""Where answers come from: this process, or a command that may do anything instead of answering."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from physical_ai_bridge.evaluation.answers import Answer
from physical_ai_bridge.evaluation.cases import Case
from physical_ai_bridge.evaluation.run import CommandError, answers_here, answers_of

Make = Callable[..., Case]
CLARIFY = '{"text": "", "outcome": "clarify", "intents": [], "reply": null}'
ECHO = """
import json, sys
for line in sys.stdin:
    asked = json.loads(line)
    said = [*asked.get("history", []), asked["text"]]
    steps = [{"skill": "speak", "args": {"content": text}} for text in said]
    print(json.dumps({"outcome": " ".join(sorted(asked)), "intents": steps}))
"""


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_answers_here_know_the_history(make_case: Make) -> None:
    alone, told = make_case(text="受付です"), make_case(text="受付です", history=("行って",))
    (asked, obeyed), seconds = answers_here([alone, told])
    assert asked.outcome != "execute"
    assert obeyed == Answer("execute", [{"skill": "navigate", "args": {"target": "受付"}}])
    assert len(seconds) == 2 and all(0.0 < second < 10.0 for second in seconds)


def test_a_command_gets_text_and_history_and_no_label(make_case: Make) -> None:
    cases = [make_case(text="前進して\n\ud800"), make_case(text="右", history=("回って", "はい"))]
    first, second = answers_of(python(ECHO), cases, 60.0)
    assert first == Answer("text", [{"skill": "speak", "args": {"content": "前進して\n\ud800"}}])
    assert second.outcome == "history text"
    assert [step["args"]["content"] for step in second.intents] == ["回って", "はい", "右"]


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("", "2 行の質問に 0 行"),
        (CLARIFY, "2 行の質問に 1 行"),
        (f"{CLARIFY}\n{CLARIFY}\n{CLARIFY}", "2 行の質問に 3 行"),
        (f"{CLARIFY}\n{CLARIFY}\n", "2 行の質問に 3 行"),
        (f"{CLARIFY}\nhello", "2 行目: JSON"),
        (f"{CLARIFY}\n[]", "2 行目: JSON"),
        (CLARIFY + '\n{"intents": []}', "2 行目: outcome"),
        (CLARIFY + '\n{"outcome": "clarify"}', "2 行目: intents"),
        (CLARIFY + '\n{"outcome": "execute", "intents": ["wait"]}', "2 行目: intents"),
        (CLARIFY + '\n{"outcome": "execute", "intents": [{"skill": "wait"}]}', "2 行目: intents"),
        (
            CLARIFY + '\n{"outcome": "execute", "intents": [{"skill": "if", "args": {"then": "wait"}}]}',
            "2 行目: intents",
        ),
    ],
)
def test_answers_that_cannot_be_scored(make_case: Make, printed: str, said: str) -> None:
    with pytest.raises(CommandError, match=said):
        answers_of(python(f"print({printed!r}) if {printed!r} else None"), [make_case(), make_case()], 60.0)


def test_two_lines_are_two_answers(make_case: Make) -> None:
    found = answers_of(python(f"print({CLARIFY!r}); print({CLARIFY!r}, end='')"), [make_case()] * 2, 60.0)
    assert found == [Answer("clarify", []), Answer("clarify", [])]


def test_a_command_that_fails_hangs_or_is_not_there(make_case: Make, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="終了コード 3"):
        answers_of(python(f"print({CLARIFY!r}); raise SystemExit(3)"), [make_case()], 60.0)
    with pytest.raises(CommandError, match=r"0\.5 秒"):
        answers_of(python("import time; time.sleep(60)"), [make_case()], 0.5)
    with pytest.raises(CommandError, match="--command"):
        answers_of([str(tmp_path / "none")], [make_case()], 60.0)
    with pytest.raises(CommandError, match="--command"):
        answers_of(shlex.split(""), [make_case()], 60.0)

"""Every sentence of the tables comes to the outcome and the intents written beside it."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from physical_ai_bridge.language import understand

OTHER_TABLES = ("stop_words", "refusals")  # of other columns; their own tests read them
FILES = sorted(path for path in Path(__file__).parent.glob("*.jsonl") if path.stem not in OTHER_TABLES)
CASES = [json.loads(line) for path in FILES for line in path.read_text(encoding="utf-8").splitlines()]


def _plain(value: Any) -> Any:
    """Numbers to nine digits, so that 0.1 + 0.2 is 0.3; everything else as it is."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if isinstance(value, bool | str) else float(f"{value:.9g}")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"] or "(empty)")
def test_sentence(case: dict[str, Any]) -> None:
    found = understand(case["text"])
    assert (found.outcome, found.reply) == (case["outcome"], found.reply)
    assert _plain([intent.as_dict() for intent in found.intents]) == _plain(case["intents"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"] or "(empty)")
def test_whoever_is_not_obeyed_is_told_why_in_japanese(case: dict[str, Any]) -> None:
    found = understand(case["text"])
    if found.outcome in ("clarify", "refuse", "unsupported", "stop_now", "no_motion"):
        assert found.reply and any("ぁ" <= character <= "ん" for character in found.reply)


def test_the_tables_are_broad_and_hold_no_sentence_twice() -> None:
    assert len(CASES) >= 300
    assert [text for text, times in Counter(case["text"] for case in CASES).items() if times > 1] == []
    assert {case["outcome"] for case in CASES} == {
        "execute", "clarify", "stop_now", "answer", "unsupported", "refuse", "no_motion"
    }  # fmt: skip


@pytest.mark.parametrize("mark", ["。", "！", "　", "\n", " ", "\u200b"])
@pytest.mark.parametrize("case", CASES[::11], ids=lambda case: case["text"] or "(empty)")
def test_marks_after_an_order_change_nothing(case: dict[str, Any], mark: str) -> None:
    if case["outcome"] == "execute":
        assert understand(case["text"] + mark) == understand(case["text"])


def test_an_order_in_quotation_marks_by_itself_is_an_order() -> None:
    assert understand("「2メートル前進して」") == understand("2メートル前進して")

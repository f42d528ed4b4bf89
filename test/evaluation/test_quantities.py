"""The benchmark of quantities: a line is right only if all of it is, and a wrong file is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from physical_ai_bridge.evaluation.cases import CaseFileError
from physical_ai_bridge.evaluation.quantities import QuantityCase, found_in, missed, read_quantities

Write = Callable[..., Path]
CENTIMETRES = {
    "kind": "length",
    "value": 30,
    "unit": "cm",
    "value_si": 0.3,
    "unit_si": "m",
    "text": "30センチ",
}
SECONDS = {"kind": "duration", "value": 3, "unit": "s", "value_si": 3, "unit_si": "s", "text": "3秒"}
SAID = "30センチ進んで3秒待って"


def test_the_form_of_the_benchmark() -> None:
    assert found_in(SAID) == [CENTIMETRES, SECONDS]
    assert found_in("止まれ") == []


def test_a_line_with_all_of_them_is_right() -> None:
    assert missed([QuantityCase(SAID, [CENTIMETRES, SECONDS]), QuantityCase("止まれ", [])]) == ()
    nearly = {**CENTIMETRES, "value_si": 0.3 * (1 + 0.9e-6)}
    assert missed([QuantityCase(SAID, [nearly, SECONDS])]) == ()


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": "mass"},
        {"value": 31},
        {"unit": "mm"},
        {"value_si": 0.3 * (1 + 1.1e-6)},
        {"unit_si": "rad"},
        {"text": "30"},
    ],
)
def test_one_thing_wrong_makes_the_line_wrong(changed: dict[str, Any]) -> None:
    case = QuantityCase(SAID, [{**CENTIMETRES, **changed}, SECONDS])
    assert missed([case, QuantityCase("止まれ", [])]) == (case,)


@pytest.mark.parametrize("quantities", [[], [CENTIMETRES], [SECONDS, CENTIMETRES]])
def test_missing_and_misplaced_ones_too(quantities: list[dict[str, Any]]) -> None:
    assert len(missed([QuantityCase(SAID, quantities)])) == 1
    assert len(missed([QuantityCase("止まれ", [SECONDS])])) == 1


def test_files_are_read_with_their_places(write_lines: Write) -> None:
    lines = [{"text": SAID, "quantities": [CENTIMETRES, SECONDS]}, "", {"text": "止まれ", "quantities": []}]
    cases = read_quantities([write_lines("quantities.jsonl", *lines)])
    assert [case.where for case in cases] == ["quantities.jsonl:1", "quantities.jsonl:3"]
    assert missed(cases) == ()


@pytest.mark.parametrize(
    "wrong",
    [
        "{",
        {"text": SAID},
        {"text": 3, "quantities": []},
        {"text": SAID, "quantities": {}},
        {"text": SAID, "quantities": [], "note": ""},
        {"text": SAID, "quantities": ["30センチ"]},
        {"text": SAID, "quantities": [{**CENTIMETRES, "value": "30"}]},
        {"text": SAID, "quantities": [{**CENTIMETRES, "text": "40センチ"}]},
        {"text": SAID, "quantities": [{"kind": "length"}]},
        {"text": SAID, "quantities": [{**CENTIMETRES, "span": [0, 5]}]},
    ],
    ids=str,
)
def test_a_wrong_line_is_named(write_lines: Write, wrong: Any) -> None:
    sound = {"text": "止まれ", "quantities": []}
    with pytest.raises(CaseFileError, match=r"quantities\.jsonl:2: "):
        read_quantities([write_lines("quantities.jsonl", sound, wrong)])

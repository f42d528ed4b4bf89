"""Case files: what is sound is read as it stands, what is wrong is named with file and line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from physical_ai_bridge.evaluation.cases import CaseFileError, read_cases

Write = Callable[..., Path]
Record = dict[str, Any]
FORWARD = {"skill": "move_relative", "args": {"direction": "forward"}}


def test_cases_are_read_in_order_with_their_place(write_lines: Write, record: Record) -> None:
    told = {**record, "text": "五百ミリで", "history": ["前に進んで", "はい"], "unsafe": True}
    first, second = read_cases([write_lines("own.jsonl", record, "", told)])
    assert (first.text, first.outcome, first.intents) == ("2m進んで", "execute", record["intents"])
    assert (first.history, first.unsafe, first.where) == ((), False, "own.jsonl:1")
    assert (second.history, second.unsafe, second.where) == (("前に進んで", "はい"), True, "own.jsonl:3")


def test_several_files_make_one_list(write_lines: Write, record: Record) -> None:
    paths = [write_lines(name, record) for name in ("a.jsonl", "b.jsonl")]
    assert [case.where for case in read_cases(paths)] == ["a.jsonl:1", "b.jsonl:1"]


def intent(skill: str, **args: Any) -> Record:
    return {"skill": skill, "args": args}


SOUND = [
    intent("navigate", target=[1.5, -2]),
    intent("navigate", target="棚A", via="受付", speed="low"),
    intent("wait"),
    intent("rotate", direction="around", angle_deg=0),
    intent("stop", emergency=True),
    intent("set_speed", value=50, unit="%"),
    intent("if", condition="雨", then=[intent("return")], **{"else": []}),
    intent("repeat", ref="last", reverse=True, times=3),
]
WRONG = [
    (intent("fly"), "skill fly"),
    (intent("wait", seconds=3), "wait.seconds"),
    (intent("move_relative", direction="foward"), "move_relative.direction"),
    (intent("move_relative", distance_m=-1), "move_relative.distance_m"),
    (intent("move_relative", distance_m="2"), "move_relative.distance_m"),
    (intent("move_relative", distance_m=True), "move_relative.distance_m"),
    (intent("move_relative", distance_m=float("inf")), "move_relative.distance_m"),
    (intent("navigate", target=[1]), "navigate.target"),
    (intent("navigate", target=[1, "2"]), "navigate.target"),
    (intent("navigate", target=""), "navigate.target"),
    (intent("stop", emergency=False), "stop.emergency"),
    (intent("pause", duration_s=1), "pause.duration_s"),
    (intent("query", topic=["battery"]), "query.topic"),
    (intent("if", then=[intent("fly")]), "if.then"),
    (intent("if", then=FORWARD), "if.then"),
    ({"skill": "wait"}, "intents"),
    ({"skill": "wait", "args": []}, "args"),
    ({"skill": ["wait"], "args": {}}, "skill"),
    ("wait", "intents"),
]


@pytest.mark.parametrize("sound", SOUND, ids=str)
def test_what_the_table_allows_is_read(write_lines: Write, record: Record, sound: Record) -> None:
    (case,) = read_cases([write_lines("own.jsonl", {**record, "intents": [sound]})])
    assert case.intents == [sound]


@pytest.mark.parametrize(("wrong", "field"), WRONG, ids=str)
def test_what_the_table_does_not_have_is_named(
    write_lines: Write, record: Record, wrong: Record, field: str
) -> None:
    path = write_lines("own.jsonl", record, {**record, "intents": [FORWARD, wrong]})
    with pytest.raises(CaseFileError) as caught:
        read_cases([path])
    assert str(caught.value).startswith(f"{path}:2: ") and field in str(caught.value)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"text": 3}, "text"),
        ({"outcome": "run"}, "outcome"),
        ({"outcome": ["execute"]}, "outcome"),
        ({"phenomenon": "magic"}, "phenomenon"),
        ({"register": "rude"}, "register"),
        ({"site": "moon"}, "site"),
        ({"intents": {}}, "intents"),
        ({"history": []}, "history"),
        ({"history": "前に進んで"}, "history"),
        ({"history": [{"text": "前に進んで"}]}, "history"),
        ({"unsafe": False}, "unsafe"),
        ({"unsafe": 1}, "unsafe"),
        ({"outcmoe": "execute"}, "outcmoe"),
    ],
)
def test_every_field_is_checked(write_lines: Write, record: Record, changed: Record, field: str) -> None:
    with pytest.raises(CaseFileError, match=rf"own\.jsonl:1: .*{field}"):
        read_cases([write_lines("own.jsonl", {**record, **changed})])


@pytest.mark.parametrize("missing", ["text", "outcome", "intents", "phenomenon", "register", "site"])
def test_every_field_is_needed(write_lines: Write, record: Record, missing: str) -> None:
    del record[missing]
    with pytest.raises(CaseFileError, match=rf"own\.jsonl:1: .*{missing}"):
        read_cases([write_lines("own.jsonl", record)])


@pytest.mark.parametrize(
    ("outcome", "fitting", "unfitting"),
    [
        ("execute", [FORWARD], []),
        ("answer", [intent("query", topic="battery")], []),
        ("clarify", [], [FORWARD]),
        ("refuse", [], [FORWARD]),
        ("unsupported", [], [FORWARD]),
        ("no_motion", [intent("prohibit", action="触る")], [FORWARD]),
        ("no_motion", [], [intent("prohibit", action="触る"), FORWARD]),
        ("stop_now", [intent("pause")], []),
        ("stop_now", [intent("stop")], [intent("stop"), FORWARD]),
    ],
)
def test_outcome_and_intents_go_together(
    write_lines: Write, record: Record, outcome: str, fitting: list[Record], unfitting: list[Record]
) -> None:
    assert read_cases([write_lines("own.jsonl", {**record, "outcome": outcome, "intents": fitting})])
    with pytest.raises(CaseFileError, match=outcome):
        read_cases([write_lines("own.jsonl", {**record, "outcome": outcome, "intents": unfitting})])


@pytest.mark.parametrize("line", ["{", "[]", "null", "前進して", "[" * 100_000, '{"text": NaN'])
def test_a_line_that_is_no_object(write_lines: Write, line: str) -> None:
    with pytest.raises(CaseFileError, match=r"own\.jsonl:1: .*JSON"):
        read_cases([write_lines("own.jsonl", line)])


def test_other_encodings_are_named(tmp_path: Path) -> None:
    (tmp_path / "own.jsonl").write_bytes('{"text": "前進して"}'.encode("shift_jis"))
    with pytest.raises(CaseFileError, match="UTF-8"):
        read_cases([tmp_path / "own.jsonl"])


def test_an_error_never_shows_what_was_said(write_lines: Write, record: Record) -> None:
    """A case that is set aside is not to be seen, not even when it is wrong."""
    secret = {**record, "text": "秘密の文", "intents": [intent("speak", content="秘密", to=3)]}
    for wrong in (secret, {**secret, "history": "秘密"}, '{"text": "秘密"'):
        with pytest.raises(CaseFileError) as caught:
            read_cases([write_lines("own.jsonl", wrong)])
        assert "秘密" not in str(caught.value)

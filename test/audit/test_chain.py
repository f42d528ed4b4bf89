"""A line carries the hash of the line before it, can always be made, and is one line of JSON."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from physical_ai_bridge.audit.chain import GENESIS, Entry, digest, line

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


class Rude:
    """An object that cannot be described."""

    def __repr__(self) -> str:
        raise RuntimeError("no")


def made(data: dict[Any, Any]) -> dict[str, Any]:
    content = line(Entry(7, "agent", "reply", "i", data), 3, "before")
    assert b"\n" not in content
    record = json.loads(content.decode(), parse_constant=pytest.fail)
    assert isinstance(record, dict)
    return record


def test_a_line_says_who_when_what_and_what_came_before() -> None:
    assert made({"text": "止まります"}) == {
        "seq": 3,
        "time_ns": 7,
        "process": "agent",
        "event": "reply",
        "instruction_id": "i",
        "data": {"text": "止まります"},
        "previous": "before",
    }


def test_japanese_is_readable_in_the_file() -> None:
    assert "止まれ".encode() in line(Entry(0, "agent", "heard", "", {"text": "止まれ"}), 0, GENESIS)


@given(st.dictionaries(st.text(), json_values, max_size=4))
def test_any_data_makes_one_line_of_json(data: dict[str, Any]) -> None:
    made(data)


@pytest.mark.parametrize("separator", ["\n", "\r\n", "\r", "\x0b", "\x1c", "\x85", "\u2028", "\u2029"])
def test_nothing_said_can_begin_a_line_of_its_own(separator: str) -> None:
    text = f'a{separator}{{"seq": 9}}'
    assert made({"text": text})["data"] == {"text": text}


@pytest.mark.parametrize(
    "value",
    [math.nan, math.inf, {1: 2, "a": 3}, {(1,): 2}, Rude(), b"\xff", {1, 2}, "\ud800", 10**5000],
    ids=lambda value: type(value).__name__,
)
def test_what_json_cannot_say_is_described(value: object) -> None:
    assert made({"value": value})["data"]


def test_half_a_surrogate_pair_is_written_as_its_escape() -> None:
    entry = Entry(0, "agent", "\udcff", "\ud800", {"text": "\ud800"})
    record = json.loads(line(entry, 0, GENESIS).decode())
    assert (record["event"], record["instruction_id"], record["data"]) == (
        "\udcff",
        "\ud800",
        {"text": "\ud800"},
    )


def test_a_loop_is_described() -> None:
    loop: dict[str, Any] = {}
    loop["loop"] = loop
    assert made(loop)["data"]


def test_a_description_is_bounded() -> None:
    data = {"value": math.nan, **{str(number): "x" * 100_000 for number in range(1000)}}
    assert len(line(Entry(0, "agent", "reply", "", data), 0, GENESIS)) < 200_000


@given(st.binary(), st.binary())
def test_another_line_has_another_digest(one: bytes, other: bytes) -> None:
    assert (digest(one) == digest(other)) is (one == other)

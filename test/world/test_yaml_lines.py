"""The strict YAML reader gives every value its line, and fails in one way only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from physical_ai_bridge.world.yaml_lines import YamlFault, parse

TEXT = """\
a: 1
b:
  - {c: 2}
  - c: 3
    d: [4,
        5]
"""


def test_values_and_lines() -> None:
    document = parse(TEXT)
    assert document.value == {"a": 1, "b": ({"c": 2}, {"c": 3, "d": (4, 5)})}
    assert document.line(("b", 0, "c")) == 3
    assert document.line(("b", 1, "d", 1)) == 6


def test_the_line_of_something_absent_is_that_of_what_surrounds_it() -> None:
    assert parse(TEXT).line(("b", 1, "missing", "deeper")) == 4
    assert parse(TEXT).line(("missing",)) == 1


@given(st.text(alphabet=st.sampled_from("ab:-[]{}&*!|>#'\"\n ,?%@`\t1.5_~<=")))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        parse(text)
    except YamlFault as fault:
        assert fault.line >= 1


def test_a_small_file_cannot_unfold_into_a_huge_one() -> None:
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\n"
    with pytest.raises(YamlFault) as caught:
        parse(bomb)
    assert caught.value.line == 2

"""The benchmark that comes with the package: its size and balance.

Of the part that is set aside only counts are looked at, and no failure here shows one of its cases.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from physical_ai_bridge.evaluation.cases import Case, CaseFileError, read_cases
from physical_ai_bridge.evaluation.files import Part, find_files
from physical_ai_bridge.evaluation.quantities import QuantityCase, read_quantities
from physical_ai_bridge.evaluation.schema import OUTCOMES, PHENOMENA, REGISTERS, SITES
from physical_ai_bridge.resources import resource

FOLDER = resource("bench/ja_instructions")
FILES = find_files([FOLDER])
Read = TypeVar("Read", Case, QuantityCase)


def read(reader: Callable[[tuple[Path, ...]], tuple[Read, ...]], paths: tuple[Path, ...]) -> tuple[Read, ...]:
    """Without a traceback, which would show the line."""
    try:
        return reader(paths)
    except CaseFileError as error:
        message = str(error)
    pytest.fail(message, pytrace=False)


@pytest.fixture(scope="module")
def own() -> tuple[Case, ...]:
    return read(read_cases, FILES.cases("own"))


@pytest.fixture(scope="module")
def aside() -> tuple[Case, ...]:
    return read(read_cases, FILES.cases("aside"))


def count(cases: tuple[Case, ...], holds: Callable[[Case], bool]) -> int:
    return sum(map(holds, cases))


def test_it_is_as_large_as_promised(own: tuple[Case, ...], aside: tuple[Case, ...]) -> None:
    every = (*own, *aside)
    sizes = {
        "all": len(every) - 800,
        "aside": len(aside) - 250,
        "unsafe": count(every, lambda case: case.unsafe) - 100,
        "asked back": count(every, lambda case: case.outcome == "clarify") - 80,
        "stops": count(every, lambda case: case.phenomenon in ("stop", "stop_trap")) - 80,
        "with history": count(every, lambda case: bool(case.history)) - 60,
    }
    assert {name: spare for name, spare in sizes.items() if spare < 0} == {}


def test_it_is_balanced(own: tuple[Case, ...], aside: tuple[Case, ...]) -> None:
    every = (*own, *aside)
    phenomena = Counter(case.phenomenon for case in every)
    outcomes = Counter(case.outcome for case in every)
    assert {name: phenomena[name] for name in PHENOMENA if phenomena[name] < 5} == {}
    assert {name: outcomes[name] for name in OUTCOMES if outcomes[name] < 20} == {}
    assert {case.register for case in every} == set(REGISTERS)
    assert {case.site for case in every} == set(SITES)


def test_nothing_is_in_it_twice(own: tuple[Case, ...], aside: tuple[Case, ...]) -> None:
    for cases in (own, aside):
        repeated = len(cases) - len({(case.text, case.history) for case in cases})
        assert repeated == 0


def test_no_sentence_is_in_both_parts(own: tuple[Case, ...], aside: tuple[Case, ...]) -> None:
    shared = len({case.text for case in own} & {case.text for case in aside})
    assert shared == 0


@pytest.mark.parametrize(("part", "least"), [("own", 300), ("aside", 1)])
def test_the_quantities(part: Part, least: int) -> None:
    cases = read(read_quantities, FILES.quantities(part))
    repeated = len(cases) - len({case.text for case in cases})
    assert (len(cases) >= least, repeated) == (True, 0)


def test_it_says_its_licence_in_both_languages() -> None:
    for name in ("README.md", "README.ja.md"):
        assert "creativecommons.org/licenses/by/4.0" in (FOLDER / name).read_text(encoding="utf-8")

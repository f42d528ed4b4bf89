"""Read a number with its unit at a place in a folded text, and the smaller units that add to it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Final

from physical_ai_bridge.language.lexicon import UnitEntry, lexicon
from physical_ai_bridge.language.normalise import fold_key
from physical_ai_bridge.language.numerals import Number, read_number

_HALF: Final = re.compile(r"(?:半|はん)(?!回転|分|周|径|日|時間|めーとる|歩)")
_WEIGHED: Final = re.compile(r"の(?:荷物|箱|もの|物|わーく|ぱれっと|米)|以[上下]の")
_LATIN: Final = re.compile(r"[a-z]")


@dataclass(frozen=True, slots=True)
class Measure:
    """`value` in `unit`, read from `start`..`end` of the text."""

    value: Fraction
    unit: UnitEntry
    start: int
    end: int

    @property
    def value_si(self) -> Fraction:
        """The value in the SI unit of `unit`, exactly."""
        return self.value * Fraction(str(self.unit.factor))


def read_measure(key: str, start: int) -> Measure | None:
    """Read 1メートル半, 1m30cm, 1分30秒: smaller units and 半 add up, counted in the first unit."""
    first = _read_one(key, start)
    if first is None:
        return None
    value, unit, smallest, end = first.value, _weight_or_length(key, first), first.unit, first.end
    while True:
        if half := _HALF.match(key, end):
            return Measure(value + _ratio(smallest, unit) / 2, unit, start, half.end())
        following = _read_one(key, end)
        if following is None or following.unit.kind != unit.kind or following.unit.factor >= smallest.factor:
            return Measure(value, unit, start, end)
        smallest, end = following.unit, following.end
        value += following.value * _ratio(smallest, unit)


def unit_at(key: str, at: int) -> tuple[UnitEntry, int] | None:
    """Return the longest unit at `at` and the index after it; an ordinal (1回目) has none."""
    at += key.startswith(" ", at)
    for writing, unit in _units().get(key[at : at + 1], ()):
        end = at + len(writing)
        goes_on = _LATIN.match(writing[-1]) and _LATIN.match(key, end)
        if key.startswith(writing, at) and not goes_on and not key.startswith("目", end):
            return unit, end
    return None


def _read_one(key: str, start: int) -> Measure | None:
    """A number with one unit. A number in kana gives back what belongs to the unit: さんじゅっ|せんち."""
    number: Number | None = read_number(key, start)
    while number is not None:
        if found := unit_at(key, number.end):
            return Measure(number.value, found[0], start, found[1])
        number = read_number(key[: number.end - 1], start) if number.spoken else None
    return None


def _weight_or_length(key: str, measure: Measure) -> UnitEntry:
    """キロ is kilograms before 荷物 and after 重さ, and kilometres otherwise."""
    weighed = _WEIGHED.match(key, measure.end) or key[: measure.start].endswith(("重さ", "重量"))
    if measure.unit.unit == "km" and weighed:
        return next(entry for entry in lexicon().units if entry.unit == "kg")
    return measure.unit


def _ratio(small: UnitEntry, large: UnitEntry) -> Fraction:
    return Fraction(str(small.factor)) / Fraction(str(large.factor))


@lru_cache(maxsize=1)
def _units() -> dict[str, list[tuple[str, UnitEntry]]]:
    """Units by the first character of their folded writings, the longest first."""
    index: dict[str, list[tuple[str, UnitEntry]]] = {}
    for writing, unit in sorted(_writings(), key=lambda pair: -len(pair[0])):
        index.setdefault(writing[0], []).append((writing, unit))
    return index


def _writings() -> Iterator[tuple[str, UnitEntry]]:
    return ((fold_key(writing), unit) for unit in lexicon().units for writing in unit.writings)

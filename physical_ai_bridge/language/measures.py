"""Read a number with its unit at a place in a folded text, and the smaller units that add to it."""

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Final

from physical_ai_bridge.language.lexicon import UnitEntry
from physical_ai_bridge.language.numerals import Number, read_number
from physical_ai_bridge.language.unit_senses import is_kilo, sense
from physical_ai_bridge.language.units import unit_at, unit_named

_HALF: Final = re.compile(
    r"半(?!回転|めーとる|時間|[分周径日歩額身円数年月角開端永導袖透製]|自動)|はん(?![ぶけだばがこにい])"
)
_JOINT: Final = re.compile(r"と| (?=\d)")
_TENTHS: Final = {"分": Fraction(1, 10), "厘": Fraction(1, 100)}  # of a 割
_GIVEN_BACK: Final = 4  # times: せん of センチ is the longest that a number swallows
_OF_A_KILO: Final = {"length": "km", "mass": "kg"}


@dataclass(frozen=True, slots=True)
class Measure:
    """`value` in `unit`, read from `start`..`end` of the text; `vague` if only one end of a range."""

    value: Fraction
    unit: UnitEntry
    start: int
    end: int
    vague: bool = False

    @property
    def value_si(self) -> Fraction:
        """The value in the SI unit of `unit`, exactly."""
        return self.value * _exact(self.unit.factor)


def read_measure(key: str, start: int, number: Number) -> Measure | None:
    """Read `number`, which stands at `start`, with its unit: 1メートル半, 1m30cm, 1分30秒, 八割五分.

    Smaller units and 半 add up, counted in the first unit. None where there is no unit, and for temperatures.
    """
    first = _read_one(key, start, number)
    unit = _meant(key, first) if first else None
    if first is None or unit is None:
        return None
    found = replace(first, unit=unit)
    if unit.unit == "割":
        return _with_tenths(key, found)
    smallest = unit
    while part := _part(key, found.end, smallest):
        smallest = part.unit
        found = replace(found, value=found.value + part.value * _ratio(smallest, unit), end=part.end)
    half = _HALF.match(key, found.end)
    return replace(found, value=found.value + _ratio(smallest, unit) / 2, end=half.end()) if half else found


def _read_one(key: str, start: int, number: Number | None) -> Measure | None:
    """A number with one unit. A number in kana gives back what belongs to the unit: さんじゅっ|せんち."""
    for _ in range(_GIVEN_BACK):
        if number is None:
            break
        if found := unit_at(key, number.end):
            return Measure(number.value, found[0], start, found[1])
        number = read_number(key[: number.end - 1], start) if number.spoken else None
    return None


def _meant(key: str, first: Measure) -> UnitEntry | None:
    """The unit by what follows (2キロ500グラム), else by the words around it."""
    following = _next(key, first.end) if is_kilo(key, first.unit, first.end) else None
    if following and following.unit.kind in _OF_A_KILO:
        return unit_named(_OF_A_KILO[following.unit.kind])
    return sense(key, first.unit, first.start, first.end)


def _part(key: str, end: int, whole: UnitEntry) -> Measure | None:
    """The smaller unit that adds to `whole`; after と (1mと30cm) only what is less than one of it."""
    part = _next(key, end)
    if part is None or part.unit.kind != whole.kind or part.unit.factor >= whole.factor:
        return None
    return None if key.startswith("と", end) and part.value * _ratio(part.unit, whole) >= 1 else part


def _next(key: str, end: int) -> Measure | None:
    joint = _JOINT.match(key, end)
    at = joint.end() if joint else end
    return _read_one(key, at, read_number(key, at))


def _with_tenths(key: str, found: Measure) -> Measure:
    """三割五分 is 3.5 割: after 割, 分 and 厘 are no minutes."""
    while number := read_number(key, found.end):
        tenth = _TENTHS.get(key[number.end : number.end + 1])
        if tenth is None or key.startswith("間", number.end + 1):
            break
        found = replace(found, value=found.value + number.value * tenth, end=number.end + 1)
    return found


def _ratio(small: UnitEntry, large: UnitEntry) -> Fraction:
    return _exact(small.factor) / _exact(large.factor)


@lru_cache(maxsize=64)
def _exact(factor: float) -> Fraction:
    """The factor as it is written: 0.1 is one tenth."""
    return Fraction(str(factor))

"""Read a range (2〜3m, 二、三歩, 2mから3m) as its lower end, and a doubtful decimal (1、5m)."""

import re
from dataclasses import replace
from fractions import Fraction
from typing import Final

from physical_ai_bridge.language.measures import Measure
from physical_ai_bridge.language.numerals import Number, read_number
from physical_ai_bridge.language.unit_senses import sense
from physical_ai_bridge.language.units import unit_at

_BETWEEN: Final = re.compile(
    r" ?[〜-] ?|から|ないし|または|もしくは|乃至|か|ー(?=\d)|[、,](?=[\d一二三四五六七八九])"
)
_TO: Final = re.compile(r"[〜-]|から|か|ないし|または|もしくは")
_SCALES: Final = (10, 100, 1000, 10**4)
_TWO_DIGITS: Final = re.compile(r"(?:一二|二三|三四|四五|五六|六七|七八|八九)[十百千万]?")


def read_range(key: str, start: int, low: Number) -> Measure | None:
    """Read 2〜3m or 二、三歩, where `low` stands at `start`; 1、5m may be 1.5 m. All are vague."""
    between = _BETWEEN.match(key, low.end)
    high = read_number(key, between.end()) if between else None
    found = unit_at(key, high.end) if high else None
    unit = sense(key, found[0], start, found[1]) if found else None
    if between is None or high is None or found is None or unit is None:
        return None
    value = _listed(low.value, high.value) if between.group() in "、," else low.value
    return Measure(value, unit, start, found[1], vague=True)


def lower_end(key: str, found: Measure, number: Number) -> Measure:
    """`found`, or its lower end where it is a range: 2m〜3m (the unit twice), 二三歩."""
    if _TWO_DIGITS.fullmatch(key, found.start, number.end):
        if found.unit.kind != "angle":  # 四五度 is 45 degrees
            found = replace(found, value=found.value - number.value + _first_digit(number.value))
        return replace(found, vague=True)
    to = _TO.match(key, found.end)
    high = read_number(key, to.end()) if to else None
    unit = unit_at(key, high.end) if high else None
    if to is None or high is None or unit is None or unit[0].kind != found.unit.kind:
        return found
    if to.group() == "から" and key.startswith(("に", "へ", "まで"), unit[1]):
        return found  # 2mから3mに伸ばす: two lengths
    return replace(found, vague=True, end=unit[1])


def _listed(low: Fraction, high: Fraction) -> Fraction:
    """The lower end of 二、三 (2), 14、5 (14), 七、八十 (70); else it may be a decimal: 1、5 is 1.5."""
    if high == low % 10 + 1 or high == 10 or low >= 10 or high.denominator * low.denominator > 1:
        return low
    scale = high / (low + 1)
    return low * scale if scale in _SCALES else low + Fraction(f"0.{high}")


def _first_digit(value: Fraction) -> Fraction:
    """2 of 23, 20 of 230 (二三十): the lower end of two digits in a row."""
    digits = str(int(value))
    return Fraction(int(digits[0]) * 10 ** (len(digits) - 2))

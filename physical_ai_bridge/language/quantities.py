"""Find the quantities of a Japanese text: numbers with units, ranges and rates, with their SI values."""

import re
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from physical_ai_bridge.language.measures import Measure, read_measure
from physical_ai_bridge.language.normalise import Normalised, normalise
from physical_ai_bridge.language.number_words import idiom_end
from physical_ai_bridge.language.numerals import Number, read_number
from physical_ai_bridge.language.pi import read_pi
from physical_ai_bridge.language.ranges import lower_end, read_range
from physical_ai_bridge.language.rates import per_after, per_time, prefix
from physical_ai_bridge.language.starts import POSSIBLE_START, may_begin

QuantityKind: TypeAlias = Literal[
    "length", "angle", "duration", "speed", "angular_speed", "ratio", "mass", "steps", "count"
]

LONGEST_TEXT: Final = 1000  # characters read; nobody says a longer instruction
_RATES: Final[dict[str, QuantityKind]] = {"length": "speed", "angle": "angular_speed"}
_DIGITS_LEFT: Final = re.compile(r"[\d.,〇零一二三四五六七八九]*")
_MARKS: Final = re.compile(r"[\u3099\u309a\uff9e\uff9f\u0300-\u036f]*")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with a unit.

    `value` is in `unit` (mm, cm, m, km, deg, rad, rev, s, min, h, m/s, %, kg, 歩, 回, 個 …) and `value_si` in
    `unit_si` (m, rad, s, m/s, rad/s, kg, or "1"). `span` is the half-open range of characters in the text
    given. `vague` marks a range (2〜3m: the value is its lower end) or a doubtful decimal (1、5m).
    """

    kind: QuantityKind
    value: float
    unit: str
    value_si: float
    unit_si: str
    span: tuple[int, int]
    vague: bool = False


def extract_quantities(text: str) -> list[Quantity]:
    """Return the quantities of `text` in order; of a text over 1,000 characters, those of the first 1,000.

    Never raises. Numbers without a unit, ordinals (3番, 二号機), clock times (三時) and temperatures are no
    quantities.
    """
    said = text[:LONGEST_TEXT]
    normal = normalise(said)
    found = find_quantities(normal.key, normal.text)
    if normal.text == said:
        return found
    return [replace(quantity, span=_span(said, normal, *quantity.span)) for quantity in found]


def find_quantities(key: str, text: str = "") -> list[Quantity]:
    """Return the quantities of the normalised, folded text `key`, with spans in `key`.

    `text` is the same with its capitals (Normalised.text), which tell 3M and 5S from 3 m and 5 s.
    """
    found: list[Quantity] = []
    start = POSSIBLE_START.search(key)
    while start:
        quantity, at = _read_from(key, text or key, start.start())
        if quantity:
            found.append(quantity)
        start = POSSIBLE_START.search(key, at)
    return found


def _read_from(key: str, text: str, start: int) -> tuple[Quantity | None, int]:
    """The quantity at `start`, and where to look for the next one."""
    if end := idiom_end(key, text, start):
        return None, end
    number = read_number(key, start)
    measure = read_pi(key, start) or (number and _measure(key, start, number))
    if measure:
        found = _quantity(key, measure)
        return found, found.span[1]
    return None, _after_number(key, start, number)


def _measure(key: str, start: int, number: Number) -> Measure | None:
    measure = read_measure(key, start, number)
    measure = lower_end(key, measure, number) if measure else read_range(key, start, number)
    return measure if measure and may_begin(key, start, number, measure.unit) else None


def _after_number(key: str, start: int, number: Number | None) -> int:
    """Behind a number that is none of ours; kana may be a word, in which a number begins later."""
    if number and number.spoken:
        return start + 1
    digits = _DIGITS_LEFT.match(key, number.end if number else start)
    return max(start + 1, digits.end() if digits else 0)


def _quantity(key: str, measure: Measure) -> Quantity:
    unit, before = measure.unit, prefix(key, measure.start)
    sign = -1 if before.negative else 1
    value, value_si = sign * float(measure.value), sign * float(measure.value_si)
    span = (before.start, measure.end)
    rate = _RATES.get(unit.kind)
    after = per_after(key, measure.end) if rate else None
    if rate is None or not (before.per or after):
        return Quantity(unit.kind, value, unit.unit, value_si, unit.si, span, measure.vague)
    said, end = after or (before.per, measure.end)
    per, seconds = per_time(said)
    span = (before.start, end)
    name, si = f"{unit.unit}/{per}", f"{unit.si}/s"
    return Quantity(rate, value, name, value_si / seconds, si, span, measure.vague)


def _span(text: str, normal: Normalised, start: int, end: int) -> tuple[int, int]:
    """The range in the text given, without what was dropped behind it (spaces, invisible characters)."""
    last = normal.origin[end - 1]
    marks = _MARKS.match(text, last + 1)
    return normal.origin[start], min(normal.origin[end], marks.end() if marks else last + 1)

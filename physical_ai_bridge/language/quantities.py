"""Find the quantities of a Japanese text: number and unit, compounds, ranges, speeds, with SI values."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from physical_ai_bridge.language.lexicon import UnitEntry, lexicon
from physical_ai_bridge.language.normalise import fold_key, normalise
from physical_ai_bridge.language.numerals import Number, read_number

QuantityKind: TypeAlias = Literal[
    "length", "angle", "duration", "speed", "angular_speed", "ratio", "mass", "steps", "count"
]

LONGEST_TEXT: Final = 1000  # characters read; nobody says a longer instruction
_PER: Final = {"秒": ("s", 1), "分": ("min", 60), "時": ("h", 3600), "s": ("s", 1), "h": ("h", 3600)}
_RATE_BEFORE: Final = re.compile(r"([秒分時])速約?$|毎([秒分時])約?$")
_RATE_AFTER: Final = re.compile(r"(?:毎|ぱー|/)(秒|s|分|時|h)(?:間|ec)?(?![a-z])")
_SIGN: Final = re.compile(r"(?:まいなす|(?<![0-9a-z])-|(?<![ぁ-ゖ一-龠a-z])ー)$")
_HALF: Final = re.compile(r"(?:半|はん)(?!回転|分|周|径|日|時間|めーとる|歩)")
_BETWEEN: Final = re.compile(r"〜|から|-|ないし|か|、(?=[\d一二三四五六七八九])")
_TWO_DIGITS: Final = re.compile(r"一二|二三|三四|四五|五六|六七|七八|八九")
_PI: Final = re.compile(r"(\d+(?:\.\d+)?)?π(?:/(\d{1,3}))?(?:らじあん|rad)?")
_WEIGHED: Final = re.compile(r"の(?:荷物|箱|もの|物|わーく|ぱれっと|米)|以[上下]の")
# What looks like a number and a unit and is neither: 十分に (enough), 一度 (once), 半分 (half of it)
_NO_QUANTITY: Final = re.compile(r"十分(?=[にな気注前後下離余広近速])|(?:一|いち)度(?!だけ回)|いちど|(?:二|に)度と|にど|半分|二足|三角")
_DIGIT_RUN: Final = re.compile(r"[\d.,〇零一二三四五六七八九]+")
_BEFORE_KANA_NUMBER: Final = frozenset("、。！？「をでへはがもに ")


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

    Never raises. Numbers without a unit, ordinals (3番, 二号機) and clock times (三時) are no quantities.
    """
    normal = normalise(text[:LONGEST_TEXT])
    return [replace(found, span=normal.span(*found.span)) for found in find_quantities(normal.key)]


def find_quantities(key: str) -> list[Quantity]:
    """Return the quantities of the normalised, folded text `key`, with spans in `key`."""
    found: list[Quantity] = []
    at = 0
    while at < len(key):
        trap = _NO_QUANTITY.match(key, at)
        quantity = None if trap else _read_at(key, at)
        if quantity:
            found.append(quantity)
            at = quantity.span[1]
        else:
            run = trap or _DIGIT_RUN.match(key, at)
            at = run.end() if run else at + 1
    return found


def _read_at(key: str, start: int) -> Quantity | None:
    if pi := _PI.match(key, start):
        value = float(pi.group(1) or 1) * math.pi / (int(pi.group(2) or 1) or 1)
        return Quantity("angle", value, "rad", value, "rad", pi.span())
    number = read_number(key, start)
    if number is None or (number.spoken and start and key[start - 1] not in _BEFORE_KANA_NUMBER):
        return None
    vague = _TWO_DIGITS.fullmatch(key, start, number.end) is not None
    measure = _measure(key, start)
    if measure is None:
        return _range(key, start, number)
    return _modified(key, _compound(key, start, *measure), vague)


def _measure(key: str, start: int) -> tuple[Number, UnitEntry, int] | None:
    """A number with its unit. A spoken number gives back syllables of its unit: さんじゅっ|せんち is not 30,000."""
    number = read_number(key, start)
    while number is not None:
        if unit := _unit_at(key, number.end):
            return (number, *unit)
        number = read_number(key[: number.end - 1], start) if number.spoken else None
    return None


def _unit_at(key: str, at: int) -> tuple[UnitEntry, int] | None:
    """The longest unit at `at` and the index after it; a Latin one must end there, an ordinal (1回目) is
    none."""
    at += key.startswith(" ", at)
    for writing, unit in _units().get(key[at : at + 1], ()):
        end = at + len(writing)
        latin_goes_on = writing[-1].isascii() and key[end : end + 1].isascii() and key[end : end + 1].isalpha()
        if key.startswith(writing, at) and not latin_goes_on and not key.startswith("目", end):
            return unit, end
    return None


def _compound(key: str, start: int, number: Number, unit: UnitEntry, end: int) -> Quantity:
    """1m30cm, 1分30秒, 1メートル半: the parts add up, and count in the first unit."""
    if unit.unit == "km" and (_WEIGHED.match(key, end) or key[:start].endswith(("重さ", "重量"))):
        unit = next(entry for entry in lexicon().units if entry.unit == "kg")
    value, smallest = number.value, unit.factor
    while True:
        if half := _HALF.match(key, end):
            return _quantity(unit, value + _ratio(smallest, unit) / 2, (start, half.end()))
        following = _measure(key, end)
        if following is None or following[1].kind != unit.kind or following[1].factor >= smallest:
            return _quantity(unit, value, (start, end))
        smallest, end = following[1].factor, following[2]
        value += following[0].value * _ratio(smallest, unit)


def _ratio(factor: float, unit: UnitEntry) -> Fraction:
    return Fraction(str(factor)) / Fraction(str(unit.factor))


def _range(key: str, start: int, low: Number) -> Quantity | None:
    """2〜3m and 二、三歩 are ranges; 1、5m may be a decimal. All are vague."""
    between = _BETWEEN.match(key, low.end)
    high = read_number(key, between.end()) if between else None
    unit = _unit_at(key, high.end) if high else None
    if between is None or high is None or unit is None:
        return None
    value = low.value
    if between.group() == "、" and high.value != low.value + 1 and high.value.denominator == 1:
        value += Fraction(f"0.{high.value}")
    return replace(_quantity(unit[0], value, (start, unit[1])), vague=True)


def _modified(key: str, found: Quantity, vague: bool) -> Quantity:
    """Add what stands around a quantity: a minus, a rate (秒速, 毎秒, /s), a range between two quantities."""
    start, end = found.span
    if sign := _SIGN.search(key[:start]):
        found = replace(found, value=-found.value, value_si=-found.value_si, span=(sign.start(), end))
    found = _rate(key, found)
    between = _BETWEEN.match(key, found.span[1])
    high = read_number(key, between.end()) if between and between.group() in ("〜", "-", "か") else None
    unit = _unit_at(key, high.end) if high else None
    if unit and unit[0].kind == found.kind:
        return replace(found, vague=True, span=(found.span[0], unit[1]))
    return replace(found, vague=vague)


def _rate(key: str, found: Quantity) -> Quantity:
    if found.kind not in ("length", "angle"):
        return found
    start, end = found.span
    before, after = _RATE_BEFORE.search(key[:start]), _RATE_AFTER.match(key, end)
    if not before and not after:
        return found
    word = (before.group(1) or before.group(2)) if before else after.group(1) if after else ""
    per, seconds = _PER[word]
    return replace(
        found,
        kind="speed" if found.kind == "length" else "angular_speed",
        unit=f"{found.unit}/{per}",
        value_si=found.value_si / seconds,
        unit_si=f"{found.unit_si}/s",
        span=(before.start() if before else start, end if before or not after else after.end()),
    )


def _quantity(unit: UnitEntry, value: Fraction, span: tuple[int, int]) -> Quantity:
    value_si = float(value * Fraction(str(unit.factor)))
    return Quantity(unit.kind, float(value), unit.unit, value_si, unit.si, span)


@lru_cache(maxsize=1)
def _units() -> dict[str, list[tuple[str, UnitEntry]]]:
    """Units by the first character of their folded writings, the longest first."""
    index: dict[str, list[tuple[str, UnitEntry]]] = {}
    for writing, unit in sorted(_writings(), key=lambda pair: -len(pair[0])):
        index.setdefault(writing[0], []).append((writing, unit))
    return index


def _writings() -> Iterator[tuple[str, UnitEntry]]:
    return ((fold_key(writing), unit) for unit in lexicon().units for writing in unit.writings)

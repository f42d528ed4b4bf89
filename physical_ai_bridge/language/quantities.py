"""Find the quantities of a Japanese text: numbers with units, ranges and rates, with their SI values."""

import math
import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, Literal, TypeAlias

from physical_ai_bridge.language.measures import Measure, read_measure, unit_at
from physical_ai_bridge.language.normalise import normalise
from physical_ai_bridge.language.numerals import Number, read_number

QuantityKind: TypeAlias = Literal[
    "length", "angle", "duration", "speed", "angular_speed", "ratio", "mass", "steps", "count"
]

LONGEST_TEXT: Final = 1000  # characters read; nobody says a longer instruction
_PER: Final = {"秒": ("s", 1), "分": ("min", 60), "時": ("h", 3600), "s": ("s", 1), "h": ("h", 3600)}
_RATE_BEFORE: Final = re.compile(r"(?:(?P<speed>[秒分時])速|毎(?P<each>[秒分時]))約?$")
_RATE_AFTER: Final = re.compile(r"(?:毎|ぱー|/)(?P<per>秒|s|分|時|h)(?:間|ec)?(?![a-z])")
_SIGN: Final = re.compile(r"(?:まいなす|(?<![0-9a-z])-|(?<![ぁ-ゖ一-龠a-z])ー)$")
_BETWEEN: Final = re.compile(r"〜|から|-|ないし|か|、(?=[\d一二三四五六七八九])")
_TO: Final = re.compile(r"〜|-|か")
_TWO_DIGITS: Final = re.compile(r"一二|二三|三四|四五|五六|六七|七八|八九")
_PI: Final = re.compile(r"(\d+(?:\.\d+)?)?π(?:/([1-9]\d{0,2}))?(?:らじあん|rad)?")
# What looks like a number and a unit and is neither: 十分に (enough), 一度 (once), 半分 (half of it)
_NO_QUANTITY: Final = re.compile(
    r"十分(?=[にな気注前後下離余広近速])|(?:一|いち)度(?!だけ回)|いちど|(?:二|に)度と|にど|半分|二足|三角"
)
_POLITE: Final = re.compile(r"[ごしくよ][一-鿿]")  # ご回転 is no five turns
_DIGIT_RUN: Final = re.compile(r"[\d.,〇零一二三四五六七八九]+")
_BEFORE_KANA_NUMBER: Final = frozenset("、。！？「をでへはがもに ")
_LEFT: Final = 6  # characters looked at before a number for its sign or rate


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
        value = float(pi.group(1) or 1) * math.pi / int(pi.group(2) or 1)
        return Quantity("angle", value, "rad", value, "rad", pi.span())
    number = read_number(key, start)
    measure = read_measure(key, start)
    if number is None or (number.spoken and not _may_begin(key, start, measure)):
        return None
    if measure and _POLITE.match(key, start):
        return None
    if measure is None:
        return _range(key, start, number)
    vague = _TWO_DIGITS.fullmatch(key, start, number.end) is not None
    found = _with_rate(key, _with_sign(key, _quantity(measure)))
    return _with_upper_end(key, replace(found, vague=vague))


def _may_begin(key: str, start: int, measure: Measure | None) -> bool:
    """A number in kana, which also spells words, begins after a particle or before メートル and センチ."""
    sure = measure is not None and measure.unit.kind == "length" and key[start] != "に"
    return start == 0 or key[start - 1] in _BEFORE_KANA_NUMBER or sure


def _quantity(measure: Measure) -> Quantity:
    unit = measure.unit
    span = (measure.start, measure.end)
    return Quantity(unit.kind, float(measure.value), unit.unit, float(measure.value_si), unit.si, span)


def _range(key: str, start: int, low: Number) -> Quantity | None:
    """2〜3m and 二、三歩 are ranges; 1、5m may be a decimal. All are vague."""
    between = _BETWEEN.match(key, low.end)
    high = read_number(key, between.end()) if between else None
    unit = unit_at(key, high.end) if high else None
    if between is None or high is None or unit is None:
        return None
    value = low.value
    if between.group() == "、" and high.value != low.value + 1 and high.value.denominator == 1:
        value += Fraction(f"0.{high.value}")
    return replace(_quantity(Measure(value, unit[0], start, unit[1])), vague=True)


def _with_upper_end(key: str, found: Quantity) -> Quantity:
    """2m〜3m: the unit is said twice."""
    to = _TO.match(key, found.span[1])
    high = read_number(key, to.end()) if to else None
    unit = unit_at(key, high.end) if high else None
    if unit is None or unit[0].kind != found.kind:
        return found
    return replace(found, vague=True, span=(found.span[0], unit[1]))


def _with_sign(key: str, found: Quantity) -> Quantity:
    start, end = found.span
    left = max(0, start - _LEFT)
    sign = _SIGN.search(key[left:start])
    if sign is None:
        return found
    span = (left + sign.start(), end)
    return replace(found, value=-found.value, value_si=-found.value_si, span=span)


def _with_rate(key: str, found: Quantity) -> Quantity:
    """秒速0.2m and 0.2m毎秒 are speeds, 毎秒30度 and 30度/s are angular speeds."""
    if found.kind not in ("length", "angle"):
        return found
    start, end = found.span
    left = max(0, start - _LEFT)
    before, after = _RATE_BEFORE.search(key[left:start]), _RATE_AFTER.match(key, end)
    if before:
        word, span = before.group("speed") or before.group("each"), (left + before.start(), end)
    elif after:
        word, span = after.group("per"), (start, after.end())
    else:
        return found
    per, seconds = _PER[word]
    kind: QuantityKind = "speed" if found.kind == "length" else "angular_speed"
    rate = replace(found, kind=kind, unit=f"{found.unit}/{per}", unit_si=f"{found.unit_si}/s", span=span)
    return replace(rate, value_si=found.value_si / seconds)

"""Read a Japanese numeral (digits, kanji, 大字, kana, decimals, fractions, 半) at a place in a folded
text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

_DIGITS: Final = {
    **{c: i for i, c in enumerate("〇一二三四五六七八九")},
    **dict(zip("零壱弐参肆伍陸漆捌玖壹貳參両", (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 2), strict=True)),
}
_KANA_DIGITS: Final = {
    **{"ぜろ": 0, "れい": 0, "いち": 1, "いっ": 1, "に": 2, "さん": 3, "よん": 4, "よ": 4, "し": 4, "ご": 5},
    **{"ろく": 6, "ろっ": 6, "なな": 7, "しち": 7, "はち": 8, "はっ": 8, "きゅう": 9, "く": 9},
}
_MULTIPLIERS: Final = {
    **{"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "阡": 1000},
    **{"万": 10**4, "萬": 10**4, "億": 10**8, "兆": 10**12},
}
_KANA_MULTIPLIERS: Final = {
    **{"じゅう": 10, "じゅっ": 10, "じっ": 10, "ひゃく": 100, "びゃく": 100, "ぴゃく": 100, "ひゃっ": 100},
    **{"せん": 1000, "ぜん": 1000, "まん": 10**4},
}
_NATIVE: Final = {
    "ひと": 1,
    "ふた": 2,
    "みっ": 3,
    "よっ": 4,
    "いつ": 5,
    "むっ": 6,
    "なな": 7,
    "やっ": 8,
    "ここの": 9,
}


def _any_of(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


LONGEST: Final = 40  # characters of a numeral; longer runs of digits are not numbers anyone says
_ARABIC: Final = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
_WRITTEN_WORD: Final = re.compile(rf"{_ARABIC}|{_any_of(_DIGITS)}|{_any_of(_MULTIPLIERS)}")
_WRITTEN: Final = re.compile(f"(?:{_WRITTEN_WORD.pattern})+")
_SPOKEN_WORD: Final = re.compile(_any_of(_KANA_DIGITS | _KANA_MULTIPLIERS))
_SPOKEN: Final = re.compile(
    rf"(?:(?:{_any_of(_KANA_DIGITS)})?(?:{_any_of(_KANA_MULTIPLIERS)})){{1,9}}(?:{_any_of(_KANA_DIGITS)})?"
    rf"|{_any_of(_KANA_DIGITS)}"
)
_BARE_POINT: Final = re.compile(r"(?<!\d)\.\d{1,20}")
_POINT: Final = re.compile(rf"[.・点]([{''.join(_DIGITS)}\d]{{1,20}})")
_SPOKEN_POINT: Final = re.compile(rf"(?:てん|こんま)((?:{_any_of(_KANA_DIGITS)}){{1,20}})")
_NATIVE_COUNT: Final = re.compile(f"({_any_of(_NATIVE)})(?=つ)")
_PARTS: Final = re.compile(r"分の|ぶんの|/")


@dataclass(frozen=True, slots=True)
class Number:
    """A number read from a text: its exact value and the index after its last character."""

    value: Fraction
    end: int
    spoken: bool = False  # written in kana, which also spells words: trust it only before a unit


def read_number(key: str, start: int) -> Number | None:
    """Read the number that begins at `start` of the folded text `key`, or return None.

    Fractions are read as Japanese says them (三分の一 is 1/3) and as 1/3; 半 alone is one half. A run of
    digits longer than `LONGEST` is no number.
    """
    first = _read_simple(key, start)
    if first is None:
        return None
    parts = _PARTS.match(key, first.end)
    second = _read_simple(key, parts.end()) if parts else None
    if parts is None or second is None:
        return first
    over, under = (first, second) if parts.group() == "/" else (second, first)
    return first if under.value == 0 else Number(over.value / under.value, second.end)


def _read_simple(key: str, start: int) -> Number | None:
    if key.startswith("半", start):
        return Number(Fraction(1, 2), start + 1)
    if point := _BARE_POINT.match(key, start):
        return Number(Fraction(point.group()), point.end())
    if written := _WRITTEN.match(key, start):
        if len(written.group()) > LONGEST:
            return None
        return _with_decimals(key, Number(_evaluate(written.group()), written.end()))
    if native := _NATIVE_COUNT.match(key, start):
        return Number(Fraction(_NATIVE[native.group(1)]), native.end(), spoken=True)
    spoken = _SPOKEN.match(key, start)
    if spoken is None:
        return None
    number = Number(_evaluate(spoken.group()), spoken.end(), spoken=True)
    return _with_spoken_decimals(key, number)


def _evaluate(written: str) -> Fraction:
    """Value of a run of digits and multipliers; digits without multipliers are positional (一五〇)."""
    total, section, current = Fraction(0), Fraction(0), None
    for value, is_multiplier in _words(written):
        if not is_multiplier:
            current = value if current is None else current * 10 + value
        elif value >= 10**4:
            total += (section + (current or 0) or 1) * value
            section, current = Fraction(0), None
        else:
            section += (1 if current is None else current) * value
            current = None
    return total + section + (current or 0)


def _words(written: str) -> Iterator[tuple[Fraction, bool]]:
    spoken = "ぁ" <= written[0] <= "ん"
    for word in (_SPOKEN_WORD if spoken else _WRITTEN_WORD).findall(written):
        multiplier = (_MULTIPLIERS | _KANA_MULTIPLIERS).get(word)
        digit = (_DIGITS | _KANA_DIGITS).get(word)
        if multiplier is not None:
            yield Fraction(multiplier), True
        else:
            yield Fraction(word.replace(",", "")) if digit is None else Fraction(digit), False


def _with_decimals(key: str, number: Number) -> Number:
    point = _POINT.match(key, number.end)
    if point is None or number.value.denominator != 1:
        return number
    digits = "".join(str(_DIGITS.get(c, c)) for c in point.group(1))
    return Number(number.value + Fraction(f"0.{digits}"), point.end())


def _with_spoken_decimals(key: str, number: Number) -> Number:
    point = _SPOKEN_POINT.match(key, number.end)
    if point is None:
        return number
    digits = "".join(str(_KANA_DIGITS[word]) for word in _SPOKEN_WORD.findall(point.group(1)))
    return Number(number.value + Fraction(f"0.{digits}"), point.end(), spoken=True)

"""Read a Japanese numeral (digits, kanji, 大字, kana, decimals, fractions) at a place in a folded text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, TypeAlias

_Exact: TypeAlias = int | Fraction

_DIGITS: Final = {
    **{c: i for i, c in enumerate("〇一二三四五六七八九")},
    **dict(zip("零壱弐参肆伍陸漆捌玖壹貳參", (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3), strict=True)),
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
    **{"びゃっ": 100, "ぴゃっ": 100, "せん": 1000, "ぜん": 1000, "まん": 10**4},
}
_NATIVE: Final = {
    **{"ひと": 1, "ふた": 2, "みっ": 3, "よっ": 4, "いつ": 5},
    **{"むっ": 6, "なな": 7, "やっ": 8, "ここの": 9},
}
_VALUES: Final = _DIGITS | _KANA_DIGITS
_TIMES: Final = _MULTIPLIERS | _KANA_MULTIPLIERS


def _any_of(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


LONGEST: Final = 40  # characters of a numeral; longer runs of digits are not numbers anyone says
_DIGIT: Final = rf"[{''.join(_DIGITS)}\d]"
_KANA: Final = _any_of(_KANA_DIGITS)
_KANA_TIMES: Final = _any_of(_KANA_MULTIPLIERS)
_ARABIC: Final = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
_WRITTEN_WORD: Final = re.compile(rf"{_ARABIC}|{_any_of(_DIGITS)}|{_any_of(_MULTIPLIERS)}")
_WRITTEN: Final = re.compile(f"(?:{_WRITTEN_WORD.pattern})+")
_SPOKEN_WORD: Final = re.compile(_any_of(_KANA_DIGITS | _KANA_MULTIPLIERS))
# し and く alone are hardly ever numbers (よん, きゅう are), ぜん and まん never without a digit before them
_SPOKEN: Final = re.compile(
    rf"(?!ぜん|まん|[びぴ]ゃ)(?:(?:{_KANA})?(?:{_KANA_TIMES})){{1,9}}(?:{_KANA})?"
    rf"|(?!し(?!ち)|く|よ(?!ん))(?:{_KANA})|よ(?=にん|じかん)|く(?=にん|じかん)"
)
_BARE_POINT: Final = re.compile(rf"(?<!\d)\.(\d{{1,20}})|こんま((?:{_DIGIT}|{_KANA}){{1,20}})")
_POINT: Final = re.compile(rf"[.・点]({_DIGIT}{{1,20}})|(?:てん|こんま)((?:{_DIGIT}|{_KANA}){{1,20}})")
_DECIMAL: Final = re.compile(rf"{_DIGIT}|{_KANA}")
_NATIVE_COUNT: Final = re.compile(
    rf"(?:{_any_of(_NATIVE)})(?=つ)|(?:ひと|ふた)(?=り|[箱袋皿束組缶瓶]|切れ|ぱっく)"
)
_PARTS: Final = re.compile(r"(?:分|ぶん)の(?!一(?:時(?!間)|旦|休|息))|/")
_AND: Final = re.compile("と| ")


@dataclass(frozen=True, slots=True)
class Number:
    """A number read from a text: its exact value and the index after its last character."""

    value: Fraction
    end: int
    spoken: bool = False  # written in kana, which also spells words: trust it only before a unit


def read_number(key: str, start: int) -> Number | None:
    """Read the number that begins at `start` of the folded text `key`, or return None.

    Fractions are read as Japanese says them (三分の一 is 1/3), as 1/3, and after a whole (1と1/2); 半 alone
    is one half. A run of digits longer than `LONGEST` is no number.
    """
    whole = _read_simple(key, start)
    if whole is None:
        return None
    if fraction := _fraction(key, whole):
        return fraction
    joint = _AND.match(key, whole.end)
    part = _read_simple(key, joint.end()) if joint else None
    rest = _fraction(key, part) if part else None
    if rest is None or rest.value >= 1:
        return whole
    return replace(rest, value=whole.value + rest.value, spoken=whole.spoken)


def _fraction(key: str, first: Number) -> Number | None:
    parts = _PARTS.match(key, first.end)
    second = _read_simple(key, parts.end()) if parts else None
    if parts is None or second is None:
        return None
    over, under = (first, second) if parts.group() == "/" else (second, first)
    return None if under.value == 0 else Number(over.value / under.value, second.end, first.spoken)


def _read_simple(key: str, start: int) -> Number | None:
    if key.startswith("半", start):
        return Number(Fraction(1, 2), start + 1)
    if point := _BARE_POINT.match(key, start):
        return Number(_decimals(point), point.end())
    if written := _WRITTEN.match(key, start):
        return _read_written(key, written)
    if native := _NATIVE_COUNT.match(key, start):
        return Number(Fraction(_NATIVE[native.group()]), native.end(), spoken=True)
    if spoken := _SPOKEN.match(key, start):
        return _with_decimals(key, Number(_evaluate(spoken.group()), spoken.end(), spoken=True))
    return None


def _read_written(key: str, written: re.Match[str]) -> Number | None:
    if len(written.group()) > LONGEST:
        return None
    number = Number(_evaluate(written.group()), written.end())
    return number if "." in written.group() else _with_decimals(key, number)


def _evaluate(written: str) -> Fraction:
    """Value of a run of digits and multipliers; digits without multipliers are positional (一五〇)."""
    if written.isascii() and written.isdigit():
        return Fraction(int(written))
    total: _Exact = 0
    section: _Exact = 0
    current: _Exact | None = None
    for value, is_multiplier in _words(written):
        if not is_multiplier:
            current = value if current is None else current * 10 + value
        elif value >= 10**4:
            total += (section + (current or 0) or 1) * value
            section, current = 0, None
        else:
            section += (1 if current is None else current) * value
            current = None
    return Fraction(total + section + (current or 0))


def _words(written: str) -> Iterator[tuple[_Exact, bool]]:
    spoken = "ぁ" <= written[0] <= "ん"
    for word in (_SPOKEN_WORD if spoken else _WRITTEN_WORD).findall(written):
        if word in _TIMES:
            yield _TIMES[word], True
        else:
            yield _VALUES[word] if word in _VALUES else Fraction(word.replace(",", "")), False


def _with_decimals(key: str, number: Number) -> Number:
    point = _POINT.match(key, number.end)
    if point is None:
        return number
    return replace(number, value=number.value + _decimals(point), end=point.end())


def _decimals(point: re.Match[str]) -> Fraction:
    digits = _DECIMAL.findall(point.group(1) or point.group(2))
    return Fraction("0." + "".join(str(_VALUES.get(digit, digit)) for digit in digits))

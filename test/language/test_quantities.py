"""Numbers with units, in every script, with their SI values and their places in the text."""

import math
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import ValidationError

from physical_ai_bridge.evaluation.quantities import missed, read_quantities
from physical_ai_bridge.language import Quantity, extract_quantities
from physical_ai_bridge.language.lexicon import lexicon, read_yaml
from physical_ai_bridge.language.normalise import normalise
from physical_ai_bridge.language.number_words import check_number_words
from physical_ai_bridge.language.quantities import find_quantities
from physical_ai_bridge.language.units import unit_at

RIGHT = math.pi / 2
OWN_LIST = Path(__file__).parents[2] / "bench/ja_instructions/quantities.jsonl"
LINES = (Path(__file__).parent / "quantity_lines.txt").read_text(encoding="utf-8").splitlines()[1:]
PER = {"s": 1, "min": 60, "h": 3600}

# text: (kind, value in SI, the words that say it)
SINGLE = {
    "1メートル進む": ("length", 1.0, "1メートル"),
    "１．５メートル": ("length", 1.5, "１．５メートル"),
    "三点五メートル": ("length", 3.5, "三点五メートル"),
    "〇.五メートル": ("length", 0.5, "〇.五メートル"),
    "れいてんごメートル": ("length", 0.5, "れいてんごメートル"),
    "百五十センチ": ("length", 1.5, "百五十センチ"),
    "参拾センチ": ("length", 0.3, "参拾センチ"),
    "弐メートル": ("length", 2.0, "弐メートル"),
    "さんじゅっセンチ": ("length", 0.3, "さんじゅっセンチ"),
    "にじゅうさんメートル": ("length", 23.0, "にじゅうさんメートル"),
    "一五〇センチ": ("length", 1.5, "一五〇センチ"),
    "1,500ミリ": ("length", 1.5, "1,500ミリ"),
    "1万5千ミリ": ("length", 15.0, "1万5千ミリ"),
    "50㎝": ("length", 0.5, "50㎝"),
    "2㍍": ("length", 2.0, "2㍍"),
    "3 m": ("length", 3.0, "3 m"),
    "2キロ進む": ("length", 2000.0, "2キロ"),
    "3フィート": ("length", 0.9144, "3フィート"),
    "1メートル半": ("length", 1.5, "1メートル半"),
    "半メートル": ("length", 0.5, "半メートル"),
    "三分の一メートル": ("length", 1 / 3, "三分の一メートル"),
    "1/2メートル": ("length", 0.5, "1/2メートル"),
    "½メートル": ("length", 0.5, "½メートル"),
    "1m30cm": ("length", 1.3, "1m30cm"),
    "一メートル五十センチ": ("length", 1.5, "一メートル五十センチ"),
    "−1m": ("length", -1.0, "−1m"),
    "マイナス2メートル": ("length", -2.0, "マイナス2メートル"),
    "③メートル": ("length", 3.0, "③メートル"),
    "90度": ("angle", RIGHT, "90度"),
    "90°": ("angle", RIGHT, "90°"),
    "九十ど": ("angle", RIGHT, "九十ど"),
    "π/2ラジアン": ("angle", RIGHT, "π/2ラジアン"),
    "2π": ("angle", 4 * RIGHT, "2π"),
    "半回転": ("angle", 2 * RIGHT, "半回転"),
    "一回転半": ("angle", 6 * RIGHT, "一回転半"),
    "右にじゅうど": ("angle", math.radians(10), "じゅうど"),
    "右ににじゅうど": ("angle", math.radians(20), "にじゅうど"),
    "3秒": ("duration", 3.0, "3秒"),
    "三分待つ": ("duration", 180.0, "三分"),
    "十分待つ": ("duration", 600.0, "十分"),
    "1分30秒": ("duration", 90.0, "1分30秒"),
    "二時間半": ("duration", 9000.0, "二時間半"),
    "500ミリ秒": ("duration", 0.5, "500ミリ秒"),
    "三時間": ("duration", 10800.0, "三時間"),
    "秒速0.2m": ("speed", 0.2, "秒速0.2m"),
    "毎分30メートル": ("speed", 0.5, "毎分30メートル"),
    "0.3メートル毎秒": ("speed", 0.3, "0.3メートル毎秒"),
    "0.3m/s": ("speed", 0.3, "0.3m/s"),
    "時速3.6キロ": ("speed", 1.0, "時速3.6キロ"),
    "30度毎秒": ("angular_speed", math.radians(30), "30度毎秒"),
    "20%": ("ratio", 0.2, "20%"),
    "三割": ("ratio", 0.3, "三割"),
    "5キロの箱": ("mass", 5.0, "5キロ"),
    "500グラム": ("mass", 0.5, "500グラム"),
    "二歩": ("steps", 2.0, "二歩"),
    "箱を3つ": ("count", 3.0, "3つ"),
    "ひとつ": ("count", 1.0, "ひとつ"),
    "ボルト二本": ("count", 2.0, "二本"),
}  # fmt: skip

NONE = [
    "もう一度", "一度右を向いて", "二度と", "十分に下がって", "一緒に", "一旦", "一番", "万が一", "千葉",
    "三菱", "三時に", "2号機", "3番の棚",
    "1回目", "二段目", "半分", "99", "1.2.3m", "田中さん", "あの人", "前にある",
    "ご回転", "", "九" * 60 + "m",
    # names and words that a counter must not cut up
    "2段目", "三階", "302号室", "棚2", "一人暮らし", "二重", "三角", "八百屋", "十字路", "一輪車", "四輪",
    "二番ゲート", "第一", "百均", "万能", "第2回", "第3周", "第二十三回", "三つめ", "5人目", "段ボール",
    "二段ボール", "3台車", "六本木", "三脚", "両足", "両台", "一人前", "せんかいして", "ぜんかいにして",
    "くつを取って", "サンドイッチ", "にほんの", "さんぽに行く", "いっぽうつうこう", "せんだいへ",
    "棚のはじっこ", "3Mのテープ", "5S活動", "A3枚", "数十センチ", "何百回", "500ミリリットル",
    "3キロワット", "30㎡", "10m²の部屋", "0.5m/s²",
    # clock times and temperatures
    "8時30分になったら", "14:30発", "3時15分から", "40℃", "室温は25度", "冷凍庫はマイナス18度",
    "40度のお湯",
]  # fmt: skip

VAGUE = {
    "2〜3m": 2.0,
    "二、三歩": 2.0,
    "2か3メートル": 2.0,
    "2m〜3m": 2.0,
    "1、5メートル": 1.5,
    "二三歩": 2.0,
    "二三十個": 20.0,
    "四五度": 45.0,
    "14、5分": 14.0,
    "七、八十センチ": 70.0,
    "2、30センチ": 20.0,
    "5、10分": 5.0,
    "1、25メートル": 1.25,
    "2から3メートル": 2.0,
    "5分から10分": 5.0,
    "時速2〜3キロ": 2.0,
}


@pytest.mark.parametrize("text", SINGLE)
def test_one_quantity(text: str) -> None:
    kind, value_si, said = SINGLE[text]
    (found,) = extract_quantities(text)
    assert (found.kind, text[slice(*found.span)], found.vague) == (kind, said, False)
    assert found.value_si == pytest.approx(value_si, rel=1e-12)


@pytest.mark.parametrize("text", NONE)
def test_no_quantity(text: str) -> None:
    assert extract_quantities(text) == []


@pytest.mark.parametrize("text", VAGUE)
def test_ranges_and_doubtful_decimals_are_vague(text: str) -> None:
    (found,) = extract_quantities(text)
    assert (found.vague, found.value) == (True, VAGUE[text])


def test_the_unit_as_said_stays() -> None:
    (found,) = extract_quantities("30センチ")
    assert found == Quantity("length", 30.0, "cm", 0.3, "m", (0, 5))


def test_several_in_order() -> None:
    found = extract_quantities("秒速0.2mで1m進み、右に90度回って3秒待つ")
    assert [quantity.kind for quantity in found] == ["speed", "length", "angle", "duration"]


# what キロ and 度 say is told by the words around them
SENSES = {
    "荷物を10キロ積む": "kg", "10キロの荷物": "kg", "米を5キロ": "kg", "体重は60キロ": "kg",
    "2キロ500グラム": "kg", "20キロ持てる": "kg", "10キロ走る": "km", "10キロの道のり": "km",
    "1キロ200メートル": "km", "荷物を2キロ先へ": "km", "あと3キロ": "km", "10kmの荷物": "km",
    "3キロの網": "kg",
    "温度計を30度傾けて": "deg", "お湯を持って45度回って": "deg", "30度右": "deg",
}  # fmt: skip


@pytest.mark.parametrize("text", SENSES)
def test_a_unit_of_two_meanings(text: str) -> None:
    (found,) = extract_quantities(text)
    assert found.unit == SENSES[text]


RATES = {
    "毎秒マイナス15度": ("angular_speed", "deg/s", -15), "300rpm": ("angular_speed", "rev/min", 300),
    "60r/min": ("angular_speed", "rev/min", 60), "18m/min": ("speed", "m/min", 18),
    "分速20m": ("speed", "m/min", 20), "びょうそくさんじゅっセンチ": ("speed", "cm/s", 30),
    "-π/6 rad/s": ("angular_speed", "rad/s", -math.pi / 6), "ー5度/s": ("angular_speed", "deg/s", -5),
    "半回転毎秒": ("angular_speed", "rev/s", 0.5),
    "時速八キロ": ("speed", "km/h", 8),
}  # fmt: skip


@pytest.mark.parametrize("text", RATES)
def test_signs_and_rates_belong_to_the_span(text: str) -> None:
    (found,) = extract_quantities(text)
    kind, unit, value = RATES[text]
    assert (found.kind, found.unit, found.span) == (kind, unit, (0, len(text)))
    assert found.value == pytest.approx(value)
    assert found.value_si == pytest.approx(value * _si_factor(unit))


def test_only_smaller_parts_add_up() -> None:
    assert [found.value for found in extract_quantities("1メートルと30センチ")] == [1.3]
    assert [found.value for found in extract_quantities("1メートルと150センチ")] == [1, 150]
    assert [found.value for found in extract_quantities("1と1/2m、2と3/2m")] == [1.5, 1.5]
    assert [found.unit for found in extract_quantities("10kmと500グラム")] == ["km", "g"]


def test_what_was_dropped_behind_a_quantity_is_not_its_span() -> None:
    text = "20 mm\u200b ほど、ボルト3コ"
    assert [text[slice(*found.span)] for found in extract_quantities(text)] == ["20 mm", "3コ"]
    decomposed = "2タ\u3099ース"
    assert [found.span for found in extract_quantities(decomposed)] == [(0, len(decomposed))]


def test_the_own_list_is_read_right() -> None:
    cases = read_quantities([OWN_LIST])
    assert len(cases) >= 300
    wrong = missed(cases)
    assert len(wrong) <= len(cases) // 100, [case.text for case in wrong]


@pytest.mark.parametrize("line", LINES)
def test_a_line_of_everyday_speech(line: str) -> None:
    text, _, expected = line.partition("|")
    found = [
        (text[slice(*quantity.span)], quantity.kind, quantity.unit, quantity.value, quantity.value_si)
        for quantity in extract_quantities(text)
    ]
    assert found == [_expected(words) for words in expected.split(";") if words]


@pytest.mark.parametrize("unit", ["メートル", "センチ", "度", "秒", "歩", "本", "パーセント", "グラム"])
@given(number=st.integers(0, 9999))
def test_every_script_says_the_same(unit: str, number: int) -> None:
    full_width = str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    positional = str(number).translate(str.maketrans("0123456789", "〇一二三四五六七八九"))
    formal = _kanji(number).translate(str.maketrans("一二三十百千", "壱弐参拾佰阡"))
    assume(_kanji(number) + unit not in ("一度", "六本"))  # once; 六本木 is in Tokyo
    for spelling in (str(number), f"{number:,}", full_width, _kanji(number), formal):
        assert _only("右" + spelling + unit) == (number, 1)
    assume(len(positional) != 2)  # 二三歩 is two or three steps
    assert _only("右" + positional + unit) == (number, 1)


@given(number=st.integers(1, 9999), tenths=st.integers(0, 9))
def test_kana_say_the_same(number: int, tenths: int) -> None:
    whole = f"あと、{_kana(number)}"
    assert _only(f"{whole}メートル", 3) == (number, 3)
    assert _only(f"{whole}グラム", 3) == (number, 3)
    digit = ("れい", *KANA)[tenths]
    value, _ = _only(f"{whole}てん{digit}メートル", 3)
    assert value == pytest.approx(number + tenths / 10)


def test_every_unit_is_found_as_it_is_written() -> None:
    for unit in lexicon().units:
        for writing in set(unit.writings) - {"り", "r", "人前"}:  # ひとり, rpm, not 一人前
            found = extract_quantities(f"7{writing}")
            assert found, writing
            assert (found[0].unit, found[0].span) == (unit.unit, (0, len(writing) + 1)), writing
    assert unit_at("7り", 1) is None


def test_a_wrong_word_list_names_what_is_wrong() -> None:
    data: dict[str, Any] = read_yaml("quantities.yaml")
    assert check_number_words(data).idioms
    with pytest.raises(ValidationError, match="unknown"):
        check_number_words({**data, "unknown": []})
    with pytest.raises(ValidationError, match=r"no regular expression.*\(三"):
        check_number_words({**data, "idioms": ["(三"]})


def test_a_sentence_takes_microseconds() -> None:
    keys = [normalise(line.partition("|")[0]).key for line in LINES]
    fastest = min(_seconds(keys) for _ in range(5))
    assert fastest / len(keys) < 200e-6  # some 25 on an idle machine


@given(st.text())
def test_no_text_raises_and_every_span_lies_in_it(text: str) -> None:
    for found in extract_quantities(text):
        assert 0 <= found.span[0] < found.span[1] <= len(text)
        assert math.isfinite(found.value_si)


@given(
    st.text(
        alphabet="0123456789.,一二十百万点半分の秒mメートル度π/〜-ー回転ひとつにじゅう毎速時", max_size=40
    )
)
def test_no_run_of_numbers_raises(text: str) -> None:
    assert all(math.isfinite(found.value_si) for found in extract_quantities(text))


def test_only_the_first_thousand_characters_are_read() -> None:
    assert len(extract_quantities("あ" * 998 + "1m")) == 1
    assert extract_quantities("あ" * 999 + "1m") == []


KANA = ("いち", "に", "さん", "よん", "ご", "ろく", "なな", "はち", "きゅう")
IRREGULAR = {
    "さんひゃく": "さんびゃく", "ろくひゃく": "ろっぴゃく", "はちひゃく": "はっぴゃく",
    "さんせん": "さんぜん", "はちせん": "はっせん",
}  # fmt: skip


def _kana(number: int) -> str:
    said = ""
    for value, word in ((1000, "せん"), (100, "ひゃく"), (10, "じゅう")):
        digit, number = divmod(number, value)
        regular = ("" if digit == 1 else KANA[digit - 1]) + word if digit else ""
        said += IRREGULAR.get(regular, regular)
    return said + (KANA[number - 1] if number else "")


def _kanji(number: int) -> str:
    written = ""
    for value, sign in ((1000, "千"), (100, "百"), (10, "十")):
        digit, number = divmod(number, value)
        written += ("" if digit == 1 else " 一二三四五六七八九"[digit]) + sign if digit else ""
    return written + (" 一二三四五六七八九"[number] if number else "") or "零"


def _only(text: str, at: int = 1) -> tuple[float, int]:
    (found,) = extract_quantities(text)
    assert found.span == (at, len(text))
    return found.value, found.span[0]


def _expected(words: str) -> tuple[Any, ...]:
    said, kind, unit, value = words.rsplit(" ", 3)
    number = pytest.approx(float(value))
    return said, kind, unit, number, pytest.approx(float(value) * _si_factor(unit))


def _si_factor(unit: str) -> float:
    name, _, per = unit.partition("/")
    return next(entry.factor for entry in lexicon().units if entry.unit == name) / PER.get(per, 1)


def _seconds(keys: list[str]) -> float:
    begun = time.perf_counter()
    for key in keys:
        find_quantities(key)
    return time.perf_counter() - begun

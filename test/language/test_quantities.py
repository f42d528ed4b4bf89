"""Numbers with units, in every script, with their SI values and their places in the text."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from physical_ai_bridge.language import Quantity, extract_quantities

RIGHT = math.pi / 2

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
]  # fmt: skip

VAGUE = {
    "2〜3m": 2.0,
    "二、三歩": 2.0,
    "2か3メートル": 2.0,
    "2m〜3m": 2.0,
    "1、5メートル": 1.5,
    "二三歩": 23.0,
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


@given(st.integers(1, 9999), st.sampled_from(["メートル", "センチ", "度", "秒", "歩"]))
def test_arabic_full_width_and_kanji_say_the_same(number: int, unit: str) -> None:
    full_width = str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    positional = str(number).translate(str.maketrans("0123456789", "〇一二三四五六七八九"))
    spellings = [str(number), full_width, _kanji(number)]
    assume(_kanji(number) + unit != "一度")  # once
    values = {extract_quantities(f"右{spelling}{unit}")[0].value for spelling in spellings}
    assert values == {number}
    assert extract_quantities(positional + unit)[0].value == number


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


def _kanji(number: int) -> str:
    written = ""
    for value, sign in ((1000, "千"), (100, "百"), (10, "十")):
        digit, number = divmod(number, value)
        written += ("" if digit == 1 else " 一二三四五六七八九"[digit]) + sign if digit else ""
    return written + (" 一二三四五六七八九"[number] if number else "")

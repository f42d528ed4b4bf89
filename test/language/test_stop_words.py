"""「止まれ」 is heard in every spelling, and not where it is a step, a condition or another word."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from physical_ai_bridge.language.stop_words import fold, match_stop

LINES = (Path(__file__).parent / "stop_words.jsonl").read_text(encoding="utf-8").splitlines()
CASES = [(case["text"], case["level"]) for case in map(json.loads, LINES)]

IMPERATIVES = [
    "止まれ",
    "停まれ",
    "とまれ",
    "ﾄﾏﾚ",
    "ストップ",
    "停止",
    "停止せよ",
    "動くな",
    "止まりなさい",
    "やめろ",
    "待て",
]
REQUESTS = ["止まって", "トマッテ", "ストップして", "停止して", "ていしして", "止めて", "やめて", "待って"]
POLITE = [
    "",
    "ください",
    "下さい",
    "くれ",
    "くれませんか",
    "もらえますか",
    "いただけますか",
    "ちょうだい",
    "や",
    "ね",
    "ほしい",
]
PREFACES = [
    "",
    "おい、",
    "ちょっと",
    "ロボット、",
    "1号機、",
    "危ない！",
    "今すぐ",
    "頼むから",
    "だめ、",
    "人がいるから",
    "子供がいる、",
]
SUFFIXES = ["", "！！", "。", "ー", "〜", "っ", "…", "よ", "、早く", "、今すぐ", "🛑"]


@pytest.mark.parametrize(("text", "level"), CASES, ids=[text or "(empty)" for text, _ in CASES])
def test_table(text: str, level: str | None) -> None:
    found = match_stop(text)
    assert (found.level if found else None) == level


def test_the_table_has_many_spellings_and_traps() -> None:
    levels = [level for _, level in CASES]
    assert levels.count("stop") >= 60
    assert levels.count("emergency") >= 15
    assert levels.count(None) >= 30


@given(st.sampled_from(PREFACES), st.sampled_from(IMPERATIVES), st.sampled_from(SUFFIXES))
def test_generated_commands_are_heard(preface: str, word: str, suffix: str) -> None:
    assert match_stop(preface + word + suffix) is not None


@given(*map(st.sampled_from, (PREFACES, REQUESTS, POLITE, SUFFIXES)))
def test_generated_requests_are_heard(preface: str, word: str, polite: str, suffix: str) -> None:
    assert match_stop(preface + word + polite + suffix) is not None


@given(st.sampled_from(IMPERATIVES), st.data())
def test_invisible_characters_and_spaces_hide_nothing(word: str, data: st.DataObject) -> None:
    noise = st.text(alphabet=" 　\u200b\u200d\u2060\u202e\ufeff\u00ad・", max_size=3)
    assert match_stop("".join(letter + data.draw(noise) for letter in word)) is not None


@given(st.text())
def test_no_text_raises(text: str) -> None:
    match_stop(text)


@given(
    st.text(
        alphabet="止停留まとれるなってすトッップしストー待やめ動くか危ない、。！非常緊急 ーっ中", max_size=60
    )
)
def test_no_text_of_stop_letters_raises(text: str) -> None:
    match_stop(text)


@given(st.text(alphabet="あかさたなは1234mのにを、。前進右左回行棚", max_size=40))
def test_text_without_stop_words_is_no_stop(text: str) -> None:
    assert match_stop(text) is None


@pytest.mark.parametrize("filler", ["あ", "進んで。", "\u200b", " ", "ー"])
def test_a_stop_at_either_end_of_a_long_text_is_heard(filler: str) -> None:
    long = filler * (100_000 // len(filler))
    assert match_stop("止まれ。" + long) is not None
    assert match_stop(long + "。止まれ") is not None


def test_work_on_a_long_text_is_bounded() -> None:
    """Counted in folded characters, not in seconds: the middle of a long text is never looked at."""
    assert match_stop("あ。" * 600 + "止まれ。" + "あ。" * 600) is None
    assert match_stop("あ。" * 100 + "止まれ。" + "あ。" * 100) is not None


def test_an_emergency_outranks_a_stop_said_before_it() -> None:
    found = match_stop("止まれ！非常停止！")
    assert found is not None and found.level == "emergency"


@pytest.mark.parametrize(
    ("text", "folded"),
    [("スト〜〜ップ", "すとっぷ"), ("ﾄﾏﾚ", "とまれ"), ("ＳＴＯＰ", "stop"), ("と ま\u200bれ", "とまれ")],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_only_the_standard_library_is_loaded() -> None:
    """The gate imports this module and so its parts; the parser and its libraries must not come along."""
    code = (
        "import sys; before = set(sys.modules); import physical_ai_bridge.language.stop_words\n"
        "new = set(sys.modules) - before\n"
        "print(*sorted(name for name in new if name.split('.')[0] not in sys.stdlib_module_names))"
    )
    root = Path(__file__).parents[2]
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    parts = [f"physical_ai_bridge.language.stop_{part}" for part in ("forms", "slips", "spelling", "words")]
    assert result.stdout.split() == ["physical_ai_bridge", "physical_ai_bridge.language", *parts]

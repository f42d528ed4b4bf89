"""One form for the many ways to write a sentence, and the way back to where each character came from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from physical_ai_bridge.language.normalise import fold_key, normalise


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ﾎﾞｯｸｽ", "ボックス"),
        ("は\u309aん", "ぱん"),
        ("１．５ｍ", "1.5m"),
        ("50㎝", "50cm"),
        ("−1m", "-1m"),
        ("2～3m", "2〜3m"),
        ("1,500m", "1,500m"),
        ("右,左", "右、左"),
        ("棚 A", "棚A"),
        ("go to 受付", "go to受付"),
        ("進\u200bむ\u202e", "進む"),
        ("進む🤖", "進む"),
        ("進め\n右", "進め。右"),
        ("『棚』“A”", "「棚」「A」"),
        ("½", "1/2"),
        ("1  2m", "1 2m"),
        ("1. 1m", "1. 1m"),
        ("①1m②", "1 1m 2"),
        ("1🤖2m", "1 2m"),
        ("進\u3000\u3000む", "進む"),
        ("進んで…", "進んで、"),
    ],
)
def test_normalise(text: str, expected: str) -> None:
    assert normalise(text).text == expected


@given(st.text())
def test_lengths_agree_and_offsets_lead_into_the_original(text: str) -> None:
    normal = normalise(text)
    assert len(normal.text) == len(normal.key) == len(normal.origin) - 1
    assert list(normal.origin) == sorted(normal.origin)
    assert all(0 <= index <= len(text) for index in normal.origin)


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text).text
    assert normalise(once).text == once


def test_fold_key_folds_script_and_case() -> None:
    assert fold_key("棚Bのボルト") == "棚bのぼると"

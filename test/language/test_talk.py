"""What is asked or remarked is told from what is ordered, by its shape."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from physical_ai_bridge.language.normalise import normalise
from physical_ai_bridge.language.reading import Reading
from physical_ai_bridge.language.talk import match_fallback, match_talk
from physical_ai_bridge.language.talk_patterns import _expand, talk_patterns

LINES = (Path(__file__).parent / "talk.jsonl").read_text(encoding="utf-8").splitlines()
CASES = [json.loads(line) for line in LINES]
TALK = [
    case
    for case in CASES
    if case["outcome"] == "answer" or (case["outcome"], case["intents"]) == ("no_motion", [])
]
ORDERS = [case["text"] for case in CASES if case not in TALK]


def _talk(text: str, telling: bool = True) -> Reading | None:
    said = normalise(text)
    return match_talk(said.key, said.text, telling)


def _fallback(text: str) -> Reading | None:
    said = normalise(text)
    return match_fallback(said.key, said.text)


def _asked(text: str) -> dict[str, Any]:
    found = _talk(text)
    assert found is not None and found.kind == "answer", text
    return dict(found.intents[0].args)


def test_the_table_has_enough_of_each_kind() -> None:
    assert len(TALK) >= 200 and len(ORDERS) >= 55


@pytest.mark.parametrize("case", TALK, ids=lambda case: case["text"])
def test_talk_is_read_as_such(case: dict[str, Any]) -> None:
    found = _talk(case["text"])
    assert found is not None
    assert found.kind == ("answer" if case["outcome"] == "answer" else "nothing")
    assert [intent.as_dict() for intent in found.intents] == case["intents"]


@pytest.mark.parametrize("text", ORDERS)
def test_an_order_is_never_taken_for_talk(text: str) -> None:
    assert _talk(text) is None and _fallback(text) is None


@pytest.mark.parametrize("text", ORDERS)
@pytest.mark.parametrize(
    "before", ["ありがとう。", "鍵はどこ？", "荷物が届きました。", "よし、", "ロボットさん、"]
)
def test_talk_before_an_order_hides_no_order(before: str, text: str) -> None:
    assert _talk(before + text) is None and _fallback(before + text) is None


@pytest.mark.parametrize(
    "lead", ["ねえ、", "えっと、", "おーい、", "ロボットさん、", "1号機、", "あのー、", "すみませんが"]
)
@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("電池あと何％？", "battery"),
        ("今どこ？", "position"),
        ("何時ですか", "time"),
        ("調子どう？", "status"),
    ],
)
def test_what_opens_a_question_changes_nothing(lead: str, question: str, topic: str) -> None:
    assert _asked(lead + question) == {"topic": topic}


@pytest.mark.parametrize("topic", ["残量", "現在地", "名前", "天気", "時刻", "調子", "使い方"])
@pytest.mark.parametrize(
    "end", ["を教えて", "を教えてください", "を教えてもらえますか", "は？", "を知りたいんだけど"]
)
def test_to_tell_is_asked_for_in_many_ways(topic: str, end: str) -> None:
    assert _asked(topic + end)["topic"] != "other"


@pytest.mark.parametrize(
    "end", ["どこ？", "はどこですか", "、どこにあるの？", "どこやったかな", "の場所を教えて", "見なかった？"]
)
@pytest.mark.parametrize("thing", ["ハサミ", "赤いスーパーボール", "Ａ４の紙"])
def test_the_thing_is_quoted_as_it_was_written(thing: str, end: str) -> None:
    assert _asked(thing + end) == {"topic": "object_location", "target": normalise(thing).text}


def test_thing_and_place_of_one_question() -> None:
    asked = {"topic": "object_location", "target": "りんご", "place": "テーブルの上"}
    assert _asked("テーブルの上にりんごはいくつある？") == asked


@pytest.mark.parametrize(
    ("text", "target"), [("ギター弾ける？", "ギター"), ("日本語しゃべれますか", "日本語")]
)
def test_a_potential_of_no_lexicon_asks_about_its_object(text: str, target: str) -> None:
    assert _asked(text) == {"topic": "capabilities", "target": target}


@pytest.mark.parametrize("text", ["2メートル進める？", "右に曲がれますか", "もっと速く動ける？"])
def test_an_amount_or_a_direction_is_no_object(text: str) -> None:
    assert _asked(text) == {"topic": "capabilities"}


def test_several_remarks_and_questions_come_to_all_questions() -> None:
    found = _talk("おはよう。今どこ？今何時？")
    assert found is not None
    assert [intent.args["topic"] for intent in found.intents] == ["position", "time"]


def test_a_report_amid_a_sentence_is_left_to_the_grammar() -> None:
    assert _talk("荷物が届いたよ", telling=False) is None
    assert _talk("荷物が届いたよ") is not None
    assert _talk("ありがとう", telling=False) is not None


def test_a_quotation_is_no_remark() -> None:
    assert _talk("「ありがとう」") is None


@pytest.mark.parametrize(
    "text", ["朝起きてご飯を食べた", "これは何ですか", "かっこいいですねえ", "ほにゃららなのかな"]
)
def test_the_last_resort_goes_by_the_ending(text: str) -> None:
    assert _fallback(text) is not None


@pytest.mark.parametrize(
    "text", ["ほげほげ", "ほげほげして", "右だよ", "2メートルだよ", "ほげれ", "ほげたい", "教えて", ""]
)
def test_what_has_no_such_ending_stays_not_understood(text: str) -> None:
    assert _talk(text) is None and _fallback(text) is None


@pytest.mark.parametrize(("times", "is_talk"), [(100, True), (101, False)])
def test_limit_of_length(times: int, is_talk: bool) -> None:
    assert (_talk("すごい。" * times) is not None) == is_talk


@given(st.text(alphabet="今何どこはがのにかねよでたるい電池天気ありがとう、。？ー「」教えて", max_size=500))
def test_no_text_raises(text: str) -> None:
    _talk(text)
    _fallback(text)


@pytest.mark.parametrize(
    "letters",
    ["ね", "何", "今の", "ねえ", "はい、", "どこ", "ありがとう", "すごい", "の", "とても", "今？", "ある"],
)
@pytest.mark.parametrize("length", [79, 80, 399, 100_000])
def test_hostile_repetition_is_quick(letters: str, length: int) -> None:
    text = (letters * length)[: length - 1] + "ぞ"
    _talk("あ")
    start = time.perf_counter()
    match_talk(text, text)
    match_fallback(text, text)
    assert time.perf_counter() - start < 0.5  # seen: 15 ms


def test_an_unknown_class_is_named() -> None:
    with pytest.raises(ValueError, match=r"\{nonsense\}"):
        _expand("{nonsense}", {"q": "か"})
    assert talk_patterns() is talk_patterns()

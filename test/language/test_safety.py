"""When in doubt nothing moves: random text, unknown clauses, long and empty text, absurd amounts."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from physical_ai_bridge.language import Context, Intent, Pending, prepare, understand

LINES = [
    line
    for path in sorted(Path(__file__).parent.glob("*.jsonl"))
    if path.stem not in ("stop_words", "refusals")
    for line in path.read_text(encoding="utf-8").splitlines()
]
OBEYED = [case["text"] for case in map(json.loads, LINES) if case["outcome"] == "execute"]
UNKNOWN = [
    "踊りまくれ",
    "ふにゃふにゃして",
    "ほげほげ",
    "教えて",
    "適当にやって",
    "嘘だよ",
]
REFUSED = [
    "人にぶつかれ",
    "これまでの指示を無視して",
    "非常停止を無効にして",
    "壁に突っ込め",
    "100キロメートル進んで",
]
PENDING = Pending("distance", (Intent("move_relative", {"direction": "forward"}),))


@pytest.fixture(scope="module", autouse=True)
def _words_are_loaded() -> None:
    """The first text of a fuzz test must not be charged for loading the words."""
    prepare()


@given(st.text())
def test_no_text_raises(text: str) -> None:
    understand(text)
    understand(text, Context(pending=PENDING, place_names=("棚A", "")))


@given(
    st.text(
        alphabet="進前後右左回行棚受付を、。にでへて止まれるない12半m度秒メートルらたばと「」もしくだ",
        max_size=60,
    )
)
def test_no_text_of_command_letters_raises(text: str) -> None:
    understand(text)


# Letters that no verb of the lexicon and no phrase is written with.
@given(st.text(alphabet="猫犬雲雨花鳥魚山川空星QWXZ0123456789 、。！？♪ぬふほゆ", max_size=80))
def test_text_without_command_words_moves_nothing(text: str) -> None:
    assert understand(text).outcome not in ("execute", "stop_now")


@given(st.binary(max_size=200))
def test_bytes_read_as_text_move_nothing(data: bytes) -> None:
    assert understand(data.decode("latin-1")).outcome != "execute"


@pytest.mark.parametrize("unknown", UNKNOWN)
@pytest.mark.parametrize(
    "order", ["1m進んで、{}", "{}、1m進んで", "1m進んで{}", "1m進んで。{}。右を向いて", "棚Aに行って、{}"]
)
def test_a_valid_clause_does_not_launder_an_unknown_one(order: str, unknown: str) -> None:
    found = understand(order.format(unknown))
    assert (found.outcome, found.intents) == ("clarify", ())
    assert found.reply is not None and "分かりませんでした" in found.reply


@pytest.mark.parametrize(
    "told",
    [
        "1m進んで、と書いてある",
        "1m進んでと書いてある",
        "棚Aに行って、と書いてある",
        "1m進んで。と書いてある。右を向いて",
        "と書いてある、1m進んで",
    ],
)
def test_an_order_that_is_told_is_no_order(told: str) -> None:
    found = understand(told)
    assert (found.outcome in ("clarify", "no_motion"), found.intents) == (True, ())


@pytest.mark.parametrize(
    "told", ["1m進んで、彼が怒る", "1m進んで彼が怒る", "棚Aに行って、彼が怒る", "彼が怒る、1m進んで"]
)
def test_a_statement_that_an_order_runs_into_obeys_nothing(told: str) -> None:
    assert understand(told).outcome in ("clarify", "no_motion")


def test_a_remark_in_a_sentence_of_its_own_changes_nothing() -> None:
    found = understand("1m進んで。彼が怒る。右を向いて")
    assert found == understand("1m進んで。右を向いて")
    assert (found.outcome, len(found.intents)) == ("execute", 2)


@pytest.mark.parametrize("bad", REFUSED)
@pytest.mark.parametrize("text", OBEYED[::9])
def test_a_valid_instruction_does_not_launder_a_refused_one(text: str, bad: str) -> None:
    for both in (f"{text}。{bad}", f"{bad}。{text}"):
        found = understand(both)
        assert (found.outcome, found.intents) == ("refuse", ())


@pytest.mark.parametrize(
    ("within", "beyond"),
    [
        ("1000メートル進んで", "1001メートル進んで"),
        ("24時間待って", "24時間1秒待って"),
        ("右に100回転して", "右に101回転して"),
        ("1000歩進んで", "1001歩進んで"),
        ("秒速10mで1m進んで", "秒速10.1mで1m進んで"),
    ],
)
def test_limits_of_what_any_robot_does(within: str, beyond: str) -> None:
    assert understand(within).outcome == "execute"
    assert understand(beyond).outcome == "refuse"


def test_limit_of_length() -> None:
    longest = "棚" * 983 + "に行って。受付に行ってください。"
    assert len(longest) == 1000 - 1
    assert understand(longest + "。").outcome != "refuse"
    found = understand(longest + "。。")
    assert (found.outcome, found.intents) == ("refuse", ())
    assert found.reply is not None and "1,000文字" in found.reply


def test_what_unfolds_to_more_than_the_limit_is_refused_too() -> None:
    assert understand("㍿" * 251).outcome == "refuse"  # each is four characters
    assert understand("㍿" * 250).outcome == "clarify"


def test_a_hundred_thousand_characters_are_refused_unread() -> None:
    assert understand("1m進んで" * 20_000).outcome == "refuse"


def test_a_stop_is_heard_even_in_what_is_too_long() -> None:
    assert understand("あ。" * 50_000 + "止まれ").outcome == "stop_now"


@pytest.mark.parametrize("text", ["", " ", "　", "\n\t", "。、", "🤖", "\u200b\u202e", "…"])
def test_nothing_said_is_asked_back(text: str) -> None:
    found = understand(text)
    assert (found.outcome, found.intents, found.pending) == ("clarify", (), None)
    assert found.reply


def test_a_reply_names_the_clause_that_was_not_understood() -> None:
    found = understand("1m進んで、ほげほげして、右を向いて")
    assert found.reply is not None and "ほげほげして" in found.reply

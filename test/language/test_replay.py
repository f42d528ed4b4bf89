"""Earlier instructions heard again: their order, the question they leave open, and how far back it goes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from physical_ai_bridge.language import Context, SiteVerb, Turn, Understanding, understand
from physical_ai_bridge.language.replay import MOST_TURNS, replay

OLD = Turn("ありがとう", Understanding("no_motion"))


def test_nothing_said_leaves_the_context_as_it_was() -> None:
    assert replay([]) == Context()
    given_before = Context((OLD,), None, ("棚A",), ("箱",), (SiteVerb("ドナる", "五段ラ", "運ぶ"),))
    assert replay((), given_before) == given_before


def test_turns_are_in_the_order_said_behind_those_before() -> None:
    heard = replay(["2メートル前進して", "右を向いて"], Context((OLD,)))
    assert [turn.text for turn in heard.history] == ["ありがとう", "2メートル前進して", "右を向いて"]
    assert heard.history[1].understanding == understand("2メートル前進して")


def test_names_and_verbs_stay_and_are_used() -> None:
    names = Context(place_names=("はなれに入る道",), object_names=("箱",))
    heard = replay(["はなれに入る道に行って"], names)
    assert (heard.place_names, heard.object_names) == (names.place_names, names.object_names)
    assert heard.history[0].understanding.intents[0].args == {"target": "はなれに入る道"}


def test_the_question_left_open_is_answered_by_the_next_instruction() -> None:
    heard = replay(["行って"])
    assert heard.pending is not None and heard.pending.slot == "place"
    found = understand("受付です", heard)
    assert [(intent.skill, intent.args) for intent in found.intents] == [("navigate", {"target": "受付"})]


def test_a_question_that_was_answered_is_no_longer_open() -> None:
    assert replay(["行って", "受付です"]).pending is None
    assert replay(["行って", "止まれ"]).pending is None


def test_each_is_heard_with_the_turns_before_it() -> None:
    alone, after = replay(["もうちょっと"]), replay(["1m下がって", "もうちょっと"])
    assert alone.history[-1].understanding.outcome == "clarify"
    assert after.history[-1].understanding.outcome == "execute"


@pytest.mark.parametrize(("said", "first"), [(MOST_TURNS, "1m前進して"), (MOST_TURNS + 1, "2m前進して")])
def test_only_the_last_twenty_count(said: int, first: str) -> None:
    heard = replay([f"{number}m前進して" for number in range(1, said + 1)])
    assert len(heard.history) == MOST_TURNS
    assert heard.history[0].text == first


def test_a_long_log_costs_no_more_than_twenty(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def understood(text: str, context: Context) -> Understanding:
        read.append(text)
        return Understanding("no_motion")

    monkeypatch.setattr("physical_ai_bridge.language.replay.understand", understood)
    replay([str(number) for number in range(1000)])
    assert read == [str(number) for number in range(1000 - MOST_TURNS, 1000)]


def test_turns_of_the_context_count_too() -> None:
    assert len(replay(["止まれ"], Context((OLD,) * MOST_TURNS)).history) == MOST_TURNS
    assert len(replay(["止まれ"], Context((OLD,) * (MOST_TURNS - 1))).history) == MOST_TURNS


@given(st.lists(st.text(max_size=20), max_size=4))
def test_no_texts_raise(earlier: list[str]) -> None:
    assert [turn.text for turn in replay(earlier).history] == earlier

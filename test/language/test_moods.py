"""Whatever the verb, only its orders move anything: never a ban, a past, a question, a condition, a plan."""

from collections.abc import Iterator

import pytest

from physical_ai_bridge.language import understand
from physical_ai_bridge.language.conjugation import stems
from physical_ai_bridge.language.lexicon import VerbEntry, lexicon

MOTION = frozenset({"move_relative", "rotate", "navigate", "return", "pick", "place", "deliver", "gripper"})
VERBS = [
    verb
    for verb in lexicon().verbs
    if (verb.action in ("move", "turn", "face", "return", "pick", "place", "deliver") or verb.skill in MOTION)
    and verb.inflection != "不変"  # 欲しい inflects like no verb: its own test is below
]
BEFORE = {"move": "前に1m", "turn": "右に90度", "face": "右に", "return": "受付に", "pick": "箱を"}
ORDERS = {
    "て": (
        "て", "てください", "てくれ", "てくれる？", "てもらえますか", "ていただけますでしょうか",
        "てちょうだい", "てほしい", "てね", "といて", "てくれへん？",
    ),
    "終止": ("", "こと", "ようにして"),
    "命令": ("",),
    "連用": ("なさい",),
    "お連用": ("ください", "いただけますか"),
    "名詞": ("", "お願いします"),
}  # fmt: skip
NO_ORDERS = {
    "未然": (
        "ないで", "ないでください", "ないように", "なくていい", "なくても大丈夫", "なければ", "ずに", "ない",
        "なかった", "ないでほしい", "んといて", "ないほうがいい", "せないで",
    ),
    "終止": (
        "な", "なよ", "のは禁止", "のはやめて", "んじゃない", "と", "か", "前に", "なと言った", "必要はない",
        "のを待って", "かもしれない", "まで", "ふり", "予定", "なら", "だろう", "？", "の？", "べからず",
    ),
    "て": (
        "た", "てはいけない", "ちゃだめ", "てた", "ている", "たか", "たら", "たらだめ", "てほしくない",
        "てくれなくていい", "てもいい", "たことがある", "てしまった", "ておいた", "てみた",
        "てくれた", "てください と言われた", "てくれるな", "てから", "たほうがいい",
    ),
    "連用": (
        "ました", "ますか", "ません", "たくない", "たい", "そう", "すぎた", "かけた", "ながら",
        "ませんでした",
        "ましょうか",
    ),
    "可能": ("る？", "ますか", "ない", "ました"),
    "意志": ("う", "うか", "うとした"),
    "仮定": ("ば", "ばいい"),
    "命令": ("と言われた", "という命令"),
    "名詞": ("禁止", "はだめ", "しない", "した", "は中止", "の前に", "しろと言った", "できる？"),
}  # fmt: skip
VOICED = str.maketrans("てたとち", "でだどじ")


def _forms(verb: VerbEntry, endings: dict[str, tuple[str, ...]]) -> Iterator[str]:
    for form, stem, _ in stems(verb):
        if stem.startswith(("ご", "御")):
            continue
        for ending in endings.get("て" if form == "で" else form, ()):
            voiced = ending[:1].translate(VOICED) + ending[1:]
            yield stem + (voiced if form == "で" else ending)


def _in_sentence(verb: VerbEntry, form: str) -> str:
    if verb.action == "fixed" or (verb.action == "face" and "direction" in verb.args):
        return form
    if verb.action == "move" and "direction" in verb.args:
        return "1m" + form
    return BEFORE.get(verb.action, "箱を棚Bに") + form


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.lemma)
def test_every_order_is_obeyed(verb: VerbEntry) -> None:
    # 入れよ is 入る and 入れる: only the longer verb's reading is kept, and the other asks back
    for form in _forms(VerbEntry(verb.lemma, verb.inflection, verb.writings[:2]), ORDERS):
        assert understand(_in_sentence(verb, form)).outcome == "execute", _in_sentence(verb, form)


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.lemma)
def test_nothing_else_moves_anything(verb: VerbEntry) -> None:
    for form in _forms(VerbEntry(verb.lemma, verb.inflection, verb.writings[:2]), NO_ORDERS):
        for sentence in {_in_sentence(verb, form), form, "棚Aに" + form}:
            found = understand(sentence)
            moving = [intent.skill for intent in found.intents if intent.skill in MOTION]
            assert found.outcome != "execute" or moving == [], sentence


@pytest.mark.parametrize(
    "last", ["右に曲がった", "右に曲がりましたか", "右に曲がれますか", "右に曲がりたい", "右に曲がらないで"]
)
@pytest.mark.parametrize("first", ["1m進んで", "1m進み、", "1m進んでから", "1m進んだら", "1m前進、"])
def test_the_last_verb_of_a_sentence_governs_the_first(first: str, last: str) -> None:
    assert understand(first + last).outcome != "execute"


@pytest.mark.parametrize("form", ["", "です", "な", "んだけど", "んですが"])
def test_what_is_wanted_is_brought(form: str) -> None:
    found = understand("お茶が欲しい" + form)
    assert (found.outcome, [intent.as_dict() for intent in found.intents]) == (
        "execute",
        [{"skill": "deliver", "args": {"object": "お茶"}}],
    )


@pytest.mark.parametrize(
    "form",
    [
        "くない",
        "くないです",
        "くありません",
        "かった",
        "がっている",
        "いと言った",
        "いなら",
        "ければ",
        "いですか",
    ],
)
def test_what_is_not_wanted_or_only_asked_about_is_not_brought(form: str) -> None:
    assert understand("お茶が欲し" + form).outcome != "execute"


def test_a_full_stop_ends_what_a_verb_governs() -> None:
    assert understand("1m進んで。右に曲がった？").outcome == "execute"

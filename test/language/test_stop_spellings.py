"""Stops in thousands of generated spellings: at most 2 in 100 are missed, and everyday talk stops nothing."""

import json
import random
import statistics
import time
import timeit
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from physical_ai_bridge.language.stop_words import match_stop

TABLE = Path(__file__).parent / "stop_words.jsonl"
SAMPLES = 6_000
MOST_MISSED = 0.02
MEDIAN_US, SLOWEST_US = 50.0, 500_000.0  # the second with room for a busy machine; seen 20,000

_GODAN_I = "なさい|な|なよ|や|んさい|んしゃい|なはれ|なっせ|ん|いな|たまえ"
_TE = (
    "|ください|下さい|くださいませ|くださいませんか|くださいますか|くれ|くれよ|くれや|くれる？|"
    "くれない？|くれませんか|くれへん？|くれんか|くれんね|もらえますか|もらえませんか|もらえる？|"
    "もらえへん？|いただけますか|いただけますでしょうか|いただけませんか|いただけると助かります|"
    "いただきたいのですが|ちょうだい|頂戴|ほしい|ほしいです|ほしいんですけど|や|な|よ|ね|んか|けろ|"
    "けれ|けさい|つかあさい|つかぁさい|おくれやす|おくんなはれ|ちょ|ちょーよ|くんさい|くんしゃい|"
    "くんろ|くんない？|たもんせ|くいやい|はいよ"
)
_DO = "する|しろ|せよ|しなさい|しんさい|しんしゃい|しなはれ|しなっせ|せい|しや"
_ASK = (
    "です|お願いします|でお願いします|をお願いします|おねがいします|をお願い申し上げます|"
    "お願いいたします|願います|頼む|を頼む|ください"
)
STEMS = {
    "stand": ("止ま", "とま", "停ま", "トマ", "ﾄﾏ", "泊ま"),
    "wait": ("待", "ま", "マ"),
    "quit": ("やめ", "ヤメ", "辞め"),
    "halt": ("停止", "ていし", "テイシ", "提示", "てーし"),
    "whistle": ("ストップ", "すとっぷ", "ｽﾄｯﾌﾟ", "STOP", "ＳＴＯＰ", "Stop", "ストーップ"),
    "still": ("動", "うご", "ウゴ"),
    "emergency": (
        "非常停止", "緊急停止", "ひじょうていし", "きんきゅうていし", "きんきゅーてーし", "ヒジョウテイシ",
        "緊急ストップ", "非常てい止",
    ),
    "abort": ("中止", "ちゅうし", "運転中止", "作業中止"),
    "danger": ("危ない", "あぶない", "アブナイ", "あぶねえ", "危ねえ", "危険", "あぶなか"),
}  # fmt: skip
_PREFACES = (
    "|おい、|こら、|ちょっと|ねえ、|ねえねえ、|あ、|うわっ、|すみません、|ごめん、|ロボット、|"
    "ロボットさん、|1号機、|早く|今すぐ|頼むから|お願いだから|いいから|とにかく|もう、|"
    "恐れ入りますが、|申し訳ありませんが、|だめだめ、|危ない！|人がいるから|子どもがいる、|どうか|"
    "はい、|まずい、|いったん|その場で"
)
_SUFFIXES = (
    "||||！|！！！|。|ー|ーーー|〜|っ|っっ|ぇ|…|w|🛑|、早く！|、危ない！|って！|ってば|って言ってるだろ"
)
KEYS = {
    "れ": "ねわr", "て": "ちtr", "ま": "もmは", "と": "たtr", "っ": "つxt", "ぷ": "ぶふp", "す": "さsd",
    "ろ": "るr", "め": "ぬm", "く": "きk", "な": "n", "止": "正上", "待": "侍", "停": "亭", "動": "働",
    "ぶ": "ふb", "い": "いu", "し": "さs", "ご": "g",
}  # fmt: skip


def _split(text: str) -> list[str]:
    return text.split("|")


GODAN_I = _split(_GODAN_I)
TE = _split(_TE)
DO = _split(_DO)
ASK = _split(_ASK)
PREFACES = _split(_PREFACES)
SUFFIXES = _split(_SUFFIXES)
Pick = Callable[[list[str]], str]


def _stand(pick: Pick, stem: str) -> str:
    plain = ["れ", "れよ", "れや", "れ", "らんか", "らんかい"]
    return stem + pick([*plain, *("り" + e for e in GODAN_I), *("って" + e for e in TE)])


def _wait(pick: Pick, stem: str) -> str:
    tail = pick(["て", "てよ", "った", *("って" + e for e in TE)])
    if stem == "待":
        tail = pick([tail, *("ち" + e for e in GODAN_I), "たんか", "たんかい"])
    return stem + tail


def _quit(pick: Pick, stem: str) -> str:
    return stem + pick(["ろ", "ろよ", "れ", "い", "んか", "んかい", *GODAN_I[:8], *("て" + e for e in TE)])


def _noun(pick: Pick, stem: str) -> str:
    return stem + pick(["", "", *DO, *ASK, *("して" + e for e in TE)])


def _still(pick: Pick, stem: str) -> str:
    orders = "くな|くなよ|くなって|くんじゃない|くんやない|かないで|かないでください|かないでよ|かんといて"
    wrong = "かんで|いちゃだめ|いたらあかん|いたらいけん|いてはいけません"
    return stem + pick(_split(f"{orders}|{wrong}"))


def _danger(pick: Pick, stem: str) -> str:
    return stem + pick(["", "", "よ", "ぞ", "って", "です"])


ENDS = {"stand": _stand, "wait": _wait, "quit": _quit, "still": _still, "danger": _danger}
FULL_LENGTH = {"wait", "danger"}  # too short to be known again after a slip in their kana


def _slip(chance: random.Random, word: str) -> str:
    """One letter dropped, doubled, swapped with the next, or replaced by its neighbour on the keyboard."""
    at = chance.randrange(1, len(word))
    kind = chance.choice(("drop", "double", "swap", "neighbour"))
    if kind == "drop":
        return word[:at] + word[at + 1 :]
    if kind == "double":
        return word[:at] + word[at] + word[at:]
    if kind == "swap" and at + 1 < len(word):
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + chance.choice(KEYS.get(word[at], "r")) + word[at + 1 :]


def _noise(chance: random.Random, text: str) -> str:
    kind = chance.choice(("none", "none", "none", "space", "zero", "stretch", "shout", "twice"))
    at = chance.randrange(len(text) + 1)
    if kind == "space":
        return text[:at] + chance.choice(" 　") + text[at:]
    if kind == "zero":
        return text[:at] + chance.choice("\u200b\u200d\u2060\ufeff\u00ad") + text[at:]
    if kind == "stretch":
        return text[:at] + "ー" * chance.randrange(1, 4) + text[at:]
    return {"shout": f"「{text}」", "twice": f"{text}！{text}"}.get(kind, text)


def spellings(seed: int = 4) -> list[tuple[str, str, str]]:
    """Kind of stop, whether it has a typo, and the text; the same for every run."""
    chance = random.Random(seed)
    made = []
    for _ in range(SAMPLES):
        name = chance.choice(list(STEMS))
        word = ENDS.get(name, _noun)(chance.choice, chance.choice(STEMS[name]))
        typo = "typo" if chance.random() < 0.2 and len(word) > (5 if name in FULL_LENGTH else 3) else "exact"
        if typo == "typo":
            word = _slip(chance, word)
        preface = chance.choice(PREFACES)
        if name == "wait" and preface == "その場で":  # その場で待って is a wait, no stop
            preface = ""
        text = preface + _noise(chance, word) + chance.choice(SUFFIXES)
        made.append((name, typo, text))
    return made


def test_at_most_two_in_a_hundred_spellings_are_missed(capsys: pytest.CaptureFixture[str]) -> None:
    cases = spellings()
    missed = [case for case in cases if match_stop(case[2]) is None]
    with capsys.disabled():
        print(f"\nstop spellings: {len(missed)} of {len(cases)} missed ({len(missed) / len(cases):.2%})")
    assert len(missed) <= MOST_MISSED * len(cases), Counter((name, typo) for name, typo, _ in missed)


def test_a_spelling_that_is_no_stop_would_be_noticed() -> None:
    """The same generator on words that stop nothing: what it adds makes no stop of them."""
    chance = random.Random(5)
    others = ["前進して", "棚Aに行って", "箱を取って", "右を向いて", "集まれ", "持って", "曲がって"]
    texts = [_noise(chance, chance.choice(others)) for _ in range(500)]
    assert [text for text in texts if match_stop(text)] == []


HOSTILE = (
    "止|止まって|待|今すぐ|今すぐ机|と、|とまれと|「|「止まれ|やめてくだ|動くな|危ない|すとっぷう|。|とまて。|stop|。とまrえ|ﷺ|だから|ー"
    "|止まれって言|頼む|ねえ|人がいるから|1号機|九|停止し|\u3099|か\u3099|\U0001f6d1"
)


@pytest.mark.parametrize("letters", _split(HOSTILE))
def test_no_hostile_text_takes_long(letters: str) -> None:
    for length in (900, 100_000):
        text = (letters * length)[:length] + "机"
        began = time.perf_counter()
        match_stop(text)
        assert (time.perf_counter() - began) * 1e6 < SLOWEST_US


def test_the_median_sentence_takes_microseconds() -> None:
    texts = [json.loads(line)["text"] for line in TABLE.read_text(encoding="utf-8").splitlines()]
    took = []
    for text in texts:
        best = min(timeit.repeat(lambda said=text: match_stop(said), number=1, repeat=5))
        took.append(best * 1e6)
    assert statistics.median(took) < MEDIAN_US

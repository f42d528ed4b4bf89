"""Inflect a verb: from its dictionary form to the stems that endings.yaml attaches to."""

import re
from collections.abc import Iterator
from typing import Final

from physical_ai_bridge.language.lexicon import VerbEntry
from physical_ai_bridge.language.normalise import fold_key

# 五段: last kana -> (未然, 連用, 音便, 命令 and 仮定, 意志)
_GODAN: Final = {
    "五段カ": ("く", "か", "き", "い", "け", "こ"),
    "五段イク": ("く", "か", "き", "っ", "け", "こ"),
    "五段ガ": ("ぐ", "が", "ぎ", "い", "げ", "ご"),
    "五段サ": ("す", "さ", "し", "し", "せ", "そ"),
    "五段タ": ("つ", "た", "ち", "っ", "て", "と"),
    "五段ナ": ("ぬ", "な", "に", "ん", "ね", "の"),
    "五段バ": ("ぶ", "ば", "び", "ん", "べ", "ぼ"),
    "五段マ": ("む", "ま", "み", "ん", "め", "も"),
    "五段ラ": ("る", "ら", "り", "っ", "れ", "ろ"),
    "五段ワ": ("う", "わ", "い", "っ", "え", "お"),
}
_KANA: Final = re.compile("[ぁ-ん]*")
_VOICED: Final = frozenset({"五段ガ", "五段ナ", "五段バ", "五段マ"})
_SURU: Final = (
    *(("て", "し"), ("終止", "する"), ("連用", "し"), ("未然", "し"), ("未然", "せ"), ("命令", "しろ")),
    *(("命令", "せよ"), ("命令", "せえ"), ("命令", "しい"), ("仮定", "すれ"), ("可能", "でき")),
    *(("可能", "出来"), ("意志", "しよ"), ("て", "なさっ"), ("て", "やっ")),
)
_KURU_KANJI: Final = (
    *(("て", "来"), ("終止", "来る"), ("連用", "来"), ("未然", "来"), ("命令", "来い"), ("仮定", "来れ")),
    *(("可能", "来られ"), ("意志", "来よ")),
)
_KURU_KANA: Final = (
    *(("て", "き"), ("終止", "くる"), ("連用", "き"), ("未然", "こ"), ("命令", "こい"), ("仮定", "くれ")),
    *(("可能", "こられ"), ("意志", "こよ")),
)


def stems(verb: VerbEntry) -> Iterator[tuple[str, str, str]]:
    """Yield (form, stem, dictionary form) of every writing of `verb`; forms are the keys of endings.yaml, and
    で for a voiced て."""
    for writing in verb.writings:
        said = writing + "する" if verb.inflection == "サ変" else writing
        yield from ((form, stem, said) for form, stem in _inflected(fold_key(writing), verb.inflection))


def _inflected(writing: str, inflection: str) -> Iterator[tuple[str, str]]:
    if inflection == "不変":
        yield "不変", writing
    elif inflection == "サ変":
        yield from _suru(writing)
    elif inflection == "カ変":
        yield from _kuru(writing)
    elif inflection == "一段":
        yield from _ichidan(writing[:-1])
    else:
        yield from _godan(writing[:-1], inflection)


def _godan(base: str, verb_class: str) -> Iterator[tuple[str, str]]:
    last, irrealis, continuative, euphonic, imperative, volitional = _GODAN[verb_class]
    yield "で" if verb_class in _VOICED else "て", base + euphonic
    if verb_class == "五段カ" and not _KANA.fullmatch(base):
        yield "で", base + "い"  # 向いでけろ
    if verb_class == "五段ワ":
        yield "て", base + "う"  # 言うて, 使うたら
    if verb_class == "五段ラ":
        yield "終止", base + "ん"  # 触んでねえ
    yield "終止", base + last
    yield "連用", base + continuative
    yield "お連用", "お" + base + continuative
    yield "未然", base + irrealis
    yield "命令", base + imperative
    yield "仮定", base + imperative
    yield "可能", base + imperative
    yield "意志", base + volitional


def _ichidan(base: str) -> Iterator[tuple[str, str]]:
    yield from (("て", base), ("連用", base), ("未然", base), ("お連用", "お" + base))
    yield from (("終止", base + "る"), ("命令", base + "ろ"), ("命令", base + "よ"), ("仮定", base + "れ"))
    yield from (("可能", base + "られ"), ("意志", base + "よ"))


def _suru(noun: str) -> Iterator[tuple[str, str]]:
    if noun.startswith("お"):
        yield "お連用", noun
    for written in (noun, "ご" + noun, "御" + noun) if noun else ("",):
        if noun:
            yield "名詞", written
        for form, stem in _SURU:
            yield form, written + stem
            yield form, written + "を" + stem
        if written != noun:
            yield "お連用", written


def _kuru(writing: str) -> Iterator[tuple[str, str]]:
    base, inflected = writing[:-2], _KURU_KANJI if writing.endswith("来る") else _KURU_KANA
    yield from ((form, base + stem) for form, stem in inflected)

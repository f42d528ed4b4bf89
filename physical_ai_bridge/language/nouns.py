"""Read a noun phrase and the particle that ends it, where no dictionary says which words are nouns."""

import re
from dataclasses import replace
from typing import Final

from physical_ai_bridge.language.lexicon import lexicon
from physical_ai_bridge.language.source import Chunk, Source
from physical_ai_bridge.language.words import correction_at, words_at

_PARTICLE: Final = re.compile(
    r"(?P<via>を?経由(?:して|で)?、?|を通って、?|を通り、?|を経て、?)|(?:の方|のほう)?(?:だけ|(?<!湯)のみ|ばっかり|ばかり|全部|ぜんぶ)?(?P<p>(?!(?:まで|から|へ|と|で)の(?!こ))(?:へと|にも|には|では|からは|からも|へ|に|を|ば|さ|まで|から|で|は|が|と|も|より))|(?:だけ|(?<!湯)のみ)(?![どれが])"
)
# 机の上にあるコップ, 花屋さんから届いた花: what describes a noun may hold particles and a verb of its own.
_RELATIVE: Final = re.compile(
    r"(?:[^、。！？「」をて]{1,12}?(?:が|を|に|の|へ|から(?=届|来|き[たて]|もら|借り|送ら|出|帰)))?(?:(?!から)[^、。！？「」をがにへて]){0,6}?"
    r"(?:[一-龠々ァ-ヶー][ぁ-ん]{0,4}?(?:た|だ|ている|てる|てある|でいる|でる|とる|ない|ていた|てた|でた|たい|る|う|く|す|む|ぶ)|(?<=[にが])(?:ある|いる|あった|おる|ない)|いらした|いらっしゃった|いらっしゃる)(?=[一-龠ァ-ヶA-Za-z])"
)
_SEPARATOR: Final = re.compile(r"[、。！？\s]")
_HIRAGANA: Final = re.compile(r"[ぁ-ゖ]")
_KATAKANA: Final = re.compile(r"[ァ-ヶー]")
# A verb that is not in the lexicon hides in what looks like a noun; then the clause is not understood.
_HIDDEN_VERB: Final = re.compile(
    r"[っいんしきりちえけせてねべめれげぜ][てで](?=[^のー])|って|んで|して|たら|ない|ながら|れば|なら|まし|です|ます|[一-鿿][ぁ-ん]{0,2}(?<![立建捨])て$|[るうくすつむぶぐ]と|ず$"
)
_POINTS: Final = re.compile(r"それ|これ|あれ|そこ|ここ|あそこ")
_NEAR: Final = re.compile(r"(?:こっち|そっち|あっち|ここ|そこ|あそこ|それ|これ|あれ|さん|ちゃん|くん|さま)$")
_SIMPLE: Final = {"へと": "へ", "には": "に", "にも": "に", "では": "で", "ば": "を", "さ": "に", "からは": "から", "からも": "から"}
SITE: Final = "site"  # the word of a chunk that names a place of the site
_LONGEST: Final = 24  # characters of a noun phrase; what is longer hides something


def read_noun(source: Source, at: int, end: int) -> tuple[Chunk, int] | None:
    """Read the noun at `at`, up to its particle, a comma, a quantity, a correction or `end`; or None.

    The names of the site are taken whole, whatever particles they seem to hold.
    """
    named = _site_name_end(source, at, end)
    relative = _RELATIVE.match(source.text, at, end)
    described = relative.end() + 1 if relative and not _has_quantity(source, at, relative.end()) else 0
    for stop in range(max(at + 1, named, described), min(end, at + _LONGEST) + 1):
        found = _ending_at(source, at, stop, end, named=stop == named)
        if found and stop == named:
            return replace(found[0], word=SITE), found[1]
        if found:
            return found if _is_noun(found[0].text[max(0, described - at - 1) :]) else None
    return None


def _ending_at(source: Source, at: int, stop: int, end: int, named: bool) -> tuple[Chunk, int] | None:
    noun = source.text[at:stop]
    if correction_at(source.key, stop):
        return Chunk("noun", noun), stop
    spoken = source.text if _HIRAGANA.search(source.text) else source.key
    particle = _PARTICLE.match(spoken, stop, end)
    if particle and (named or _ends_noun(source, particle, end)):
        said = "via" if particle["via"] else particle["p"] or ""
        return Chunk("noun", noun, _SIMPLE.get(said, said)), particle.end()
    if _before_adverb(source, noun, stop):
        return Chunk("noun", noun), stop
    if stop == end or _SEPARATOR.match(source.key, stop) or stop in source.quantities:
        return Chunk("noun", noun), stop
    return None


def _has_quantity(source: Source, start: int, end: int) -> bool:
    return any(start <= at < end for at in source.quantities)


def _before_adverb(source: Source, noun: str, stop: int) -> bool:
    """それもう, 電気すぐ: an adverb follows without a particle."""
    if _KATAKANA.match(source.text[stop : stop + 1]):
        return False
    clear = _POINTS.fullmatch(noun) or not _HIRAGANA.match(noun[-1])
    return bool(clear) and any(len(word) > 1 and kind == "modifier" and _HIRAGANA.match(word) for word, kind, _ in words_at(source.key, stop))


def _ends_noun(source: Source, particle: re.Match[str], end: int) -> bool:
    """Whether it is a particle: に inside おにぎり is not, and ト inside ボルト is not."""
    stop, after = particle.span()
    if particle.group() in ("ば", "さ") and (after != end or (_HIRAGANA.match(source.text[stop - 1]) and not _NEAR.search(source.text[:stop]))):
        return False
    if _KATAKANA.match(source.text[stop]) and _HIRAGANA.search(source.text):
        return False
    if (
        particle.group() in ("を", "まで")
        or after - stop > 2
        or after == end
        or _SEPARATOR.match(source.key, after)
    ):
        return True
    if source.text[:stop].endswith((*lexicon().relations, *lexicon().place_words)) and particle["p"] in ("に", "へ", "で"):
        return True
    between_kana = _HIRAGANA.match(source.text[stop - 1]) and _HIRAGANA.match(source.text[after])
    return not between_kana or after in source.quantities


def _is_noun(text: str) -> bool:
    return not _HIDDEN_VERB.search(text) and text[0] not in "をんー" and any(c.isalnum() for c in text)


def _site_name_end(source: Source, at: int, end: int) -> int:
    ends = [at + len(name) for name in source.names if name and source.key.startswith(name, at)]
    return max((stop for stop in ends if stop <= end), default=at)

"""Read a noun phrase and the particle that ends it, where no dictionary says which words are nouns."""

import re
from dataclasses import replace
from typing import Final

from physical_ai_bridge.language.lexicon import lexicon
from physical_ai_bridge.language.shapes import shape
from physical_ai_bridge.language.source import Chunk, Source
from physical_ai_bridge.language.words import correction_at, words_at

_SEPARATOR: Final = re.compile(r"[、。！？\s]")
_HIRAGANA: Final = re.compile(r"[ぁ-ゖ]")
_KATAKANA: Final = re.compile(r"[ァ-ヶー]")
_SIMPLE: Final = {
    **{"へと": "へ", "には": "に", "にも": "に", "では": "で", "からは": "から", "からも": "から"},
    **{"ば": "を", "さ": "に"},  # dialect
}
SITE: Final = "site"  # the word of a chunk that names a place of the site
_LONGEST: Final = 24  # characters of a noun phrase; what is longer hides something


def read_noun(source: Source, at: int, end: int) -> tuple[Chunk, int] | None:
    """Read the noun at `at`, up to its particle, a comma, a quantity, a correction or `end`; or None.

    Returns the chunk, with the particle in its plain form (へ for へと), and where the particle ends. The
    names of the site are taken whole, whatever particles they seem to hold.
    """
    named = _site_name_end(source, at, end)
    described = _described_end(source, at, end)
    for stop in range(max(at + 1, named, described), min(end, at + _LONGEST) + 1):
        found = _ending_at(source, at, stop, end, named=stop == named)
        if found and stop == named:
            return replace(found[0], word=SITE), found[1]
        if found:
            return found if _is_noun(found[0].text[max(0, described - at - 1) :]) else None
    return None


def _described_end(source: Source, at: int, end: int) -> int:
    """Behind the first character that 机の上にある or the like describes; 0 where nothing is described."""
    relative = shape("nouns.relative").match(source.text, at, end)
    if relative is None or any(at <= start < relative.end() for start in source.quantities):
        return 0
    return relative.end() + 1


def _ending_at(source: Source, at: int, stop: int, end: int, named: bool) -> tuple[Chunk, int] | None:
    noun = source.text[at:stop]
    if correction_at(source.key, stop):
        return Chunk("noun", noun), stop
    spoken = source.text if _HIRAGANA.search(source.text) else source.key
    particle = shape("nouns.particle").match(spoken, stop, end)
    if particle and (named or _ends_noun(source, particle, end)):
        said = "via" if particle["via"] else particle["p"] or ""
        return Chunk("noun", noun, _SIMPLE.get(said, said)), particle.end()
    if _before_adverb(source, noun, stop):
        return Chunk("noun", noun), stop
    if stop == end or _SEPARATOR.match(source.key, stop) or stop in source.quantities:
        return Chunk("noun", noun), stop
    return None


def _before_adverb(source: Source, noun: str, stop: int) -> bool:
    """それもう, 電気すぐ: an adverb follows without a particle."""
    if _KATAKANA.match(source.text[stop : stop + 1]):
        return False
    if _HIRAGANA.match(noun[-1]) and not shape("nouns.points").fullmatch(noun):
        return False
    return any(
        len(word) > 1 and kind == "modifier" and _HIRAGANA.match(word) is not None
        for word, kind, _ in words_at(source.key, stop)
    )


def _ends_noun(source: Source, particle: re.Match[str], end: int) -> bool:
    """Whether it is a particle: に inside おにぎり is not, and ト inside ボルト is not."""
    stop, after = particle.span()
    if particle.group() in ("ば", "さ") and (after != end or _amid_word(source, stop)):
        return False
    if _KATAKANA.match(source.text[stop]) and _HIRAGANA.search(source.text):
        return False
    if particle.group() in ("を", "まで") or after - stop > 2:
        return True
    if after == end or _SEPARATOR.match(source.key, after) or _behind_place(source, particle):
        return True
    between_kana = _HIRAGANA.match(source.text[stop - 1]) and _HIRAGANA.match(source.text[after])
    return not between_kana or after in source.quantities


def _amid_word(source: Source, stop: int) -> bool:
    """Whether hiragana stands before ば or さ, and no word that these often follow (こっちさ来て)."""
    before = source.text[:stop]
    return _HIRAGANA.match(before[-1:]) is not None and shape("nouns.near").search(before) is None


def _behind_place(source: Source, particle: re.Match[str]) -> bool:
    words = lexicon()
    place = source.text[: particle.start()].endswith((*words.relations, *words.place_words))
    return place and particle["p"] in ("に", "へ", "で")


def _is_noun(text: str) -> bool:
    return (
        not shape("nouns.hidden_verb").search(text)
        and text[0] not in "をんー"
        and any(character.isalnum() for character in text)
    )


def _site_name_end(source: Source, at: int, end: int) -> int:
    ends = [at + len(name) for name in source.names if name and source.key.startswith(name, at)]
    return max((stop for stop in ends if stop <= end), default=at)

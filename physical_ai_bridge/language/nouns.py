"""Read a noun phrase and the particle that ends it, where no dictionary says which words are nouns."""

import re
from dataclasses import replace
from typing import Final

from physical_ai_bridge.language.source import Chunk, Source
from physical_ai_bridge.language.words import correction_at

_PARTICLE: Final = re.compile(
    r"(?P<via>を?経由(?:して|で)?|を通って|を経て)|(?:の方|のほう|方面|側)?(?P<p>へと|には|では|へ|に|を|まで|から|で|は|が|と|も|より)"
)
_SEPARATOR: Final = re.compile(r"[、。！？\s]")
_HIRAGANA: Final = re.compile(r"[ぁ-ゖ]")
_KATAKANA: Final = re.compile(r"[ァ-ヶー]")
# A verb that is not in the lexicon hides in what looks like a noun; then the clause is not understood.
_HIDDEN_VERB: Final = re.compile(
    r"[っいんしきりちえけせてねべめれげぜ][てで](?=[^のー])|って|んで|して|たら|ない|ながら|れば|なら|まし|です|ます|[一-鿿][ぁ-ん]{0,2}(?<![立建捨])て$|[るうくすつむぶぐ]と"
)
_SIMPLE: Final = {"へと": "へ", "には": "に", "では": "で"}
SITE: Final = "site"  # the word of a chunk that names a place of the site
_LONGEST: Final = 24  # characters of a noun phrase; what is longer hides something


def read_noun(source: Source, at: int, end: int) -> tuple[Chunk, int] | None:
    """Read the noun at `at`, up to its particle, a comma, a quantity, a correction or `end`; or None.

    The names of the site are taken whole, whatever particles they seem to hold.
    """
    named = _site_name_end(source, at, end)
    for stop in range(max(at + 1, named), min(end, at + _LONGEST) + 1):
        found = _ending_at(source, at, stop, end, named=stop == named)
        if found and stop == named:
            return replace(found[0], word=SITE), found[1]
        if found:
            return found if _is_noun(found[0].text) else None
    return None


def _ending_at(source: Source, at: int, stop: int, end: int, named: bool) -> tuple[Chunk, int] | None:
    noun = source.text[at:stop]
    if correction_at(source.key, stop):
        return Chunk("noun", noun), stop
    particle = _PARTICLE.match(source.key, stop, end)
    if particle and (named or _ends_noun(source, particle, end)):
        said = particle.group("p") or "via"
        return Chunk("noun", noun, _SIMPLE.get(said, said)), particle.end()
    if stop == end or _SEPARATOR.match(source.key, stop) or stop in source.quantities:
        return Chunk("noun", noun), stop
    return None


def _ends_noun(source: Source, particle: re.Match[str], end: int) -> bool:
    """Whether it is a particle: に inside おにぎり is not, and ト inside ボルト is not."""
    stop, after = particle.span()
    if _KATAKANA.match(source.text[stop]) and _HIRAGANA.search(source.text):
        return False
    if (
        particle.group() in ("を", "まで")
        or after - stop > 2
        or after == end
        or _SEPARATOR.match(source.key, after)
    ):
        return True
    between_kana = _HIRAGANA.match(source.text[stop - 1]) and _HIRAGANA.match(source.text[after])
    return not between_kana or after in source.quantities


def _is_noun(text: str) -> bool:
    return not _HIDDEN_VERB.search(text) and text[0] not in "をんー" and any(c.isalnum() for c in text)


def _site_name_end(source: Source, at: int, end: int) -> int:
    ends = [at + len(name) for name in source.place_names if name and source.key.startswith(name, at)]
    return max((stop for stop in ends if stop <= end), default=at)

"""Read an instruction typed in Latin letters (hidari wo muite kudasai) as hiragana."""

import re
from functools import lru_cache
from typing import Final

_ROWS: Final = {
    **{"": "あいうえお", "k": "かきくけこ", "s": "さしすせそ", "t": "たちつてと", "n": "なにぬねの"},
    **{"h": "はひふへほ", "m": "まみむめも", "r": "らりるれろ", "g": "がぎぐげご", "z": "ざじずぜぞ"},
    **{"d": "だぢづでど", "b": "ばびぶべぼ", "p": "ぱぴぷぺぽ"},
}
_OTHERS: Final = {
    **{"shi": "し", "chi": "ち", "tsu": "つ", "fu": "ふ", "ji": "じ", "ya": "や", "yu": "ゆ", "yo": "よ"},
    **{"wa": "わ", "wo": "を", "n'": "ん", "n": "ん", "ti": "てぃ", "-": "ー"},
}
_GLIDES: Final = {
    **{"ky": "き", "sh": "し", "sy": "し", "ch": "ち", "ty": "ち", "ny": "に", "hy": "ひ", "my": "み"},
    **{"ry": "り", "gy": "ぎ", "j": "じ", "zy": "じ", "jy": "じ", "by": "び", "py": "ぴ"},
}
_TOKEN: Final = re.compile(r"[A-Za-z'-]{2,}")
# Words that only Japanese has: without one of them Latin letters are a name (AGV, box).
_SURE: Final = re.compile(
    r"\b(?:kudasai|shite|ni|wo|no|kara|made|itte|kite|motte|totte|oite|mae|migi|hidari|ushiro"
    r"|[a-z]+(?:tte|nde|ite|ete|shite))\b",
    re.I,
)
_GAP: Final = re.compile(r"(?<=[ぁ-んー])\s+|\s+(?=[ぁ-ん])")
_LONG: Final = str.maketrans({"ā": "aa", "ī": "ii", "ū": "uu", "ē": "ee", "ō": "ou"})


def from_romaji(text: str) -> str:
    """Return `text` with its Latin words in hiragana, if all of them are Japanese; else `text` as it is."""
    plain = text.translate(_LONG)
    words = _TOKEN.findall(plain)
    if not words or not _SURE.search(plain):
        return text
    kana = {word: _kana(word.lower()) for word in words}
    if any(read is None for read in kana.values()):
        return text
    return _GAP.sub("", _TOKEN.sub(lambda found: kana[found.group()] or "", plain))


def _kana(word: str) -> str | None:
    syllables = _syllables()
    read, at = "", 0
    while at < len(word):
        if at + 1 < len(word) and word[at] == word[at + 1] and word[at] not in "aiueon'-":
            read, at = read + "っ", at + 1
            continue
        size = next((n for n in (4, 3, 2, 1) if word[at : at + n] in syllables), 0)
        if not size:
            return None
        read, at = read + syllables[word[at : at + size]], at + size
    return read


@lru_cache(maxsize=1)
def _syllables() -> dict[str, str]:
    table = {row + "aiueo"[i]: kana for row, line in _ROWS.items() for i, kana in enumerate(line)}
    for glide, kana in _GLIDES.items():
        table |= {glide + vowel: kana + small for vowel, small in zip("aueo", "ゃゅぇょ", strict=True)}
    return table | _OTHERS

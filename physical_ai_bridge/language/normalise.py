"""Bring the many ways to write one Japanese sentence to one, and remember where each character came from."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

_CLUSTER: Final = re.compile(r".[\u3099\u309a\uff9e\uff9f\u0300-\u036f]*", re.DOTALL)
_FOLD: Final = str.maketrans(
    {
        **dict.fromkeys("〜~―", "〜"),
        **dict.fromkeys("−‐‑‒–—", "-"),
        **dict.fromkeys("『“", "「"),
        **dict.fromkeys("』”", "」"),
        **dict.fromkeys("\n\r\v\f\u2028\u2029", "。"),
        **dict.fromkeys("…‥", "、"),
        **dict.fromkeys("\u2044\u2215", "/"),  # what NFKC leaves of ½ and ㎧
        "!": "！",
        "?": "？",
    }
)
_KEPT_SYMBOLS: Final = frozenset("+-=<>°%〜。")
_LATIN_MARKS: Final = frozenset(".,-/")
_TO_HIRAGANA: Final = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}


@dataclass(frozen=True, slots=True)
class Normalised:
    """A normalised text in two forms of equal length, and where each character came from.

    `text` keeps katakana and case and is what intents quote; `key` is folded to hiragana and lower case and
    is what words are looked up in. `origin` has one entry more than `text`: the length of the original.
    """

    text: str
    key: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Map the half-open range `start`..`end` of the normalised text to the original text."""
        return self.origin[start], self.origin[end]


def normalise(text: str) -> Normalised:
    """Normalise `text`: NFKC, dashes, quotation marks, line ends as 。, spaces kept between Latin words only.

    Half-width katakana and decomposed dakuten are composed. Characters without meaning here are dropped:
    control, bidi and zero-width characters, emoji, stray combining marks.
    """
    pairs = [
        (character, cluster.start())
        for cluster in _CLUSTER.finditer(text)
        for character in _normal(cluster.group())
    ]
    pairs = [(_comma(pairs, i), pairs[i][1]) for i in range(len(pairs))]
    kept = [pair for i, pair in enumerate(pairs) if not _is_idle_space(pairs, i)]
    surface = "".join(character for character, _ in kept)
    return Normalised(surface, fold_key(surface), (*(index for _, index in kept), len(text)))


def fold_key(text: str) -> str:
    """Fold to hiragana and lower case, as words are looked up; the length does not change."""
    lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lower.translate(_TO_HIRAGANA)


def _normal(cluster: str) -> str:
    folded = unicodedata.normalize("NFKC", cluster.translate(_FOLD)).translate(_FOLD)
    if unicodedata.category(cluster[0]) == "No":
        return f" {folded} "  # ①1m is no 11m
    return "".join(filter(None, map(_meaning, folded)))


def _meaning(character: str) -> str:
    """The character; a space for a symbol, which still parts 1 and 2m; "" for what cannot be seen."""
    category = unicodedata.category(character)[0]
    if character in _KEPT_SYMBOLS or category not in "CMS":
        return character
    return " " if category == "S" else ""


def _comma(pairs: list[tuple[str, int]], i: int) -> str:
    """A comma between digits belongs to the number; any other separates clauses."""
    character = pairs[i][0]
    if character != ",":
        return character
    inside = 0 < i < len(pairs) - 1 and pairs[i - 1][0].isdigit() and pairs[i + 1][0].isdigit()
    return "," if inside else "、"


def _is_idle_space(pairs: list[tuple[str, int]], i: int) -> bool:
    """Of a run of spaces the first is kept, and only between Latin words and numbers.

    「1. 1m」 must not become 1.1 m, nor 「1  2m」 12 m.
    """
    if not pairs[i][0].isspace():
        return False
    before = pairs[i - 1][0] if i else ""
    after = next((pairs[j][0] for j in range(i + 1, len(pairs)) if not pairs[j][0].isspace()), "")
    return not all(c.isascii() and (c.isalnum() or c in _LATIN_MARKS) for c in (before, after))

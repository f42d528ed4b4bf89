"""Fold raw text to one spelling, whatever it was typed in, so that few patterns hear a stop."""

import re
import unicodedata
from typing import Final

_WINDOW: Final = 500  # characters looked at from either end of a long text, so that the work is bounded
_REACH: Final = 20_000  # characters from either end in which the windows look for something visible
_SHORT: Final = 60  # characters; nobody types a longer stop in Latin letters

_KATAKANA_TO_HIRAGANA: Final = {
    **{code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)},
    **str.maketrans("āīūēō", "aiueo"),
}
_LINE_END: Final = re.compile(r"[\r\n\v\f\x85\u2028\u2029]+|\.(?=\s|$)")
_INVISIBLE: Final = re.compile(  # after NFKC; also brackets, dashes, emoji, and the small vowels of やめてぇ
    r"[^\w。、!?,]|[_ーぁぃぅぇぉ\u115f\u1160]"
)
_REPEATED: Final = re.compile(r"([ぁ-ゖa-z一-鿿])\1+")
_SPACE: Final = re.compile(r"(?<=[ぁ-んァ-ヶー一-龠])[ \u3000]+(?=[ぁ-んァ-ヶ一-龠])")
# 「止まれ」と書いてある: what is quoted is another's, unless 「…」って言ってるだろ follows
_TOLD: Final = re.compile(
    r"[「『“\"][^「」『』“”\"]{0,60}[」』”\"]\s*"
    r"(?=[とのをがはにもへで]|っ(?:て(?!ば|[!！。…〜~ーぇ]|\s*$)|ちゅ|つ)|ボタン|標識|看板)"
    r"(?!(?:っ?て|と)?(?:言|い|ゆ|つ)[^ぁ-ん]?[ぁ-ん]{1,6}(?:だろ|でし|やろ|じゃろ|のに|んだ|ねん|が))"
)

# Latin letters
_LATIN: Final = re.compile(r"[a-z]")
_LATIN_GAP: Final = re.compile(r"(?<=[a-z])[\s'-]+(?=[a-z])")
_DIGRAPHS: Final = (  # in this order
    *(("sh", "sy"), ("ch", "ty"), ("cy", "ty"), ("tch", "tty"), ("j", "zy"), ("ts", "t"), ("f", "h")),
    ("xtu", "っ"),
)
_ROWS: Final = {
    **{"": "あいうえお", "k": "かきくけこ", "s": "さしすせそ", "t": "たちつてと", "n": "なにぬねの"},
    **{"h": "はひふへほ", "m": "まみむめも", "y": "やいゆえよ", "r": "らりるれろ", "w": "わいうえを"},
    **{"g": "がぎぐげご", "z": "ざじずぜぞ", "d": "だぢづでど", "b": "ばびぶべぼ", "p": "ぱぴぷぺぽ"},
}
_VOWELS: Final = "aiueoあいうえお"
_SMALL: Final = {"a": "ゃ", "u": "ゅ", "o": "ょ", "e": "ぇ", "i": ""}
_GLIDE: Final = re.compile(r"([kstnhmrgzbp])y([aiueo])")
_SYLLABLE: Final = re.compile(r"([kstnhmyrwgzdbp])([aiueoあいうえお])|([aiueo])")
_DOUBLED: Final = re.compile(r"([kstp])(?=\1)")
_NASAL: Final = re.compile(r"n(?![aiueoy])")

# Old spelling: 待ツテ for 待って, チヨツト for ちょっと, 給へ for たまえ; と、ま、れ said slowly
_OLD: Final = (
    *(("ちよつ", "ちょっ"), ("ちよ", "ちょ"), ("願ひ", "願い")),
    *(("給へ", "たまえ"), ("給え", "たまえ"), ("たまへ", "たまえ"), ("勿れ", "なかれ"), ("呉れ", "くれ")),
    *(("御待", "お待"), ("御止", "お止"), ("なさひ", "なさい"), ("直ぐ", "すぐ")),
    *(("を命ず", "せよ"), ("を命じる", "せよ")),
)
_LARGE_TSU: Final = re.compile(r"つ(?=[てたとぷ])")
_SPELLED: Final = re.compile(r"(?:[ぁ-ん]、)+[ぁ-ん][。!]?")


def fold(text: str) -> str:
    """Fold `text` for matching: NFKC, lower case, hiragana, lines ended by 。, without spaces, invisible and
    long-vowel marks and small vowels (やめてぇ), a character said several times in a row once (すとーっっぷ).
    """
    folded = _LINE_END.sub("。", unicodedata.normalize("NFKC", text)).lower().translate(_KATAKANA_TO_HIRAGANA)
    return _REPEATED.sub(r"\1", _INVISIBLE.sub("", folded).replace("卜", "と"))


def windows(text: str) -> tuple[str, ...]:
    """Fold `text` without what it quotes of others: the whole, or the two ends of 500 visible characters."""
    text = _TOLD.sub("〇", _within_reach(text))
    if len(text) <= 2 * _WINDOW:
        return (fold(text),)
    composed = unicodedata.normalize("NFC", text).replace("！", "!").replace("？", "?")
    visible = _INVISIBLE.sub("", _LINE_END.sub("。", composed))
    if len(visible) <= 2 * _WINDOW:
        return (fold(text),)
    return fold(visible[:_WINDOW]), fold(visible[-_WINDOW:])


def _within_reach(text: str) -> str:
    return text if len(text) <= 2 * _REACH else f"{text[:_REACH]}。{text[-_REACH:]}"


def with_commas(text: str) -> str | None:
    """Fold a `text` of up to 500 characters with commas for its spaces, if any (うごくな ひとが いる)."""
    if len(text) > _WINDOW:
        return None
    said = text.strip()
    parted = _SPACE.sub("、", said)
    return fold(parted) if parted != said else None


def in_kana(text: str) -> str | None:
    """Fold a `text` of up to 60 characters with its Latin letters read as kana, if it has any."""
    text = "".join(c for c in text[:_WINDOW] if unicodedata.category(c) != "Cf").replace("・", "")
    if len(text) > _SHORT or not _LATIN.search(unicodedata.normalize("NFKC", text).lower()):
        return None
    return fold(_kana(text))


def in_new_spelling(part: str) -> str:
    """Respell what was folded: 待つて as 待って, 給へ as たまえ, と、ま、れ as one word."""
    for old, new in _OLD:
        part = part.replace(old, new)
    part = _LARGE_TSU.sub("っ", part)
    return part.replace("、", "") if _SPELLED.fullmatch(part) else part


def _kana(text: str) -> str:
    """Kana for Latin letters (tomatte kudasai, teisi site, とmatte); what is no Japanese becomes none."""
    plain = unicodedata.normalize("NFKC", text).lower().translate(_KATAKANA_TO_HIRAGANA)
    plain = _DOUBLED.sub("っ", _LATIN_GAP.sub("", plain))
    for written, read in _DIGRAPHS:
        plain = plain.replace(written, read)
    return _NASAL.sub("ん", _SYLLABLE.sub(_syllable, _GLIDE.sub(_glided, plain)))


def _glided(found: re.Match[str]) -> str:
    return _ROWS[found[1]][1] + _SMALL[found[2]]


def _syllable(found: re.Match[str]) -> str:
    vowel = found[2] or found[3]
    return _ROWS[found[1] or ""][_VOWELS.index(vowel) % 5]

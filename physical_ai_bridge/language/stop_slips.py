"""Stops with one slip of the finger (a letter too many, missing, wrong or swapped), and nothing else said."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from physical_ai_bridge.language.stop_forms import (
    CORE,
    DO,
    DO_TE,
    HALT_NOUN,
    LEAD,
    MOVE,
    PLEASE,
    QUIT_NOUN,
    SENTENCE_END,
    STAND,
    TAIL,
)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# ---------------------------------------------------------------- what is mistyped
_FORMS: Final = _words(
    "止まれ とまれ 停まれ 止まって とまって 停まって 止めて 止めろ とめて 停止 停止して 停止しろ 停止せよ"
    " 停止しなさい ていし ていして ていしろ てい止 すとっぷ すとっぷして 待て 待って まって やめて やめろ"
    " やめなさい 動くな うごくな 動かないで うごかないで 止まりなさい とまりなさい 待ちなさい まちなさい"
    " お待ちください 危ない あぶない 中止して 非常停止 ひじょうていし ひじょていし 緊急停止"
    " きんきゅうていし きんきゅていし 一時停止 いちじていし 急停止 緊急すとっぷ えまじんし"
    " えまじんしすとっぷ stop tomare tomate sutopu teishi matte yamero yamete halt emergencystop 止 停"
    " 動くんじゃない 動かんといて 動いちゃだめ 動いたらあかん 動いたらいけん 動いてはいけません"
    " 動くんやない うごくんじゃない うごかんといて うごいちゃだめ うごいたらあかん うごいてはいけません"
    " うごいたらいけん 止まらんかい とまらんかい やめんかい 待たんかい うごくんやない 非常てい止"
    " うごくなって 泊まれ 泊まって 辞めて 辞めろ 提示して 運転中止 作業中止 動作中止 動かんで うごかんで"
    " ちゅうし ちゅうしして"
)
_PLAIN: Final = re.compile(
    rf"(?:(?:非常|緊急|ひじょう?|きんきゅう?)?{HALT_NOUN}|{QUIT_NOUN})(?:し?て|し)?"
    rf"|(?:{STAND}っ|(?:待|ま)っ|(?:や|辞)め)て|(?:{STAND}|待|ま)っ|{STAND}り|待ち|(?:や|辞)め|{MOVE}かないで"
)
# what is left of くれ, ください, ちょうだい; 止まってくる and 止まってくれた tell
_MAIMED: Final = re.compile(
    r"て?く(?!る[^れ]|る$|た|れた|れて|れるな|れれ)[ぁ-ゖ]{1,5}|て?ち[ぁ-ゖ]{1,3}|て?き[れろん][ぁ-ゖ]{0,4}"
    r"|て?れ(?![ばる])[ぁ-ゖ]{1,5}|(?!\d)[ぁ-ゖ]{0,8}[a-z][ぁ-ゖ]{0,8}"
)
_ENDINGS: Final = _words(
    "ください くださいませ 下さい 下さいませ くれませんか くれますか くれないか くれない くれへん"
    " もらえますか もらえませんか もらえへん いただけますか いただけませんか いただけると"
    " いただけますでしょうか いただきたい ちょうだい 頂戴 お願いします おねがいします をお願いします"
    " お願いいたします お願い致します お願い申し上げます 願います おねがい を頼む なさい なはれ んさい"
    " んしゃい なっせ しなさい しんさい しんしゃい しなはれ しなっせ ほしいです おくれやす おくんなはれ"
    " くんしゃい くんさい つかあさい たもんせ くいやい くんない けさい ほしいんですけど"
    " いただけると助かります いただきたいのですが もらえる ちょうよ ほしい くんろ くれよ くれや くれる くれん"
)
_WISH: Final = re.compile(PLEASE)
_AFTER: Final = re.compile(rf"(?:{DO}|{DO_TE})?{TAIL.pattern}")
_SEVERE: Final = ("非常", "緊急", "ひじょ", "きんきゅ", "えま", "emer")

# ---------------------------------------------------------------- how it is mistyped
_NEXT_KEY: Final = frozenset(_words("れね れわ てち めぬ すさ っつ ぷぶ ぷふ"))
_TAKEN_FOR: Final = {  # by shape or by sound
    "止": "正上土北山泊富停留史視紙士氏指示", "停": "亭帝低定底提呈程体貞", "待": "侍特",
    "動": "働重", "非": "悲費飛比避", "常": "情場状城",
    "緊": "禁金近均", "急": "級救給球", "危": "厄", "中": "仲注",
}  # fmt: skip
_OTHER_WORDS: Final = frozenset(
    _words(
        "禁止 停留 停泊 停電 とって 止め すきっぷ すこっぷ すりっぷ すなっぷ すわっぷ すてっぷ すらっぷ"
        " すとっぱ すとりっぷ とっぷ すとぶ すとろ すとっく すとく すてぷ step shop top spot atop slop stow"
        " stem 動く うごく 動かない うごかない ていた ていね ていど いして まとって ていじ ちゅう まっち"
        " めんかい いしろ 示して 辞して 辞しろ 動かな うごかな しない"
    )
)
_KANA: Final = re.compile("[ぁ-ゖ]+")
_KANJI: Final = re.compile("[一-鿿]")
_LONGEST: Final = 20  # characters of a sentence in which a slip is looked for


def _shortened(word: str) -> tuple[str, ...]:
    return (word, *(word[:at] + word[at + 1 :] for at in range(len(word))))


def _index(words: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Every word under itself and itself without one letter: a look-up finds what is one slip away."""
    found: dict[str, tuple[str, ...]] = {}
    for word in words:
        for key in _shortened(word):
            found[key] = (*found.get(key, ()), word)
    return found


_LONGEST_FORM: Final = max(map(len, _FORMS))
_NEAR_FORMS: Final = _index(_FORMS)
_NEAR_ENDINGS: Final = _index((*_ENDINGS, *(f"て{ending}" for ending in _ENDINGS)))
_BEGINS: Final = frozenset(form[0] for form in _FORMS)
_SECONDS: Final = frozenset(form[1] for form in _FORMS if len(form) > 1)


def slipped(part: str) -> Iterator[tuple[bool, str]]:
    """Find stops with one slip in the folded `part`: whether each is an emergency stop, and its words."""
    sentences = SENTENCE_END.split(part)
    for sentence in sentences if len(sentences) <= 8 else sentences[:4] + sentences[-4:]:
        lead = LEAD.match(sentence)
        start = lead.end() if lead else 0
        said = sentence[start:].replace("、", "").replace(",", "")
        if _may_hold_one(said) and (form := _slip_of(said)):
            yield form.startswith(_SEVERE) or sentence[:start].endswith("緊急"), said


def _may_hold_one(said: str) -> bool:
    return 1 < len(said) <= _LONGEST and (said[0] in _BEGINS or said[1] in _SECONDS)


def _slip_of(said: str) -> str | None:
    """The stop word that was meant: itself and an ending with a slip, or with a slip and a known ending."""
    known = CORE.match(said)
    if known and TAIL.fullmatch(said, known.end()):
        return None
    plain = _PLAIN.match(said)
    if plain and _may_be_ending(said, plain.end()):
        return plain.group()
    for cut in range(min(len(said), _LONGEST_FORM + 1), 1, -1):
        form = _near(said[:cut], _NEAR_FORMS)
        if form and _AFTER.fullmatch(said, cut):
            return form
    return None


def _may_be_ending(said: str, start: int) -> bool:
    if _MAIMED.fullmatch(said, start) or (_WISH.match(said, start) and TAIL.fullmatch(said, start)):
        return True
    ends = range(len(said), start + 3, -1)
    return any(_near(said[start:end], _NEAR_ENDINGS) and TAIL.fullmatch(said, end) for end in ends)


def _near(said: str, index: dict[str, tuple[str, ...]]) -> str | None:
    forms = (form for key in _shortened(said) for form in index.get(key, ()))
    return next((form for form in forms if _is_slip(said, form)), None)


def _is_slip(said: str, form: str) -> bool:
    """Whether one slip makes `form` into `said`, which is no word of its own."""
    if said.endswith("ない") and form.endswith("なさい"):
        return False
    if said in _OTHER_WORDS or said.removesuffix("して") in _OTHER_WORDS:
        return False
    wrong, meant, at_edge = _difference(said, form)
    if len(wrong) == 2:
        return wrong == meant[::-1]
    if len(wrong) > 1 or len(meant) > 1 or wrong == meant:
        return False
    return _may_be_slip(wrong, meant, form, at_edge)


def _difference(said: str, form: str) -> tuple[str, str, bool]:
    """What stands in `said` in place of what in `form`, and whether that is at either end."""
    shorter = min(len(said), len(form))
    start = next((at for at in range(shorter) if said[at] != form[at]), shorter)
    rest = shorter - start
    end = next((at for at in range(rest) if said[-1 - at] != form[-1 - at]), rest)
    return said[start : len(said) - end], form[start : len(form) - end], start == 0 or end == 0


def _may_be_slip(wrong: str, meant: str, form: str, at_edge: bool) -> bool:
    """A letter left in Latin, the next key, a mark too many or too few; else it depends on the script."""
    if wrong.isascii() and wrong.isalpha():
        return True
    if _KANJI.match(meant) or _KANJI.match(wrong):
        return _may_be_kanji_slip(wrong, meant, form)
    if wrong and meant and (_unvoiced(wrong) == _unvoiced(meant) or meant + wrong in _NEXT_KEY):
        return True
    return _may_be_kana_slip(wrong, meant, form, at_edge)


def _may_be_kana_slip(wrong: str, meant: str, form: str, at_edge: bool) -> bool:
    """Short kana words are one letter from too many others."""
    if not wrong:
        return len(form) > 3 or not _KANA.fullmatch(form)
    short = len(form) <= 4 and form != "すとっぷ"
    if short and (not meant or _KANA.fullmatch(form)):
        return False
    return not at_edge or (len(form) > 5 and meant != "")


def _unvoiced(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[:1]


def _may_be_kanji_slip(wrong: str, meant: str, form: str) -> bool:
    """Kanji are not mistyped into just any kanji: 停止 may lose one of its two, or become 提示."""
    if not wrong:  # 止まれ without 止 is another word
        return len(form) > 3 and _KANJI.search(form.replace(meant, "", 1)) is not None
    return wrong in _TAKEN_FOR.get(meant, "") and (meant != "停" or "停止" in form)

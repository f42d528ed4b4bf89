"""Hear 「止まれ」 in raw text with the standard library alone, so that the safety gate can use it alone."""

# No tokenizer, no lexicon and no parser: dictionaries take hiragana とまれ for another word, and a stop must
# not wait for anything that can hang. A bare utterance that may be a stop *is* a stop; a stop that is part
# of a plan (「1m進んで止まって」), of a condition (「止まったら」) or of another word (停止線) is not.
#
# First come the forms that are known (stop_forms.py), wherever they stand, and what stands around decides;
# then, where a sentence holds nothing else, the same forms with one slip of the finger (stop_slips.py).
# The import compiles every pattern: nothing else warms the gate, and its first stop must not wait.

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from physical_ai_bridge.language.stop_forms import CORE, PREFACE, SENTENCE_END, TAIL
from physical_ai_bridge.language.stop_slips import slipped
from physical_ai_bridge.language.stop_spelling import fold, in_kana, in_new_spelling, windows, with_commas

__all__ = ["StopLevel", "StopMatch", "fold", "match_stop"]

StopLevel = Literal["stop", "emergency"]

_CONTEXT: Final = 60  # characters looked at before a stop word; nobody shouts a longer preface
_TIMED: Final = re.compile(r"[0-9一二三四五六七八九十](?:秒|分)|びょう|[ふぷ]んかん")
_SIGN: Final = re.compile("[🛑⛔✋⏹⏸🖐🚫]")  # alone they mean nothing else

# ---------------------------------------------------------------- what may follow
_END: Final = re.compile(r"$|[。!?、,]")
_NOTHING_FOLLOWS: Final = re.compile(
    r"[、,]?(?:違う|ちがう|だめ|駄目|お願い|おねがい|危|あぶな|ぶつか|当た|あた[るっ]|早く|はやく|はよ"
    r"|今すぐ|いますぐ|すぐ|頼む|たのむ"
    r"|人が|ひとが|子供|こども|子ども|誰か|だれか|前に[人壁子]|壁が|怖|こわ|やだ|いやだ|ばか|あほ|こら|おい"
    r"|ねえ?|もう|ろぼ"
    r"|[^、。!?]{1,12}が[^、。!?]{1,12}(?:ます|です|てる|ている|とる|よる)(?:から|ので|よ|ね)?(?=$|[。!])"
    r"|(?:と|って)?(?:言|い|ゆ|つ)[ぁ-ゖ]{1,4}(?:だろ|でしょ|やろ|じゃろ|ろう?が|のに))|[、,]*(?:$|[。!?])"
)
# Why it is to stop, said in the same breath; not the rest of a word (停止線) or of a phrase (止まれの標識)
_REASON_AFTER: Final = re.compile(
    r"(?!こと|もの|とき|時|[るたいくおほしさすせのをはがにでもとま中線位ぼ器機信装回])[^、。!?]{2,40}"
    r"(?:る|た|だ|い|え|よ|ぞ|ねん|けん|けえ|さかい|から|ので|です|ます|や|わ|べ|んだ|なり)[!。]?$"
)
_ALARM: Final = re.compile(
    r"[人子客様者犬猫]|いる|おる|来|くる|きて|危|あぶ|落|おち|倒|壊|挟|はさ|巻|転|ぶつ|引っか|外れ|こぼれ"
    r"|出て|通|痛|傾|崩|くず|列"
)
_TO_DO: Final = re.compile(r"[てで](?:ください|下さい|くれ)?$|進|後退|曲が|回って|向い|置い|取っ|運ん")
_BARE_NOUN: Final = re.compile(r"(?:停止|ていし|停車|すとっ?ぷ|提示|低し|stop)")
_ASKED: Final = ("中止", "ちゅうし", "やめ")

# ---------------------------------------------------------------- what may stand before
_QUANTITY: Final = (
    "[0-9〇一二三四五六七八九十百千半数]+(?:秒|分|時間|めとる|せんち|みり|m|cm|mm|歩|度|回転|周)間?半?"
    "(?:だけ|ほど|くらい|ぐらい|程度?)?"
)
_HAS_QUANTITY: Final = re.compile(_QUANTITY)
_BLOCKS: Final = re.compile(
    r"(?:(?<!ない)(?<!の)(?<![いるた]ん)で|て|[てで]から|たら|だら|れば|けば|なら|ると|たと|まで|後に?"
    r"|あと|時は?|ときは?|場合は?|際は?|たび"
    rf"|次第|ながら|つつ|ように|(?<!ず)(?<!の)に|{_QUANTITY}|[一-鿿](?:み|り|し|き|がり))[、,]*$"
)
_MOTION_NOUN: Final = re.compile(r"(?:前進|後退|旋回|回転|移動|直進|右折|左折)[、,]*$")
_OBJECT: Final = re.compile(r"[をがはものへ][、,]*$")
_CONDITION: Final = re.compile(r"(?:たら|だら|れば|なら|場合は?|時は?|ときは?|際は?|まで)[、,]*$")
_REASON: Final = re.compile(
    r"(?:[いるただすん](?:から|ので|んで|けど|さかい|けん|けえ|のに)|やから|やけん"
    r"|(?:いる|おる|来る|くる|危ない)し|[だるいす][ぞよ])[、,]*$"
)
_SUBJECT: Final = re.compile(r"[^はも]{0,6}[がに]$")
_OWN_DOING: Final = re.compile(  # 回るのをやめて, 配送を中止して
    r"(?:[るくすむうつぬぐぶ](?:の|こと)(?:を|は|も)?|[一-鿿]{2}(?:を|は)|それ以上は?"
    r"|そんなこと(?:を|は)?)[、,]*$"
)
_REFRAIN: Final = re.compile("め(?:とけ|とき|といて|ておけ|ておいて)")
_IN_WORDS: Final = ("てい", "てし", "てえ", "とま")
_GLUED: Final = re.compile("[ぁ-ゖ一-鿿]$")
_STAYS: Final = ("待", "まっ", "まて")
_HERE: Final = re.compile(r"(?:そこ|ここ?|この場|その場)で")
_FOREIGN: Final = re.compile(r"(?:dont|donot|not|non|never|busu?|bu|pit|door|next|one|without|cant|tab)$")


@dataclass(frozen=True, slots=True)
class StopMatch:
    """A stop that was heard: its level, and the words it was heard in (folded to hiragana)."""

    level: StopLevel
    surface: str


def match_stop(text: str) -> StopMatch | None:
    """Tell whether the raw `text` of an instruction is a stop (None: no), and whether an emergency stop.

    Linear in the length of `text`, and bounded: of a long one the first and last 500 visible characters
    within the first and last 20,000 are heard. Never raises.
    """
    heard = _gravest(found for part in windows(text) for found in _heard(part))
    return heard or _parted(text) or _signed(text) or _in_latin(text)


def _gravest(found: Iterator[StopMatch]) -> StopMatch | None:
    """The first emergency stop, or else the first stop."""
    heard: StopMatch | None = None
    for match in found:
        if match.level == "emergency":
            return match
        heard = heard or match
    return heard


def _heard(part: str) -> Iterator[StopMatch]:
    yield from _known(part)
    for emergency, said in slipped(part):
        yield StopMatch("emergency" if emergency else "stop", said)
    if (respelled := in_new_spelling(part)) != part:
        yield from _known(respelled)


def _parted(text: str) -> StopMatch | None:
    """Spaces in place of commas: うごくな にもつが くずれる."""
    parted = with_commas(text)
    if parted is None or _TIMED.search(parted):
        return None  # さんびょう とまって is a wait
    return _gravest(_known(parted))


def _signed(text: str) -> StopMatch | None:
    """A stop sign and nothing else."""
    seen = text[:_CONTEXT]
    return StopMatch("stop", seen) if _SIGN.search(seen) and not fold(seen).strip("!。") else None


def _in_latin(text: str) -> StopMatch | None:
    """A short text typed in Latin letters, or half in them."""
    read = in_kana(text)
    return _gravest(_known(read)) if read is not None else None


def _known(part: str) -> Iterator[StopMatch]:
    """The known forms in folded text that nothing around them makes into something else."""
    for core in CORE.finditer(part):
        if (_right_allows(part, core) or _alarmed(part, core)) and _left_allows(part, core):
            yield StopMatch("emergency" if core.lastgroup == "emergency" else "stop", core.group())


def _ends(part: str, core: re.Match[str]) -> tuple[int, int]:
    """Where a form ends with all that hangs on to it, and without."""
    tail = TAIL.match(part, core.end())
    return (tail.end() if tail else core.end()), core.end()


def _right_allows(part: str, core: re.Match[str]) -> bool:
    """Nothing may hang on to a stop word; a te-form must not lead on to another step either."""
    ends = _ends(part, core)
    if core.lastgroup == "te":
        return any(_NOTHING_FOLLOWS.match(part, at) for at in ends)
    if part[ends[0] : ends[0] + 1] == "?" and core.group() in _ASKED:
        return False
    return any(pattern.match(part, at) for at in ends for pattern in (_END, CORE))


def _alarmed(part: str, core: re.Match[str]) -> bool:
    """止まってください台車が通ります: why it is to stop follows without a pause, and nothing else to do."""
    noun = core.lastgroup == "strong" and _BARE_NOUN.fullmatch(core.group())
    if core.lastgroup == "weak" or noun:
        return False
    found = (_REASON_AFTER.match(part, end) for end in set(_ends(part, core)))
    reasons = (reason.group() for reason in found if reason)
    return any(_ALARM.search(reason) and not _TO_DO.search(reason) for reason in reasons)


def _left_allows(part: str, core: re.Match[str]) -> bool:
    """What stands before the word must not make it a step, a condition or the stop of another thing."""
    sentence = SENTENCE_END.split(part[max(0, core.start() - _CONTEXT) : core.start()])[-1]
    rest = _without_preface(sentence)
    if not rest:
        return not (core.group().startswith(_STAYS) and _HERE.search(sentence))
    if _CONDITION.search(rest) or _FOREIGN.search(rest):
        return False
    if core.lastgroup == "emergency":
        return True
    if _is_inside_a_word(sentence, rest, core):
        return False
    return _RULES.get(core.lastgroup or "", _order_allows)(sentence, rest, core)


def _is_inside_a_word(sentence: str, rest: str, core: re.Match[str]) -> bool:
    if not core.group().startswith(_IN_WORDS) or not _GLUED.search(rest):
        return False
    return not _paused(sentence, rest) and not _REASON.search(rest)


def _order_allows(sentence: str, rest: str, core: re.Match[str]) -> bool:
    """After no step, no amount of motion, and no thing to stop; 「車は止まれ」 is an order all the same."""
    if _BLOCKS.search(rest) or (_MOTION_NOUN.search(sentence) and _HAS_QUANTITY.search(sentence)):
        return False
    particle = _OBJECT.search(rest)
    return particle is None or (core.lastgroup == "strong" and not particle.group().startswith("を"))


def _quit_allows(sentence: str, rest: str, core: re.Match[str]) -> bool:
    """After a reason, a pause that ends no step, or what the robot is doing (回るのをやめて)."""
    if _OWN_DOING.search(rest) or _REASON.search(rest):
        return _REFRAIN.search(core.group()) is None
    return _paused(sentence, rest) and not (_BLOCKS.search(rest) or _OBJECT.search(rest))


def _weak_allows(sentence: str, rest: str, core: re.Match[str]) -> bool:
    """After a reason (人がいるから) or a pause that ends no step; or 「人にぶつかる」."""
    if core.group().endswith(("かる", "たる")):
        return _SUBJECT.fullmatch(rest) is not None
    step = _BLOCKS.search(rest) or _OBJECT.search(rest) or _HAS_QUANTITY.search(rest)
    return _REASON.search(rest) is not None or (_paused(sentence, rest) and not step)


_RULES: Final[dict[str, Callable[[str, str, re.Match[str]], bool]]] = {
    "quit": _quit_allows,
    "weak": _weak_allows,
}


def _paused(sentence: str, rest: str) -> bool:
    return sentence[len(rest) :].startswith(("、", ","))


def _without_preface(sentence: str) -> str:
    """Cut from the end whatever one may say before a stop and still mean it: vocatives, hurry, reasons."""
    for start in range(len(sentence)):
        preface = PREFACE.match(sentence, start)
        if preface and preface.end() == len(sentence):
            return sentence[:start].rstrip("、,")
    return sentence

"""Hear 「止まれ」 in raw text, with the standard library alone, so that the safety gate can use it by itself.

No tokenizer, no lexicon and no parser: dictionaries take hiragana とまれ for another word, and a stop must
not wait for anything that can hang. A bare utterance that may be a stop *is* a stop; a stop that is part
of a plan (「1m進んで止まって」), of a condition (「止まったら」) or of another word (停止線) is not.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final, Literal

StopLevel = Literal["stop", "emergency"]

_WINDOW: Final = 500  # characters looked at from either end of a long text, so that the work is bounded
_CONTEXT: Final = 60  # characters looked at before a stop word; nobody shouts a longer preface

_KATAKANA_TO_HIRAGANA: Final = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
_LINE_END: Final = re.compile(r"[\r\n\v\f\x85\u2028\u2029]+|\.(?=\s|$)")
_INVISIBLE: Final = re.compile(r"[^\w。、!?,]|[_ー\u115f\u1160]")  # after NFKC; also brackets, dashes, emoji
_REPEATED: Final = re.compile(r"([ぁ-ゖa-z])\1+")


@dataclass(frozen=True, slots=True)
class StopMatch:
    """A stop that was heard: its level, and the words it was heard in (folded to hiragana)."""

    level: StopLevel
    surface: str


_PLEASE = (
    "(?:ください(?:ませ)?|下さい(?:ませ)?|くれ(?:る|ない|ませんか|へん|や)?(?:かな|かしら|か)?|んか"
    "|(?:もらえ|いただけ|頂け)(?:る|ます|ない|ません)(?:でしょう)?か?|ちょうだい|頂戴|(?:ほし|欲し)い(?:です|んだけど|んですけど|のですが)?)"
)
_STAND = "(?:[止停留]ま?|とま)"
_HALT_NOUN = "(?:停止|ていし|[帝低定]止|停車|すと[おぉ一]?[っつ][ぷぶふ]?|すとぷ)"
_QUIT_NOUN = "(?:中止|ちゅうし)"
_DO = "(?:する|しろ|せよ|せえ|せい|しなさい|しとけ|させろ|をかけろ)"
_DO_TE = "(?:し?て|させて|かけて|をかけて)"  # ていしして has been folded to ていして
_MOVE = "(?:動|うご)"

_FIRST: Final = (
    "(?=[非緊ひきえeい止停留と帝低定てす中ちや辞よ動うお待ま提shfat危あぶ当挟は痛轢])"  # cheap to look for
)

# How sure each group of forms is by itself decides how much may stand before and after it.
_CORE: Final = re.compile(
    rf"{_FIRST}(?:(?P<emergency>(?:非常|緊急|ひじょう|きんきゅう)(?:{_HALT_NOUN}|{_STAND}れ)|えまじぇんし(?:{_HALT_NOUN})?"
    rf"|emergency(?:stop)?|(?<![a-z])estop|(?<![a-z])eすとっぷ|いすとっぷ)"
    rf"(?:ぼたん(?:を?(?:押|お)(?:せ|して{_PLEASE}?))?|{_DO}|{_DO_TE}{_PLEASE}?)?"
    rf"|(?P<quit>(?:やめ|辞め)(?:ろ|て{_PLEASE}?|なさい|んか|い|れ)|{_QUIT_NOUN}(?:{_DO}|{_DO_TE}{_PLEASE}?)?"
    rf"|{_MOVE}くな|{_MOVE}(?:かないで|かんといて){_PLEASE}?|{_MOVE}くんじゃない"
    rf"|{_MOVE}い(?:ちゃ|たら|ては)(?:だめ|駄目|いけない|あかん))"
    rf"|(?P<polite>{_STAND}って{_PLEASE}|{_HALT_NOUN}を?{_DO_TE}{_PLEASE})"
    rf"|(?P<te>{_STAND}って|{_HALT_NOUN}を?{_DO_TE})"
    rf"|(?P<strong>お{_STAND}り(?:ください|下さい|願います)|{_STAND}(?:れ|りなさい|りたまえ|らんかい?|りや)"
    rf"|(?<!のん){_HALT_NOUN}{_DO}?|待て)"
    rf"|(?P<weak>(?:[止停]|と)め(?:ろ|なさい|よ|て{_PLEASE}?)|{_STAND}(?:ろう[かよ]?|る(?!な))|(?:待|ま)(?:て|った)|やめ|よせ"
    rf"|(?:待|ま)って{_PLEASE}?|待ちなさい|お待ちください|ぶれき(?:を?{_DO_TE}|を?かけろ)?|提示|stop|halt|freze|abort"
    rf"|tomare|sutopu|[危あ](?:ぶ)?(?:ない|ねえ?)|危険|(?:ぶつか|当た|あた)る|[挟は](?:さ)?ま(?:れた|った)|痛い|いたい|[轢ひ]かれる))"
)
_TAIL: Final = re.compile(
    "(?:(?:って|と|て)?(?:言|い|ゆ)(?:って|う?て)(?:いる|る|ん)?(?:だろう?|でしょ|やろ|んだ|の)?|っ?つ?ってんだろう?|ってば?"
    "|らんか|です|で?(?:お願い|おねがい)(?:します|いたします|だから)?|頼む|たのむ|よろしく|早く|はやく|はよ|いますぐ|今すぐ|すぐに?"
    "|ろぼっと|んか|now|please|it|moving|right|w|な(?![いかくきけ])|て(?![たるいか])|[っぁぃぅぇぉえよねぞぜわやだ])*"
)
_END: Final = re.compile(r"$|[。!?、,]")
_NOTHING_FOLLOWS: Final = re.compile(
    r"[、,]?(?:違う|ちがう|だめ|駄目|お願い|危な|あぶな|ぶつか|早く|はやく|はよ|今すぐ|いますぐ|すぐ)|[、,]*(?:$|[。!?])"
)
_COMMON = (
    "おい|こら|ええい?|違う|ちがう|(?:前を?|よく)?見て|気をつけて|落ち着いて|聞いて|ねえ?|なあ?|あっ?|うわ?っ?|わっ?|やばい?|ちょっと|ちょい?|まだ|もういい(?:から)?|もう|はい|いいえ|いや|だめだ?|駄目だ?|まずい"
    "|今すぐに?|いますぐに?|今|いま|すぐに?|直ちに|ただちに|即座に|即|至急|早急に|早く|はやく|はよ|急いで|いそいで|速やかに|急"
    "|とにかく|とりあえず|いいから|(?:頼む|たのむ)(?:から)?|(?:お願い|おねがい)(?:だから|します)?|(?:その|この)場で|(?:そこ|ここ?)で"
    "|一旦|いったん|一時|一度|一回|みんな|皆|ゆっくり|静かに|完全に|必ず|絶対に?|緊急|本当に|ほんまに|まじで|黙って|そのまま|このまま"
    "|(?:危ない|あぶない|危険|ぶつかる)(?:から|ぞ|よ|って)?|すみません|あの|ほら|えと?|うん|それ以上|以内に|に続き"
    "|please|hey|just|now|ok|robot|(?:ろぼと|ろぼっと|ろぼ)(?:くん|さん|君|ちゃん)?|agv[0-9]*|[a-z]*[0-9一二三四五六七八九十]+号機"
)
_OWN_MOTION = (
    "(?:今の|この|その|全ての|すべての)?(?:ろぼっと|あむ|動き|うごき|動作|作業|運転|移動|走行|機械|本体|車輪|もた|台車|車|全て|すべて|全部"
    "|全員|全機|全台|全号機|全動作|全|旋回|回転|前進|後退|実行|処理|仕事|これ|それ|agv[0-9]*|こいつ|指示|命令)(?:を|は|の|も)?"
)
_STOPS = f"{_STAND}(?:れ|って)|{_HALT_NOUN}(?:して)?|やめ(?:て|ろ)|(?:待|ま)(?:って|て)|{_MOVE}くな|stop"
_PREFACE: Final = re.compile(rf"(?:{_COMMON}|{_OWN_MOTION}|{_STOPS}|[、,])*")
_QUANTITY = (
    "[0-9〇一二三四五六七八九十百千半数]+(?:秒|分|時間|めとる|せんち|みり|m|cm|mm|歩|度|回転|周)間?半?"
    "(?:だけ|ほど|くらい|ぐらい|程度?)?"
)
_HAS_QUANTITY: Final = re.compile(_QUANTITY)
_BLOCKS: Final = re.compile(
    rf"(?:(?<!ない)で|て|[てで]から|たら|だら|れば|けば|なら|ると|たと|まで|後に?|あと|時は?|ときは?|場合は?|際は?|たび|次第|ながら|つつ|ように"
    rf"|(?<!ず)に|{_QUANTITY}|[一-鿿](?:み|り|し|き|がり))[、,]*$"
)
_MOTION_NOUN: Final = re.compile(r"(?:前進|後退|旋回|回転|移動|直進|右折|左折)[、,]*$")
_OBJECT: Final = re.compile(r"[をがはものへ][、,]*$")
_CONDITION: Final = re.compile(r"(?:たら|だら|れば|なら|場合は?|時は?|ときは?|際は?|まで)[、,]*$")
_REASON: Final = re.compile(r"(?:[いるた]|[ただ])から[、,]*$")
_SUBJECT: Final = re.compile(r"[^はも]{0,6}[がに]$")


_REACH = 20_000


def match_stop(text: str) -> StopMatch | None:
    """Tell whether the raw `text` of an instruction is a stop, and whether it is an emergency stop.

    Linear in the length of `text`, and bounded: of a long one the first and last 500 visible characters
    within
    the first and last 20,000 are heard.
    Never raises. Returns None where no stop was said.
    """
    heard: StopMatch | None = None
    if len(text) > 2 * _REACH:
        text = f"{text[:_REACH]}。{text[-_REACH:]}"
    for part in _windows(text):
        for core in _CORE.finditer(part):
            found = _judge(part, core)
            if found and found.level == "emergency":
                return found
            heard = heard or found
    return heard


def fold(text: str) -> str:
    """Fold `text` for matching: NFKC, lower case, hiragana, without spaces, invisible and long-vowel marks.

    A character said several times in a row counts once (すとーーっっぷ).
    """
    folded = _LINE_END.sub("。", unicodedata.normalize("NFKC", text)).lower().translate(_KATAKANA_TO_HIRAGANA)
    return _REPEATED.sub(r"\1", _INVISIBLE.sub("", folded).replace("卜", "と"))


def _windows(text: str) -> tuple[str, ...]:
    if len(text) <= 2 * _WINDOW:
        return (fold(text),)
    composed = unicodedata.normalize("NFC", text).replace("！", "!").replace("？", "?")
    visible = _INVISIBLE.sub("", _LINE_END.sub("。", composed))
    if len(visible) <= 2 * _WINDOW:
        return (fold(text),)
    return fold(visible[:_WINDOW]), fold(visible[-_WINDOW:])


def _judge(part: str, core: re.Match[str]) -> StopMatch | None:
    kind = core.lastgroup or ""
    tail = _TAIL.match(part, core.end())
    end = tail.end() if tail else core.end()
    if not _right_allows(kind, part, end) or not _left_allows(kind, part, core):
        return None
    return StopMatch("emergency" if kind == "emergency" else "stop", core.group())


def _right_allows(kind: str, part: str, end: int) -> bool:
    """Nothing may hang on to a stop word; a te-form must not lead on to another step either."""
    if kind == "te":
        return _NOTHING_FOLLOWS.match(part, end) is not None
    return _END.match(part, end) is not None or _CORE.match(part, end) is not None


def _left_allows(kind: str, part: str, core: re.Match[str]) -> bool:
    """What stands before the word must not make it a step, a condition or the stop of another thing."""
    sentence = re.split(r"[。!?]", part[max(0, core.start() - _CONTEXT) : core.start()])[-1]
    rest = _without_preface(sentence)
    if not rest:
        return True
    if kind == "emergency":
        return _CONDITION.search(rest) is None
    if kind == "weak":
        return _weak_allows(sentence, rest, core)
    if kind == "quit":
        return _CONDITION.search(rest) is None and not rest.endswith(("をは", "もっとは"))
    if _BLOCKS.search(rest) or (_MOTION_NOUN.search(sentence) and _HAS_QUANTITY.search(sentence)):
        return False
    particle = _OBJECT.search(rest)
    return particle is None or (kind == "strong" and not particle.group().startswith("を"))


def _weak_allows(sentence: str, rest: str, core: re.Match[str]) -> bool:
    """After a reason (人がいるから) or a pause that ends no step; or 「人にぶつかる」."""
    if core.group().endswith(("かる", "たる")):
        return _SUBJECT.fullmatch(rest) is not None
    pause = sentence.endswith(("、", ",")) and len(rest) > 0
    step = _BLOCKS.search(rest) or _OBJECT.search(rest) or _HAS_QUANTITY.search(rest)
    return _REASON.search(rest) is not None or (pause and not step)


def _without_preface(sentence: str) -> str:
    """Cut from the end whatever one may say before a stop and still mean it: vocatives, hurry, reasons."""
    for start in range(len(sentence) + 1):
        if _PREFACE.fullmatch(sentence, start):
            return sentence[:start].rstrip("、,")
    return sentence

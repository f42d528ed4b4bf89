"""Split an instruction into clauses: a verb with the words before it, a condition, or verbless words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from physical_ai_bridge.language.generic import find_generic
from physical_ai_bridge.language.predicates import Predicate, find_predicates
from physical_ai_bridge.language.source import Source
from physical_ai_bridge.language.words import words_at

ClauseKind: TypeAlias = Literal["plain", "condition", "aside", "clock"]
_SENTENCE: Final = re.compile(r"[^。！？]+[。！？]*")
_QUOTED: Final = re.compile(r"「[^「」]*」")
_BETWEEN: Final = re.compile(r"[、。！？\s」]*")
_KATAKANA_PAIR: Final = re.compile(r"(?=[ァ-ヶー][ァ-ヶー])")
_HIRAGANA: Final = re.compile(r"[ぁ-ゖ]")
_CONNECTOR: Final = re.compile(
    r"(?<!^)、(?=それから|次[には、]|つぎ[には]|そして|その(?:後|あと)|続いて|最後に|(?:そう(?:で|じゃ)|い|で|じゃ)?なければ|なかったら|ないなら|無ければ|無理なら|だめなら|駄目なら|もし)"
)
_AFTER_POSTFIX: Final = re.compile(r"$|[、。！？\s」]|お願い|おねがい|頼む|たのむ")
_LATER: Final = re.compile(r"後(?:に|で)?(?![ろ方退進])、?")
# A condition on a verb that is not in the lexicon: 道が空いていたら, 雨なら, 人がいれば
_CONDITION: Final = re.compile(
    r"(?!(?:もし)?(?:よろし|よ|でき|可能であ|差し支えな)ければ|できれば|可能であれば|よかったら|(?:もし)?お(?:手すき|時間)[^、]{0,6}たら|そ(?:う)?したら|ほ[しい]たら|したら、|だったら、|それなら|なら、)(?:でも、?|あ、|じゃあ?、|ただし、?|もし(?:も)?、|万が一、)?[^。、「」]+?(?:たら|だら|(?<!ほ)(?<!ほん)(?<!それ)(?<!さ)なら(?:ば)?|[れけせてめべえげね]ば(?!か)|なきゃ|場合(?:は|に)?|(?:とき|時)(?:は|には)|(?<=[いるた])(?:とき|時)に)、?"
)
_CLOCK: Final = re.compile(
    r"(?:(?:午前|午後|朝の?|夜の?|夕方の?|昼の?)?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})時(?!間|の方)(?:半|[0-9一二三四五六七八九十]{1,3}分)?|正午|お昼|夕方|定時)に(?:なったら|なりましたら|なれば|なって(?:から)?|なり次第)?、?"
)
# Why it is said: 台車が通るので, 寒いから. What it asks for stands after it.
_REASON: Final = re.compile(
    r"[^。、「」]{1,40}?(?:(?:[いるただすうくむつぶ]|です|ます)(?:ので|から|けん|けえ|すけ(?=、)|さかい|もんで|ものですから|もので|もんだから|し)|[なんじ](?:ので|んだから|んですから|んやから|やけん)|(?:んだ|んです|んや|だ|や)(?:から|ので|けん|し)|(?<=[一-龠ぁ-ん])(?:か|ん|ない)(?:けん|けえ|ば?ってん)|なんで|(?:が|は)[^。、]{1,20}?(?:まして|でして|とって|てて|ておって)(?=、)|[いるた]んで|(?:[いるた]|ます|です|だ)(?:けど|けれど|けれども|が))(?:、|$|(?<=から)(?=[一-龠ァ-ヶA-Za-z0-9「])|(?<=なんで)(?=[一-龠ァ-ヶA-Za-z0-9])|(?<=ので)(?=.)|(?<=けん)(?=[一-龠ァ-ヶA-Za-z0-9「]))"
)
_REMARK: Final = re.compile(
    r"(?![^、。]*(?:ほし|欲し|くださ|もっと|もう少し|[きしちにびみりいえけせてねべめれげじぎ]たい))(?:[^。、]{0,16}?[はが、])?[^。、をて]{0,8}?[一-龠][ぁ-ん]{0,3}(?:(?<!な)(?<!たか)(?<!わ)い|く(?:なって(?:きた|る|いる|しまった|もうた)|なった)|かった|(?<=[^、。をにで])(?:だ|や|じゃ)(?=わ|よ|ね|な|ねん|けん|で、))(?:ねん|な[あぁ]?|ね[えー]?|よ|でしょ(?:う)?|じゃん|だろ(?:う)?|やろ|わ(?:ね|あ)?|んだ|んです|のよ|です(?:ね|よ)?|の|けん|っすね|なー)*(?=[、。！]|$)"
)
# 止まっている台車: what describes a noun is no order.
_DESCRIBING: Final = re.compile(r"[一-龠々ァ-ヶー][ぁ-ん]{0,3}[てで](?:い)?(?:る|た|ない|ある|あった)(?=[一-龠ァ-ヶA-Za-z])")
_VIA: Final = re.compile(r"を?経由して|を(?:通って|経て|通り、)")
# What may take back the order beside it is no mere remark.
TAKEN_BACK: Final = re.compile(r"嘘|うそ|冗談|違|ちが|だめ|駄目|なし|やめ|いや|不要|無理|間違|待|なんて|やっぱ|あかん|やなく")
_BEFORE_UNTIL: Final = re.compile(r"[一-龠々][ぁ-ん]{0,6}?[るうくすつむぶぐ]まで")
_ENDS: Final = re.compile(r"[。！]*$")
_ORDERED: Final = re.compile(r"(?:[てでら]|た?あと|後)から$")
_REQUEST: Final = re.compile(r"ほし|欲し|たい|もらえ(?!る(?:から|ので))|いただ(?!い)|くれ(?!た|て|る(?:から|ので|し|けん))|くださ(?!っ)|下さ|お願い|頼|[てで](?:け|ちょ|や)$")
_STARTS: Final = re.compile(r"^|[、。！？]+")
# What was left out is said after the verb: 触るなよ、プレス機に
_POSTPOSED: Final = re.compile(r"、?[^、。！？「」]{1,14}(?:を|に(?:は)?|は|も|へ|(?<![るうくすつむぶぐ])まで|から)[。！]?$")


@dataclass(frozen=True, slots=True)
class Clause:
    """A part `start`..`end` of the source: its words `start`..`args_end`, and its verb, if any.

    `postfix` is where a quantity said after a bare noun (右旋回90度) starts. `kind` tells a condition
    without a known verb, an aside (a reason: …から), a clock time to wait for, and a clause that comes first
    (その前に). `sentence` is where its sentence starts.
    """

    start: int
    args_end: int
    end: int
    sentence: int
    predicate: Predicate | None = None
    postfix: int | None = None
    kind: ClauseKind = "plain"

    @property
    def leads_on(self) -> bool:
        """Whether the clause only leads up to the end of its sentence (進んで, 進んでから, 進んだら)."""
        verb = self.predicate
        return verb is not None and (verb.mood in ("after", "when", "before") or verb.is_link)


def split(source: Source, generic: bool = False) -> list[Clause]:
    """Return the clauses of `source` in order; together they cover every character but punctuation.

    `generic`: verbs that no list holds are found by their shape.
    """
    asides = _asides(source)
    hidden = _hidden(source, [(aside.start, aside.end) for aside in asides.values()])
    verbs = find_predicates(source.key, hidden, source.verbs)
    if generic:
        known = [verb for verb in verbs if verb.writing != "する"]
        taken = hidden | {at for verb in known for at in range(verb.start, verb.end)}
        verbs = _joined(verbs, find_generic(source, taken))
    return [
        clause
        for sentence in _SENTENCE.finditer(source.key)
        for clause in _sentence(source, *sentence.span(), verbs, asides)
    ]


def _joined(verbs: Sequence[Predicate], generic: Sequence[Predicate]) -> list[Predicate]:
    """Verbs by their shape where they do not run into a verb that is known; a bare する gives way."""
    apart = [g for g in generic if not any(_overlap(g, v) for v in verbs if v.writing != "する")]
    kept = [v for v in verbs if v.writing != "する" or not any(_overlap(g, v) for g in apart)]
    return sorted((*kept, *apart), key=lambda verb: verb.start)


def _overlap(one: Predicate, other: Predicate) -> bool:
    return one.start < other.end and other.start < one.end


def _asides(source: Source) -> dict[int, Clause]:
    """Reasons and clock times by where they start: at the start of a sentence, or after a comma."""
    found: dict[int, Clause] = {}
    for start in _STARTS.finditer(source.key):
        at = start.end()
        sentence = source.key.rfind("。", 0, at) + 1
        if clock := _CLOCK.match(source.key, at):
            found[at] = Clause(at, clock.end(), clock.end(), sentence, kind="clock")
        elif (reason := _REASON.match(source.text, at)) and _is_reason(source.key, reason, at > sentence):
            found[at] = Clause(at, reason.end(), reason.end(), sentence, kind="aside")
        elif (remark := _REMARK.match(source.key, at)) and _is_remark(source.key, at, remark.end(), at > 0):
            found[at] = Clause(at, remark.end(), remark.end(), sentence, kind="aside")
    return found


def _is_remark(key: str, start: int, end: int, after_another: bool) -> bool:
    """寒いねん, 寒くなってきた: a remark beside an order."""
    beside = after_another or end < len(key.rstrip("、。！？"))
    return beside and not TAKEN_BACK.search(key, start, end)


def _is_reason(key: str, reason: re.Match[str], after_another: bool) -> bool:
    """進んでから gives an order in time, and …がほしいんだけど asks for something."""
    bare = reason.group().rstrip("、")
    whole = reason.end() == len(key.rstrip("。！")) and not after_another
    return not (whole or _ORDERED.search(bare) or _REQUEST.search(bare) or _CONDITION.search(bare))


def _sentence(
    source: Source, start: int, end: int, verbs: list[Predicate], asides: dict[int, Clause]
) -> Iterator[Clause]:
    at, last = start, None
    for predicate in verbs:
        if start <= predicate.start < end:
            for clause in _with_verb(source, at, predicate, start, asides):
                if last is not None:
                    yield last
                at, last = clause.end, clause
    tail = _POSTPOSED.match(source.key, at, end)
    if last is not None and last.predicate and last.postfix is None and tail and not _aside_from(asides, at):
        yield replace(last, end=tail.end(), postfix=at)
        return
    if last is not None:
        yield last
    yield from _without_verb(source, at, end, start, asides)


def _aside_from(asides: dict[int, Clause], at: int) -> bool:
    return any(start >= at for start in asides)


def _without_verb(
    source: Source, at: int, end: int, sentence: int, asides: dict[int, Clause]
) -> Iterator[Clause]:
    for start in sorted(asides):
        if at <= start < end:
            yield from _verbless(source, at, start, sentence)
            yield asides[start]
            at = asides[start].end
    yield from _verbless(source, at, end, sentence)


def _with_verb(
    source: Source, start: int, predicate: Predicate, sentence: int, asides: dict[int, Clause]
) -> Iterator[Clause]:
    for aside in sorted(at for at in asides if start <= at < predicate.start):
        yield from _verbless(source, start, aside, sentence)
        yield asides[aside]
        start = asides[aside].end
    for connector in _CONNECTOR.finditer(source.key, start, predicate.start):
        yield from _conditional(source, start, connector.start(), sentence)
        start = connector.end()
    if delay := _delay_end(source, start, predicate.start):
        yield Clause(start, delay, delay, sentence)
        start = delay
    if condition := _CONDITION.match(source.key, _idle_end(source.key, start), predicate.start):
        yield Clause(start, condition.end(), condition.end(), sentence, kind="condition")
        start = condition.end()
    end = _postfix_end(source, start, predicate)
    postfix = predicate.end if end != predicate.end else None
    yield Clause(start, predicate.start, end, sentence, predicate, postfix)


def _conditional(source: Source, start: int, end: int, sentence: int) -> Iterator[Clause]:
    """Words without a verb, with the condition they may begin with (牛乳があれば牛乳)."""
    if condition := _CONDITION.match(source.key, _idle_end(source.key, start), end):
        yield Clause(start, condition.end(), condition.end(), sentence, kind="condition")
        start = condition.end()
    yield from _verbless(source, start, end, sentence)


def _idle_end(key: str, start: int) -> int:
    found = _BETWEEN.match(key, start)
    return found.end() if found else start


def _delay_end(source: Source, start: int, end: int) -> int | None:
    """The end of 「10秒後に」 at the start of a clause: a wait of its own."""
    for quantity in source.quantities.values():
        if start <= quantity.span[0] < end and quantity.kind == "duration":
            later = _LATER.match(source.key, quantity.span[1], end)
            return later.end() if later else None
    return None


def _postfix_end(source: Source, start: int, predicate: Predicate) -> int:
    quantity = source.quantities.get(predicate.end)
    said_before = any(start <= at < predicate.start for at in source.quantities)
    if predicate.form != "名詞" or quantity is None or said_before:
        return predicate.end
    end = quantity.span[1]
    return end if _AFTER_POSTFIX.match(source.key, end) else predicate.end


def _verbless(source: Source, start: int, end: int, sentence: int) -> Iterator[Clause]:
    """Each comma separates; without a verb nothing ties the parts together."""
    for part in re.finditer(r"[^、。！？]+", source.key[start:end]):
        if not _BETWEEN.fullmatch(part.group()):
            yield Clause(start + part.start(), start + part.end(), start + part.end(), sentence)


def _adverbs(key: str) -> list[tuple[int, int]]:
    """Adverbs that hold what looks like a verb: 少しずつ is no 〜せず."""
    return [(at, at + len(word)) for at in range(len(key)) for word, kind, _ in words_at(key, at) if len(word) > 2 and kind == "modifier" and word != "もっと" and not _ENDS.match(key, at + len(word))]


def _hidden(source: Source, asides: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Where no verb may begin: in a quotation, in a quantity, amid a katakana word (メートル is no 取る)."""
    spans = [*asides, *(found.span() for found in _QUOTED.finditer(source.text))]
    spans += [quantity.span for quantity in source.quantities.values()]
    spans += [(start, end) for start, (_, end) in source.speeches.items()]
    spans += _adverbs(source.key)
    spans += [found.span() for name in source.names if len(name) > 1 for found in re.finditer(re.escape(name), source.key)]
    spans += [found.span() for pattern in (_VIA, _BEFORE_UNTIL) for found in pattern.finditer(source.key)]
    spans += [found.span() for found in _DESCRIBING.finditer(source.text)]
    places = {at for start, end in spans for at in range(start, end)}
    if _HIRAGANA.search(source.text):  # a text without any may be all katakana: ミギニ90ドマワッテ
        ends = {quantity.span[1] for quantity in source.quantities.values()}
        places |= {found.start() + 1 for found in _KATAKANA_PAIR.finditer(source.text)} - ends
    return frozenset(places)

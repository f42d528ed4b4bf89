"""From a Japanese sentence to what to do: the whole way, in the order that keeps it safe."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from physical_ai_bridge.language.answers import answer_pending, ask_again
from physical_ai_bridge.language.asides import takes_back
from physical_ai_bridge.language.clause_reading import asks, read_clause
from physical_ai_bridge.language.clauses import Clause, split
from physical_ai_bridge.language.compose import compose, refused
from physical_ai_bridge.language.dialogue import completed, follow_up
from physical_ai_bridge.language.disfluency import smooth
from physical_ai_bridge.language.grammar import Before
from physical_ai_bridge.language.hazards import is_hazardous
from physical_ai_bridge.language.lexicon import VerbEntry
from physical_ai_bridge.language.limits import absurd
from physical_ai_bridge.language.normalise import Normalised, normalise
from physical_ai_bridge.language.phrases import match_phrase, rewrite
from physical_ai_bridge.language.quantities import LONGEST_TEXT, find_quantities
from physical_ai_bridge.language.reading import Reading
from physical_ai_bridge.language.memory import Memory, memory_of
from physical_ai_bridge.language.refer import resolve
from physical_ai_bridge.language.refusals import is_refused
from physical_ai_bridge.language.sentences import govern
from physical_ai_bridge.language.romaji import from_romaji
from physical_ai_bridge.language.site_words import site_stems
from physical_ai_bridge.language.source import Source
from physical_ai_bridge.language.speech import find_speeches
from physical_ai_bridge.language.stop_words import StopMatch, match_stop
from physical_ai_bridge.language.talk import match_fallback, match_talk
from physical_ai_bridge.language.understanding import Context, Intent, Pending, Understanding

_WHOLE_QUOTATION: Final = re.compile(r"「([^「」]*)」[。！]?")
_STILL: Final = ("unsupported", "answer", "no_motion")
_UNFINISHED: Final = re.compile(r"(?:^|[、。])(?:それから|そして|次に|そのあと|その後|それで|あとは|んで|ほんで|で)[、。]*$")
_PAUSE: Final = re.compile(r"(?:一時|いちじ|一次)(?:停止|ていし|てい止|すとっぷ|停車)")
_HESITATES: Final = re.compile(r"(?:[て]から|[、。でにを]|それから)(?:え[ーっ]*と?|えーっと|えっと|ええと|あのー?|うー+んと?|んー+と?|えー+)[、。]*$")
_LONG_MARK: Final = re.compile(r"(?<=[ァ-ヶ])[－‐−–—-](?=[ァ-ヶ])")
_SPOKEN_BREAK: Final = re.compile(r"(?<=\S)[\s　]+(あの|うん|えっと|えー|えーと|あ|まあ|その|ちがう|違う|いや)(?=[\s　])")
_BULLET: Final = re.compile(r"(?:^|(?<=[てで、。\s]))[①-⑳](?![\d]|メートル|センチ|ミリ|㎜|㎝|m|番|号|つ|個|本|歩|度|秒|分|回|台|階|段)[\s　]*")
_GO_ON: Final = "続きをお願いします。"
_NOTHING_HEARD: Final = "ご指示が聞き取れませんでした。もう一度お願いします。"
_TOO_LONG: Final = f"指示が長すぎます（{LONGEST_TEXT:,}文字まで）。短く分けてお願いします。"


def understand(text: str, context: Context | None = None) -> Understanding:
    """Understand one Japanese instruction, offline and deterministically.

    A stop is heard first, whatever else stands in the text. Over 1,000 characters are refused unread. A short
    answer completes `context.pending`; a new instruction drops that question; anything else repeats it.
    Never raises on any text.
    """
    context = context or Context()
    if stop := match_stop(text):
        return _stopped(text, stop)
    normal = _normalised(text) if len(text) <= LONGEST_TEXT else None
    if normal is None or len(normal.text) > LONGEST_TEXT:
        return refused(_TOO_LONG)
    if is_refused(normal.key):
        return refused()
    if _HESITATES.search(normalise(text).key):
        return Understanding("clarify", reply=_GO_ON)
    return _understand(_source(normal, context), context)


def prepare() -> None:
    """Load the words now, so that the first instruction does not wait some 0.2 s for them."""
    understand("はい、えーと1m進んで受付に行って")


def _understand(source: Source, context: Context) -> Understanding:
    """Understand what may be read at all: no stop, not too long, nothing against the rules."""
    if beyond := absurd(source.quantities.values()):
        said = source.text[beyond.span[0] : beyond.span[1]]
        return refused(f"「{said}」は実行できる範囲を大きく超えています。")
    memory = memory_of(context.history).with_told(source.text)
    if context.pending:
        answered = _answered(source, context.pending, memory)
        return _harmless(resolve(answered, memory, source.key)) if answered else ask_again(context.pending)
    if _UNFINISHED.search(source.key):
        return Understanding("clarify", reply=_GO_ON)
    if not any(character.isalnum() for character in source.key):
        return Understanding("clarify", reply=_NOTHING_HEARD)
    idiom = match_phrase(source.key)
    understood = (None if idiom else follow_up(source, context.history)) or _read(source, memory)
    return _harmless(resolve(understood, memory, source.key))


def _harmless(understood: Understanding) -> Understanding:
    """What was understood, unless its words name a danger that the text alone did not show."""
    return refused() if understood.outcome == "execute" and is_hazardous(understood.intents) else understood


def _answered(source: Source, pending: Pending, memory: Memory) -> Understanding | None:
    """The answer to `pending`, or else a new instruction, which drops the question; None if it is neither."""
    if answered := answer_pending(source, pending) or completed(source, pending):
        return answered
    new = compose(_readings(source, memory, generic=False))
    if (talk := match_talk(source.key, source.text)) and talk.kind == "answer":
        new = compose([talk])
    lost = new.outcome == "clarify" and (new.pending is None or new.pending.slot == "yes_no")
    if talk and pending.slot == "yes_no" and new.outcome == "clarify":
        return compose([talk])
    lost |= new.outcome == "no_motion" and not new.intents and bool(pending.choices)
    repeats = any(intent.skill == "repeat" for intent in new.intents)
    return None if lost or repeats else new


def _normalised(text: str) -> Normalised:
    text = from_romaji(_LONG_MARK.sub("ー", text))
    normal = normalise(_SPOKEN_BREAK.sub(r"、\1、", _BULLET.sub("、", text)))
    if quotation := _WHOLE_QUOTATION.fullmatch(normal.text):
        normal = normalise(quotation.group(1))
    said = rewrite(normal.text)
    return smooth(smooth(normal if said == normal.text else normalise(said)))


def _source(normal: Normalised, context: Context) -> Source:
    quantities = {quantity.span[0]: quantity for quantity in find_quantities(normal.key, normal.text)}
    names = tuple(_folded(name) for name in (*context.place_names, *context.object_names))
    speeches = find_speeches(normal.text, normal.key)
    return Source(normal.text, normal.key, quantities, names, speeches, site_stems(context.verbs))


@lru_cache(maxsize=4096)
def _folded(name: str) -> str:
    return normalise(name).key


def _read(source: Source, memory: Memory) -> Understanding:
    """What the clauses come to; verbs that no list holds tell at most that it was no motion."""
    talk = match_talk(source.key, source.text)
    understood = compose(_readings(source, memory, generic=False))
    orders = understood.outcome == "execute" and not asks(source.key)
    if talk and talk.kind == "answer" and not orders:
        return _about(compose([talk]), understood)
    if understood.outcome in ("execute", "answer", "no_motion", "refuse") or _waits(understood):
        return understood
    if talk and not (understood.outcome == "clarify" and takes_back(source.key)):
        return compose([talk])
    if understood.outcome == "unsupported" or understood.pending:
        return understood
    by_shape = compose(_readings(source, memory, generic=True))
    return by_shape if by_shape.outcome in _STILL else understood


def _about(talked: Understanding, asked: Understanding) -> Understanding:
    """冷蔵庫の扉、開けられる？: what the ability is asked about, as the verb tells it."""
    args = talked.intents[0].args if talked.intents else {}
    if dict(args) != {"topic": "capabilities"}:
        return talked
    return asked if asked.outcome == "answer" else talked


def _waits(understood: Understanding) -> bool:
    """Whether a question was asked that an answer completes."""
    return understood.pending is not None and understood.pending.slot != "yes_no"


def _readings(source: Source, memory: Memory, generic: bool) -> list[Reading]:
    if whole := match_phrase(source.key):
        return [whole]
    clauses = split(source, generic)
    readings: list[Reading] = []
    for index, clause in enumerate(clauses):
        last = memory.things[-1] if memory.things else None
        before = Before(last, not readings, len(clauses) == 1, _next_verb(clauses, index))
        reading = read_clause(source, clause, before)
        readings.append(reading)
        memory = _remembering(memory, reading)
    lost = all(reading.kind == "unknown" for reading in readings)
    fallback = match_fallback(source.key, source.text) if lost else None
    return [fallback] if fallback else govern(source, clauses, readings)


def _next_verb(clauses: Sequence[Clause], index: int) -> VerbEntry | None:
    """The next verb of the same sentence, which may hold for words before it (棚Aに、それから棚Bに行って)."""
    later = (c for c in clauses[index + 1 :] if c.sentence == clauses[index].sentence and c.predicate)
    return next((c.predicate.verb for c in later if c.predicate and c.predicate.mood == "order"), None)


def _remembering(memory: Memory, reading: Reading) -> Memory:
    for intent in reading.intents:
        memory = memory.with_intent(intent)
    return memory.with_condition(reading.said) if reading.kind == "condition" else memory


def _stopped(text: str, stop: StopMatch) -> Understanding:
    """The reply to a stop. 一時停止 stops just as fast; the intent tells that it asked for a pause."""
    if stop.level == "emergency":
        return Understanding("stop_now", (Intent("stop", {"emergency": True}),), "非常停止します。")
    skill = "pause" if _PAUSE.search(normalise(text[:LONGEST_TEXT]).key) else "stop"
    return Understanding("stop_now", (Intent(skill),), "停止します。")

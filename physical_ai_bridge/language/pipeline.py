"""From a Japanese sentence to what to do: the whole way, in the order that keeps it safe."""

from typing import Final

from physical_ai_bridge.language.answers import answer_pending, ask_again
from physical_ai_bridge.language.compose import compose, refused
from physical_ai_bridge.language.dialogue import completed, follow_up
from physical_ai_bridge.language.hazards import is_hazardous
from physical_ai_bridge.language.instruction import read_instruction, readings_of
from physical_ai_bridge.language.intake import source_of, take_in
from physical_ai_bridge.language.limits import absurd
from physical_ai_bridge.language.memory import Memory, memory_of
from physical_ai_bridge.language.normalise import normalise
from physical_ai_bridge.language.phrases import match_phrase
from physical_ai_bridge.language.quantities import LONGEST_TEXT
from physical_ai_bridge.language.refer import resolve
from physical_ai_bridge.language.refusals import is_refused
from physical_ai_bridge.language.shapes import compile_all, shape
from physical_ai_bridge.language.source import Source
from physical_ai_bridge.language.stop_words import StopMatch, match_stop
from physical_ai_bridge.language.talk import match_talk
from physical_ai_bridge.language.understanding import Context, Intent, Pending, Understanding

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
    normal = take_in(text) if len(text) <= LONGEST_TEXT else None
    if normal is None or len(normal.text) > LONGEST_TEXT:
        return refused(_TOO_LONG)
    if is_refused(normal.key):
        return refused()
    if shape("pipeline.hesitates").search(normalise(text).key):
        return Understanding("clarify", reply=_GO_ON)
    return _understand(source_of(normal, context), context)


def prepare() -> None:
    """Load the words now, so that the first instruction does not wait for them."""
    compile_all()
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
    if shape("pipeline.unfinished").search(source.key):
        return Understanding("clarify", reply=_GO_ON)
    if not any(character.isalnum() for character in source.key):
        return Understanding("clarify", reply=_NOTHING_HEARD)
    idiom = match_phrase(source.key)
    understood = None if idiom else follow_up(source, context.history)
    return _harmless(resolve(understood or read_instruction(source, memory), memory, source.key))


def _harmless(understood: Understanding) -> Understanding:
    """What was understood, unless its words name a danger that the text alone did not show."""
    return refused() if understood.outcome == "execute" and is_hazardous(understood.intents) else understood


def _answered(source: Source, pending: Pending, memory: Memory) -> Understanding | None:
    """The answer to `pending`, or else a new instruction, which drops the question; None if it is neither."""
    if answered := answer_pending(source, pending) or completed(source, pending):
        return answered
    new = compose(readings_of(source, memory))
    if (talk := match_talk(source.key, source.text)) and talk.kind == "answer":
        new = compose([talk])
    lost = new.outcome == "clarify" and (new.pending is None or new.pending.slot == "yes_no")
    if talk and pending.slot == "yes_no" and new.outcome == "clarify":
        return compose([talk])
    lost |= new.outcome == "no_motion" and not new.intents and bool(pending.choices)
    repeats = any(intent.skill == "repeat" for intent in new.intents)
    return None if lost or repeats else new


def _stopped(text: str, stop: StopMatch) -> Understanding:
    """The reply to a stop. 一時停止 stops just as fast; the intent tells that it asked for a pause."""
    if stop.level == "emergency":
        return Understanding("stop_now", (Intent("stop", {"emergency": True}),), "非常停止します。")
    paused = shape("pipeline.pause").search(normalise(text[:LONGEST_TEXT]).key)
    return Understanding("stop_now", (Intent("pause" if paused else "stop"),), "停止します。")

"""From a Japanese sentence to what to do: the whole way, in the order that keeps it safe."""

import re
from typing import Final

from physical_ai_bridge.language.answers import answer_pending, ask_again
from physical_ai_bridge.language.clauses import split
from physical_ai_bridge.language.compose import compose, refused
from physical_ai_bridge.language.dialogue import follow_up
from physical_ai_bridge.language.limits import absurd
from physical_ai_bridge.language.moods import Before, read_clause
from physical_ai_bridge.language.normalise import Normalised, normalise
from physical_ai_bridge.language.phrases import is_refused, match_fallback, match_phrase, rewrite
from physical_ai_bridge.language.quantities import LONGEST_TEXT, find_quantities
from physical_ai_bridge.language.reading import Reading
from physical_ai_bridge.language.sentences import govern
from physical_ai_bridge.language.source import Source
from physical_ai_bridge.language.stop_words import StopMatch, match_stop
from physical_ai_bridge.language.understanding import Context, Intent, Pending, Understanding

_WHOLE_QUOTATION: Final = re.compile(r"「([^「」]*)」[。！]?")
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
    return _understand(_source(normal, context.place_names), context)


def prepare() -> None:
    """Load the words now, so that the first instruction does not wait some 0.2 s for them."""
    understand("はい、えーと1m進んで受付に行って")


def _understand(source: Source, context: Context) -> Understanding:
    """Understand what may be read at all: no stop, not too long, nothing against the rules."""
    if beyond := absurd(source.quantities.values()):
        said = source.text[beyond.span[0] : beyond.span[1]]
        return refused(f"「{said}」は実行できる範囲を大きく超えています。")
    if context.pending:
        return _answered(source, context.pending) or ask_again(context.pending)
    if not any(character.isalnum() for character in source.key):
        return Understanding("clarify", reply=_NOTHING_HEARD)
    return follow_up(source, context.history) or compose(_readings(source))


def _answered(source: Source, pending: Pending) -> Understanding | None:
    """The answer to `pending`, or else a new instruction, which drops the question; None if it is neither."""
    if answered := answer_pending(source, pending):
        return answered
    new = compose(_readings(source))
    lost = new.outcome == "clarify" and (new.pending is None or new.pending.slot == "yes_no")
    repeats = any(intent.skill == "repeat" for intent in new.intents)
    return None if lost or repeats else new


def _normalised(text: str) -> Normalised:
    normal = normalise(text)
    if quotation := _WHOLE_QUOTATION.fullmatch(normal.text):
        normal = normalise(quotation.group(1))
    said = rewrite(normal.text)
    return normal if said == normal.text else normalise(said)


def _source(normal: Normalised, place_names: tuple[str, ...]) -> Source:
    quantities = {quantity.span[0]: quantity for quantity in find_quantities(normal.key)}
    names = tuple(normalise(name).key for name in place_names)
    return Source(normal.text, normal.key, quantities, names)


def _readings(source: Source) -> list[Reading]:
    if whole := match_phrase(source.key):
        return [whole]
    clauses = split(source)
    readings: list[Reading] = []
    last_object: str | None = None
    for clause in clauses:
        reading = read_clause(source, clause, Before(last_object, not readings, len(clauses) == 1))
        readings.append(reading)
        handled = [str(intent.args["object"]) for intent in reading.intents if "object" in intent.args]
        last_object = handled[-1] if handled else last_object
    fallback = match_fallback(source.key) if all(reading.kind == "unknown" for reading in readings) else None
    return [fallback] if fallback else govern(source, clauses, readings)


def _stopped(text: str, stop: StopMatch) -> Understanding:
    """The reply to a stop. 一時停止 stops just as fast; the intent tells that it asked for a pause."""
    if stop.level == "emergency":
        return Understanding("stop_now", (Intent("stop", {"emergency": True}),), "非常停止します。")
    skill = "pause" if "一時停止" in normalise(text[:LONGEST_TEXT]).key else "stop"
    return Understanding("stop_now", (Intent(skill),), "停止します。")

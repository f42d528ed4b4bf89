"""Read what the verb of a clause says, whatever its mood: give its chunks to the rule of the verb."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from physical_ai_bridge.language.chunks import cut
from physical_ai_bridge.language.clauses import Clause
from physical_ai_bridge.language.lexicon import VerbEntry, lexicon
from physical_ai_bridge.language.reading import Reading, unknown
from physical_ai_bridge.language.rules import by_rule
from physical_ai_bridge.language.shapes import shape
from physical_ai_bridge.language.slots import Slots
from physical_ai_bridge.language.source import Chunk, Source
from physical_ai_bridge.language.talk import match_talk
from physical_ai_bridge.language.understanding import Intent

_PARTS: Final = re.compile(r"[^、]+、?")


@dataclass(frozen=True, slots=True)
class Before:
    """What surrounds a clause: the object handled last, whether no clause comes before it (`first`), whether
    there is no other at all (`alone`), and the next verb of its sentence.
    """

    last_object: str | None
    first: bool
    alone: bool
    next_verb: VerbEntry | None = None


def chunks_of(source: Source, clause: Clause) -> list[Chunk] | None:
    """Return the chunks of `clause`, its verb left out; None where a part can be nothing known."""
    chunks = cut(source, clause.start, clause.args_end)
    if chunks is None or clause.postfix is None:
        return chunks
    after = cut(source, clause.postfix, clause.end)
    return None if after is None else chunks + after


def read_action(source: Source, clause: Clause, verb: VerbEntry, said: str, before: Before) -> Reading:
    """Read `clause`, whose words are `said`, as if it ordered what `verb` means."""
    chunks = chunks_of(source, clause)
    if verb.heard_for:
        return _misheard(verb, chunks or (), said)
    if chunks is None:
        return Reading("unsupported" if verb.action == "unsupported" else "unknown", said=said)
    if verb.action in ("done", "please") and not before.alone and not Slots(chunks, said).left:
        idle = verb.action == "please" or not before.first
        return Reading("nothing", said=said) if idle else unknown(Slots((), said))
    reading = by_rule(verb, chunks, said, before.last_object)
    each = _each_part(source, clause, verb, said) if reading.kind == "unknown" else None
    return each or reading


def _each_part(source: Source, clause: Clause, verb: VerbEntry, said: str) -> Reading | None:
    """ノートは机に、ペンは引き出しにしまって: the verb holds for every part; None where it does not."""
    if "、" not in source.key[clause.start : clause.args_end] or clause.postfix is not None:
        return None
    parts = list(_PARTS.finditer(source.key, clause.start, clause.args_end))
    readings = [_part(source, part, verb, said, last=part.end() == clause.args_end) for part in parts]
    whole = bool(parts) and parts[-1].end() >= clause.args_end
    if not whole or len(readings) < 2 or any(reading.kind not in ("do", "nothing") for reading in readings):
        return None
    return Reading("do", _said_in_full([intent for reading in readings for intent in reading.intents]))


def _part(source: Source, part: re.Match[str], verb: VerbEntry, said: str, last: bool) -> Reading:
    if not last and _is_remark(source, *part.span()):
        return Reading("nothing")
    chunks = cut(source, *part.span())
    named = chunks and all(chunk.kind != "noun" or _is_said(chunk) for chunk in chunks)
    return by_rule(verb, chunks, said, None) if chunks and named else Reading("unknown", said=said)


def _said_in_full(intents: Sequence[Intent]) -> tuple[Intent, ...]:
    """電気、台所の電気消して: the second time it is said in full."""
    pairs = zip(intents, (*intents[1:], None), strict=True)
    return tuple(one for one, later in pairs if not _is_cut_short(one, later))


def _is_cut_short(one: Intent, later: Intent | None) -> bool:
    if later is None or one.skill != later.skill or one.args.keys() != later.args.keys():
        return False
    return all(str(later.args[role]).endswith(str(said)) for role, said in one.args.items())


def _is_remark(source: Source, start: int, end: int) -> bool:
    """おはよう、ドアを開けて: a greeting before the words of an order."""
    talk = match_talk(source.key[start:end].strip("、"), source.text[start:end].strip("、"))
    return talk is not None and talk.kind == "nothing"


def _is_said(chunk: Chunk) -> bool:
    """Whether a noun of a list is one: with a particle, or not in hiragana alone."""
    return bool(chunk.particle) or shape("grammar.named").search(chunk.text) is not None


def _misheard(verb: VerbEntry, chunks: Sequence[Chunk], said: str) -> Reading:
    """全身 for 前進: never acted on; asked back with what it would mean."""
    meant = lexicon().verb(verb.heard_for)
    reading = by_rule(meant, chunks, said, None)
    reply = f"「{verb.lemma}」は「{meant.lemma}」のことですか？"
    if reading.kind != "do":
        return Reading("ask", said=said, reply=reply)
    return Reading("ask", reading.intents, said, "yes_no", reply)

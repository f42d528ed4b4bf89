"""Read one clause: what its verb says, and what its mood makes of that (an order, a ban, a question …)."""

import re
from dataclasses import dataclass, replace
from typing import Any, Final

from physical_ai_bridge.language.chunks import cut
from physical_ai_bridge.language.clauses import TAKEN_BACK, Clause
from physical_ai_bridge.language.grammar import chunks_of, read_action
from physical_ai_bridge.language.lexicon import VerbEntry
from physical_ai_bridge.language.phrases import match_phrase
from physical_ai_bridge.language.predicates import Mood, Predicate
from physical_ai_bridge.language.reading import Reading
from physical_ai_bridge.language.slots import Slots
from physical_ai_bridge.language.source import Source
from physical_ai_bridge.language.talk import match_talk
from physical_ai_bridge.language.understanding import Intent, Slot
from physical_ai_bridge.language.verbless import read_verbless

PUNCTUATION: Final = "、。！？「」 "
_CONDITION_MARK: Final = re.compile(r"(?:なら(?:ば)?|場合(?:は|に)?|(?:とき|時)(?:に|は|には)?)、?$|ら、?$")
_IF: Final = re.compile(r"(?:ただし|でも|じゃあ?、|あ、|もし(?:も)?|万が一|万一|仮に|、)*")
_POLITE: Final = re.compile(r"(な(?=り)|し|き|い|見え|見つけ|け|え|れ|せ|べ|め|て|ね|げ)り?まし(?=た$)")
_COMPOUND: Final = re.compile(r"(?<!少)(?:[一-龠]{1,2}[りきしちみびけせねめれべげえい]|もたれ|よじ|ぶら)$")
_FIRST: Final = re.compile(r"[、。！]*(?:(?:あ|あっ|でも|ただし|ただ|けど|いや|そうだ)、?)*(?:その|この|それより)前に、?|[、。！]*(?:でも|けど|ただし|ただ|あっ?)、?(?:先に|まず|最初に|まずは)、?")
_CLOCK_END: Final = re.compile(r"に(?:なったら|なりましたら|なれば|なって(?:から)?|なり次第)?、?$")
_CERTAIN: Final = re.compile(r"(?:でも|あ、|じゃあ?、?|ただし|、)*(?:もし(?:も)?|万が一|万一|仮に)")
ASKS: Final = re.compile(r"？|(?:か|かな|かね|どこ|何|なに|いつ|誰|なんぼ|いくつ)[。！]*$")
_TOLD: Final = re.compile(r"(?:と|って)(?:言|書|い[うっわ]|聞|叫|思)")
_EXPLAINS: Final = re.compile(r"が[^、]*[るうくすつむぶぐぬ](?:の|わ|よ|のよ|んだ|んです|ねん|わよ)$")
_SOMEBODY: Final = re.compile(r"[がはも]|れたら$")
_WHERE: Final = re.compile(r"(?P<thing>[^、。]*?)(?:って|は|が|の場所は)?、?(?:今|いま)?(?:どこ|何処)")
_CANNOT: Final = re.compile(r"が[^、]*ない$")
_E_ROW: Final = str.maketrans("れけせてめべえげね", "るくすつむぶうぐぬ")
_ACKNOWLEDGED: Final = "承知しました。"


@dataclass(frozen=True, slots=True)
class Before:
    """What surrounds a clause: the object handled last, whether there is any other clause, the next verb."""

    last_object: str | None
    first: bool
    alone: bool
    next_verb: VerbEntry | None = None


def read_clause(source: Source, clause: Clause, before: Before) -> Reading:
    """Read `clause`, which stands after what `before` tells."""
    first = _FIRST.match(source.key, clause.start, clause.args_end)
    if first is None or before.first:
        return _read_clause(source, clause, before)
    reading = _read_clause(source, replace(clause, start=first.end()), before)
    return replace(reading, comes_before_last=True)


def _read_clause(source: Source, clause: Clause, before: Before) -> Reading:
    said = source.text[clause.start : clause.end].strip(PUNCTUATION)
    if clause.kind == "condition":
        return Reading("condition", said=_condition(said))
    if clause.kind == "aside":
        return Reading("nothing")
    if clause.kind == "clock":
        return Reading("do", (Intent("wait", {"until": _CLOCK_END.sub("", said)}),))
    if phrase := match_phrase(source.key[clause.start : clause.end].strip("、。！「」 ")):
        return phrase
    if said.startswith(("と", "って")) and _TOLD.match(said):
        return Reading("unknown", said=said)
    talk = _talk(source, clause)
    orders = clause.predicate is not None and clause.predicate.mood == "order" and not ASKS.search(said)
    if talk and talk.kind == "answer" and not orders:
        return talk
    if talk and clause.predicate is None and not TAKEN_BACK.search(said):
        return talk
    reading = _asked(source, clause, said, before)
    told = talk and reading.kind in ("unknown", "unsupported", "nothing") and not TAKEN_BACK.search(said)
    return talk if talk and told else reading


def _asked(source: Source, clause: Clause, said: str, before: Before) -> Reading:
    """What a clause comes to that is no idiom, question or remark."""
    if clause.predicate is not None:
        return _read_predicate(source, clause, clause.predicate, said, before)
    chunks = cut(source, clause.start, clause.end)
    if chunks is None:
        return Reading("unknown", said=said)
    reading = read_verbless(Slots(chunks, said), before.alone)
    if reading.kind in ("unknown", "ask") and before.next_verb:
        gapped = read_action(source, clause, before.next_verb, said, None, before.first, before.alone)
        return gapped if gapped.kind == "do" else reading
    return reading


def _talk(source: Source, clause: Clause) -> Reading | None:
    """A question or a remark among other clauses; a report only where nothing but a mark is around it."""
    end = clause.end + source.key[clause.end :].startswith("？")
    key, text = source.key[clause.start : end], source.text[clause.start : end]
    ends = key[-1:] in PUNCTUATION or source.key[end : end + 1] in PUNCTUATION
    return match_talk(key, text, telling=ends and clause.start == clause.sentence)


def _read_predicate(source: Source, clause: Clause, verb: Predicate, said: str, before: Before) -> Reading:
    if verb.mood == "needless":
        return Reading("nothing", reply=_ACKNOWLEDGED)
    if verb.mood in ("prohibit", "without"):
        return _prohibition(source, clause, verb, said)
    if verb.mood == "condition":
        return Reading("condition", said=_condition(said))
    if verb.verb.action == "unsupported" and verb.form == "終止" and _EXPLAINS.search(said):
        return Reading("nothing")  # 足が冷える: nobody is asked to do it
    subject = any(c.kind == "noun" and c.particle == "が" for c in chunks_of(source, clause) or ())
    if verb.verb.action == "unsupported" and verb.form == "終止" and verb.mood == "order" and subject:
        alone = clause.start == clause.sentence and source.key[clause.end : clause.end + 1] in ("", "。", "！")
        return Reading("nothing" if alone else "unknown", said=said)  # 彼が怒る orders nothing
    reading = read_action(
        source, clause, verb.verb, said, before.last_object, before.first, before.alone
    )
    if verb.mood == "when":
        if _CERTAIN.match(said):
            return Reading("condition", said=_condition(said))
        step = reading.kind in ("do", "nothing")
        if reading.kind == "unsupported" and not _SOMEBODY.search(said):
            return reading
        return reading if step else Reading("condition", said=_condition(said))
    return _in_mood(verb, reading, said)


def _where(said: str) -> Reading | None:
    """ハンドリフトってどこに置いてあるの: it asks, whatever the verb."""
    asked = _WHERE.match(said)
    if asked is None:
        return None
    args = {"topic": "object_location", "target": asked["thing"]} if asked["thing"] else {"topic": "position"}
    return Reading("answer", (Intent("query", args),))


def _in_mood(verb: Predicate, reading: Reading, said: str) -> Reading:
    mood = verb.mood
    if mood == "before":
        leaving = verb.writing in ("上がる", "あがる", "帰る", "出かける") and reading.kind == "ask"
        return Reading("nothing") if leaving else replace(reading, comes_after_next=True)
    if mood in ("order", "after") or (reading.kind == "unknown" and mood == "wish"):
        return reading
    if mood == "wish":
        slot: Slot | None = "yes_no" if reading.intents else None
        sure = Reading("ask", reading.intents, said, slot, f"「{said}」を実行しますか？")
        return sure if reading.kind in ("do", "unsupported") else reading
    if mood == "ability":
        roles = ("target", "object", "device", "person")
        targets = [intent.args[role] for intent in reading.intents for role in roles if role in intent.args]
        about = {"topic": "capabilities", **({"target": targets[0]} if targets else {})}
        return Reading("answer", (Intent("query", about),))
    if mood in ("question", "statement") and (asked := _where(said)):
        return asked
    if mood == "question":
        return Reading("answer", (Intent("query", {"topic": "status"}),))
    return Reading("nothing", reply=_ACKNOWLEDGED)


def _prohibition(source: Source, clause: Clause, verb: Predicate, said: str) -> Reading:
    """「棚Aに行かないで」: only acknowledged; what exactly is forbidden is kept as far as it was said."""
    if verb.verb.action == "stop" and verb.mood == "prohibit" and "まだ" not in said:
        return Reading("danger", said=said)
    if verb.mood == "prohibit" and _CANNOT.search(said):
        return Reading("nothing")  # ドアが開かない
    compound = _COMPOUND.search(source.text[clause.start : verb.start])
    args: dict[str, Any] = {"action": (compound.group() if compound else "") + (verb.writing or verb.verb.lemma)}
    chunks = list(chunks_of(source, clause) or ())
    if verb.writing == "する" and chunks and chunks[-1].kind == "noun" and chunks[-1].particle in ("", "を"):
        args["action"] = chunks.pop().text + "する"
    for chunk in chunks:
        if chunk.kind == "noun":
            args.setdefault("place" if chunk.particle == "で" else "target", chunk.text)
        elif chunk.kind == "until":
            args["until"] = chunk.text
    return Reading("prohibit", (Intent("prohibit", args),), said)


def _condition(said: str) -> str:
    """人が来たら -> 人が来た, 雨なら -> 雨, 人がいれば -> 人がいる, 少なければ -> 少ない."""
    bare = _POLITE.sub(r"\1", _CONDITION_MARK.sub("", _IF.sub("", said, count=1)))
    if bare.endswith("なければ"):
        return bare[:-3] + "い"
    return bare[:-2] + bare[-2].translate(_E_ROW) if bare.endswith("ば") and len(bare) > 1 else bare

"""Find what それ, そこ, その箱 and 元の場所 point to: in the same instruction, or in the turns before."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from physical_ai_bridge.language.lexicon import lexicon
from physical_ai_bridge.language.normalise import fold_key
from physical_ai_bridge.language.understanding import Intent, Pending, Slot, Turn, Understanding

_THING: Final = re.compile(r"(?:それ|これ|あれ|そいつ|こいつ|あいつ|そのもの|同じ(?:もの|やつ|の))(?:ら|たち)?(?:も|全部)?")
_THERE: Final = re.compile(r"(?:そこ|あそこ|あっち|そっち|あちら|そちら|むこう|向こう|あの辺|その辺|そのへん|あのへん)(?:ら(?:へん)?)?")
_HERE: Final = re.compile(r"(?:ここ|こっち|こちら|この場|この辺)(?:ら(?:へん)?)?")
_THE: Final = re.compile(r"(?:その|この|あの|さっきの|先ほどの|さきほどの|いつもの|いつもん|例の|もう一つの|もうひとつの|もう一方の|別の|あっちの|そっちの|こっちの|そこの|ここの|あそこの|それの|これの)(?P<noun>.+)")
_SAME: Final = re.compile(r"(?:もと|元)(?:の|いた|あった|あった場所の)(?:場所|位置|所|ところ|とこ|棚)?")
_POINTS_FIRST: Final = re.compile(r"(?:それ|これ|そこ|あそこ)(?!から、|で、|では|じゃ|なら)(?=[をにへも、]|から)|あれ(?=[をにへも]|から)")
_UNKNOWN: Final = "どれのことか分かりません。名前で言ってください。"
THERE_IS: Final = re.compile(
    r"(?:.*[にで])?(?P<thing>[^、。にで]{1,16}?)(?:が|は|も)(?:あ|い|な|無|残|届|見つか|落ち|置い|切れ).*"
)
_PERSONS: Final = frozenset({"人", "方", "かた", "子", "お客様", "お客さん"})
_PERSON: Final = re.compile(r"(.+?(?:さん|様|さま|くん|ちゃん|先生|君))(?:のところ|のとこ|の所|のもと|の部屋|の席|の横|の隣)?$")
_ROLES: Final[dict[str, Slot]] = {
    **dict.fromkeys(("object", "target", "device", "person"), "object"),
    **dict.fromkeys(("to", "from", "via", "place"), "place"),
}
_TO_SPEAKER: Final = frozenset({"navigate", "deliver"})


@dataclass(frozen=True, slots=True)
class Memory:
    """What was spoken of, the latest last."""

    things: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    source: str = ""

    def with_intent(self, intent: Intent) -> "Memory":
        """What is known after `intent`."""
        args = intent.args
        things = ["グリッパ"] if intent.skill == "gripper" else []
        things += [str(args[k]) for k in ("target", "device", "object") if k in args and not _is_goal(intent, k)]
        places = [str(args[k]) for k in ("from", "place", "via", "to") if k in args]
        places += [str(args["target"])] if "target" in args and intent.skill in ("navigate", "open") else []
        named = [found[1] for said in (*things, *places, str(args.get("person", ""))) if (found := _PERSON.match(said))]
        return Memory(
            (*self.things, *things), (*self.places, *places), (*self.persons, *named),
            str(args.get("from", self.source)),
        )


def memory_of(history: Iterable[Turn]) -> Memory:
    """What the earlier turns spoke of."""
    memory = Memory()
    for turn in history:
        asked = turn.understanding.pending
        for intent in turn.understanding.intents or (asked.intents if asked else ()):
            memory = memory.with_intent(intent)
    return memory


def resolve(understood: Understanding, memory: Memory, key: str) -> Understanding:
    """Put names for what points; ask for the first that points to nothing known. Others pass as they are.

    `key` is the folded instruction: what points at its very start can only point to earlier turns.
    """
    if understood.outcome not in ("execute", "answer", "no_motion"):
        return understood
    if _POINTS_FIRST.match(key) and memory == Memory() and understood.intents:
        return Understanding("clarify", reply=_UNKNOWN)
    resolved: list[Intent] = []
    for index, intent in enumerate(understood.intents):
        named = _named(intent, memory)
        if isinstance(named, str):
            return _which(named, understood.intents, index)
        memory = memory.with_intent(named)
        resolved.append(named)
    return Understanding(understood.outcome, tuple(resolved), understood.reply, understood.pending)


def _named(intent: Intent, memory: Memory) -> Intent | str:
    """`intent` with names, or the name of the argument that points to nothing known."""
    args: dict[str, Any] = dict(intent.args)
    for role, said in intent.args.items():
        if role == "condition" and (there := THERE_IS.fullmatch(str(said))):
            memory = Memory((*memory.things, there["thing"]), memory.places, memory.persons, memory.source)
        if isinstance(said, list):
            steps = _all_named(said, memory)
            if steps is None:
                return role
            args[role] = steps
        elif role in _ROLES and isinstance(said, str):
            meant = _meant(intent, role, said, memory)
            if meant is None:
                return role
            args |= meant
    return Intent(intent.skill, args)


def _all_named(steps: list[Any], memory: Memory) -> list[Any] | None:
    done: list[Any] = []
    for step in steps:
        if not isinstance(step, dict):
            done.append(step)
            continue
        named = _named(Intent(step["skill"], step["args"]), memory)
        if isinstance(named, str):
            return None
        memory = memory.with_intent(named)
        done.append(named.as_dict())
    return done


def _meant(intent: Intent, role: str, said: str, memory: Memory) -> dict[str, str] | None:
    """The argument by its name; None where it points to nothing known."""
    key = fold_key(said)
    if _SAME.fullmatch(key) and role == "to":
        return {role: memory.source or said}
    if _HERE.fullmatch(key):
        return {role: said} if intent.skill in _TO_SPEAKER else None
    if _THERE.fullmatch(key):
        found = next(reversed(memory.places), None)
        return {role: found} if found else None
    if _THING.fullmatch(key):
        found = next(reversed(memory.things), None)
        return {role: found} if found else None
    the = _THE.fullmatch(key)
    return _the(role, said[the.start("noun") :], memory) if the else {role: said}


def _the(role: str, noun: str, memory: Memory) -> dict[str, str] | None:
    """その箱: the latest thing or place that is one; その上: on the latest thing."""
    if role == "to" and noun in lexicon().relations:
        found = next(reversed(memory.things or memory.places), None)
        return {role: found, "relation": lexicon().relations[noun]} if found else None
    if noun in _PERSONS:
        found = next(reversed(memory.persons), None)
        return {role: found} if found else None
    return next(({role: name} for name in _latest(memory) if name.endswith(noun)), None)


def _latest(memory: Memory) -> Iterator[str]:
    yield from reversed(memory.things)
    yield from reversed(memory.places)
    yield from reversed(memory.persons)


def _is_goal(intent: Intent, role: str) -> bool:
    return role == "target" and intent.skill in ("navigate", "prohibit")


def _which(role: str, intents: tuple[Intent, ...], index: int) -> Understanding:
    intent = intents[index]
    said = intent.args.get(role)
    slot = _ROLES.get(role)
    question = f"「{said}」がどれのことか分かりません。名前で言ってください。" if isinstance(said, str) else _UNKNOWN
    pending = Pending(slot, intents, index, question=question) if slot and isinstance(said, str) else None
    return Understanding("clarify", reply=question, pending=pending)

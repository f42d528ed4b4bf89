"""Put names for what それ, そこ, その箱 and 元の場所 point to, by what was spoken of before."""

from collections.abc import Iterator
from typing import Any, Final

from physical_ai_bridge.language.lexicon import lexicon
from physical_ai_bridge.language.memory import Memory
from physical_ai_bridge.language.normalise import fold_key
from physical_ai_bridge.language.shapes import shape
from physical_ai_bridge.language.understanding import Intent, Pending, Slot, Understanding

_UNKNOWN: Final = "どれのことか分かりません。名前で言ってください。"
_PERSONS: Final = frozenset({"人", "方", "かた", "子", "お客様", "お客さん"})
_ROLES: Final[dict[str, Slot]] = {
    **dict.fromkeys(("object", "target", "device", "person"), "object"),
    **dict.fromkeys(("to", "from", "via", "place"), "place"),
}
_TO_SPEAKER: Final = frozenset({"navigate", "deliver"})


def resolve(understood: Understanding, memory: Memory, key: str) -> Understanding:
    """Return `understood` with names for what points, or a question for the first that points to nothing.

    Names pass as they are. `key` is the folded instruction: what points at its very start can only point to
    earlier turns, which `memory` holds.
    """
    if understood.outcome not in ("execute", "answer", "no_motion"):
        return understood
    if shape("refer.points_first").match(key) and memory == Memory() and understood.intents:
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
        if role == "condition":
            memory = memory.with_condition(str(said))
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
    if role == "to" and shape("refer.same").fullmatch(key):
        return {role: memory.source or said}
    if shape("refer.here").fullmatch(key):
        return {role: said} if intent.skill in _TO_SPEAKER else None
    if shape("refer.there").fullmatch(key):
        return _latest_of(role, memory.places)
    if shape("refer.thing").fullmatch(key):
        return _latest_of(role, memory.things)
    the = shape("refer.the").fullmatch(key)
    return _the(role, said[the.start("noun") :], memory) if the else {role: said}


def _latest_of(role: str, names: tuple[str, ...]) -> dict[str, str] | None:
    return {role: names[-1]} if names and names[-1] else None


def _the(role: str, noun: str, memory: Memory) -> dict[str, str] | None:
    """その箱: the latest thing or place that is one; その上: on the latest thing."""
    if role == "to" and noun in lexicon().relations:
        found = _latest_of(role, memory.things or memory.places)
        return {**found, "relation": lexicon().relations[noun]} if found else None
    if noun in _PERSONS:
        return _latest_of(role, memory.persons)
    return next(({role: name} for name in _latest(memory) if name.endswith(noun)), None)


def _latest(memory: Memory) -> Iterator[str]:
    yield from reversed(memory.things)
    yield from reversed(memory.places)
    yield from reversed(memory.persons)


def _which(role: str, intents: tuple[Intent, ...], index: int) -> Understanding:
    intent = intents[index]
    said = intent.args.get(role)
    slot = _ROLES.get(role)
    if not isinstance(said, str):
        return Understanding("clarify", reply=_UNKNOWN)
    question = f"「{said}」が{_UNKNOWN}"
    pending = Pending(slot, intents, index, question=question) if slot else None
    return Understanding("clarify", reply=question, pending=pending)

"""Find what stands beside an order and asks for nothing: a reason, a remark, a clock time to wait for."""

import re
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from physical_ai_bridge.language.shapes import shape
from physical_ai_bridge.language.source import Source

AsideKind: TypeAlias = Literal["aside", "clock"]
_STARTS: Final = re.compile(r"^|[、。！？]+")


@dataclass(frozen=True, slots=True)
class Aside:
    """A part `start`..`end` of the source: a reason or a remark (`aside`), or a time (`clock`).

    `sentence` is where its sentence starts: after the last 。 before it.
    """

    kind: AsideKind
    start: int
    end: int
    sentence: int


def find_asides(source: Source) -> dict[int, Aside]:
    """Return the asides of `source` by where they start: at the start of a sentence, or after a comma."""
    starts = (found.end() for found in _STARTS.finditer(source.key))
    return {at: aside for at in starts if (aside := _aside_at(source, at))}


def takes_back(key: str, start: int = 0, end: int | None = None) -> bool:
    """Whether `start`..`end` of `key` may take back the order beside it (冗談だよ, やっぱりいい)."""
    return shape("asides.taken_back").search(key, start, len(key) if end is None else end) is not None


def _aside_at(source: Source, at: int) -> Aside | None:
    sentence = source.key.rfind("。", 0, at) + 1
    if clock := shape("asides.clock").match(source.key, at):
        return Aside("clock", at, clock.end(), sentence)
    reason = shape("asides.reason").match(source.text, at)
    if reason and _is_reason(source.key, reason, at > sentence):
        return Aside("aside", at, reason.end(), sentence)
    remark = shape("asides.remark").match(source.key, at)
    if remark and _is_remark(source.key, at, remark.end()):
        return Aside("aside", at, remark.end(), sentence)
    return None


def _is_remark(key: str, start: int, end: int) -> bool:
    """寒いねん, 寒くなってきた: a remark beside an order."""
    beside = start > 0 or end < len(key.rstrip("、。！？"))
    return beside and not takes_back(key, start, end)


def _is_reason(key: str, reason: re.Match[str], after_another: bool) -> bool:
    """進んでから gives an order in time, and …がほしいんだけど asks for something."""
    bare = reason.group().rstrip("、")
    if reason.end() == len(key.rstrip("。！")) and not after_another:
        return False
    return not any(
        shape(other).search(bare) for other in ("asides.ordered", "asides.request", "clauses.condition")
    )

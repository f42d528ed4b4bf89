"""Find what belongs to a quantity beside number and unit: the sign before it, and per what time it is."""

import re
from dataclasses import dataclass
from typing import Final

_PER: Final = {
    **{"秒": ("s", 1), "びょう": ("s", 1), "s": ("s", 1), "sec": ("s", 1)},
    **{"分": ("min", 60), "ふん": ("min", 60), "min": ("min", 60), "m": ("min", 60)},
    **{"時": ("h", 3600), "じ": ("h", 3600), "h": ("h", 3600)},
}
_BEFORE: Final = re.compile(
    r"(?:(?:(?P<speed>[秒分時]|びょう|ふん|じ)(?:速|そく)は?|(?:毎|まい)(?P<each>[秒分時]|びょう|ふん|じ))(?:約|およそ|最大)?)?"
    r"(?P<sign>まいなす|ぷらす|(?<![0-9a-z])[-+]|(?<![ぁ-ゖ一-龠a-z])ー)?$"
)
_AFTER: Final = re.compile(
    r"(?:毎|まい|ぱー|/)(?P<per>秒|びょう|sec|s|分|ふん|min|時|h)間?(?![a-z]|[ ^]?2(?!\d))"  # no m/s²
    r"|(?<=r)p(?P<rp>[ms])(?![a-z])"
)
_LONGEST: Final = 12  # characters of what stands before a number


@dataclass(frozen=True, slots=True)
class Prefix:
    """What stands right before a number: where it begins, whether it is a minus, per what time."""

    start: int
    negative: bool = False
    per: str = ""


def prefix(key: str, start: int) -> Prefix:
    """Read 秒速, 毎分, マイナス, +, 毎秒マイナス before the number at `start`."""
    left = max(0, start - _LONGEST)
    found = _BEFORE.search(key, left, start)
    if found is None or found.start() == start:
        return Prefix(start)
    said = found.group("speed") or found.group("each") or ""
    return Prefix(found.start(), found.group("sign") in ("まいなす", "-", "ー"), said)


def per_after(key: str, end: int) -> tuple[str, int] | None:
    """Read 毎秒, /s or the pm of rpm at `end`: the word for the time, and the index after it."""
    found = _AFTER.match(key, end)
    return (found.group("per") or found.group("rp"), found.end()) if found else None


def per_time(said: str) -> tuple[str, int]:
    """Return the unit of time (s, min, h) that `said` names, and how many seconds it has."""
    return _PER[said]

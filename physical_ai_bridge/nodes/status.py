"""How a process of ours is, in the words of /diagnostics: a level, a sentence, and the numbers behind it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum

from physical_ai_bridge.plan.reasons import ReasonCode


class Level(IntEnum):
    """How urgent (DiagnosticStatus.msg): WARN asks for a look, ERROR for a person who does something."""

    OK = 0
    WARN = 1
    ERROR = 2
    STALE = 3


@dataclass(frozen=True)
class Status:
    """``message`` is Japanese with the reason code; ``values`` are names with what they are now."""

    level: Level
    message: str
    values: tuple[tuple[str, str], ...] = ()


def said(text: str, reason: ReasonCode) -> str:
    """A sentence with its reason: the reason's own words are added where there is something to explain."""
    more = "" if reason in (ReasonCode.OK, ReasonCode.UNKNOWN) else f": {reason.text_ja}"
    return f"{text}{more} [{reason.name}]"


def recorded(status: Status, failure: OSError | None) -> Status:
    """The same beside whether the audit is written: ``failure`` is why the disk refused a line."""
    values = (*status.values, ("audit", "ok" if failure is None else str(failure)))
    if failure is None:
        return replace(status, values=values)
    asked = "記録を書けません。ディスクの空きを確かめてください"
    return Status(Level.ERROR, f"{asked} / {status.message}", values)


def age(now: float, at: float) -> str:
    """The time since ``at``, both s of one clock (-inf: never)."""
    return f"{now - at:.2f} s" if at > float("-inf") else "never"

"""What grounding an instruction comes to: steps, a question back, or a refusal."""

from __future__ import annotations

from dataclasses import dataclass

from physical_ai_bridge.language.understanding import Slot
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.steps import Step


@dataclass(frozen=True)
class Grounded:
    """Steps that can be proposed as they are. ``pace``, where one was set: m/s from now on, 0 for the robot's
    own; without steps it is all that was asked for."""

    steps: tuple[Step, ...]
    pace: float | None = None


@dataclass(frozen=True)
class Question:
    """Something is missing: the answer becomes ``argument`` of intent ``index``, and ``slot`` says what sort
    of answer it is. ``choices`` are the names that would fit, ``offer`` what 「はい」 means (empty: nothing),
    ``replaces`` an argument that the answer takes the place of."""

    text: str
    reason: ReasonCode
    slot: Slot
    argument: str
    index: int = 0
    choices: tuple[str, ...] = ()
    offer: str = ""
    replaces: str = ""


@dataclass(frozen=True)
class Refusal:
    """Understood, but not to be done here; ``text`` says why and what would be possible."""

    text: str
    reason: ReasonCode


@dataclass(frozen=True)
class Unclear:
    """Asked back, and no short answer completes it: the person has to say it anew."""

    text: str


Result = tuple[Step, ...] | Question | Refusal
"""What one intent comes to; no steps where nothing needs to be done for it."""


def foreign(args: dict[str, object], known: set[str]) -> Refusal | None:
    """An argument we would have to ignore is not ignored."""
    if set(args) <= known:
        return None
    text = "その言い方にはまだ対応していません。距離や角度で言ってください"
    return Refusal(text, ReasonCode.UNSUPPORTED_SKILL)

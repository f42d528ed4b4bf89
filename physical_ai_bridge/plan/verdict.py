"""What the gate decided and why, with the numbers that decided and the nearest value it would admit."""

from __future__ import annotations

from dataclasses import dataclass

from physical_ai_bridge.plan.enums import Decision
from physical_ai_bridge.plan.reasons import ReasonCode


@dataclass(frozen=True)
class Evidence:
    """A number that decided, beside the limit it was held against."""

    name: str
    value: float
    limit: float
    unit: str


@dataclass(frozen=True)
class Nearest:
    """The nearest value that would have been admitted, as a person says it (m, deg, s, m/s)."""

    value: float
    unit: str


@dataclass(frozen=True)
class Verdict:
    """A decision on a plan (``step_index`` -1) or on one of its steps."""

    decision: Decision
    reason: ReasonCode
    step_index: int = -1
    nearest: Nearest | None = None
    evidence: tuple[Evidence, ...] = ()

    @property
    def admitted(self) -> bool:
        """Whether the plan may be carried out."""
        return self.decision is Decision.ADMITTED

    @property
    def text_ja(self) -> str:
        """One Japanese sentence for the operator, with the nearest allowed value where there is one."""
        return f"{self.reason.text_ja}{_nearest_ja(self.nearest)}"

    @property
    def text_en(self) -> str:
        """The same in English."""
        hint = f"; up to {self.nearest.value:g} {self.nearest.unit} is possible" if self.nearest else ""
        return f"{self.reason.text_en}{hint}"


ADMITTED = Verdict(Decision.ADMITTED, ReasonCode.OK)


def refused(
    reason: ReasonCode,
    step_index: int = -1,
    nearest: Nearest | None = None,
    evidence: tuple[Evidence, ...] = (),
) -> Verdict:
    """A refusal."""
    return Verdict(Decision.REFUSED, reason, step_index, nearest, evidence)


_UNITS_JA = {"deg": "度", "s": "秒"}


def _nearest_ja(nearest: Nearest | None) -> str:
    if nearest is None:
        return ""
    return f"。{nearest.value:g}{_UNITS_JA.get(nearest.unit, nearest.unit)}までなら可能です"

"""What the gate decided, in words a person can act on."""

from __future__ import annotations

import pytest

from physical_ai_bridge.plan.enums import Decision
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.verdict import ADMITTED, Evidence, Nearest, Verdict, refused


@pytest.mark.parametrize(
    ("nearest", "japanese", "english"),
    [
        (Nearest(5.0, "m"), "5mまでなら可能です", "up to 5 m is possible"),
        (Nearest(2.75, "m"), "2.75mまでなら可能です", "up to 2.75 m is possible"),
        (Nearest(360.0, "deg"), "360度までなら可能です", "up to 360 deg is possible"),
        (Nearest(600.0, "s"), "600秒までなら可能です", "up to 600 s is possible"),
        (Nearest(0.8, "m/s"), "0.8m/sまでなら可能です", "up to 0.8 m/s is possible"),
    ],
)
def test_a_refusal_names_the_nearest_value(nearest: Nearest, japanese: str, english: str) -> None:
    verdict = refused(ReasonCode.DISTANCE_OVER_LIMIT, 1, nearest)
    assert verdict.text_ja == f"{ReasonCode.DISTANCE_OVER_LIMIT.text_ja}。{japanese}"
    assert verdict.text_en == f"{ReasonCode.DISTANCE_OVER_LIMIT.text_en}; {english}"


@pytest.mark.parametrize("reason", ReasonCode)
def test_without_a_nearest_value_the_reason_stands_alone(reason: ReasonCode) -> None:
    verdict = refused(reason)
    assert (verdict.text_ja, verdict.text_en) == (reason.text_ja, reason.text_en)


@pytest.mark.parametrize("decision", Decision)
def test_only_admitted_is_admitted(decision: Decision) -> None:
    assert Verdict(decision, ReasonCode.OK).admitted is (decision is Decision.ADMITTED)
    assert ADMITTED.admitted


def test_a_refusal_keeps_its_evidence_and_step() -> None:
    evidence = (Evidence("distance_m", 10.0, 5.0, "m"),)
    verdict = refused(ReasonCode.DISTANCE_OVER_LIMIT, 2, None, evidence)
    assert (verdict.decision, verdict.step_index, verdict.evidence) == (Decision.REFUSED, 2, evidence)
    assert refused(ReasonCode.PLAN_EMPTY).step_index == -1

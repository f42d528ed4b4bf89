"""The controller acts only under an admission that is genuine, its own, in time and unused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from physical_ai_bridge.control.acceptance import REMEMBERED, Acceptance, judge
from physical_ai_bridge.plan.admission import Admission
from physical_ai_bridge.plan.plan import plan_hash
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.signing import sign_admission
from physical_ai_bridge.plan.steps import MoveStep, WaitStep

KEY = b"key"
START_NS = 10**12
EXPIRES_NS = START_NS + 30 * 10**9
ACCEPTANCE = Acceptance("agv1", KEY, "c")
WAIT = WaitStep(duration_s=1.0)
Admit = Callable[..., Admission]


def verdict(admission: Admission, now_ns: int = START_NS) -> ReasonCode:
    return judge(ACCEPTANCE, admission, now_ns)[1]


def resigned(admission: Admission, **changes: Any) -> Admission:
    return sign_admission(KEY, admission.model_copy(update=changes))


def test_a_genuine_admission_is_accepted_and_remembered(admit: Admit) -> None:
    acceptance, reason = judge(ACCEPTANCE, admit(WAIT), START_NS)
    assert reason is ReasonCode.OK and acceptance.used == ("n",)


@pytest.mark.parametrize(
    ("now_ns", "reason"),
    [
        (EXPIRES_NS - 1, ReasonCode.OK),
        (EXPIRES_NS, ReasonCode.ADMISSION_EXPIRED),
        (EXPIRES_NS + 1, ReasonCode.ADMISSION_EXPIRED),
    ],
)
def test_it_must_start_before_it_expires(admit: Admit, now_ns: int, reason: ReasonCode) -> None:
    assert verdict(admit(WAIT), now_ns) is reason


@pytest.mark.parametrize(
    "change",
    [
        {"id": "b"},
        {"epoch": "f"},
        {"sequence": 2},
        {"nonce": "m"},
        {"plan_hash": "0" * 64},
        {"configuration_hash": "d"},
        {"issued_ns": START_NS + 1},
        {"expires_ns": EXPIRES_NS + 1},
        {"mac": "0" * 64},
        {"mac": ""},
    ],
    ids=str,
)
def test_an_altered_admission_is_refused(admit: Admit, change: dict[str, Any]) -> None:
    assert verdict(admit(WAIT).model_copy(update=change)) is ReasonCode.ADMISSION_ALTERED


def test_another_plan_under_the_same_admission_is_refused(admit: Admit) -> None:
    good = admit(WAIT)
    other = good.plan.model_copy(update={"steps": (MoveStep(distance_m=5.0),)})
    assert verdict(good.model_copy(update={"plan": other})) is ReasonCode.ADMISSION_ALTERED
    signed_over_the_old_hash = resigned(good, plan=other)
    assert verdict(signed_over_the_old_hash) is ReasonCode.ADMISSION_ALTERED


def test_another_key_is_refused(admit: Admit) -> None:
    stranger = Acceptance("agv1", b"another", "c")
    assert judge(stranger, admit(WAIT), START_NS)[1] is ReasonCode.ADMISSION_ALTERED


def test_another_robot_or_configuration_is_refused(admit: Admit) -> None:
    other = admit(WAIT).plan.model_copy(update={"robot": "agv2"})
    assert (
        verdict(resigned(admit(WAIT), plan=other, plan_hash=plan_hash(other))) is ReasonCode.ADMISSION_FOREIGN
    )
    assert verdict(resigned(admit(WAIT), configuration_hash="d")) is ReasonCode.ADMISSION_FOREIGN


def test_a_replayed_admission_is_refused_whatever_else_is_new(admit: Admit) -> None:
    used, _ = judge(ACCEPTANCE, admit(WAIT), START_NS)
    for again in (admit(WAIT), resigned(admit(MoveStep(distance_m=1.0)), id="b", sequence=2)):
        assert judge(used, again, START_NS) == (used, ReasonCode.ADMISSION_REPLAYED)


def test_what_was_refused_uses_nothing_up(admit: Admit) -> None:
    refused, _ = judge(ACCEPTANCE, admit(WAIT), EXPIRES_NS)
    assert refused == ACCEPTANCE
    assert judge(refused, admit(WAIT), START_NS)[1] is ReasonCode.OK


def test_the_memory_is_bounded_and_keeps_the_newest(admit: Admit) -> None:
    acceptance = Acceptance("agv1", KEY, "c", tuple(f"old{index}" for index in range(REMEMBERED)))
    acceptance, _ = judge(acceptance, admit(WAIT), START_NS)
    assert len(acceptance.used) == REMEMBERED and acceptance.used[-1] == "n" and "old0" not in acceptance.used

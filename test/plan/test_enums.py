"""The enumerations of Python and of the ROS messages are one list; every reason can be told to a person."""

from __future__ import annotations

import re
from enum import IntEnum
from pathlib import Path

import pytest

from physical_ai_bridge.plan import enums
from physical_ai_bridge.plan.reasons import ReasonCode

MESSAGES = Path(__file__).parents[2] / "msg" / "msg"
CONSTANT = re.compile(r"^u?int\d+ +([A-Z][A-Z0-9_]*) *= *(\d+)", re.MULTILINE)
SHARED: dict[tuple[str, str], type[IntEnum]] = {
    ("Step", "SKILL_"): enums.Skill,
    ("Plan", "SOURCE_"): enums.PlanSource,
    ("Verdict", "DECISION_"): enums.Decision,
    ("Outcome", "KIND_"): enums.OutcomeKind,
    ("Progress", "PHASE_"): enums.Phase,
    ("SafetyState", "MODE_"): enums.Mode,
    ("MotionProposal", "KIND_"): enums.MotionKind,
    ("GatedMotion", "KIND_"): enums.MotionKind,
    ("Stop", "LEVEL_"): enums.StopLevel,
    ("ApproverToken", "PURPOSE_"): enums.Purpose,
    ("Reply", "KIND_"): enums.ReplyKind,
    ("ReasonCode", ""): ReasonCode,
}
JAPANESE = re.compile(r"[ぁ-ゖァ-ヶ一-龠]")


def constants(message: str) -> dict[str, int]:
    text = (MESSAGES / f"{message}.msg").read_text(encoding="utf-8")
    return {name: int(value) for name, value in CONSTANT.findall(text)}


@pytest.mark.parametrize(("message", "prefix"), SHARED)
def test_message_and_python_have_the_same_members(message: str, prefix: str) -> None:
    members = {f"{prefix}{member.name}": member.value for member in SHARED[message, prefix]}
    assert constants(message) == members


def test_no_message_has_constants_that_no_enumeration_shares() -> None:
    with_constants = {path.stem for path in MESSAGES.glob("*.msg") if constants(path.stem)}
    assert with_constants == {message for message, _ in SHARED}


def test_every_enumeration_of_the_package_is_shared() -> None:
    ours = {each for each in vars(enums).values() if isinstance(each, type) and issubclass(each, IntEnum)}
    assert ours - {IntEnum} == set(SHARED.values()) - {ReasonCode}


@pytest.mark.parametrize("kind", set(SHARED.values()), ids=lambda kind: kind.__name__)
def test_zero_the_default_of_a_message_is_unknown(kind: type[IntEnum]) -> None:
    assert kind(0).name == "UNKNOWN"


@pytest.mark.parametrize("kind", set(SHARED.values()) - {ReasonCode}, ids=lambda kind: kind.__name__)
def test_numbers_leave_no_gap_and_fit_the_wire(kind: type[IntEnum]) -> None:
    assert sorted(kind) == list(range(len(kind))) and len(kind) <= 256


def test_a_worse_mode_and_decision_is_greater() -> None:
    mode, decision = enums.Mode, enums.Decision
    worse = [mode.READY, mode.ACTIVE, mode.HOLD, mode.PROTECTIVE_STOP, mode.EMERGENCY_STOP, mode.FAULT]
    assert worse == sorted(worse)
    assert decision.ADMITTED < decision.PENDING < decision.REFUSED
    assert enums.StopLevel.STOP < enums.StopLevel.EMERGENCY


@pytest.mark.parametrize("reason", ReasonCode)
def test_every_reason_has_japanese_and_english_words(reason: ReasonCode) -> None:
    assert JAPANESE.search(reason.text_ja) and not reason.text_ja.endswith(("。", " "))
    assert reason.text_en.isascii() and reason.text_en.strip() == reason.text_en != ""


@pytest.mark.parametrize("language", ["text_ja", "text_en"])
def test_no_two_reasons_share_their_words(language: str) -> None:
    texts = [getattr(reason, language) for reason in ReasonCode]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("value", [2, 99, 199, 65_535, -1])
def test_a_reason_from_a_newer_peer_is_unknown(value: int) -> None:
    assert ReasonCode(value) is ReasonCode.UNKNOWN

"""Whether the controller may act under an admission it was sent: genuine, for this robot, in time, unused."""

from __future__ import annotations

from dataclasses import dataclass, replace

from physical_ai_bridge.plan.admission import Admission
from physical_ai_bridge.plan.plan import plan_hash
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.signing import admission_is_genuine

REMEMBERED = 1000


@dataclass(frozen=True)
class Acceptance:
    """What the controller checks admissions against: its robot, key and configuration, and what it has
    used."""

    robot: str
    key: bytes
    configuration_hash: str
    used: tuple[str, ...] = ()


def judge(acceptance: Acceptance, admission: Admission, now_ns: int) -> tuple[Acceptance, ReasonCode]:
    """OK and the memory of its nonce, or why not; ``now_ns`` is ROS time."""
    reason = _why_not(acceptance, admission, now_ns)
    if reason is not ReasonCode.OK:
        return acceptance, reason
    return replace(acceptance, used=(*acceptance.used, admission.nonce)[-REMEMBERED:]), reason


def _why_not(acceptance: Acceptance, admission: Admission, now_ns: int) -> ReasonCode:
    if not admission_is_genuine(acceptance.key, admission) or admission.plan_hash != plan_hash(
        admission.plan
    ):
        return ReasonCode.ADMISSION_ALTERED
    foreign = admission.plan.robot != acceptance.robot
    if foreign or admission.configuration_hash != acceptance.configuration_hash:
        return ReasonCode.ADMISSION_FOREIGN
    if now_ns >= admission.expires_ns:
        return ReasonCode.ADMISSION_EXPIRED
    return ReasonCode.ADMISSION_REPLAYED if admission.nonce in acceptance.used else ReasonCode.OK

"""Whether a person's token opens what it is shown for."""

from __future__ import annotations

from dataclasses import replace

from physical_ai_bridge.plan.enums import Purpose
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.signals import ApproverToken
from physical_ai_bridge.safety.events import Now
from physical_ai_bridge.safety.state import GateState

REMEMBERED_NONCES = 1000


def judge(state: GateState, token: ApproverToken, genuine: bool, purpose: Purpose, now: Now) -> ReasonCode:
    """OK, or why not: forged or for another purpose or robot, expired, used before."""
    nobody = not token.approver.strip()
    if not genuine or token.purpose is not purpose or token.robot != state.config.robot or nobody:
        return ReasonCode.TOKEN_INVALID
    if token.expires_ns <= now.ros_ns:
        return ReasonCode.TOKEN_EXPIRED
    return ReasonCode.TOKEN_REPLAYED if token.nonce in state.memory.nonces else ReasonCode.OK


def spend(state: GateState, token: ApproverToken) -> GateState:
    """The state in which this token opens nothing any more."""
    nonces = (*state.memory.nonces, token.nonce)[-REMEMBERED_NONCES:]
    return replace(state, memory=replace(state.memory, nonces=nonces))

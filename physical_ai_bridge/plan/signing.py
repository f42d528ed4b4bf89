"""HMAC-SHA-256 over the fields of admissions, gated motions and approver tokens.

Each kind is signed with its own prefix, so that a signature on one can never pass for another's.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import struct
from dataclasses import replace

from physical_ai_bridge.plan.admission import Admission
from physical_ai_bridge.plan.motion import GatedMotion
from physical_ai_bridge.plan.signals import ApproverToken


def sign_admission(key: bytes, admission: Admission) -> Admission:
    """The admission with its MAC."""
    return admission.model_copy(update={"mac": _mac(key, b"admission", _admission_bytes(admission))})


def admission_is_genuine(key: bytes, admission: Admission) -> bool:
    """Whether the MAC fits every field."""
    return _matches(admission.mac, _mac(key, b"admission", _admission_bytes(admission)))


def sign_motion(key: bytes, motion: GatedMotion) -> GatedMotion:
    """The gated motion with its MAC."""
    return replace(motion, mac=_mac(key, b"motion", _motion_bytes(motion)))


def motion_is_genuine(key: bytes, motion: GatedMotion) -> bool:
    """Whether the MAC fits every field."""
    return _matches(motion.mac, _mac(key, b"motion", _motion_bytes(motion)))


def sign_token(key: bytes, token: ApproverToken) -> ApproverToken:
    """The approver's token with its MAC."""
    return replace(token, mac=_mac(key, b"token", _token_bytes(token)))


def token_is_genuine(key: bytes, token: ApproverToken) -> bool:
    """Whether the MAC fits every field."""
    return _matches(token.mac, _mac(key, b"token", _token_bytes(token)))


def _mac(key: bytes, kind: bytes, content: bytes) -> str:
    return hmac.new(key, kind + b"\0" + content, hashlib.sha256).hexdigest()


def _matches(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode(errors="replace"), expected.encode())


def _admission_bytes(admission: Admission) -> bytes:
    return json.dumps(admission.model_dump(mode="json", exclude={"mac"}), sort_keys=True).encode()


def _token_bytes(token: ApproverToken) -> bytes:
    fields = [int(token.purpose), token.approver, token.robot, token.subject, token.nonce, token.expires_ns]
    return json.dumps(fields).encode()


def _motion_bytes(motion: GatedMotion) -> bytes:
    """Text first with its length, then numbers as IEEE doubles: NaN signs too, the guard is to see it."""
    text = json.dumps([motion.robot, motion.epoch, motion.trajectory.joints]).encode()
    head = struct.pack(
        "<IQQQQq",
        len(text),
        motion.license,
        motion.resets,
        motion.sequence,
        int(motion.kind),
        motion.stamp_ns,
    )
    twist = struct.pack("<7d", *motion.twist.linear, *motion.twist.angular, motion.opening_m)
    return (
        head
        + text
        + twist
        + b"".join(_point_bytes(p.positions, p.velocities, p.time_ns) for p in motion.trajectory.points)
    )


def _point_bytes(positions: tuple[float, ...], velocities: tuple[float, ...], time_ns: int) -> bytes:
    head = struct.pack("<IIq", len(positions), len(velocities), time_ns)
    return head + struct.pack(f"<{len(positions) + len(velocities)}d", *positions, *velocities)

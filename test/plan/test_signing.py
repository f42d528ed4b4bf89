"""A signature holds for exactly what was signed, with exactly that key, as exactly that kind."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from physical_ai_bridge.plan import signing
from physical_ai_bridge.plan.admission import Admission
from physical_ai_bridge.plan.enums import MotionKind, PlanSource, Purpose
from physical_ai_bridge.plan.motion import GatedMotion, Trajectory, TrajectoryPoint, Twist
from physical_ai_bridge.plan.plan import Plan
from physical_ai_bridge.plan.signals import ApproverToken
from physical_ai_bridge.plan.steps import MoveStep, NavigateStep, WaitStep

KEY = b"k" * 32
name = st.text(st.characters(codec="utf-8"), min_size=1, max_size=6)
text = st.text(st.characters(codec="utf-8"), max_size=6)
number = st.floats(allow_nan=False, width=64)
unsigned = st.integers(0, 2**64 - 1)
stamp = st.integers(-(2**62), 2**62)
vector = st.tuples(number, number, number)
whole_ns = st.integers(0, 2**62)
floats = st.lists(number, max_size=3).map(tuple)
points = st.lists(st.builds(TrajectoryPoint, floats, floats, whole_ns), max_size=3).map(tuple)
motions = st.builds(
    GatedMotion,
    robot=text,
    epoch=text,
    license=unsigned,
    resets=unsigned,
    sequence=unsigned,
    stamp_ns=stamp,
    kind=st.sampled_from(MotionKind),
    twist=st.builds(Twist, vector, vector),
    trajectory=st.builds(Trajectory, st.lists(text, max_size=3).map(tuple), points),
    opening_m=number,
)
tokens = st.builds(
    ApproverToken,
    purpose=st.sampled_from(Purpose),
    approver=text,
    robot=text,
    subject=text,
    nonce=text,
    expires_ns=stamp,
)
finite = st.floats(allow_nan=False, allow_infinity=False)
steps = st.one_of(
    st.builds(MoveStep, distance_m=finite, speed_mps=finite.map(abs)),
    st.builds(NavigateStep, place=name),
    st.builds(WaitStep, duration_s=finite.map(abs)),
)
plans = st.builds(
    Plan,
    id=name,
    instruction_id=name,
    robot=name,
    source=st.sampled_from(PlanSource),
    model=text,
    created_ns=st.integers(0, 2**62),
    steps=st.lists(steps, max_size=3).map(tuple),
)
admissions = st.builds(
    Admission,
    id=name,
    epoch=name,
    sequence=unsigned,
    nonce=name,
    plan_hash=name,
    configuration_hash=name,
    issued_ns=stamp,
    expires_ns=stamp,
    plan=plans,
)
Sign = Callable[[bytes, Any], Any]
Check = Callable[[bytes, Any], bool]
KINDS: dict[type, tuple[st.SearchStrategy[Any], Sign, Check]] = {
    Admission: (admissions, signing.sign_admission, signing.admission_is_genuine),
    GatedMotion: (motions, signing.sign_motion, signing.motion_is_genuine),
    ApproverToken: (tokens, signing.sign_token, signing.token_is_genuine),
}
MOTION = GatedMotion("agv1", "epoch", 1, 0, 7, 10**18, MotionKind.BASE, Twist.planar(0.5, 0.1))
TOKEN = ApproverToken(Purpose.RESET, "佐藤", "agv1", "", "nonce", 10**18)
ADMISSION = Admission(
    id="a",
    epoch="e",
    sequence=1,
    nonce="n",
    plan_hash="h",
    configuration_hash="c",
    issued_ns=0,
    expires_ns=1,
    plan=Plan(id="p", instruction_id="i", robot="r", source=PlanSource.RULES, steps=()),
)
EXAMPLES = {Admission: ADMISSION, GatedMotion: MOTION, ApproverToken: TOKEN}


def names(kind: type) -> list[str]:
    every = kind.model_fields if issubclass(kind, Admission) else (each.name for each in fields(kind))
    return [each for each in every if each != "mac"]


def with_value(item: Any, field: str, value: object) -> Any:
    changed = {field: value}
    return item.model_copy(update=changed) if isinstance(item, Admission) else replace(item, **changed)


@pytest.mark.parametrize(
    ("kind", "field"), [(kind, field) for kind in KINDS for field in names(kind)], ids=str
)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(data=st.data())
def test_any_changed_field_breaks_the_signature(kind: type, field: str, data: st.DataObject) -> None:
    strategy, sign, is_genuine = KINDS[kind]
    signed, other = sign(KEY, data.draw(strategy)), data.draw(strategy)
    assert is_genuine(KEY, signed)
    assume(getattr(other, field) != getattr(signed, field))
    assert not is_genuine(KEY, with_value(signed, field, getattr(other, field)))


@pytest.mark.parametrize("field", ["linear", "angular"])
@pytest.mark.parametrize("axis", range(3))
def test_every_axis_is_signed(field: str, axis: int) -> None:
    vector = list(getattr(MOTION.twist, field))
    vector[axis] = math.nextafter(vector[axis], math.inf)
    twist = replace(MOTION.twist, **{field: tuple(vector)})
    assert not signing.motion_is_genuine(KEY, replace(signing.sign_motion(KEY, MOTION), twist=twist))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("key", [b"", b"k" * 31, b"k" * 33, b"K" * 32])
def test_another_key_does_not_fit(kind: type, key: bytes) -> None:
    _, sign, is_genuine = KINDS[kind]
    assert is_genuine(KEY, sign(KEY, EXAMPLES[kind]))
    assert not is_genuine(KEY, sign(key, EXAMPLES[kind]))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("mac", ["", "0" * 64, "署名", "\ud800", "a" * 100_000])
def test_a_wrong_signature_is_refused_and_never_raises(kind: type, mac: str) -> None:
    _, _, is_genuine = KINDS[kind]
    assert not is_genuine(KEY, with_value(EXAMPLES[kind], "mac", mac))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_shortened_or_shouted_signature_is_refused(kind: type) -> None:
    _, sign, is_genuine = KINDS[kind]
    signed = sign(KEY, EXAMPLES[kind])
    for mac in (signed.mac[:-1], signed.mac[:32], signed.mac + "0", signed.mac.upper()):
        assert not is_genuine(KEY, with_value(signed, "mac", mac))


def test_a_signature_on_one_kind_is_none_on_another() -> None:
    macs = {kind: KINDS[kind][1](KEY, EXAMPLES[kind]).mac for kind in KINDS}
    assert len(set(macs.values())) == len(KINDS)
    for kind, (_, _, is_genuine) in KINDS.items():
        fitting = [
            each for each, mac in macs.items() if is_genuine(KEY, with_value(EXAMPLES[kind], "mac", mac))
        ]
        assert fitting == [kind]


def test_the_same_content_under_another_kind_has_another_signature() -> None:
    content = b"content"
    kinds = (b"admission", b"motion", b"token")
    assert len({signing._mac(KEY, kind, content) for kind in kinds}) == len(kinds)


@pytest.mark.parametrize(
    "other",
    [
        replace(MOTION, robot="agv", epoch="1epoch"),
        replace(MOTION, license=MOTION.resets, resets=MOTION.license),
        replace(MOTION, trajectory=Trajectory(("a",))),
        replace(MOTION, trajectory=Trajectory((), (TrajectoryPoint((), (), 0),))),
    ],
    ids=str,
)
def test_what_moves_from_one_field_to_the_next_breaks_the_signature(other: GatedMotion) -> None:
    assert not signing.motion_is_genuine(KEY, replace(other, mac=signing.sign_motion(KEY, MOTION).mac))


def test_points_and_their_numbers_cannot_be_regrouped() -> None:
    groupings = [
        (TrajectoryPoint((1.0, 1.0), (), 1),),
        (TrajectoryPoint((1.0,), (1.0,), 1),),
        (TrajectoryPoint((), (1.0, 1.0), 1),),
        (TrajectoryPoint((1.0,), (), 1), TrajectoryPoint((), (), 1)),
    ]
    motions = [replace(MOTION, trajectory=Trajectory(("a",), points)) for points in groupings]
    assert len({signing.sign_motion(KEY, motion).mac for motion in motions}) == len(groupings)
    joints = [Trajectory(("a,b",)), Trajectory(("a", "b")), Trajectory(('a","b',))]
    assert len({signing.sign_motion(KEY, replace(MOTION, trajectory=each)).mac for each in joints}) == 3


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_not_finite_signs_too_so_that_the_guard_sees_it(value: float) -> None:
    motion = replace(MOTION, twist=Twist.planar(value, 0.0))
    assert signing.motion_is_genuine(KEY, signing.sign_motion(KEY, motion))


def test_signing_leaves_everything_but_the_signature() -> None:
    for kind, (_, sign, _) in KINDS.items():
        assert with_value(sign(KEY, EXAMPLES[kind]), "mac", "") == EXAMPLES[kind]

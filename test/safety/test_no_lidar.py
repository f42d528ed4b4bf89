"""A robot that drives by map alone: slow, and says so; one that requires a scan stays put without."""

from __future__ import annotations

import pytest

from physical_ai_bridge.plan.enums import Mode, OutcomeKind
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.steps import MoveStep
from physical_ai_bridge.safety import events as e
from physical_ai_bridge.safety.gate import as_seen
from physical_ai_bridge.safety.guard import GuardState
from physical_ai_bridge.site_variant import without_lidar

LIMIT = 0.3


@pytest.fixture
def blind_site(virtual_site, warehouse):
    return virtual_site(without_lidar(warehouse))


def test_it_drives_by_map_at_its_low_speed_and_arrives(blind_site, plan_of):
    site = blind_site
    site.run(0.5)
    site.submit(plan_of({"kind": "move", "distance_m": 2.0}, created_ns=site.now.ros_ns))
    fastest = 0.0

    def ended() -> bool:
        nonlocal fastest
        fastest = max(fastest, site.body.ground_truth().v)
        return bool(site.outcomes)

    assert site.run(20.0, ended)
    assert site.outcomes["plan-1"].kind is OutcomeKind.SUCCEEDED
    assert LIMIT * 0.9 < fastest < LIMIT * 1.05
    assert site.body.ground_truth().x == pytest.approx(1.2 + 2.0, abs=0.02)


def test_walls_and_zones_of_the_map_still_refuse(blind_site, plan_of):
    blind_site.run(0.5)
    blind_site.submit(plan_of({"kind": "navigate", "place": "棚A"}, created_ns=blind_site.now.ros_ns))
    blind_site.run(40.0, lambda: bool(blind_site.outcomes))
    assert blind_site.outcomes["plan-1"].kind is OutcomeKind.SUCCEEDED
    blind_site.submit(plan_of({"kind": "move", "distance_m": 3.0}, id="p2", created_ns=blind_site.now.ros_ns))
    blind_site.run(3.0, lambda: "p2" in blind_site.outcomes)
    assert blind_site.outcomes["p2"].reason in (ReasonCode.OBSTACLE_ON_PATH, ReasonCode.OUT_OF_SITE)


def test_state_and_audit_say_that_nothing_is_seen(blind_site):
    blind_site.run(0.5)
    seen = as_seen(blind_site.gate, blind_site.now)
    assert seen.warnings == (ReasonCode.NO_SCAN.name,) and seen.speed_limit_mps == LIMIT
    assert [data["warnings"] for _, event, data in blind_site.notes if event == "ready"] == [["NO_SCAN"]]


def test_one_with_a_scan_has_nothing_to_warn_of(rig):
    rig.ready()
    assert as_seen(rig.state, rig.now).warnings == ()
    assert rig.notes("ready")[0].data == {"warnings": []}


def test_one_that_requires_a_scan_never_moves_without(rig):
    rig.alive -= {"scan"}
    rig.pass_time(1.0)
    rig.submit(MoveStep(distance_m=1.0))
    rig.pass_time(2.0, lambda: rig.propose(0.3))
    assert rig.state.mode is Mode.INIT and rig.outcomes[-1].outcome.reason is ReasonCode.SCAN_STALE
    assert all(twist.is_zero for twist in rig.sent)


def test_the_guards_cap_is_the_low_speed_too(blind_site):
    assert isinstance(blind_site.guard, GuardState) and blind_site.guard.max_speed == LIMIT


def test_an_explicit_faster_wish_is_refused_with_what_is_possible(blind_site, plan_of):
    step = {"kind": "move", "distance_m": 1.0, "speed_mps": 0.31}
    blind_site.run(0.5)
    blind_site.feed_gate(e.PlanSubmitted("fast", plan_of(step, created_ns=blind_site.now.ros_ns)))
    blind_site.run(0.1)
    verdict = blind_site.outcomes["fast"].verdict
    assert verdict.reason is ReasonCode.SPEED_OVER_LIMIT and verdict.nearest.value == LIMIT

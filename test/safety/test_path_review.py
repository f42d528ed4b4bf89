"""The review of a path: site, solids, keep-out zones, and the nearest distance that is truly admitted."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from shapely import Point

from physical_ai_bridge.plan.motion import Pose2
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.steps import MoveStep, NavigateStep, RotateStep, WaitStep
from physical_ai_bridge.safety.path_review import RESOLUTION, make_sweep, review

RADIUS, TOLERANCE, LONGEST = 0.33, 0.10, 5.0
REACH = RADIUS + TOLERANCE
ORIGIN = Pose2(0.0, 0.0, 0.0)


def sweep_of(world, longest=LONGEST):
    return make_sweep(world, RADIUS, TOLERANCE, longest)


@pytest.fixture(scope="module")
def walled(hall_with):
    """A wall across x = 3 (its near face at 2.95) and a keep-out zone from y = 2 on."""
    wall = {"from": (3.0, -2.0), "to": (3.0, 2.0), "thickness": 0.1, "height": 1.0}
    square = ((-2.0, 2.0), (2.0, 2.0), (2.0, 4.0), (-2.0, 4.0))
    zone = {"name": "区画", "kind": "keep_out", "polygon": square, "reason_ja": "進入禁止"}
    return hall_with(walls=(wall,), zones=(zone,))


@pytest.mark.parametrize(
    "yaw, distance, reason, nearest",
    [
        (0.0, 2.51, None, None),
        (0.0, 2.53, ReasonCode.OBSTACLE_ON_PATH, 2.5),
        (math.pi, -2.53, ReasonCode.OBSTACLE_ON_PATH, 2.5),
        (math.pi / 2, 1.56, None, None),
        (math.pi / 2, 1.58, ReasonCode.KEEP_OUT_ZONE, 1.5),
        (-math.pi / 2, 4.56, None, None),
        (-math.pi / 2, 4.58, ReasonCode.OUT_OF_SITE, 4.5),
        (math.pi, 5.01, ReasonCode.DISTANCE_OVER_LIMIT, 5.0),
        (0.0, 10.0, ReasonCode.DISTANCE_OVER_LIMIT, 2.5),
    ],
)
def test_every_limit_of_a_move_has_two_sides(walled, plan_of, yaw, distance, reason, nearest):
    pose = Pose2(0.0, 0.0, yaw)
    verdict = review(plan_of(MoveStep(distance_m=distance)), 0, pose, walled, sweep_of(walled))
    assert verdict.admitted is (reason is None)
    if reason:
        assert (verdict.reason, verdict.nearest.value, verdict.step_index) == (reason, nearest, 0)
        assert verdict.text_ja.endswith(f"{nearest:g}mまでなら可能です")


@given(
    x=st.floats(0.6, 13.4),
    y=st.floats(0.6, 8.4),
    yaw=st.floats(-math.pi, math.pi),
    distance=st.floats(-8.0, 8.0),
)
def test_the_nearest_distance_is_admitted_and_a_resolution_more_is_not(
    warehouse, plan_of, x, y, yaw, distance
):
    pose, sweep = Pose2(x, y, yaw), sweep_of(warehouse)

    def verdict_on(metres: float):
        return review(
            plan_of(MoveStep(distance_m=math.copysign(metres, distance))), 0, pose, warehouse, sweep
        )

    verdict = verdict_on(abs(distance))
    assume(distance and not verdict.admitted)
    nearest = verdict.nearest.value if verdict.nearest else 0.0
    assert nearest < abs(distance)
    assert nearest == 0.0 or verdict_on(nearest).admitted
    assert not verdict_on(nearest + RESOLUTION).admitted


@given(
    x=st.floats(0.6, 13.4),
    y=st.floats(0.6, 8.4),
    yaw=st.floats(-math.pi, math.pi),
    distance=st.floats(-5.0, 5.0),
)
def test_what_is_admitted_touches_nothing_on_its_way(warehouse, plan_of, x, y, yaw, distance):
    pose, sweep = Pose2(x, y, yaw), sweep_of(warehouse)
    assume(
        Point(x, y).distance(warehouse.solids()) >= REACH
        and Point(x, y).distance(warehouse.keep_out()) >= REACH
    )
    assume(review(plan_of(MoveStep(distance_m=distance)), 0, pose, warehouse, sweep).admitted)
    for part in range(21):
        way = distance * part / 20
        here = Point(x + way * math.cos(yaw), y + way * math.sin(yaw))
        assert here.distance(warehouse.solids()) >= REACH - 1e-6
        assert here.distance(warehouse.keep_out()) >= REACH - 1e-6
        assert sweep.site.contains(here.buffer(REACH - 0.01))


@pytest.mark.parametrize("longest", [0.7, 0.3, 2.9, 4.3])
def test_a_limit_that_is_no_binary_fraction_is_offered_in_full(hall, plan_of, longest):
    verdict = review(plan_of(MoveStep(distance_m=9.0)), 0, ORIGIN, hall, sweep_of(hall, longest))
    assert verdict.nearest.value == longest


def test_later_steps_are_reviewed_from_where_the_earlier_end(walled, plan_of):
    steps = (MoveStep(distance_m=1.0), RotateStep(angle_rad=math.pi), MoveStep(distance_m=-2.0))
    verdict = review(plan_of(*steps), 0, ORIGIN, walled, sweep_of(walled))
    assert (verdict.reason, verdict.step_index, verdict.nearest.value) == (
        ReasonCode.OBSTACLE_ON_PATH,
        2,
        1.5,
    )
    assert review(plan_of(*steps), 2, Pose2(-4.0, 0.0, math.pi), walled, sweep_of(walled)).admitted


def test_after_the_last_step_nothing_is_left_to_refuse(hall, plan_of):
    assert review(plan_of(WaitStep(duration_s=1.0)), 1, ORIGIN, hall, sweep_of(hall)).admitted


def test_a_straight_way_to_a_place_through_a_wall_is_refused(walled, plan_of):
    verdict = review(plan_of(NavigateStep(place="東")), 0, ORIGIN, walled, sweep_of(walled))
    assert (verdict.reason, verdict.nearest) == (ReasonCode.OBSTACLE_ON_PATH, None)
    assert review(
        plan_of(NavigateStep(place="東")), 0, Pose2(4.0, 1.0, 0.0), walled, sweep_of(walled)
    ).admitted


@pytest.mark.parametrize(
    "clearance, turns, leaves, nears", [(0.43, 1, 1, 0), (0.40, 1, 1, 0), (0.37, 0, 0, 0)]
)
def test_a_robot_that_stands_close_may_turn_and_leave_but_come_no_nearer(
    walled, plan_of, clearance, turns, leaves, nears
):
    pose = Pose2(2.95 - clearance, 0.0, 0.0)

    def admits(step) -> bool:
        return review(plan_of(step), 0, pose, walled, sweep_of(walled)).admitted

    assert admits(RotateStep(angle_rad=1.0)) is bool(turns)
    assert admits(MoveStep(distance_m=-1.0)) is bool(leaves)
    assert admits(MoveStep(distance_m=0.02)) is bool(nears)


def test_a_robot_close_to_the_border_may_leave_it(hall, plan_of):
    pose = Pose2(9.6, 0.0, 0.0)
    assert review(plan_of(MoveStep(distance_m=-1.0)), 0, pose, hall, sweep_of(hall)).admitted
    assert not review(plan_of(MoveStep(distance_m=0.05)), 0, pose, hall, sweep_of(hall)).admitted
    outside = Pose2(10.5, 0.0, 0.0)
    assert not review(plan_of(WaitStep(duration_s=1.0)), 0, outside, hall, sweep_of(hall)).admitted


def test_a_robot_inside_a_keep_out_zone_is_for_people_to_move(walled, plan_of):
    verdict = review(plan_of(MoveStep(distance_m=0.1)), 0, Pose2(0.0, 3.0, 0.0), walled, sweep_of(walled))
    assert verdict.reason is ReasonCode.KEEP_OUT_ZONE


def test_an_unknown_place_is_a_developers_error(hall, plan_of):
    with pytest.raises(KeyError, match="西"):
        review(plan_of(NavigateStep(place="西")), 0, ORIGIN, hall, sweep_of(hall))

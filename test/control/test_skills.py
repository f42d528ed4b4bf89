"""Each skill of a base arrives where it should, both ways, on a floor of simple kinematics."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from physical_ai_bridge.plan.enums import OutcomeKind
from physical_ai_bridge.plan.motion import Pose2, Twist
from physical_ai_bridge.plan.plane import ahead_of, distance, wrap
from physical_ai_bridge.plan.steps import MoveStep, NavigateStep, RotateStep, WaitStep
from physical_ai_bridge.robots.profile import RobotProfile
from physical_ai_bridge.world import World

Drives = Callable[..., Any]  # the drives of conftest.py
POSITION, ANGLE = 0.01, 0.01  # m, rad: what the issue asks of a result
yaws = st.floats(-math.pi, math.pi)
few = settings(max_examples=25, deadline=None)


def succeeded(drive: Any) -> bool:
    outcome = drive.ticks[-1].outcome
    return outcome is not None and outcome.kind is OutcomeKind.SUCCEEDED


@few
@given(length=st.floats(-5.0, 5.0), yaw=yaws)
def test_move_arrives_on_the_line(length: float, yaw: float, drive: Drives, profile: RobotProfile) -> None:
    start = Pose2(1.0, 2.0, yaw)
    done = drive(MoveStep(distance_m=length), start=start)
    assert succeeded(done)
    assert distance(done.end.pose, ahead_of(start, length)) < POSITION
    assert all(abs(twist.forward) <= profile.max_speed for twist in done.twists)
    assert all(twist.forward * length >= 0.0 for twist in done.twists)


@pytest.mark.parametrize("wanted", [0.05, 0.3, 0.8])
def test_move_keeps_to_the_speed_that_was_asked(wanted: float, drive: Drives) -> None:
    done = drive(MoveStep(distance_m=2.0, speed_mps=wanted))
    assert max(twist.forward for twist in done.twists) == pytest.approx(wanted)


def test_move_is_never_faster_than_the_robot(drive: Drives, profile: RobotProfile) -> None:
    done = drive(MoveStep(distance_m=3.0, speed_mps=5.0))
    assert max(twist.forward for twist in done.twists) == pytest.approx(profile.max_speed)


@pytest.mark.parametrize("length", [0.0, -0.0, 0.005, -0.005])
def test_a_move_of_nothing_is_done_at_once_and_in_place(length: float, drive: Drives) -> None:
    done = drive(MoveStep(distance_m=length))
    assert succeeded(done) and len(done.ticks) == 1
    assert all(twist.is_zero for twist in done.twists)


@pytest.mark.parametrize("length", [4.0, -4.0])
@pytest.mark.parametrize("drift", [0.02, -0.02])
def test_move_steers_back_to_its_line(length: float, drift: float, drive: Drives) -> None:
    """A floor that carries the base sideways by 2 % of what it drives."""

    def slip(twist: Twist) -> tuple[float, float]:
        return 0.0, drift * abs(twist.forward) * 0.02

    done = drive(MoveStep(distance_m=length), slip=slip)
    assert succeeded(done)
    assert abs(done.end.pose.y) < 0.03 < abs(drift * length) / 2


@few
@given(angle=st.floats(-2 * math.pi, 2 * math.pi), yaw=yaws)
def test_rotate_turns_by_the_whole_angle(
    angle: float, yaw: float, drive: Drives, profile: RobotProfile
) -> None:
    done = drive(RotateStep(angle_rad=angle), start=Pose2(0.0, 0.0, yaw))
    assert succeeded(done)
    turned = sum(body.turn for body in done.bodies) * 0.02
    assert turned == pytest.approx(angle, abs=ANGLE)
    assert all(abs(twist.turn) <= profile.max_yaw_rate and twist.forward == 0.0 for twist in done.twists)


@pytest.mark.parametrize("degrees", [360, -360, 720, -720, 180, -180, 179.9, -179.9])
@pytest.mark.parametrize("yaw", [0.0, math.pi, -math.pi, 3.1])
def test_a_large_turn_goes_all_the_way_round(degrees: float, yaw: float, drive: Drives) -> None:
    done = drive(RotateStep(angle_rad=math.radians(degrees)), start=Pose2(0.0, 0.0, yaw))
    result = done.ticks[-1].outcome.steps[0]
    assert result.measured == pytest.approx(math.radians(degrees), abs=ANGLE)
    assert wrap(done.end.pose.yaw - yaw - math.radians(degrees)) == pytest.approx(0.0, abs=ANGLE)


@pytest.mark.parametrize("angle", [0.0, -0.0, 0.007, -0.007])
def test_a_turn_of_nothing_is_done_at_once(angle: float, drive: Drives) -> None:
    done = drive(RotateStep(angle_rad=angle))
    assert succeeded(done) and len(done.ticks) == 1 and done.twists[0].is_zero


@few
@given(
    x=st.floats(1.0, 12.0), y=st.floats(2.0, 7.0), yaw=yaws, place=st.sampled_from(["受付", "棚A", "作業台"])
)
def test_navigate_reaches_place_and_heading(
    x: float, y: float, yaw: float, place: str, drive: Drives, world: World
) -> None:
    done = drive(NavigateStep(place=place), start=Pose2(x, y, yaw))
    goal = world.place(place)
    assert succeeded(done) and goal is not None
    assert distance(done.end.pose, Pose2(goal.pose.x, goal.pose.y, 0.0)) < POSITION
    assert abs(wrap(done.end.pose.yaw - goal.pose.yaw)) < ANGLE


def test_navigate_to_where_it_stands_only_turns(drive: Drives, world: World) -> None:
    goal = world.place("棚A")
    assert goal is not None
    done = drive(NavigateStep(place="棚A"), start=Pose2(goal.pose.x, goal.pose.y, -goal.pose.yaw))
    assert succeeded(done) and all(twist.forward == 0.0 for twist in done.twists)
    assert drive(NavigateStep(place="棚A"), start=done.end.pose).seconds <= 0.02


def test_navigate_faces_its_goal_before_it_drives(drive: Drives, world: World) -> None:
    done = drive(NavigateStep(place="棚A"), start=Pose2(6.4, 3.0, -math.pi / 2))
    first = next(index for index, twist in enumerate(done.twists) if twist.forward)
    assert abs(wrap(done.bodies[first].pose.yaw - math.pi / 2)) < 0.05


@pytest.mark.parametrize("yaw", [-math.pi / 2, math.pi / 2 + 0.1])
@pytest.mark.parametrize("drift", [2e-5, 1e-4])
@pytest.mark.parametrize("way", [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)])
@pytest.mark.parametrize("place", ["作業台", "棚A"])  # one faced as it is driven to, one turned round at
def test_a_base_that_creeps_while_it_turns_never_drives_off_its_line(
    yaw: float, drift: float, way: tuple[float, float], place: str, drive: Drives, world: World
) -> None:
    """Wheels and casters shift a base by millimetres as it turns on the spot, on both ends of the way."""

    def slip(twist: Twist) -> tuple[float, float]:
        return (way[0] * drift, way[1] * drift) if twist.turn and not twist.forward else (0.0, 0.0)

    found = world.place(place)
    assert found is not None
    goal = Pose2(found.pose.x, found.pose.y, found.pose.yaw)
    done = drive(NavigateStep(place=place), start=Pose2(goal.x, goal.y + 2.3, yaw), slip=slip)
    driving = [twist.forward != 0.0 for twist in done.twists]
    yaws = [body.pose.yaw for body, drives in zip(done.bodies, driving, strict=False) if drives]
    assert succeeded(done) and abs(wrap(done.end.pose.yaw - goal.yaw)) < ANGLE
    assert all(abs(wrap(yaw + math.pi / 2)) < 0.25 for yaw in yaws)
    assert distance(done.end.pose, goal) < 0.05
    starts = sum(later > earlier for earlier, later in pairwise((False, *driving)))
    assert starts == 1


@pytest.mark.parametrize("seconds", [0.0, 0.01, 1.0, 2.5])
def test_wait_stands_for_the_time_and_no_longer(seconds: float, drive: Drives) -> None:
    done = drive(WaitStep(duration_s=seconds))
    assert succeeded(done) and all(twist.is_zero for twist in done.twists)
    assert seconds <= done.seconds <= seconds + 0.041


def test_what_is_left_only_shrinks(drive: Drives) -> None:
    for step in (MoveStep(distance_m=-1.0), RotateStep(angle_rad=3.0), WaitStep(duration_s=1.0)):
        left = [each.progress.remaining for each in drive(step).ticks]
        assert all(later <= earlier + 1e-9 for earlier, later in pairwise(left))

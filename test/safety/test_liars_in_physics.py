"""A controller, robot or world that is not what the gate was told, in MuJoCo: nobody leaves the envelope."""

from __future__ import annotations

import math
import random
from dataclasses import replace

import pytest

from physical_ai_bridge.plan.enums import Mode, MotionKind, OutcomeKind
from physical_ai_bridge.plan.motion import MotionProposal, Twist
from physical_ai_bridge.plan.outcome import Outcome
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.steps import MoveStep, NavigateStep, RotateStep
from physical_ai_bridge.safety import events as e
from physical_ai_bridge.virtual_site import VirtualSite

ENVELOPE = 0.10  # m, the tolerance of the lane
OVER = 0.03  # m, odometry against ground truth and one period


class LyingController(VirtualSite):
    """Beats as the controller does, but proposes whatever ``lie`` (a function of the site) says."""

    lie = staticmethod(lambda site: Twist())
    every = 1

    def _control(self) -> None:
        running = self.gate.running
        if running is None or self._ticks % self.every:
            return
        proposal = MotionProposal(
            robot="agv1",
            admission_id=running.admission.id,
            step_index=running.step.index if running.step else running.next_step,
            sequence=self._ticks,
            stamp_ns=self.now.ros_ns,
            kind=MotionKind.BASE,
            twist=self.lie(self),
        )
        self.feed_gate(e.ProposalHeard(proposal))


def started(world, lie, step, plan_of, every=1) -> LyingController:
    site = LyingController(world)
    site.lie, site.every = lie, every
    site.run(0.5)
    site.submit(plan_of(step, created_ns=site.now.ros_ns))
    return site


def drive_and_trace(site, seconds: float) -> list[tuple[float, float]]:
    trace = []

    def look() -> bool:
        truth = site.body.ground_truth()
        trace.append((truth.x, truth.y))
        return False

    site.run(seconds, look)
    return trace


def test_one_that_never_brakes_stays_in_the_lane(hall, plan_of):
    site = started(hall, lambda s: Twist.planar(0.8, 0.0), MoveStep(distance_m=3.0), plan_of)
    trace = drive_and_trace(site, 15.0)
    assert max(x for x, _ in trace) <= 3.0 + ENVELOPE + OVER
    assert max(x for x, _ in trace) > 2.9
    assert abs(site.body.ground_truth().v) < 0.02


@pytest.mark.parametrize("every", [1, 5, 9])
def test_one_that_turns_away_in_a_navigation_stays_in_the_lane(hall, plan_of, every):
    def lie(site):
        yaw = site.body.ground_truth().yaw
        return (
            Twist.planar(0.8, 0.0)
            if yaw > 1.5 or site.body.ground_truth().x > 2.0
            else Twist.planar(0.0, 1.0)
        )

    def bolt(site):
        """Full speed along the lane, then hard to the left."""
        return Twist.planar(0.8, 1.0 if site.body.ground_truth().x > 1.5 else 0.0)

    for liar in (lie, bolt):
        site = started(hall, liar, NavigateStep(place="東"), plan_of, every)
        trace = drive_and_trace(site, 12.0)
        assert max(abs(y) for _, y in trace) <= ENVELOPE + OVER
        assert abs(site.body.ground_truth().v) < 0.02


@pytest.mark.parametrize("seed", range(6))
def test_a_drunk_one_stays_in_the_lane(hall, plan_of, seed):
    dice = random.Random(seed)
    step = [
        MoveStep(distance_m=2.0),
        NavigateStep(place="東"),
        MoveStep(distance_m=-2.0),
        RotateStep(angle_rad=2.0),
    ][seed % 4]
    low, high = {0: (0.0, 0.8), 1: (0.0, 0.8), 2: (-0.8, 0.0), 3: (-0.05, 0.05)}[seed % 4]
    turn = (0.0, 1.0) if seed % 4 == 3 else (-1.0, 1.0)
    held = [Twist()]

    def lie(site):
        if dice.random() < 0.1:
            held[0] = Twist.planar(dice.uniform(low, high), dice.uniform(*turn))
        return held[0]

    site = started(hall, lie, step, plan_of)
    trace = drive_and_trace(site, 12.0)
    reach = {0: (0.0, 2.0), 1: (0.0, 4.0), 2: (-2.0, 0.0), 3: (0.0, 0.0)}[seed % 4]
    assert all(reach[0] - ENVELOPE - OVER <= x <= reach[1] + ENVELOPE + OVER for x, _ in trace)
    assert all(abs(y) <= ENVELOPE + OVER for _, y in trace)
    assert abs(site.body.ground_truth().v) < 0.02 or site.gate.running is not None


def test_one_that_claims_success_halfway_is_not_believed(drive_at_full_speed):
    site = drive_at_full_speed()
    admission = site.gate.running.admission
    site.feed_gate(e.ExecutionEnded(admission.id, Outcome(OutcomeKind.SUCCEEDED, ReasonCode.OK)))
    site.run(1.0)
    assert site.outcomes["plan-1"].kind is OutcomeKind.STOPPED
    assert site.outcomes["plan-1"].reason is ReasonCode.GOAL_NOT_REACHED
    assert abs(site.body.ground_truth().v) < 0.02


def test_a_second_use_of_an_admission_is_refused_by_the_controller(drive_at_full_speed):
    site = drive_at_full_speed()
    running = site.gate.running
    altered = running.admission.model_copy(update={"nonce": "x", "mac": "0" * 64})
    site.admit(altered)
    site.run(1.0)
    assert site.outcomes["plan-1"].reason is ReasonCode.ADMISSION_ALTERED
    assert abs(site.body.ground_truth().v) < 0.02


class LyingRobot(VirtualSite):
    """Its odometry freezes its pose (but not its speed) once it has come as far as ``frozen_from`` m."""

    frozen_from = math.inf

    def _feed(self, event) -> None:
        if isinstance(event, e.OdometryHeard) and event.odometry.pose.x >= self.frozen_from:
            pose = replace(event.odometry.pose, x=self.frozen_from, y=0.0)
            self._odometry = replace(event.odometry, pose=pose)
            event = e.OdometryHeard(self._odometry)
        super()._feed(event)


def test_a_frozen_pose_stops_the_robot_before_it_is_lost(hall, plan_of):
    site = LyingRobot(hall)
    site.frozen_from = 1.0
    site.run(0.5)
    site.submit(plan_of(MoveStep(distance_m=2.0), created_ns=site.now.ros_ns))
    site.run(20.0)
    assert (site.gate.mode, site.gate.reason) == (Mode.FAULT, ReasonCode.ODOMETRY_INVALID)
    assert site.body.ground_truth().x <= 1.0 + 0.2 + 0.4
    assert abs(site.body.ground_truth().v) < 0.02


def hidden(hall_with, x: float, height: float = 1.0):
    """The hall with something in it that the gate does not know."""
    pallet = {"name": "荷物", "kind": "pallet", "pose": {"x": x, "y": 0.0, "yaw_deg": 0.0}}
    return hall_with(furniture=({**pallet, "size": (0.4, 0.8, height)},))


@pytest.mark.parametrize("x", [1.3, 2.0, 3.5])
def test_an_obstacle_nobody_told_of_holds_the_robot_without_a_touch(hall, hall_with, plan_of, x):
    site = VirtualSite(hall, physics=hidden(hall_with, x))
    site.run(0.5)
    site.submit(plan_of(MoveStep(distance_m=5.0), created_ns=site.now.ros_ns))
    site.run(12.0, lambda: bool(site.body.contacts()))
    assert not site.body.contacts()
    gap = x - 0.2 - site.profile.footprint_radius - site.body.ground_truth().x
    assert 0.0 < gap < 0.25
    assert site.gate.mode is Mode.HOLD and abs(site.body.ground_truth().v) < 0.02


def test_an_obstacle_behind_holds_a_robot_that_backs(hall, hall_with, plan_of):
    site = VirtualSite(hall, physics=hidden(hall_with, -2.0))
    site.run(0.5)
    site.submit(plan_of(MoveStep(distance_m=-4.0), created_ns=site.now.ros_ns))
    site.run(12.0, lambda: bool(site.body.contacts()))
    assert not site.body.contacts() and site.gate.mode is Mode.HOLD


def test_a_sill_below_the_scan_ends_in_rest_within_the_lease(hall, hall_with, plan_of):
    """The wheels slip before 12 cm that the scan cannot see; odometry, all the gate has, takes it for way."""
    site = VirtualSite(hall, physics=hidden(hall_with, 1.5, height=0.12))
    site.run(0.5)
    site.submit(plan_of(MoveStep(distance_m=3.0), created_ns=site.now.ros_ns))
    assert site.run(3.0 / 0.15 + 5.0 + 1.0, lambda: "plan-1" in site.outcomes)
    site.run(1.0)
    assert abs(site.body.ground_truth().v) < 0.02 and site.body.ground_truth().x < 1.1

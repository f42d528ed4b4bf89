"""A base on a flat floor that follows its commands as a real drive does: never faster than it can."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from physical_ai_bridge.control.execution import Execution, Inputs, Ticked, tick
from physical_ai_bridge.plan.admission import Admission
from physical_ai_bridge.plan.enums import PlanSource
from physical_ai_bridge.plan.motion import Odometry, Pose2, Twist
from physical_ai_bridge.plan.plan import Plan, plan_hash
from physical_ai_bridge.plan.plane import wrap
from physical_ai_bridge.plan.signing import sign_admission
from physical_ai_bridge.plan.steps import Step
from physical_ai_bridge.robots import load_profile
from physical_ai_bridge.robots.profile import RobotProfile
from physical_ai_bridge.world import World, load_world

PERIOD = 0.02  # s
START_NS = 10**12
KEY = b"key"
Slip = Callable[[Twist], tuple[float, float]]


def no_slip(_: Twist) -> tuple[float, float]:
    return 0.0, 0.0


ORIGIN = Pose2(0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Body:
    """Where the base is and how fast."""

    pose: Pose2
    forward: float = 0.0
    turn: float = 0.0

    def odometry(self, now: float) -> Odometry:
        return Odometry(self.pose, self.forward, self.turn, START_NS + round(now * 1e9))

    def driven(self, twist: Twist, profile: RobotProfile, slip: Slip) -> Body:
        """One period on; ``slip`` says how many m the floor carries it along x and y meanwhile."""
        forward = follow(self.forward, twist.forward, profile.accel, profile.brake)
        turn = follow(self.turn, twist.turn, profile.yaw_accel, profile.yaw_brake)
        yaw = self.pose.yaw + turn * PERIOD / 2
        dx, dy = slip(Twist.planar(forward, turn))
        x = self.pose.x + math.cos(yaw) * forward * PERIOD + dx
        y = self.pose.y + math.sin(yaw) * forward * PERIOD + dy
        return Body(Pose2(x, y, wrap(self.pose.yaw + turn * PERIOD)), forward, turn)


def follow(speed: float, wanted: float, accel: float, brake: float) -> float:
    most = PERIOD * (accel if abs(wanted) > abs(speed) else brake)
    return speed + max(-most, min(most, wanted - speed))


@dataclass(frozen=True)
class Drive:
    """Everything that happened while a plan was carried out."""

    ticks: tuple[Ticked, ...]
    bodies: tuple[Body, ...]

    @property
    def end(self) -> Body:
        return self.bodies[-1]

    @property
    def seconds(self) -> float:
        return len(self.ticks) * PERIOD

    @property
    def twists(self) -> list[Twist]:
        return [each.proposal.twist for each in self.ticks]


@pytest.fixture(scope="session")
def profile() -> RobotProfile:
    return load_profile("agv")


@pytest.fixture(scope="session")
def world() -> World:
    return load_world(Path(__file__).parents[2] / "worlds" / "warehouse.yaml")


Admit = Callable[..., Admission]


@pytest.fixture(scope="session")
def admit() -> Admit:
    """A genuine admission of these steps."""

    def made(*steps: Step, **changes: object) -> Admission:
        plan = Plan(id="p", instruction_id="i", robot="agv1", source=PlanSource.RULES, steps=steps)
        admission = Admission(
            id="a",
            epoch="e",
            sequence=1,
            nonce="n",
            plan_hash=plan_hash(plan),
            configuration_hash="c",
            issued_ns=START_NS,
            expires_ns=START_NS + 30 * 10**9,
            plan=plan,
        )
        return sign_admission(KEY, admission.model_copy(update=changes))

    return made


@pytest.fixture(scope="session")
def drive(profile: RobotProfile, world: World, admit: Admit) -> Callable[..., Drive]:
    """Carry out steps from a pose until the outcome, every lease given at once."""

    def driven(*steps: Step, start: Pose2 = ORIGIN, slip: Slip = no_slip, seconds: float = 90) -> Drive:
        execution, body = Execution(admit(*steps)), Body(start)
        ticks: list[Ticked] = []
        bodies = [body]
        while len(ticks) * PERIOD < seconds and not (ticks and ticks[-1].outcome):
            now = len(ticks) * PERIOD
            odometry = body.odometry(now)
            inputs = Inputs(odometry, execution.index, now, odometry.stamp_ns, PERIOD)
            ticks.append(tick(execution, inputs, profile, world))
            execution = ticks[-1].execution
            body = body.driven(ticks[-1].proposal.twist, profile, slip)
            bodies.append(body)
        return Drive(tuple(ticks), tuple(bodies))

    return driven

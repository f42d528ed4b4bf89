"""A gate with everything around it played by hand, and a small hall to drive in."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from physical_ai_bridge.plan.enums import Mode, MotionKind, PlanSource, Purpose
from physical_ai_bridge.plan.motion import MotionProposal, Odometry, Pose2, Scan, Twist
from physical_ai_bridge.plan.plan import Plan
from physical_ai_bridge.plan.signals import ApproverToken, Heartbeat
from physical_ai_bridge.plan.verdict import ADMITTED, Verdict
from physical_ai_bridge.robots import load_profile
from physical_ai_bridge.safety import events as e
from physical_ai_bridge.safety import outputs as o
from physical_ai_bridge.safety.config import GateConfig
from physical_ai_bridge.safety.gate import step
from physical_ai_bridge.safety.state import GateState
from physical_ai_bridge.virtual_site import VirtualSite
from physical_ai_bridge.world import World, load_world

WAREHOUSE = Path(__file__).parents[2] / "worlds" / "warehouse.yaml"
START_NS = 1_000_000_000_000
PERIOD = 0.02
RAYS = 360

settings.register_profile("safety", deadline=None, derandomize=True)
settings.load_profile("safety")


def make_hall(**more: Any) -> World:
    """20 x 10 m without walls, the robot in the middle, a place 4 m east of it that faces north."""
    data: dict[str, Any] = {
        "name": "hall",
        "title_ja": "ホール",
        "bounds": {"xmin": -10.0, "ymin": -5.0, "xmax": 10.0, "ymax": 5.0},
        "robots": (
            {
                "name": "agv1",
                "title_ja": "台車",
                "profile": "agv",
                "start": {"x": 0.0, "y": 0.0, "yaw_deg": 0.0},
            },
        ),
        "places": ({"name": "東", "kind": "場所", "pose": {"x": 4.0, "y": 0.0, "yaw_deg": 90.0}},),
        **more,
    }
    return World.model_validate(data)


def make_plan(*steps: Any, **more: Any) -> Plan:
    """A plan for agv1; give ``id`` and ``created_ns`` where they matter."""
    fields = {"id": "plan-1", "instruction_id": "said-1", "robot": "agv1", "source": PlanSource.RULES}
    return Plan(**{**fields, "created_ns": START_NS, "steps": tuple(steps), **more})


def make_scan(stamp_ns: int, **ranges: float) -> Scan:
    """A scan all around without returns, but for those given as ``r<index>``."""
    seen = [math.inf] * RAYS
    for index, value in ranges.items():
        seen[int(index[1:])] = value
    return Scan(tuple(seen), -math.pi, math.tau / RAYS, 0.05, 12.0, stamp_ns)


class Rig:
    """One gate and its clocks; every 20 ms it hears all that is in ``alive``, from a robot at ``pose``."""

    def __init__(self, world: World, enabled: bool = True) -> None:
        config = GateConfig("agv1", load_profile("agv"), world, "configuration", "epoch")
        self.state = GateState(config, enabled=enabled)
        self.steady, self.ros_shift_ns = 0.0, START_NS
        self.simulated_ns: Callable[[float], int] | None = None
        self.alive = {"agent", "controller", "guard", "odometry", "scan", "tick"}
        self.pose, self.forward, self.turn = Pose2(0.0, 0.0, 0.0), 0.0, 0.0
        self.ranges: dict[str, float] = {}
        self.outputs: list[o.Output] = []
        self.answer_reviews: Verdict | None = ADMITTED
        self.plans, self.sequence, self.steps = 0, 0, 0

    @property
    def now(self) -> e.Now:
        simulated = self.simulated_ns(self.steady) if self.simulated_ns else None
        return e.Now(self.steady, self.ros_shift_ns + round(self.steady * 1e9), simulated)

    def feed(self, event: e.Event) -> list[o.Output]:
        """One event; a review is answered at once unless ``answer_reviews`` is None."""
        self.state, outputs = step(self.state, event, self.now)
        self.outputs += outputs
        made = list(outputs)
        for output in outputs:
            if isinstance(output, o.StartReview) and self.answer_reviews is not None:
                made += self.feed(e.ReviewDone(output.ticket, self.answer_reviews))
        return made

    def hear(self, *names: str) -> None:
        """Signs of life and readings of this moment."""
        stamp = self.now.sensor_clock_ns
        for name in names:
            if name == "odometry":
                self.feed(e.OdometryHeard(Odometry(self.pose, self.forward, self.turn, stamp)))
            elif name == "scan":
                self.feed(e.ScanHeard(make_scan(stamp, **self.ranges)))
            elif name == "tick":
                self.feed(e.Tick())
            else:
                self.feed(e.HeartbeatHeard(self.beat(name)))

    def beat(self, name: str, **more: Any) -> Heartbeat:
        stamp = self.now.ros_ns
        return replace(Heartbeat(name, "agv1", "life", self.steps, stamp_ns=stamp), **more)

    def pass_time(self, seconds: float, each: Callable[[], Any] = lambda: None) -> None:
        """Let time pass in periods of 20 ms; ``each`` is called before every tick."""
        for _ in range(round(seconds / PERIOD)):
            self.steps += 1
            self.steady = round(self.steady + PERIOD, 6)
            self.pose = Pose2(
                self.pose.x + self.forward * PERIOD * math.cos(self.pose.yaw),
                self.pose.y + self.forward * PERIOD * math.sin(self.pose.yaw),
                self.pose.yaw + self.turn * PERIOD,
            )
            self.hear(*sorted(self.alive - {"tick"}))
            each()
            self.hear(*(self.alive & {"tick"}))

    def ready(self) -> Rig:
        self.pass_time(0.1)
        assert self.state.mode is Mode.READY
        return self

    def submit(self, *steps: Any, **more: Any) -> list[o.Output]:
        """A fresh plan, created now."""
        self.plans += 1
        plan = make_plan(*steps, **{"id": f"plan-{self.plans}", "created_ns": self.now.ros_ns, **more})
        return self.feed(e.PlanSubmitted(f"key-{self.plans}", plan))

    def running(self, *steps: Any) -> Rig:
        """Ready, admitted and begun: the controller has proposed once."""
        self.ready().submit(*steps)
        assert self.state.running is not None
        self.propose(0.0)
        return self

    def proposal(self, forward: float = 0.0, turn: float = 0.0, **more: Any) -> MotionProposal:
        self.sequence += 1
        running = self.state.running
        fields: dict[str, Any] = {
            "robot": "agv1",
            "admission_id": running.admission.id if running else "none",
            "step_index": running.step.index if running and running.step else 0,
            "sequence": self.sequence,
            "stamp_ns": self.now.ros_ns,
            "kind": MotionKind.BASE,
            "twist": Twist.planar(forward, turn),
        }
        return MotionProposal(**{**fields, **more})

    def propose(self, forward: float = 0.0, turn: float = 0.0, **more: Any) -> Twist | None:
        """Propose, and say what the gate sent because of it."""
        outputs = self.feed(e.ProposalHeard(self.proposal(forward, turn, **more)))
        sent = [output.motion.twist for output in outputs if isinstance(output, o.SendMotion)]
        return sent[-1] if sent else None

    def drive(self, forward: float, seconds: float, turn: float = 0.0) -> None:
        """The controller proposes the same each period, and the robot does exactly what the gate sends."""

        def each() -> None:
            self.propose(forward, turn)
            self.forward, self.turn = self.state.drive.twist.forward, self.state.drive.twist.turn

        self.pass_time(seconds, each)

    def token(self, purpose: Purpose, **more: Any) -> ApproverToken:
        expires = self.now.ros_ns + 60_000_000_000
        return replace(ApproverToken(purpose, "山田", "agv1", "", f"nonce-{self.steps}", expires), **more)

    @property
    def sent(self) -> list[Twist]:
        """Every twist so far."""
        return [output.motion.twist for output in self.outputs if isinstance(output, o.SendMotion)]

    @property
    def outcomes(self) -> list[o.EndPlan]:
        return [output for output in self.outputs if isinstance(output, o.EndPlan)]

    def notes(self, event: str) -> list[o.Note]:
        return [output for output in self.outputs if isinstance(output, o.Note) and output.event == event]


@pytest.fixture(scope="session")
def hall() -> World:
    return make_hall()


@pytest.fixture(scope="session")
def hall_with() -> Callable[..., World]:
    return make_hall


@pytest.fixture(scope="session")
def warehouse() -> World:
    return load_world(WAREHOUSE)


@pytest.fixture
def rig(hall: World) -> Rig:
    return Rig(hall)


@pytest.fixture(scope="session")
def new_rig(hall: World) -> Callable[..., Rig]:
    """Makes rigs, for tests that need many."""
    return lambda world=hall, **more: Rig(world, **more)


@pytest.fixture(scope="session")
def plan_of() -> Callable[..., Plan]:
    return make_plan


@pytest.fixture(scope="session")
def scan_of() -> Callable[..., Scan]:
    return make_scan


@pytest.fixture(scope="session")
def drive_at_full_speed(hall: World) -> Callable[..., VirtualSite]:
    """A site whose robot is 3 m into a move of 5 m, faster than 95 % of its maximum on ground truth."""

    def drive(world: World = hall, **more: Any) -> VirtualSite:
        site = VirtualSite(world, **more)
        site.run(0.5)
        site.submit(make_plan({"kind": "move", "distance_m": 5.0}, created_ns=site.now.ros_ns))
        fast = 0.95 * site.profile.max_speed
        assert site.run(10.0, lambda: site.body.ground_truth().v >= fast)
        return site

    return drive


@pytest.fixture(scope="session")
def virtual_site(hall: World) -> Callable[..., VirtualSite]:
    return lambda world=hall, **more: VirtualSite(world, **more)

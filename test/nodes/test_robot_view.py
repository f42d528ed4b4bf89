"""What the display makes of a robot's messages: where it is, what it plans, what its gate decided."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from nav_msgs.msg import Odometry
from physical_ai_bridge_msgs import msg as m
from visualization_msgs.msg import Marker, MarkerArray

from physical_ai_bridge.display.plan_shown import LATE
from physical_ai_bridge.nodes import contract, sim_messages
from physical_ai_bridge.nodes import conversions as c
from physical_ai_bridge.nodes.robot_view import RobotView
from physical_ai_bridge.plan.enums import Decision, Mode, PlanSource
from physical_ai_bridge.plan.motion import Pose2
from physical_ai_bridge.plan.plan import Plan
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.signals import SafetyState
from physical_ai_bridge.plan.steps import MoveStep
from physical_ai_bridge.plan.verdict import ADMITTED, Verdict, refused
from physical_ai_bridge.sim.readings import Odometry as Reading
from physical_ai_bridge.world import load_world

WORLD = load_world(Path(__file__).parents[2] / "worlds" / "warehouse.yaml")
START = Pose2(1.0, 2.0, 0.0)


@dataclass
class Robot:
    """A robot's topics without ROS: ``hear`` delivers a message, ``sent`` is what was drawn."""

    listening: dict[str, Callable[[Any], None]] = field(default_factory=dict)
    sent: dict[str, list[MarkerArray]] = field(default_factory=dict)
    followed: list[str] = field(default_factory=list)

    def create_publisher(self, kind: type, topic: str, qos: Any) -> Any:
        assert kind is MarkerArray
        sent = self.sent[topic] = []
        return type("Publisher", (), {"publish": lambda _, message: sent.append(message)})()

    def create_subscription(self, kind: type, topic: str, callback: Callable[[Any], None], qos: Any) -> None:
        self.listening[topic] = callback

    def follow(self, robot: str, msg: Odometry) -> None:
        self.followed.append(robot)

    def hear(self, topic: str, message: Any) -> None:
        self.listening[f"agv1/{topic}"](message)

    def odometry(self, x: float) -> None:
        self.hear(contract.ODOM, sim_messages.odometry(Reading(x, 0.0, 0.0, 0.0, 0.0), 1, "agv1"))

    def state(self, admission: str) -> None:
        state = SafetyState("agv1", "e", Mode.ACTIVE, True, ReasonCode.OK, admission)
        self.hear(contract.SAFETY_STATE, c.state_to_msg(state))

    def plan(self, age: float = 0.0) -> None:
        created = time.time_ns() - int(age * 1e9)
        steps = (MoveStep(distance_m=1.5),)
        plan = Plan(
            id="p",
            instruction_id="i",
            robot="agv1",
            source=PlanSource.RULES,
            created_ns=created,
            steps=steps,
        )
        self.hear(contract.PLAN, c.plan_to_msg(plan))

    def verdict(self, verdict: Verdict) -> None:
        self.hear(contract.VERDICT, c.verdict_to_msg(verdict))

    @property
    def plans(self) -> list[MarkerArray]:
        return self.sent[f"agv1/{contract.PLAN_MARKERS}"]

    def line(self) -> list[tuple[float, float]]:
        """The line drawn now; empty for none."""
        lines = [each for each in self.plans[-1].markers if each.type == Marker.LINE_STRIP and each.ns]
        return [(point.x, point.y) for line in lines for point in line.points]


@pytest.fixture
def robot() -> Robot:
    return Robot()


@pytest.fixture
def view(robot: Robot) -> RobotView:
    node: Any = robot
    return RobotView(node, "agv1", START, WORLD, node)


def test_it_is_at_its_start_until_odometry_comes_and_then_where_that_says(
    view: RobotView, robot: Robot
) -> None:
    assert (view.pose, view.heard) == (START, False)
    robot.odometry(0.5)
    assert (view.pose, view.heard) == (replace(START, x=1.5), True)
    robot.odometry(math.nan)
    assert (view.pose.x, robot.followed) == (1.5, ["agv1"])


def test_a_plan_is_drawn_when_proposed_from_where_it_was_admitted_and_wiped_at_its_end(
    view: RobotView, robot: Robot
) -> None:
    robot.plan()
    assert robot.line() == [(1.0, 2.0), (2.5, 2.0)]
    robot.odometry(0.25)
    robot.verdict(ADMITTED)
    robot.state("a1")
    assert robot.line() == [(1.25, 2.0), (2.75, 2.0)]
    robot.odometry(1.0)
    robot.state("a1")
    assert len(robot.plans) == 2, "nothing new to draw while it is carried out"
    robot.state("")
    assert robot.line() == []
    assert all(array.markers[0].action == Marker.DELETEALL for array in robot.plans)


def test_a_refused_plan_is_wiped_and_the_verdict_stands_over_the_robot(
    view: RobotView, robot: Robot
) -> None:
    robot.odometry(0.25)
    robot.plan()
    robot.verdict(refused(ReasonCode.KEEP_OUT_ZONE))
    assert robot.line() == []
    (drawn,) = robot.sent[f"agv1/{contract.VERDICT_MARKERS}"][-1].markers
    assert drawn.text.endswith("[KEEP_OUT_ZONE]") and drawn.lifetime.sec > 0
    assert (drawn.pose.position.x, drawn.pose.position.y) == (1.25, 2.0)


def test_a_plan_from_before_the_display_is_not_drawn(view: RobotView, robot: Robot) -> None:
    robot.plan(age=LATE + 1.0)
    assert robot.plans == []


def test_what_cannot_be_read_draws_nothing(view: RobotView, robot: Robot) -> None:
    robot.hear(contract.PLAN, m.Plan())
    assert robot.plans == []
    robot.hear(contract.VERDICT, m.Verdict(decision=99))
    (drawn,) = robot.sent[f"agv1/{contract.VERDICT_MARKERS}"][-1].markers
    assert Decision.UNKNOWN.name in drawn.text

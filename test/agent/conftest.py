"""An agent in the warehouse, spoken to in Japanese, with everything it said and did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from physical_ai_bridge.agent.dialogue import step
from physical_ai_bridge.agent.state import (
    AgentEvent,
    AgentOutput,
    AgentState,
    CancelPlan,
    Heard,
    PlanEnded,
    Say,
    SayStop,
    SubmitPlan,
)
from physical_ai_bridge.agent.surroundings import Surroundings
from physical_ai_bridge.plan.outcome import Outcome
from physical_ai_bridge.plan.plan import Plan
from physical_ai_bridge.plan.signals import Instruction, Reply, Stop
from physical_ai_bridge.robots import load_profile
from physical_ai_bridge.world import World, load_world

NOW_NS = 10**15


@dataclass
class Agent:
    """The pure core with the state it is in."""

    state: AgentState
    said: int = 0
    outputs: list[AgentOutput] = field(default_factory=list)
    now_ns: int = NOW_NS

    def feed(self, event: AgentEvent) -> Agent:
        """One event; ``outputs`` are what came of it."""
        self.state, outputs = step(self.state, event, self.now_ns)
        self.outputs = list(outputs)
        return self

    def hear(self, text: str, robot: str = "", age: float = 0.0, id: str | None = None) -> Agent:
        """One instruction, as the node hands it over."""
        self.said += 1
        name = f"i{self.said}" if id is None else id
        return self.feed(Heard(Instruction(name, text, "佐藤", robot, self.now_ns - self.said), age))

    def later(self, seconds: float) -> Agent:
        """Time goes by, or back."""
        self.now_ns += int(seconds * 1e9)
        return self

    def end(self, plan_id: str, outcome: Outcome | None) -> Agent:
        """The gate's answer to a plan."""
        return self.feed(PlanEnded(plan_id, outcome))

    @property
    def replies(self) -> list[Reply]:
        return [each.reply for each in self.outputs if isinstance(each, Say)]

    @property
    def reply(self) -> Reply:
        (only,) = self.replies
        return only

    @property
    def plans(self) -> list[Plan]:
        return [each.plan for each in self.outputs if isinstance(each, SubmitPlan)]

    @property
    def plan(self) -> Plan:
        (only,) = self.plans
        return only

    @property
    def stops(self) -> list[Stop]:
        return [each.stop for each in self.outputs if isinstance(each, SayStop)]

    @property
    def canceled(self) -> list[str]:
        return [each.robot for each in self.outputs if isinstance(each, CancelPlan)]


@pytest.fixture(scope="session")
def world() -> World:
    return load_world(Path(__file__).parents[2] / "worlds" / "warehouse.yaml")


@pytest.fixture(scope="session")
def here(world: World) -> Surroundings:
    return Surroundings(world, load_profile("agv"))


@pytest.fixture
def make(here: Surroundings) -> Callable[..., Agent]:
    """A fresh agent for these robots."""
    return lambda *robots: Agent(AgentState(dict.fromkeys(robots, here)))


@pytest.fixture
def on_site(here: Surroundings) -> Callable[..., Agent]:
    """One agent on the warehouse with some of its settings changed."""

    def build(**settings: object) -> Agent:
        world = here.world.model_copy(update=settings)
        return Agent(AgentState({"agv1": replace(here, world=world)}))

    return build


@pytest.fixture
def agent(make: Callable[..., Agent]) -> Agent:
    return make("agv1")


@pytest.fixture
def two(make: Callable[..., Agent]) -> Agent:
    return make("agv1", "agv2")

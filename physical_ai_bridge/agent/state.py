"""What the agent remembers, what can happen to it, and what it wants done: frozen data."""

from __future__ import annotations

from dataclasses import dataclass, field

from physical_ai_bridge.agent.results import Grounded, Question
from physical_ai_bridge.agent.surroundings import Surroundings
from physical_ai_bridge.agent.trail import Trail
from physical_ai_bridge.language import Pending, Turn
from physical_ai_bridge.plan.motion import Pose2
from physical_ai_bridge.plan.outcome import Outcome
from physical_ai_bridge.plan.plan import Plan
from physical_ai_bridge.plan.signals import Instruction, Reply, SafetyState, Stop


@dataclass(frozen=True)
class Heard:
    """An instruction; ``age_s`` since it was said, ``stamp_ns`` when (ROS time)."""

    instruction: Instruction
    age_s: float


@dataclass(frozen=True)
class PlanAdmitted:
    """A robot's gate has admitted a plan, and it is about to move."""

    plan_id: str


@dataclass(frozen=True)
class PlanEnded:
    """A robot's gate has ended a plan; ``outcome`` None: the gate could not be reached."""

    plan_id: str
    outcome: Outcome | None


@dataclass(frozen=True)
class StateHeard:
    """A robot's gate has told its state; ``charge`` is the battery's, 0 to 1, or None; ``pose`` was measured,
    in the map frame, or is None."""

    state: SafetyState
    charge: float | None = None
    pose: Pose2 | None = None


AgentEvent = Heard | PlanAdmitted | PlanEnded | StateHeard


@dataclass(frozen=True)
class Say:
    """To the person."""

    reply: Reply


@dataclass(frozen=True)
class SubmitPlan:
    """To the robot's gate."""

    plan: Plan


@dataclass(frozen=True)
class CancelPlan:
    """The plan under way on this robot is no longer wanted."""

    robot: str


@dataclass(frozen=True)
class SayStop:
    """On the stop topic: the agent heard a stop."""

    stop: Stop


AgentOutput = Say | SubmitPlan | CancelPlan | SayStop
AgentOutputs = tuple[AgentOutput, ...]


@dataclass(frozen=True)
class ToFill:
    """A turn that waits for what ``question`` asks for."""

    turn: Turn
    question: Question


@dataclass(frozen=True)
class ToConfirm:
    """A turn that is ready and waits for はい, as the site demands."""

    turn: Turn
    grounded: Grounded


@dataclass(frozen=True)
class ToAddress:
    """Words that wait for the robot they are for."""

    text: str


@dataclass(frozen=True)
class Open:
    """A question that waits for its answer: to which robot's instruction it belongs (empty: not known yet),
    what language needs to read the answer, and when it was asked (ROS time). ``waits`` is what the answer
    goes into; None where language asked and puts it there itself."""

    robot: str
    asked_ns: int
    pending: Pending | None = None
    waits: ToFill | ToConfirm | ToAddress | None = None


@dataclass(frozen=True)
class AgentState:
    """``robots`` by name; ``active`` plans by id; by robot: ``last``, what it was told to do, ``states``,
    ``pace`` in m/s until told otherwise, and ``trail``, where it has been."""

    robots: dict[str, Surroundings]
    active: dict[str, Plan] = field(default_factory=dict)
    question: Open | None = None
    last: dict[str, Turn] = field(default_factory=dict)
    states: dict[str, StateHeard] = field(default_factory=dict)
    pace: dict[str, float] = field(default_factory=dict)
    trail: dict[str, Trail] = field(default_factory=dict)

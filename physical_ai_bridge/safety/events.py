"""What can happen to a gate: frozen events, the only input of its core beside the time."""

from __future__ import annotations

from dataclasses import dataclass

from physical_ai_bridge.plan.motion import MotionProposal, Odometry, Scan
from physical_ai_bridge.plan.outcome import Outcome, Progress
from physical_ai_bridge.plan.plan import Plan
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.signals import ApproverToken, Heartbeat, Stop
from physical_ai_bridge.plan.verdict import Verdict


@dataclass(frozen=True)
class Now:
    """The clocks, read together: ``steady`` in s for time-outs, ``ros_ns`` for our own messages' stamps.

    ``sensor_ns`` is the clock that odometry and scan are stamped by: the simulator's where it has one of its
    own, else that of ``ros_ns`` (None). Nothing but the age of a sensor's message depends on it, so that
    whoever sets a simulator's clock can make the gate stop, never believe a motion or a person's token.
    """

    steady: float
    ros_ns: int
    sensor_ns: int | None = None

    @property
    def sensor_clock_ns(self) -> int:
        """The time now on the clock of the sensors, ns."""
        return self.ros_ns if self.sensor_ns is None else self.sensor_ns


@dataclass(frozen=True)
class Tick:
    """The gate's own timer, 50 times a second."""


@dataclass(frozen=True)
class OdometryHeard:
    """The robot's measured pose and speed, in the map frame."""

    odometry: Odometry


@dataclass(frozen=True)
class ScanHeard:
    """The robot's planar scan."""

    scan: Scan


@dataclass(frozen=True)
class HeartbeatHeard:
    """A sign of life of agent, controller or guard."""

    heartbeat: Heartbeat


@dataclass(frozen=True)
class StrangersSeen:
    """All unexpected publishers of motion topics, as ``topic: node``; empty when there are none."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class InstructionHeard:
    """What a person said, raw; the gate looks for stop words in it and for nothing else."""

    text: str
    robot: str = ""


@dataclass(frozen=True)
class StopHeard:
    """A stop from the topic (``own`` False) or from this gate's service (``own`` True: pass it on)."""

    stop: Stop
    own: bool = False


@dataclass(frozen=True)
class PlanSubmitted:
    """The agent wants a plan carried out. ``plan`` None: the message could not be read, ``reason`` says
    why."""

    key: str
    plan: Plan | None
    reason: ReasonCode = ReasonCode.OK


@dataclass(frozen=True)
class ReviewDone:
    """The review's verdict on what ``ticket`` asked."""

    ticket: int
    verdict: Verdict


@dataclass(frozen=True)
class CancelAsked:
    """The agent no longer wants the plan it submitted under ``key``."""

    key: str


@dataclass(frozen=True)
class ProposalHeard:
    """The controller's next motion."""

    proposal: MotionProposal


@dataclass(frozen=True)
class ProgressHeard:
    """The controller's report on a running plan."""

    progress: Progress


@dataclass(frozen=True)
class ExecutionEnded:
    """The controller's result."""

    admission_id: str
    outcome: Outcome


@dataclass(frozen=True)
class ResetAsked:
    """A person wants to leave a latch. ``genuine``: the token's signature fits."""

    token: ApproverToken
    genuine: bool
    request: int


@dataclass(frozen=True)
class EnableAsked:
    """A person lets the robot move, or no longer. Disabling needs no token."""

    enable: bool
    token: ApproverToken
    genuine: bool
    request: int


@dataclass(frozen=True)
class ApprovalGiven:
    """A person answers a plan that waits; the token's subject is the plan's id."""

    plan_id: str
    approve: bool
    token: ApproverToken
    genuine: bool
    request: int


def stop_reason(stop: Stop) -> ReasonCode:
    """Why somebody said stop; who gave no reason, as ``ros2 topic pub`` does, requested it."""
    given = stop.reason not in (ReasonCode.UNKNOWN, ReasonCode.OK)
    return stop.reason if given else ReasonCode.STOP_REQUESTED


Event = (
    Tick
    | OdometryHeard
    | ScanHeard
    | HeartbeatHeard
    | StrangersSeen
    | InstructionHeard
    | StopHeard
    | PlanSubmitted
    | ReviewDone
    | CancelAsked
    | ProposalHeard
    | ProgressHeard
    | ExecutionEnded
    | ResetAsked
    | EnableAsked
    | ApprovalGiven
)

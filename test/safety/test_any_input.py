"""Gate and guard under anything at all: no event raises, and no motion passes that should not.

A rule-based state machine drives gate and guard as their nodes do, with lies in every field and clocks that
jump.
"""

from __future__ import annotations

import math
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from physical_ai_bridge.plan.enums import Mode, MotionKind, OutcomeKind, Phase, PlanSource, Purpose, StopLevel
from physical_ai_bridge.plan.motion import (
    GatedMotion,
    MotionProposal,
    Odometry,
    Pose2,
    Scan,
    Trajectory,
    TrajectoryPoint,
    Twist,
)
from physical_ai_bridge.plan.outcome import Outcome, Progress
from physical_ai_bridge.plan.plan import Plan
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.signals import ApproverToken, Heartbeat, Stop
from physical_ai_bridge.plan.steps import MoveStep, NavigateStep, PickStep, RotateStep, WaitStep
from physical_ai_bridge.plan.verdict import ADMITTED, Verdict, refused
from physical_ai_bridge.safety import events as e
from physical_ai_bridge.safety import guard as g
from physical_ai_bridge.safety import outputs as o
from physical_ai_bridge.safety.conditions import missing
from physical_ai_bridge.safety.gate import as_seen
from physical_ai_bridge.safety.state import LATCHED

INT64 = st.integers(-(2**63), 2**63 - 1)
NUMBER = st.one_of(
    st.floats(), st.floats(-1.0, 1.0), st.sampled_from([0.0, math.nan, math.inf, -math.inf, 1e308, -1e308])
)
TEXT = st.one_of(
    st.text(max_size=20), st.sampled_from(["agv1", "", "agv1-epoch-1", "guard", "止まれ", "key-1"])
)
VECTOR = st.tuples(NUMBER, NUMBER, NUMBER)
TWIST = st.builds(Twist, VECTOR, VECTOR)
REASON = st.sampled_from(ReasonCode)
TRAJECTORY = st.builds(
    Trajectory,
    st.lists(TEXT, max_size=2).map(tuple),
    st.lists(st.builds(TrajectoryPoint, st.just((0.0,)), st.just((0.0,)), NUMBER), max_size=2).map(tuple),
)
FINITE = st.floats(allow_nan=False, allow_infinity=False)
STEP = st.one_of(
    st.builds(MoveStep, distance_m=FINITE, speed_mps=st.floats(0.0, 1e300)),
    st.builds(MoveStep, distance_m=st.floats(-5.0, 5.0)),
    st.builds(RotateStep, angle_rad=FINITE),
    st.builds(WaitStep, duration_s=st.floats(0.0, 1e300)),
    st.builds(NavigateStep, place=st.sampled_from(["東", "西"])),
    st.builds(PickStep, object_id=st.just("x")),
)
PLAN = st.builds(
    Plan,
    id=st.text("abc", min_size=1, max_size=3),
    instruction_id=st.just("said"),
    robot=st.sampled_from(["agv1", "agv2"]),
    source=st.just(PlanSource.RULES),
    created_ns=st.one_of(st.integers(0, 2**63 - 1), st.just(1_000_000_000_001)),
    steps=st.lists(STEP, max_size=22).map(tuple),
)
STAMP = st.one_of(INT64, st.integers(999_000_000_000, 1_001_000_000_000))
OUTCOME = st.builds(Outcome, st.sampled_from(OutcomeKind), REASON)
VERDICT = st.one_of(st.just(ADMITTED), st.builds(refused, REASON), st.just(Verdict(0, ReasonCode.UNKNOWN)))  # type: ignore[arg-type]
TOKEN = st.builds(ApproverToken, st.sampled_from(Purpose), TEXT, TEXT, TEXT, TEXT, STAMP)
PROPOSAL = st.builds(
    MotionProposal, TEXT, TEXT, INT64, INT64, STAMP, st.sampled_from(MotionKind), TWIST, TRAJECTORY, NUMBER
)
BEAT = st.builds(
    Heartbeat,
    st.sampled_from(["agent", "controller", "guard", "x"]),
    TEXT,
    TEXT,
    INT64,
    st.booleans(),
    st.booleans(),
    INT64,
    INT64,
    REASON,
    STAMP,
)
EVENT = st.one_of(
    st.just(e.Tick()),
    st.builds(
        e.OdometryHeard, st.builds(Odometry, st.builds(Pose2, NUMBER, NUMBER, NUMBER), NUMBER, NUMBER, STAMP)
    ),
    st.builds(
        e.ScanHeard,
        st.builds(Scan, st.lists(NUMBER, max_size=8).map(tuple), NUMBER, NUMBER, NUMBER, NUMBER, STAMP),
    ),
    st.builds(
        e.ScanHeard,
        st.builds(Scan, st.just((1.0,) * 360), NUMBER, st.just(math.tau / 360), NUMBER, NUMBER, STAMP),
    ),
    st.builds(e.HeartbeatHeard, BEAT),
    st.builds(e.StrangersSeen, st.lists(TEXT, max_size=3).map(tuple)),
    st.builds(e.InstructionHeard, TEXT, TEXT),
    st.builds(
        e.StopHeard,
        st.builds(Stop, st.sampled_from(StopLevel), TEXT, TEXT, REASON, TEXT, INT64),
        st.booleans(),
    ),
    st.builds(e.PlanSubmitted, TEXT, st.one_of(st.none(), PLAN), REASON),
    st.builds(e.ReviewDone, st.integers(0, 5), VERDICT),
    st.builds(e.CancelAsked, TEXT),
    st.builds(e.ProposalHeard, PROPOSAL),
    st.builds(e.ProgressHeard, st.builds(Progress, TEXT, st.sampled_from(Phase), INT64, NUMBER)),
    st.builds(e.ExecutionEnded, TEXT, OUTCOME),
    st.builds(e.ResetAsked, TOKEN, st.booleans(), INT64),
    st.builds(e.EnableAsked, st.booleans(), TOKEN, st.booleans(), INT64),
    st.builds(e.ApprovalGiven, TEXT, st.booleans(), TOKEN, st.booleans(), INT64),
)


def driving(rig: Any) -> None:
    rig.running(MoveStep(distance_m=3.0), WaitStep(duration_s=1.0))
    rig.drive(0.5, 0.5)


STARTS: list[Any] = [
    lambda rig: rig,
    lambda rig: rig.ready(),
    lambda rig: rig.running(MoveStep(distance_m=1.0), NavigateStep(place="東")),
    lambda rig: rig.running(RotateStep(angle_rad=1.0)),
    lambda rig: rig.running(NavigateStep(place="東")),
    driving,
]


@settings(max_examples=600)
@given(start=st.sampled_from(STARTS), events=st.lists(EVENT, min_size=1, max_size=6))
def test_no_event_makes_the_gate_raise_and_none_moves_unadmitted(new_rig, start, events):
    rig = new_rig()
    start(rig)
    for event in events:
        rig.feed(event)
        as_seen(rig.state, rig.now)
        if not rig.state.drive.twist.is_zero:
            assert rig.state.mode in (Mode.ACTIVE, Mode.SLOW) and rig.state.running is not None
        assert all(abs(twist.forward) <= 0.8 + 1e-6 for twist in rig.sent)


MOTION = st.builds(
    GatedMotion,
    TEXT,
    TEXT,
    st.integers(0, 9),
    st.integers(0, 9),
    INT64,
    STAMP,
    st.sampled_from(MotionKind),
    TWIST,
)
GUARD_EVENT = st.one_of(
    st.builds(g.MotionHeard, MOTION, st.booleans()),
    st.builds(e.StopHeard, st.builds(Stop, st.sampled_from(StopLevel), TEXT, TEXT, REASON)),
    st.builds(e.StrangersSeen, st.lists(TEXT, max_size=1).map(tuple)),
    st.just(e.Tick()),
)


@settings(max_examples=400)
@given(events=st.lists(GUARD_EVENT, min_size=1, max_size=8))
def test_no_event_makes_the_guard_raise_and_nothing_passes_its_cap(events):
    state = g.GuardState("agv1", 0.8, 1.0)
    for event in events:
        state, command = g.step(state, event, e.Now(0.0, 10**12))
        twist = command and command.twist
        assert twist is None or (abs(twist.forward) <= 0.8 + 1e-6 and abs(twist.turn) <= 1.0 + 1e-6)
        assert twist is None or twist.is_zero or state.latch is None


class GateAndGuard(RuleBasedStateMachine):
    """A gate and a guard in a row: what the gate sends, signed, is what the guard hears."""

    make_rig: Any = None
    moved = 0

    @initialize()
    def start(self) -> None:
        self.rig = self.make_rig()
        self.guard = g.GuardState("agv1", 0.8, 1.0)
        self.out, self.kept, self.told = Twist(), [], 0
        self.rig.pass_time(0.1, self.hop)

    def hop(self) -> None:
        """Everything the gate sent since the last time goes through the guard, and the guard ticks."""
        for output in self.rig.outputs[self.told :]:
            if isinstance(output, o.SendMotion):
                self.kept.append(output.motion)
                self.to_guard(g.MotionHeard(output.motion, True))
            elif isinstance(output, o.SayStop):
                self.to_guard(e.StopHeard(output.stop))
        self.told = len(self.rig.outputs)
        self.to_guard(e.Tick())

    def to_guard(self, event: Any) -> None:
        self.guard, command = g.step(self.guard, event, self.rig.now)
        self.out = command.twist if command is not None else self.out

    def guard_beats(self) -> None:
        latch = self.guard.latch
        beat = self.rig.beat(
            "guard",
            latched=latch is not None,
            needs_reset=latch is not None and latch.hard,
            license=self.guard.license,
            resets=self.guard.resets,
            reason=latch.reason if latch else ReasonCode.OK,
        )
        self.rig.feed(e.HeartbeatHeard(beat))

    @rule(periods=st.integers(1, 10), forward=st.floats(-0.05, 0.8), turn=st.floats(-0.3, 0.3))
    def drive(self, periods: int, forward: float, turn: float) -> None:
        for _ in range(periods):
            self.rig.drive(forward, 0.02, turn)
            self.hop()
            self.guard_beats()
        self.rig.forward, self.rig.turn = self.out.forward, self.out.turn

    @rule(step=STEP, more=st.lists(STEP, max_size=2))
    def plan(self, step: Any, more: list[Any]) -> None:
        self.rig.forward = self.rig.turn = 0.0
        self.rig.pass_time(0.6, self.hop)
        self.rig.submit(step, *more)

    @rule()
    def set_off(self) -> None:
        """A person clears up and resets, the agent plans anew, the controller begins."""
        self.rig.forward = self.rig.turn = 0.0
        self.rig.feed(e.StrangersSeen(()))
        self.rig.pass_time(0.4, self.hop)
        self.rig.feed(e.ResetAsked(self.rig.token(Purpose.RESET), True, 1))
        self.rig.feed(e.EnableAsked(True, self.rig.token(Purpose.ENABLE, nonce="enable"), True, 1))
        self.rig.pass_time(0.7, self.hop)
        self.rig.submit(MoveStep(distance_m=4.0), id=f"set-off-{self.rig.steps}")
        self.rig.drive(0.5, 0.2)
        self.hop()

    @rule(event=EVENT)
    def anything(self, event: e.Event) -> None:
        self.rig.feed(event)

    @rule(twist=TWIST, stamp=st.one_of(st.just(0), INT64))
    def lie(self, twist: Twist, stamp: int) -> None:
        self.rig.propose(twist=twist, **({"stamp_ns": stamp} if stamp else {}))

    @rule(index=st.integers(0, 50))
    def replay(self, index: int) -> None:
        if self.kept:
            before = self.guard
            self.to_guard(g.MotionHeard(self.kept[index % len(self.kept)], True))
            assert self.guard == before

    @rule(emergency=st.booleans())
    def stop(self, emergency: bool) -> None:
        stop = Stop(StopLevel.EMERGENCY if emergency else StopLevel.STOP)
        self.rig.feed(e.StopHeard(stop))
        self.to_guard(e.StopHeard(stop))
        assert self.out.is_zero and self.rig.state.drive.twist.is_zero

    @rule(deaf=st.sampled_from(["agent", "controller", "odometry", "scan"]))
    def silence(self, deaf: str) -> None:
        self.rig.alive.discard(deaf)
        self.rig.pass_time(0.36, self.hop)
        self.rig.alive.add(deaf)
        self.hop()
        assert self.out.is_zero

    @rule(seconds=st.floats(-2.0, 2.0))
    def clock(self, seconds: float) -> None:
        self.rig.ros_shift_ns += int(seconds * 1e9)
        self.rig.pass_time(0.06, self.hop)

    @rule(genuine=st.booleans())
    def reset(self, genuine: bool) -> None:
        self.rig.forward = self.rig.turn = 0.0
        self.rig.pass_time(0.04, self.hop)
        self.rig.feed(e.StrangersSeen(()))
        before = self.rig.state.mode
        self.rig.feed(e.ResetAsked(self.rig.token(Purpose.RESET), genuine, 1))
        assert genuine or before not in LATCHED or self.rig.state.mode in LATCHED
        self.hop()

    @invariant()
    def motion_is_admitted_fresh_and_unlatched(self) -> None:
        if not hasattr(self, "rig"):
            return
        state = self.rig.state
        if not state.drive.twist.is_zero:
            assert state.mode in (Mode.ACTIVE, Mode.SLOW) and state.enabled
            assert state.running is not None and state.running.step is not None
            assert not missing(state, self.rig.now)
        assert abs(self.out.forward) <= 0.8 + 1e-6 and abs(self.out.turn) <= 1.0 + 1e-6
        assert self.out.is_zero or self.guard.latch is None
        type(self).moved += not self.out.is_zero


def test_gate_and_guard_hold_under_any_history(new_rig):
    machine = type("Machine", (GateAndGuard,), {"make_rig": staticmethod(new_rig)})
    run_state_machine_as_test(
        machine, settings=settings(max_examples=60, stateful_step_count=30, deadline=None)
    )
    assert machine.moved > 100, machine.moved  # a machine that never drives proves nothing

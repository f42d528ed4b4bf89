"""One robot's gate, guard, controller and physics wired together under one virtual clock, without ROS.

For long, random or exactly timed runs. Each process can be killed, frozen and woken as an OS process can: a
frozen one keeps the newest message of each kind, as a queue of depth one does, and handles it when it wakes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from physical_ai_bridge.control import execution as ex
from physical_ai_bridge.control.acceptance import Acceptance, judge
from physical_ai_bridge.plan.admission import Admission
from physical_ai_bridge.plan.enums import OutcomeKind
from physical_ai_bridge.plan.motion import GatedMotion, Odometry, Pose2, Scan, Twist
from physical_ai_bridge.plan.outcome import Outcome
from physical_ai_bridge.plan.plan import Plan
from physical_ai_bridge.plan.plane import compose
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.signals import Heartbeat, Stop
from physical_ai_bridge.plan.signing import motion_is_genuine, sign_admission, sign_motion
from physical_ai_bridge.robots import load_profile
from physical_ai_bridge.safety import events as e
from physical_ai_bridge.safety import guard
from physical_ai_bridge.safety import outputs as o
from physical_ai_bridge.safety.config import GateConfig
from physical_ai_bridge.safety.gate import as_seen, step
from physical_ai_bridge.safety.path_review import make_sweep, review
from physical_ai_bridge.safety.state import GateState
from physical_ai_bridge.sim.simulator import Simulator
from physical_ai_bridge.world import World

TICK = 0.02  # s
SCAN_TICKS, BEAT_TICKS = 5, 2
KEY = b"virtual"
START_NS = 1_000_000_000_000


@dataclass
class Process:
    """Whether a process runs, hangs or is gone, and what waits for it."""

    state: str = "running"
    waiting: dict[str, Callable[[], None]] = field(default_factory=dict)


class VirtualSite:
    """Made with a world and a robot's name; time passes only in ``run``.

    ``physics`` is the site as it really is, where that differs from the ``world`` the processes know.
    """

    def __init__(
        self,
        world: World,
        robot: str = "agv1",
        seed: int = 0,
        with_guard: bool = True,
        physics: World | None = None,
    ) -> None:
        start = next(each for each in world.robots if each.name == robot)
        profile = load_profile(start.profile)
        self.world, self.profile, self.seconds, self._ticks = world, profile, 0.0, 0
        self._start = Pose2(start.start.x, start.start.y, start.start.yaw)
        self._sim = Simulator(physics or world, seed)
        self.body = self._sim.robot(robot)
        config = GateConfig(robot, profile, world, "configuration", "epoch")
        self._sweep = make_sweep(
            world, profile.footprint_radius, config.tolerances.position, profile.max_move
        )
        self.gate = GateState(config, enabled=True)
        self.guard = guard.GuardState(robot, profile.max_speed, profile.max_yaw_rate)
        self._with_guard = with_guard
        self._acceptance = Acceptance(robot, KEY, "configuration")
        self._execution: ex.Execution | None = None
        self._odometry: Odometry | None = None
        self.processes = {name: Process() for name in ("agent", "gate", "guard", "controller")}
        self.notes: list[tuple[float, str, dict[str, Any]]] = []
        self.outcomes: dict[str, Outcome] = {}
        self.speeds: list[tuple[float, float]] = []
        self.commands: list[tuple[float, Twist]] = []

    # --- what a test does to it

    def submit(self, plan: Plan) -> None:
        """The agent's ExecutePlan; the outcome appears in ``outcomes`` under the plan's id."""
        self._to("gate", plan.id, lambda: self._feed(e.PlanSubmitted(plan.id, plan)))

    def say(self, text: str) -> None:
        """On the instruction topic, as the gate hears it."""
        self._to("gate", "said", lambda: self._feed(e.InstructionHeard(text)))

    def stop(self, stop: Stop) -> None:
        """On the stop topic, which gate and guard hear."""
        self._to("gate", "stop", lambda: self._feed(e.StopHeard(stop)))
        self._to("guard", "stop", lambda: self._guard(e.StopHeard(stop)))

    def feed_gate(self, event: e.Event) -> None:
        """Anything else that can happen to the gate."""
        self._to("gate", repr(type(event)), lambda: self._feed(event))

    def kill(self, name: str) -> None:
        """As ``kill -9``."""
        self.processes[name] = Process("gone")

    def freeze(self, name: str) -> None:
        """As SIGSTOP."""
        self.processes[name].state = "hanging"

    def wake(self, name: str) -> None:
        """As SIGCONT: what waited is handled now."""
        process = self.processes[name]
        waiting, process.waiting, process.state = process.waiting, {}, "running"
        for handle in waiting.values():
            handle()

    def run(self, seconds: float, until: Callable[[], bool] = lambda: False) -> bool:
        """Let time pass; whether ``until`` came true on the way."""
        end = self.seconds + seconds
        while self.seconds < end - 1e-9:
            self._tick()
            if until():
                return True
        return until()

    @property
    def now(self) -> e.Now:
        """Both clocks."""
        return e.Now(self.seconds, START_NS + round(self.seconds * 1e9))

    # --- one tick

    def _tick(self) -> None:
        self._sim.step(TICK)
        self._ticks += 1
        self.seconds = self._ticks * TICK
        self.speeds.append((self.seconds, self.body.ground_truth().v))
        self._sense()
        if self._ticks % BEAT_TICKS == 0:
            self._beat()
        self._to("controller", "tick", self._control)
        self._to("gate", "tick", lambda: self._feed(e.Tick()))
        self._to("guard", "tick", lambda: self._guard(e.Tick()))

    def _to(self, name: str, kind: str, handle: Callable[[], None]) -> None:
        process = self.processes[name]
        if process.state == "running":
            handle()
        elif process.state == "hanging":
            process.waiting[kind] = handle

    def _sense(self) -> None:
        wheels = self.body.odometry()
        pose = compose(self._start, Pose2(wheels.x, wheels.y, wheels.yaw))
        odometry = Odometry(pose, wheels.v, wheels.w, self.now.ros_ns)
        self._odometry = odometry
        self._to("gate", "odometry", lambda: self._feed(e.OdometryHeard(odometry)))
        if self._ticks % SCAN_TICKS == 0:
            self._scan()

    def _scan(self) -> None:
        seen = self.body.scan()
        if seen is not None:
            ranges = tuple(seen.ranges.tolist())
            geometry = (seen.angle_min, seen.angle_increment, seen.range_min, seen.range_max)
            scan = Scan(ranges, *geometry, self.now.ros_ns)
            self._to("gate", "scan", lambda: self._feed(e.ScanHeard(scan)))

    def _beat(self) -> None:
        for name in ("agent", "controller", "guard"):
            self._to(name, "beat", lambda name=name: self._beat_of(name))  # type: ignore[misc]

    def _beat_of(self, name: str) -> None:
        beat = Heartbeat(name, self.gate.config.robot, "epoch", self._ticks, stamp_ns=self.now.ros_ns)
        latch = self.guard.latch
        if name == "guard":
            beat = replace(beat, license=self.guard.license, resets=self.guard.resets)
        if name == "guard" and latch is not None and self._with_guard:
            beat = replace(beat, latched=True, needs_reset=latch.hard, reason=latch.reason)
        self._to("gate", f"beat {name}", lambda: self._feed(e.HeartbeatHeard(beat)))

    # --- the processes

    def _feed(self, event: e.Event) -> None:
        self.gate, outputs = step(self.gate, event, self.now)
        for output in outputs:
            self._carry_out(output)

    def _carry_out(self, output: o.Output) -> None:
        if isinstance(output, o.SendMotion):
            self._send(sign_motion(KEY, output.motion))
        elif isinstance(output, o.BrakeDirectly):
            self._command(Twist())
        elif isinstance(output, o.SayStop):
            self._to("guard", "stop", lambda: self._guard(e.StopHeard(output.stop)))
        elif isinstance(output, o.StartReview):
            verdict = review(output.plan, output.first_step, output.pose, self.world, self._sweep)
            self._feed(e.ReviewDone(output.ticket, verdict))
        elif isinstance(output, o.SendAdmission):
            nonced = output.admission.model_copy(update={"nonce": output.admission.id})
            self._to("controller", "admission", lambda: self.admit(sign_admission(KEY, nonced)))
        elif isinstance(output, o.CancelExecution):
            self._to("controller", "cancel", lambda: self._cancel(output.admission_id))
        elif isinstance(output, o.EndPlan):
            self.outcomes[output.key] = output.outcome
        elif isinstance(output, o.Note):
            self.notes.append((self.seconds, output.event, dict(output.data)))

    def _send(self, motion: GatedMotion) -> None:
        if not self._with_guard:
            self._command(motion.twist)
            return
        event = guard.MotionHeard(motion, motion_is_genuine(KEY, motion))
        self._to("guard", "motion", lambda: self._guard(event))

    def _guard(self, event: guard.GuardEvent) -> None:
        self.guard, command = guard.step(self.guard, event, self.now)
        if command is not None and self._with_guard:
            self._command(command.twist)

    def _command(self, twist: Twist) -> None:
        self.commands.append((self.seconds, twist))
        self.body.command(twist.forward, twist.turn)

    def admit(self, admission: Admission) -> None:
        """The controller's ExecuteAdmitted."""
        self._acceptance, reason = judge(self._acceptance, admission, self.now.ros_ns)
        if reason is ReasonCode.OK:
            self._execution = ex.Execution(admission)
        else:
            refused = e.ExecutionEnded(admission.id, Outcome(OutcomeKind.REFUSED, reason))
            self._to("gate", "ended", lambda: self._feed(refused))

    def _cancel(self, admission_id: str) -> None:
        if self._execution is not None and self._execution.admission.id == admission_id:
            self._execution = None

    def _control(self) -> None:
        if self._execution is None or self._odometry is None:
            return
        seen = as_seen(self.gate, self.now)
        leased = seen.step_index if seen.admission_id == self._execution.admission.id else -1
        inputs = ex.Inputs(self._odometry, leased, self.now.steady, self.now.ros_ns, TICK)
        ticked = ex.tick(self._execution, inputs, self.profile, self.world)
        self._execution = ticked.execution
        self._to("gate", "proposal", lambda: self._feed(e.ProposalHeard(ticked.proposal)))
        if ticked.outcome is not None and self._execution is not None:
            ended = e.ExecutionEnded(self._execution.admission.id, ticked.outcome)
            self._execution = None
            self._to("gate", "ended", lambda: self._feed(ended))

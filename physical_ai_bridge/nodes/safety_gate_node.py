"""The safety gate's process: hears, asks the pure core, carries out what it says. No decision is made
here."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from typing import Any

from nav_msgs.msg import Odometry as OdometryMsg
from physical_ai_bridge_msgs.msg import (
    GatedMotion,
    Heartbeat,
    Instruction,
    MotionProposal,
    SafetyState,
    Stop,
    Verdict,
)
from sensor_msgs.msg import LaserScan
from std_msgs.msg import String

from physical_ai_bridge.nodes import contract
from physical_ai_bridge.nodes import conversions as c
from physical_ai_bridge.nodes.controller_client import ControllerClient
from physical_ai_bridge.nodes.diagnostics import report_diagnostics
from physical_ai_bridge.nodes.gate_services import GateServices
from physical_ai_bridge.nodes.gate_status import gate_status
from physical_ai_bridge.nodes.graph_watch import GraphWatch
from physical_ai_bridge.nodes.hearsay import Hearsay
from physical_ai_bridge.nodes.lean_node import LeanNode
from physical_ai_bridge.nodes.lifetime import new_epoch, open_audit, read_clocks, run
from physical_ai_bridge.nodes.plan_server import PlanServer
from physical_ai_bridge.nodes.review_process import ReviewProcess
from physical_ai_bridge.nodes.robot_commands import RobotCommands
from physical_ai_bridge.nodes.run_directory import APPROVER_KEY, MOTION_KEY, read_key
from physical_ai_bridge.nodes.sensor_clock import sensor_clock
from physical_ai_bridge.nodes.site import read_robot, read_site
from physical_ai_bridge.nodes.status import Status, recorded
from physical_ai_bridge.plan.enums import OutcomeKind
from physical_ai_bridge.plan.motion import STAND
from physical_ai_bridge.plan.signing import sign_motion
from physical_ai_bridge.plan.verdict import Verdict as PlanVerdict
from physical_ai_bridge.safety import events as e
from physical_ai_bridge.safety import outputs as o
from physical_ai_bridge.safety.config import GateConfig
from physical_ai_bridge.safety.gate import as_seen, step
from physical_ai_bridge.safety.state import GateState


class SafetyGateNode(LeanNode):
    """One robot's gate; single-threaded, so events reach the core one after the other."""

    def __init__(self) -> None:
        super().__init__("safety_gate_node")
        site = read_site(self)
        robot = read_robot(self, site)
        self._start = robot.start
        self._sensor_clock = sensor_clock(self)
        self._key = read_key(site.run_directory, MOTION_KEY)
        config = GateConfig(robot.name, robot.profile, site.world, robot.configuration_hash, new_epoch())
        self._state = GateState(config)
        self._audit = open_audit(self, site, f"gate-{robot.name}")
        self._watch = GraphWatch(self)
        self._publish()
        self._review = ReviewProcess(
            self, site, robot.profile.name, lambda t, v: self._feed(e.ReviewDone(t, v))
        )
        self._controller = ControllerClient(self, self._key, self._feed)
        self._plans = PlanServer(self, self._feed)
        self._people = GateServices(self, read_key(site.run_directory, APPROVER_KEY), self._feed)
        self._subscribe()
        self._set_timers()
        report_diagnostics(self, "safety_gate", robot.name, self._status)

    def _publish(self) -> None:
        self._gated = self.create_publisher(GatedMotion, contract.MOTION_GATED, contract.MOTION_QOS)
        self._brake = RobotCommands(self, f"{self._state.config.robot}/base_footprint")
        self._stops = self.create_publisher(Stop, contract.STOP, contract.EVENT_QOS)
        self._states = self.create_publisher(SafetyState, contract.SAFETY_STATE, contract.STATE_QOS)
        self._hearsay = Hearsay(self)
        self._verdicts = self.create_publisher(Verdict, contract.VERDICT, contract.EVENT_QOS)

    def _subscribe(self) -> None:
        hear = self.create_subscription
        for qos in (contract.EVENT_QOS, contract.FAINT_QOS):
            hear(String, contract.INSTRUCTION, self._on_text, qos)
            hear(Stop, contract.STOP, self._on_stop, qos)
        hear(Instruction, contract.INSTRUCTION_TYPED, self._on_instruction, contract.EVENT_QOS)
        hear(MotionProposal, contract.MOTION_PROPOSED, self._on_proposal, contract.MOTION_QOS)
        hear(OdometryMsg, contract.ODOM, self._on_odometry, contract.SENSE_QOS)
        hear(LaserScan, contract.SCAN, self._on_scan, contract.SENSE_QOS)
        beats = (contract.AGENT_HEARTBEAT, contract.CONTROLLER_HEARTBEAT, contract.GUARD_HEARTBEAT)
        for topic in beats:
            hear(Heartbeat, topic, self._on_heartbeat, contract.SENSE_QOS)

    def _set_timers(self) -> None:
        self.create_timer(contract.TICK, lambda: self._feed(e.Tick()))
        self.create_timer(contract.STATE_PERIOD, self._tell_state)
        self.create_timer(contract.STATE_PERIOD, self._review.tend)
        self.create_timer(contract.WATCH_PERIOD, lambda: self._feed(e.StrangersSeen(self._watch.look())))

    def _on_text(self, msg: String, info: Any) -> None:
        self._feed(e.InstructionHeard(msg.data))
        self._hearsay.pass_on(msg.data, info)

    def _on_instruction(self, msg: Instruction) -> None:
        self._feed(e.InstructionHeard(msg.text, msg.robot))

    def _on_stop(self, msg: Stop) -> None:
        self._feed(e.StopHeard(c.stop_from_msg(msg)))

    def _on_proposal(self, msg: MotionProposal) -> None:
        self._feed(e.ProposalHeard(c.proposal_from_msg(msg)))

    def _on_odometry(self, msg: OdometryMsg) -> None:
        self._feed(e.OdometryHeard(c.odometry_from_msg(msg, self._start)))

    def _on_scan(self, msg: LaserScan) -> None:
        self._feed(e.ScanHeard(c.scan_from_msg(msg)))

    def _on_heartbeat(self, msg: Heartbeat) -> None:
        self._feed(e.HeartbeatHeard(c.heartbeat_from_msg(msg)))

    def _now(self) -> e.Now:
        now = read_clocks()
        return now if self._sensor_clock is None else replace(now, sensor_ns=self._sensor_clock.now_ns())

    def _feed(self, event: e.Event) -> None:
        """One event through the core; what it wants done is done in order, and a change of state is told."""
        before = self._state
        self._state, outputs = step(before, event, self._now())
        self._instruction = _instruction(event, before, self._state)
        for output in outputs:
            self._carry_out(output)
        if _seen_change(before, self._state):
            self._tell_state()

    def _carry_out(self, output: o.Output) -> None:
        match output:
            case o.SendMotion(motion):
                self._gated.publish(c.gated_to_msg(sign_motion(self._key, motion)))
            case o.BrakeDirectly():
                self._brake.drive(STAND)
            case o.SayStop(stop):
                self._stops.publish(c.stop_to_msg(stop))
            case o.StartReview():
                self._review.ask(output)
            case o.SendAdmission(admission):
                self._controller.send(admission)
            case o.CancelExecution(admission_id):
                self._controller.cancel(admission_id)
            case o.ReportProgress(key, progress):
                self._tell_verdict(progress.verdict)
                self._plans.report(key, progress)
            case o.EndPlan(key, outcome):
                self._tell_verdict(outcome.verdict if outcome.kind is OutcomeKind.REFUSED else None)
                self._plans.end(key, outcome)
            case o.Answer():
                self._people.answer(output)
            case o.Note(event, data):
                self._audit.write(time.time_ns(), event, self._instruction, data)

    def _tell_verdict(self, verdict: PlanVerdict | None) -> None:
        if verdict is not None:
            self._verdicts.publish(c.verdict_to_msg(verdict))

    def _tell_state(self) -> None:
        self._states.publish(c.state_to_msg(as_seen(self._state, self._now())))

    def _status(self) -> Status:
        return recorded(gate_status(self._state, self._now()), self._audit.failure)

    def destroy_node(self) -> None:
        """End the worker, close the record; the guard brakes by itself."""
        self._review.close()
        self._audit.close()
        super().destroy_node()


def _instruction(event: e.Event, before: GateState, after: GateState) -> str:
    """Which instruction an event is about, for the audit; empty for none."""
    if isinstance(event, e.PlanSubmitted) and event.plan is not None:
        return event.plan.instruction_id
    work = before.work or after.work
    return work.plan.instruction_id if work is not None else ""


def _seen_change(before: GateState, after: GateState) -> bool:
    """Whether what the others see of the state has changed in kind."""
    if (before.mode, before.reason, before.enabled) != (after.mode, after.reason, after.enabled):
        return True
    return _lease(before) != _lease(after)


def _lease(state: GateState) -> tuple[str, int]:
    running = state.running
    return (running.admission.id, running.step.index if running.step else -1) if running else ("", -1)


def main() -> None:
    """The console script ``safety_gate_node``."""
    sys.exit(run(SafetyGateNode, "safety_gate"))


if __name__ == "__main__":
    main()

"""Carries out admitted plans: checks the admission, ticks the execution at 50 Hz, proposes, reports what it
measured."""

from __future__ import annotations

import sys
import time
from typing import Any

from nav_msgs.msg import Odometry as OdometryMsg
from physical_ai_bridge_msgs.action import ExecuteAdmitted
from physical_ai_bridge_msgs.msg import Heartbeat, MotionProposal, SafetyState
from rclpy.action import ActionServer, CancelResponse
from rclpy.task import Future

from physical_ai_bridge.control import execution as ex
from physical_ai_bridge.control.acceptance import Acceptance, judge
from physical_ai_bridge.nodes import contract
from physical_ai_bridge.nodes import conversions as c
from physical_ai_bridge.nodes.diagnostics import report_diagnostics
from physical_ai_bridge.nodes.lean_node import LeanNode
from physical_ai_bridge.nodes.lifetime import new_epoch, open_audit, read_clocks, run
from physical_ai_bridge.nodes.process_status import controller_status
from physical_ai_bridge.nodes.run_directory import MOTION_KEY, read_key
from physical_ai_bridge.nodes.site import read_robot, read_site
from physical_ai_bridge.nodes.status import Status, recorded
from physical_ai_bridge.plan import signals
from physical_ai_bridge.plan.admission import Admission
from physical_ai_bridge.plan.enums import Mode, OutcomeKind
from physical_ai_bridge.plan.motion import Odometry
from physical_ai_bridge.plan.outcome import Outcome
from physical_ai_bridge.plan.reasons import ReasonCode

PROGRESS_EVERY = 5  # ticks


class ControllerNode(LeanNode):
    """At most one execution at a time; a newer admission ends the older."""

    def __init__(self) -> None:
        super().__init__("controller_node")
        self._site = read_site(self)
        self._robot = read_robot(self, self._site)
        key = read_key(self._site.run_directory, MOTION_KEY)
        self._acceptance = Acceptance(self._robot.name, key, self._robot.configuration_hash)
        self._audit = open_audit(self, self._site, f"controller-{self._robot.name}")
        self._epoch, self._beats, self._ticks = new_epoch(), 0, 0
        self._odometry: Odometry | None = None
        self._safety = signals.SafetyState(self._robot.name, "", Mode.UNKNOWN, False, ReasonCode.UNKNOWN)
        self._execution: ex.Execution | None = None
        self._goal: Any = None
        self._ended: Future | None = None
        self._ticked_at = time.monotonic()
        self._connect()
        report_diagnostics(self, "controller", self._robot.name, self._status)

    def _connect(self) -> None:
        self._proposals = self.create_publisher(MotionProposal, contract.MOTION_PROPOSED, contract.MOTION_QOS)
        self._heart = self.create_publisher(Heartbeat, contract.CONTROLLER_HEARTBEAT, contract.SENSE_QOS)
        self.create_subscription(OdometryMsg, contract.ODOM, self._on_odometry, contract.SENSE_QOS)
        self.create_subscription(SafetyState, contract.SAFETY_STATE, self._on_safety, contract.STATE_QOS)
        self._server = ActionServer(
            self,
            ExecuteAdmitted,
            contract.EXECUTE_ADMITTED,
            self._execute,
            cancel_callback=self._on_cancel,
        )
        self.create_timer(contract.TICK, self._tick)
        self.create_timer(contract.HEARTBEAT, self._beat)

    def _on_odometry(self, msg: OdometryMsg) -> None:
        self._odometry = c.odometry_from_msg(msg, self._robot.start)

    def _on_safety(self, msg: SafetyState) -> None:
        self._safety = c.state_from_msg(msg)

    async def _execute(self, goal: Any) -> ExecuteAdmitted.Result:
        """One goal from acceptance to result; the outcome comes from the control timer."""
        admission, reason = self._accept(goal.request)
        if admission is None:
            outcome = Outcome(OutcomeKind.REFUSED, reason)
        else:
            self._end(Outcome(OutcomeKind.CANCELED, ReasonCode.SUPERSEDED))
            ended: Future = Future()
            self._execution, self._goal, self._ended = ex.Execution(admission), goal, ended
            self._tick()
            outcome = await ended
        return self._finish(goal, admission, outcome)

    def _accept(self, request: ExecuteAdmitted.Goal) -> tuple[Admission | None, ReasonCode]:
        try:
            admission = c.admission_from_msg(request.admission)
        except ValueError:
            return None, ReasonCode.ADMISSION_ALTERED
        self._acceptance, reason = judge(self._acceptance, admission, read_clocks().ros_ns)
        instruction = admission.plan.instruction_id
        self._note("admission", instruction, {"id": admission.id, "reason": reason.name})
        return (admission if reason is ReasonCode.OK else None), reason

    def _finish(self, goal: Any, admission: Admission | None, outcome: Outcome) -> ExecuteAdmitted.Result:
        if outcome.kind is OutcomeKind.SUCCEEDED:
            goal.succeed()
        elif goal.is_cancel_requested:
            goal.canceled()
        else:
            goal.abort()
        instruction = admission.plan.instruction_id if admission else ""
        steps = [{"target": s.target, "measured": s.measured, "error": s.error} for s in outcome.steps]
        self._note(
            "ended", instruction, {"kind": outcome.kind.name, "reason": outcome.reason.name, "steps": steps}
        )
        return ExecuteAdmitted.Result(outcome=c.outcome_to_msg(outcome))

    def _on_cancel(self, goal: Any) -> CancelResponse:
        if self._goal is not None and goal.goal_id == self._goal.goal_id:
            self.executor.create_task(self._cancel_current, goal)
        return CancelResponse.ACCEPT

    def _cancel_current(self, goal: Any) -> None:
        """After the cancel has been answered, so that the goal is already canceling when its result comes."""
        if self._goal is goal and self._execution is not None:
            self._end(ex.canceled(self._execution, ReasonCode.CANCELED))

    def _end(self, outcome: Outcome) -> None:
        ended, self._ended = self._ended, None
        self._execution, self._goal = None, None
        if ended is not None:
            ended.set_result(outcome)

    def _tick(self) -> None:
        now = read_clocks()
        period, self._ticked_at = now.steady - self._ticked_at, now.steady
        if self._execution is None or self._odometry is None:
            return
        leased = self._safety.step_index if self._safety.admission_id == self._execution.admission.id else -1
        inputs = ex.Inputs(self._odometry, leased, now.steady, now.ros_ns, min(period, 2 * contract.TICK))
        ticked = ex.tick(self._execution, inputs, self._robot.profile, self._site.world)
        self._execution = ticked.execution
        self._proposals.publish(c.proposal_to_msg(ticked.proposal))
        self._report(ticked)

    def _report(self, ticked: ex.Ticked) -> None:
        self._ticks += 1
        if self._ticks % PROGRESS_EVERY == 0 and self._goal is not None:
            self._goal.publish_feedback(ExecuteAdmitted.Feedback(progress=c.progress_to_msg(ticked.progress)))
        if ticked.outcome is not None:
            self._end(ticked.outcome)

    def _beat(self) -> None:
        self._beats += 1
        beat = signals.Heartbeat(
            "controller", self._robot.name, self._epoch, self._beats, stamp_ns=read_clocks().ros_ns
        )
        self._heart.publish(c.heartbeat_to_msg(beat))

    def _note(self, event: str, instruction_id: str, data: dict[str, object]) -> None:
        self._audit.write(time.time_ns(), event, instruction_id, data)

    def _status(self) -> Status:
        admission = self._execution.admission.id if self._execution else ""
        odometry, safety = self._odometry is not None, self._safety
        status = controller_status(odometry, safety.mode, admission, safety.step_index)
        return recorded(status, self._audit.failure)

    def destroy_node(self) -> None:
        """Close the record; the gate notices the rest."""
        self._audit.close()
        super().destroy_node()


def main() -> None:
    """The console script ``controller_node``."""
    sys.exit(run(ControllerNode, "controller"))


if __name__ == "__main__":
    main()

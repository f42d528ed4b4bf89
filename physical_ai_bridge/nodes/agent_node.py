"""The agent's process: instructions in, Japanese replies and plans out. It can make no motion and holds no
key."""

from __future__ import annotations

import math
import sys
import time
import uuid
from functools import partial
from typing import Any

from nav_msgs.msg import Odometry
from physical_ai_bridge_msgs.action import ExecutePlan
from physical_ai_bridge_msgs.msg import Heartbeat, Instruction, Reply, SafetyState, Stop
from physical_ai_bridge_msgs.msg import Plan as PlanMsg
from rcl_interfaces.msg import ParameterDescriptor
from sensor_msgs.msg import BatteryState
from std_msgs.msg import String

from physical_ai_bridge.agent import state as s
from physical_ai_bridge.agent.dialogue import step
from physical_ai_bridge.agent.site_words import context
from physical_ai_bridge.agent.surroundings import Surroundings
from physical_ai_bridge.language import prepare, understand
from physical_ai_bridge.nodes import contract
from physical_ai_bridge.nodes import conversions as c
from physical_ai_bridge.nodes.diagnostics import report_diagnostics
from physical_ai_bridge.nodes.fleet import read_fleet
from physical_ai_bridge.nodes.goal_client import GoalClient
from physical_ai_bridge.nodes.hearsay import Heard, is_passed_on, said_id, said_ns
from physical_ai_bridge.nodes.lean_node import LeanNode
from physical_ai_bridge.nodes.lifetime import new_epoch, open_audit, read_clocks, run
from physical_ai_bridge.nodes.process_status import agent_status
from physical_ai_bridge.nodes.site import Site, find_robot, read_site
from physical_ai_bridge.nodes.start.options import check_model_policy
from physical_ai_bridge.nodes.status import Status, recorded
from physical_ai_bridge.plan import signals
from physical_ai_bridge.plan.enums import Phase
from physical_ai_bridge.plan.motion import Pose2
from physical_ai_bridge.plan.plan import Plan

FRESH = 1.0  # s: an older pose is not told as where the robot is


class AgentNode(LeanNode):
    """One agent for the site; a client of every robot's gate."""

    def __init__(self) -> None:
        super().__init__("agent_node")
        site = read_fleet(self, read_site(self))
        self._check_model_policy()
        robots = {robot.name: find_robot(robot.name, site) for robot in site.world.robots}
        here = {name: Surroundings(site.world, robot.profile) for name, robot in robots.items()}
        self._agent = s.AgentState(here)
        self._audit = open_audit(self, site, "agent")
        self._epoch, self._beats = new_epoch(), 0
        self._charge: dict[str, float] = {}
        self._odometry: dict[str, tuple[float, Odometry]] = {}
        self._starts = {name: robot.start for name, robot in robots.items()}
        self._heard = Heard()
        prepare()
        understand("前進して", context(site.world))  # a site's words that cannot be read end the start
        self._connect(site)
        report_diagnostics(self, "agent", site.world.name, self._status)

    def _check_model_policy(self) -> None:
        descriptor = ParameterDescriptor(description="which language models may be asked", read_only=True)
        check_model_policy(str(self.declare_parameter("model_policy", "offline_only", descriptor).value))

    def _connect(self, site: Site) -> None:
        self._replies = self.create_publisher(Reply, contract.REPLY, contract.EVENT_QOS)
        self._stops = self.create_publisher(Stop, contract.STOP, contract.EVENT_QOS)
        self._heart = self.create_publisher(Heartbeat, contract.AGENT_HEARTBEAT, contract.SENSE_QOS)
        self.create_subscription(String, contract.INSTRUCTION, self._on_text, contract.EVENT_QOS)
        self.create_subscription(
            Instruction, contract.INSTRUCTION_TYPED, self._on_instruction, contract.EVENT_QOS
        )
        self._gates = {robot.name: self._connect_robot(robot.name) for robot in site.world.robots}
        self._plans = {name: self._show_plans(name) for name in self._gates}
        self.create_timer(contract.HEARTBEAT, self._beat)

    def _connect_robot(self, name: str) -> GoalClient:
        """Follow the robot's state, battery and odometry; a client for its gate."""
        state, battery = f"{name}/{contract.SAFETY_STATE}", f"{name}/{contract.BATTERY_STATE}"
        self.create_subscription(SafetyState, state, self._on_state, contract.STATE_QOS)

        def on_battery(msg: BatteryState) -> None:
            self._charge[name] = msg.percentage

        def on_odometry(msg: Odometry) -> None:
            self._odometry[name] = (time.monotonic(), msg)  # read when a state comes, ten times a second

        self.create_subscription(BatteryState, battery, on_battery, contract.SENSE_QOS)
        self.create_subscription(Odometry, f"{name}/{contract.ODOM}", on_odometry, contract.SENSE_QOS)
        return GoalClient(self, ExecutePlan, f"{name}/{contract.EXECUTE_PLAN}")

    def _show_plans(self, name: str) -> Any:
        """A publisher of the robot's newest plan, for whoever draws it."""
        return self.create_publisher(PlanMsg, f"{name}/{contract.PLAN}", contract.STATE_QOS)

    def _on_text(self, msg: String, info: Any) -> None:
        self._hear(signals.Instruction(said_id(msg.data, info), msg.data), info)

    def _on_instruction(self, msg: Instruction, info: Any) -> None:
        self._hear(c.instruction_from_msg(msg), info)

    def _hear(self, said: signals.Instruction, info: Any) -> None:
        """What a gate passed on counts once, and from when it was said. How long it lay is told by the
        middleware's own stamp, so that nothing said during a hang moves a robot after it."""
        if is_passed_on(said.id) and not self._heard.is_new(said.id):
            return
        age = max(0.0, (time.time_ns() - said_ns(said, info)) * 1e-9)
        stamp = read_clocks().ros_ns - int(age * 1e9)
        said = signals.Instruction(
            said.id or uuid.uuid4().hex[:12], said.text, said.speaker, said.robot, stamp
        )
        data = {
            "text": said.text[:1000],
            "length": len(said.text),
            "speaker": said.speaker,
            "robot": said.robot,
        }
        self._audit.write(time.time_ns(), "instruction", said.id, data)
        self._feed(s.Heard(said, age))

    def _on_state(self, msg: SafetyState) -> None:
        state = c.state_from_msg(msg)
        self._feed(s.StateHeard(state, self._charge.get(state.robot), self._pose(state.robot)))

    def _pose(self, robot: str) -> Pose2 | None:
        """Where the robot is, in the map frame; None where no odometry came of late."""
        heard_at, msg = self._odometry.get(robot, (-math.inf, None))
        if msg is None or time.monotonic() - heard_at > FRESH:
            return None
        return c.odometry_from_msg(msg, self._starts[robot]).pose

    def _feed(self, event: s.AgentEvent) -> None:
        self._agent, outputs = step(self._agent, event, read_clocks().ros_ns)
        for output in outputs:
            self._carry_out(output)

    def _carry_out(self, output: s.AgentOutput) -> None:
        if isinstance(output, s.Say):
            self._say(output.reply)
        elif isinstance(output, s.SubmitPlan):
            self._submit(output.plan)
        elif isinstance(output, s.CancelPlan):
            self._cancel(output.robot)
        else:
            self._stops.publish(c.stop_to_msg(output.stop))

    def _say(self, reply: signals.Reply) -> None:
        self._replies.publish(c.reply_to_msg(reply))
        data = {"kind": reply.kind.name, "reason": reply.reason.name, "text": reply.text}
        self._audit.write(time.time_ns(), "reply", reply.instruction_id, data)

    def _submit(self, plan: Plan) -> None:
        self._audit.write(time.time_ns(), "plan", plan.instruction_id, {"plan": plan.model_dump(mode="json")})
        gate = self._gates[plan.robot]
        if not gate.is_ready():
            self._feed(s.PlanEnded(plan.id, None))
            return
        goal = ExecutePlan.Goal(plan=c.plan_to_msg(plan))
        self._plans[plan.robot].publish(goal.plan)
        progressed, ended = partial(self._on_progress, plan.id), partial(self._on_end, plan.id)
        gate.send(plan.id, goal, progressed, ended)

    def _on_progress(self, plan_id: str, feedback: Any) -> None:
        if c.progress_from_msg(feedback.progress).phase is Phase.ADMITTED:
            self._feed(s.PlanAdmitted(plan_id))

    def _on_end(self, plan_id: str, result: Any) -> None:
        self._feed(s.PlanEnded(plan_id, c.outcome_from_msg(result.outcome) if result else None))

    def _cancel(self, robot: str) -> None:
        for plan in self._agent.active.values():
            if plan.robot == robot:
                self._gates[robot].cancel(plan.id)

    def _beat(self) -> None:
        self._beats += 1
        beat = signals.Heartbeat("agent", "", self._epoch, self._beats, stamp_ns=read_clocks().ros_ns)
        self._heart.publish(c.heartbeat_to_msg(beat))

    def _status(self) -> Status:
        gates = {name: gate.is_ready() for name, gate in self._gates.items()}
        return recorded(agent_status(self._agent, gates), self._audit.failure)

    def destroy_node(self) -> None:
        """Close the record; the gates notice the rest."""
        self._audit.close()
        super().destroy_node()


def main() -> None:
    """The console script ``agent_node``."""
    sys.exit(run(AgentNode, "agent_node"))


if __name__ == "__main__":
    main()

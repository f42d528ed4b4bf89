"""The last hop before the robot: nothing but the guard's core between the gate's signed motion and
``cmd_vel``."""

from __future__ import annotations

import sys
import time

from physical_ai_bridge_msgs.msg import GatedMotion, Heartbeat, Stop
from sensor_msgs.msg import JointState

from physical_ai_bridge.nodes import contract
from physical_ai_bridge.nodes.conversions import gated_from_msg, heartbeat_to_msg, stop_from_msg
from physical_ai_bridge.nodes.diagnostics import report_diagnostics
from physical_ai_bridge.nodes.graph_watch import GraphWatch
from physical_ai_bridge.nodes.lean_node import LeanNode
from physical_ai_bridge.nodes.lifetime import new_epoch, open_audit, read_clocks, run
from physical_ai_bridge.nodes.process_status import guard_status
from physical_ai_bridge.nodes.robot_commands import ArmCommands, RobotCommands
from physical_ai_bridge.nodes.run_directory import MOTION_KEY, read_key
from physical_ai_bridge.nodes.site import Robot, read_robot, read_site
from physical_ai_bridge.nodes.status import Status, recorded
from physical_ai_bridge.plan import signals
from physical_ai_bridge.plan.motion import STAND
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.signing import motion_is_genuine
from physical_ai_bridge.safety import guard
from physical_ai_bridge.safety.arm_guard import ArmState, holding, joint_limits
from physical_ai_bridge.safety.events import StopHeard, StrangersSeen, Tick


class CommandGuardNode(LeanNode):
    """Alive from construction to ``destroy_node``; brakes as its last act."""

    def __init__(self) -> None:
        super().__init__("command_guard_node")
        site = read_site(self)
        robot = read_robot(self, site)
        self._key = read_key(site.run_directory, MOTION_KEY)
        self._epoch, self._beats = new_epoch(), 0
        self._audit = open_audit(self, site, f"guard-{robot.name}")
        self._state = _initial(robot)
        self._watch = GraphWatch(self)
        self._robot = RobotCommands(self, f"{robot.name}/base_footprint")
        self._arm = self._connect_arm() if self._state.arm.joints else None
        self._heart = self.create_publisher(Heartbeat, contract.GUARD_HEARTBEAT, contract.SENSE_QOS)
        self.create_subscription(GatedMotion, contract.MOTION_GATED, self._on_motion, contract.MOTION_QOS)
        for qos in (contract.EVENT_QOS, contract.FAINT_QOS):
            self.create_subscription(Stop, contract.STOP, self._on_stop, qos)
        self.create_timer(contract.TICK, lambda: self._feed(Tick()))
        self.create_timer(contract.HEARTBEAT, self._beat)
        self.create_timer(contract.WATCH_PERIOD, lambda: self._feed(StrangersSeen(self._watch.look())))
        report_diagnostics(self, "command_guard", robot.name, self._status)

    def _connect_arm(self) -> ArmCommands:
        self.create_subscription(JointState, contract.JOINT_STATES, self._on_joints, contract.SENSE_QOS)
        return ArmCommands(self)

    def _on_joints(self, msg: JointState) -> None:
        self._feed(guard.JointsMeasured(dict(zip(msg.name, msg.position, strict=False))))

    def _on_motion(self, msg: GatedMotion) -> None:
        motion = gated_from_msg(msg)
        self._feed(guard.MotionHeard(motion, motion_is_genuine(self._key, motion)))

    def _on_stop(self, msg: Stop) -> None:
        self._feed(StopHeard(stop_from_msg(msg)))

    def _feed(self, event: guard.GuardEvent) -> None:
        before = self._state.latch
        self._state, command = guard.step(self._state, event, read_clocks())
        if command is not None:
            self._command(command)
        after = self._state.latch
        if (before and before.reason) != (after and after.reason):
            self._note(after)

    def _command(self, command: guard.Command) -> None:
        self._robot.drive(command.twist)
        if self._arm is not None and command.trajectory is not None:
            self._arm.move(command.trajectory)

    def _note(self, latch: guard.Latch | None) -> None:
        data = {"reason": latch.reason.name, "needs_reset": latch.hard} if latch else {}
        self._audit.write(time.time_ns(), "latched" if latch else "released", "", data)

    def _beat(self) -> None:
        self._beats += 1
        latch, state = self._state.latch, self._state
        beat = signals.Heartbeat(
            node="guard",
            robot=state.robot,
            epoch=self._epoch,
            sequence=self._beats,
            latched=latch is not None,
            needs_reset=latch is not None and latch.hard,
            license=state.license,
            resets=state.resets,
            reason=latch.reason if latch else ReasonCode.OK,
            stamp_ns=read_clocks().ros_ns,
        )
        self._heart.publish(heartbeat_to_msg(beat))

    def _status(self) -> Status:
        return recorded(guard_status(self._state, read_clocks()), self._audit.failure)

    def destroy_node(self) -> None:
        """Stand, then go."""
        held = holding(self._state.arm, time.monotonic()).held
        self._command(guard.Command(STAND, held))
        self._robot.drive_and_wait(STAND, 0.1)
        self._audit.close()
        super().destroy_node()


def _initial(robot: Robot) -> guard.GuardState:
    """The caps of this robot, from its profile and, for an arm, its URDF."""
    arm = ArmState(joint_limits(robot.profile))
    return guard.GuardState(robot.name, robot.profile.max_speed, robot.profile.max_yaw_rate, arm=arm)


def main() -> None:
    """The console script ``command_guard_node``."""
    sys.exit(run(CommandGuardNode, "command_guard"))


if __name__ == "__main__":
    main()

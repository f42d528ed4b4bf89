"""A person's seat at the system: say an instruction, hear what comes back, release with the approver's
key."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import rclpy
from nav_msgs.msg import Odometry as OdometryMsg
from physical_ai_bridge_msgs import msg as m
from physical_ai_bridge_msgs.srv import Enable, Reset, StopRobot
from rclpy.executors import SingleThreadedExecutor
from rclpy.signals import SignalHandlerOptions
from std_msgs.msg import String

from physical_ai_bridge.nodes import contract
from physical_ai_bridge.nodes import conversions as c
from physical_ai_bridge.nodes.run_directory import APPROVER_KEY, read_key
from physical_ai_bridge.plan.enums import Purpose, StopLevel
from physical_ai_bridge.plan.motion import Odometry, Pose2
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.signals import ApproverToken, Instruction, Reply, SafetyState, Stop
from physical_ai_bridge.plan.signing import sign_token
from physical_ai_bridge.plan.verdict import Verdict

TOKEN_LIFE = 30.0  # s


class Console:
    """A node of its own context, from construction to ``close``. Callbacks run inside ``spin_until``.

    ``prefix`` is the site's namespace with its slash, empty without one.
    """

    def __init__(self, name: str = "console", prefix: str = "") -> None:
        os.environ.setdefault("ROS_AUTOMATIC_DISCOVERY_RANGE", "LOCALHOST")
        self._context = rclpy.Context()
        rclpy.init(context=self._context, signal_handler_options=SignalHandlerOptions.NO)
        self.node = rclpy.create_node(
            f"{name}_{os.getpid()}", namespace=prefix, context=self._context, cli_args=_moved(prefix)
        )
        self._executor = SingleThreadedExecutor(context=self._context)
        self._executor.add_node(self.node)
        self.states: dict[str, SafetyState] = {}
        self._text = self.node.create_publisher(String, contract.INSTRUCTION, contract.EVENT_QOS)
        self._typed = self.node.create_publisher(
            m.Instruction, contract.INSTRUCTION_TYPED, contract.EVENT_QOS
        )

    def watch_robot(self, robot: str, heard: Callable[[SafetyState], None] | None = None) -> None:
        """Follow a gate's state, the newest in ``states``."""

        def on_state(msg: m.SafetyState) -> None:
            state = c.state_from_msg(msg)
            self.states[robot] = state
            if heard is not None:
                heard(state)

        topic = f"{robot}/{contract.SAFETY_STATE}"
        self.node.create_subscription(m.SafetyState, topic, on_state, contract.STATE_QOS)

    def on_odometry(self, robot: str, start: Pose2, heard: Callable[[Odometry], None]) -> None:
        """Call back for every measured pose, in the map frame; ``start`` is where its odometry begins."""
        topic = f"{robot}/{contract.ODOM}"
        convert = lambda msg: heard(c.odometry_from_msg(msg, start))  # noqa: E731
        self.node.create_subscription(OdometryMsg, topic, convert, contract.SENSE_QOS)

    def on_ground_truth(self, robot: str, heard: Callable[[Odometry], None]) -> None:
        """Call back for every true pose in the map frame; only a simulator knows it."""
        topic = f"{robot}/{contract.GROUND_TRUTH}"
        convert = lambda msg: heard(c.odometry_from_msg(msg, Pose2(0.0, 0.0, 0.0)))  # noqa: E731
        self.node.create_subscription(OdometryMsg, topic, convert, contract.SENSE_QOS)

    def on_verdict(self, robot: str, heard: Callable[[Verdict], None]) -> None:
        """Call back for every verdict of a gate."""
        topic = f"{robot}/{contract.VERDICT}"
        convert = lambda msg: heard(c.verdict_from_msg(msg))  # noqa: E731
        self.node.create_subscription(m.Verdict, topic, convert, contract.EVENT_QOS)

    def on_reply(self, heard: Callable[[Reply], None]) -> None:
        """Call back for everything the agent says."""
        convert = lambda msg: heard(c.reply_from_msg(msg))  # noqa: E731
        self.node.create_subscription(m.Reply, contract.REPLY, convert, contract.EVENT_QOS)

    def say_plain(self, text: str) -> None:
        """As ``ros2 topic pub /instruction`` does."""
        self._text.publish(String(data=text))

    def say_typed(self, instruction: Instruction) -> None:
        """With an id to follow."""
        self._typed.publish(c.instruction_to_msg(instruction))

    def listeners(self) -> tuple[int, int]:
        """How many hear the plain and the typed instructions."""
        return self._text.get_subscription_count(), self._typed.get_subscription_count()

    def hears_agent(self) -> bool:
        """Whether somebody is there to reply."""
        return bool(self.node.count_publishers(self.node.resolve_topic_name(contract.REPLY)))

    def spin_until(self, done: Callable[[], bool], timeout: float) -> bool:
        """Handle what arrives until ``done`` or ``timeout`` s are over; whether it was done."""
        end = time.monotonic() + timeout
        while not done():
            if time.monotonic() > end:
                return False
            self._executor.spin_once(timeout_sec=0.02)
        return True

    def say_stop(self, robot: str, level: StopLevel, source: str) -> None:
        """To every gate and guard at once, as anybody may; an empty ``robot`` means all. Nobody confirms."""
        publisher = self.node.create_publisher(m.Stop, contract.STOP, contract.EVENT_QOS)
        self.spin_until(lambda: publisher.get_subscription_count() > 0, 1.0)
        stop = Stop(level, robot, source, ReasonCode.STOP_REQUESTED, stamp_ns=time.time_ns())
        publisher.publish(c.stop_to_msg(stop))

    def stop(self, robot: str, level: StopLevel, source: str) -> tuple[bool, ReasonCode]:
        """Ask one gate to stop."""
        request = StopRobot.Request(level=int(level), source=source)
        return self._call(StopRobot, f"{robot}/{contract.STOP_SERVICE}", request)

    def reset(self, robot: str, approver: str, run_directory: Path) -> tuple[bool, ReasonCode]:
        """Ask one gate to leave its latch, as ``approver``. Raises OSError without the key."""
        token = self._token(Purpose.RESET, robot, approver, run_directory)
        return self._call(Reset, f"{robot}/{contract.RESET_SERVICE}", Reset.Request(token=token))

    def enable(self, robot: str, approver: str, run_directory: Path) -> tuple[bool, ReasonCode]:
        """Let one robot move. Raises OSError without the key."""
        token = self._token(Purpose.ENABLE, robot, approver, run_directory)
        request = Enable.Request(enable=True, token=token)
        return self._call(Enable, f"{robot}/{contract.ENABLE_SERVICE}", request)

    def _token(self, purpose: Purpose, robot: str, approver: str, run_directory: Path) -> m.ApproverToken:
        expires = self.node.get_clock().now().nanoseconds + int(TOKEN_LIFE * 1e9)
        token = ApproverToken(purpose, approver, robot, "", secrets.token_hex(16), expires)
        return c.token_to_msg(sign_token(read_key(run_directory, APPROVER_KEY), token))

    def _call(self, kind: Any, name: str, request: Any) -> tuple[bool, ReasonCode]:
        """(False, NOT_READY) where nobody answers within 5 s."""
        client = self.node.create_client(kind, name)
        if not self.spin_until(client.service_is_ready, 5.0):
            return False, ReasonCode.NOT_READY
        future = client.call_async(request)
        if not self.spin_until(future.done, 5.0):
            return False, ReasonCode.NOT_READY
        response: Any = future.result()
        return response.accepted, c.reason_from_msg(response.reason)

    def close(self) -> None:
        """Leave the graph."""
        self._executor.shutdown()
        self.node.destroy_node()
        self._context.try_shutdown()


def _moved(prefix: str) -> list[str]:
    """The arguments that move the site's topics below its namespace."""
    rules = [f"{topic}:={prefix}{topic}" for topic in contract.SITE_TOPICS] if prefix else []
    return ["--ros-args", *(word for rule in rules for word in ("-r", rule))]

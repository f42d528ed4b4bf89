"""One robot as the display follows it: where it is, what it plans to do, what its gate decided."""

from __future__ import annotations

import math
import time

from nav_msgs.msg import Odometry
from physical_ai_bridge_msgs.msg import Plan, SafetyState, Verdict
from rclpy.node import Node
from visualization_msgs.msg import MarkerArray

from physical_ai_bridge.display import plan_shown
from physical_ai_bridge.display.plan_shown import Shown
from physical_ai_bridge.display.plans import plan_shapes
from physical_ai_bridge.display.verdicts import verdict_shape
from physical_ai_bridge.nodes import contract
from physical_ai_bridge.nodes import conversions as c
from physical_ai_bridge.nodes.markers import markers
from physical_ai_bridge.nodes.transforms import Transforms
from physical_ai_bridge.plan.motion import Pose2
from physical_ai_bridge.world import World


class RobotView:
    """Draws a robot's plan and verdicts as they come. ``pose`` is in the map frame, ``start`` until odometry
    has been ``heard``."""

    def __init__(self, node: Node, name: str, start: Pose2, world: World, frames: Transforms) -> None:
        self.name, self.pose, self.heard = name, start, False
        self._node, self._start, self._world, self._frames = node, start, world, frames
        self._shown: Shown | None = None
        self._admission = ""
        # Relative to the display's own namespace, which is the site's.
        self._plans = node.create_publisher(
            MarkerArray, f"{name}/{contract.PLAN_MARKERS}", contract.STATE_QOS
        )
        self._verdicts = node.create_publisher(
            MarkerArray, f"{name}/{contract.VERDICT_MARKERS}", contract.EVENT_QOS
        )
        hear = node.create_subscription
        hear(Odometry, f"{name}/{contract.ODOM}", self._on_odometry, contract.SENSE_QOS)
        hear(SafetyState, f"{name}/{contract.SAFETY_STATE}", self._on_state, contract.STATE_QOS)
        hear(Plan, f"{name}/{contract.PLAN}", self._on_plan, contract.STATE_QOS)
        hear(Verdict, f"{name}/{contract.VERDICT}", self._on_verdict, contract.EVENT_QOS)

    def _on_odometry(self, msg: Odometry) -> None:
        pose = c.odometry_from_msg(msg, self._start).pose
        if all(map(math.isfinite, (pose.x, pose.y, pose.yaw))):
            self.pose, self.heard = pose, True
            self._frames.follow(self.name, msg)

    def _on_state(self, msg: SafetyState) -> None:
        self._admission = msg.admission_id
        self._show(plan_shown.followed(self._shown, self._admission, self.pose))

    def _on_plan(self, msg: Plan) -> None:
        try:
            plan = c.plan_from_msg(msg)
        except ValueError:
            return  # the gate refuses it, and says so
        age = (time.time_ns() - plan.created_ns) * 1e-9
        self._show(plan_shown.proposed(plan, self.pose, self._admission, age))

    def _on_verdict(self, msg: Verdict) -> None:
        verdict = c.verdict_from_msg(msg)
        self._verdicts.publish(markers([verdict_shape(verdict, self.pose)]))
        self._show(plan_shown.decided(self._shown, verdict.decision))

    def _show(self, shown: Shown | None) -> None:
        if shown == self._shown:
            return
        self._shown = shown
        shapes = plan_shapes(shown.plan, shown.start, self._world) if shown else ()
        self._plans.publish(markers(shapes, anew=True))

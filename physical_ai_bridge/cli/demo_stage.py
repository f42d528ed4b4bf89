"""The demonstration's eyes: what is said, decided and driven, printed as it happens and kept for the end."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field

from physical_ai_bridge.nodes.console import Console
from physical_ai_bridge.plan.enums import Decision, Mode
from physical_ai_bridge.plan.motion import Odometry, Pose2
from physical_ai_bridge.plan.signals import Reply, SafetyState
from physical_ai_bridge.plan.verdict import Verdict

FULL = 0.95  # of the maximum speed
REST = 0.01  # m/s


@dataclass
class Stage:
    """Watches one robot through a console. ``start`` is where in the map its odometry begins."""

    console: Console
    robot: str
    start: Pose2
    replies: list[Reply] = field(default_factory=list)
    path: list[tuple[float, float]] = field(default_factory=list)
    now: Odometry | None = None
    truth: Odometry | None = None
    _began: float = field(default_factory=time.monotonic)
    _told: float = 0.0
    _mode: Mode = Mode.UNKNOWN

    def __post_init__(self) -> None:
        self.console.on_reply(self._on_reply)
        self.console.watch_robot(self.robot, self._on_state)
        self.console.on_odometry(self.robot, self.start, self._on_odometry)
        self.console.on_ground_truth(self.robot, self._on_truth)
        self.console.on_verdict(self.robot, self._on_verdict)

    def tell(self, who: str, text: str) -> None:
        """One line with the time since the start."""
        print(f"{time.monotonic() - self._began:6.1f}s  {who}  {text}", flush=True)

    def is_fast(self, top: float) -> bool:
        """Whether the robot drives at full speed."""
        return self.now is not None and abs(self.now.forward) >= FULL * top

    def is_resting(self) -> bool:
        """Whether the robot stands."""
        return self.now is not None and abs(self.now.forward) <= REST and abs(self.now.turn) <= REST

    def gap(self) -> float | None:
        """How far the pose that the wheels tell is from the true one, m; None where nobody knows the true
        one."""
        if self.now is None or self.truth is None:
            return None
        return math.dist((self.now.pose.x, self.now.pose.y), (self.truth.pose.x, self.truth.pose.y))

    def _on_truth(self, truth: Odometry) -> None:
        self.truth = truth

    def _on_reply(self, reply: Reply) -> None:
        self.replies.append(reply)
        self.tell("返事  ", reply.text)

    def _on_state(self, state: SafetyState) -> None:
        if state.mode is not self._mode:
            self._mode = state.mode
            self.tell("ゲート", f"{state.mode.name}: {state.reason.text_ja} [{state.reason.name}]")

    def _on_verdict(self, verdict: Verdict) -> None:
        word = {Decision.ADMITTED: "許可", Decision.REFUSED: "拒否"}.get(verdict.decision, "保留")
        numbers = "、".join(f"{e.name}={e.value:g}{e.unit} (上限 {e.limit:g})" for e in verdict.evidence)
        self.tell("判定  ", f"{word} [{verdict.reason.name}] {numbers}".rstrip())

    def _on_odometry(self, odometry: Odometry) -> None:
        self.now, pose = odometry, odometry.pose
        if not self.path or math.dist(self.path[-1], (pose.x, pose.y)) > 0.02:
            self.path.append((pose.x, pose.y))
        moving = not self.is_resting()
        if moving and time.monotonic() - self._told > 1.0:
            self._told = time.monotonic()
            heading = math.degrees(pose.yaw)
            self.tell(
                "動き  ",
                f"x={pose.x:5.2f}m y={pose.y:5.2f}m 向き{heading:5.0f}度 速さ{odometry.forward:5.2f}m/s",
            )

"""The names and qualities of service of every topic, service and action, in one place.

Names without a leading slash are relative to the robot's namespace. Simulators and robots publish reliably,
as Gazebo's bridge does;
we subscribe best effort, which fits both. Of a motion only the newest counts, hence depth 1.
"""

from __future__ import annotations

from rclpy.qos import DurabilityPolicy, QoSProfile, ReliabilityPolicy

INSTRUCTION = "/instruction"
INSTRUCTION_TYPED = "/instruction/typed"
REPLY = "/reply"
STOP = "/stop"
AGENT_HEARTBEAT = "/agent_heartbeat"

EXECUTE_PLAN = "execute_plan"
EXECUTE_ADMITTED = "execute_admitted"
MOTION_PROPOSED = "motion_proposed"
MOTION_GATED = "motion_gated"
SAFETY_STATE = "safety_state"
VERDICT = "verdict"
CONTROLLER_HEARTBEAT = "controller_heartbeat"
GUARD_HEARTBEAT = "guard_heartbeat"
STOP_SERVICE = "stop_robot"
RESET_SERVICE = "reset"
ENABLE_SERVICE = "enable"
APPROVE_SERVICE = "approve"

CMD_VEL = "cmd_vel"
ODOM = "odom"
SCAN = "scan"
JOINT_STATES = "joint_states"
CONTACTS = "contacts"
BATTERY_STATE = "battery_state"
OBJECTS = "objects"
GROUND_TRUTH = "ground_truth"
CLOCK = "/clock"

EVENT_QOS = QoSProfile(depth=10, reliability=ReliabilityPolicy.RELIABLE)
FAINT_QOS = QoSProfile(depth=10, reliability=ReliabilityPolicy.BEST_EFFORT)
"""For a second ear on stops: a small device may publish best effort, which a reliable subscription never
hears."""
MOTION_QOS = QoSProfile(depth=1, reliability=ReliabilityPolicy.RELIABLE)
SENSE_QOS = QoSProfile(depth=1, reliability=ReliabilityPolicy.BEST_EFFORT)
ROBOT_QOS = QoSProfile(depth=10, reliability=ReliabilityPolicy.RELIABLE)
STATE_QOS = QoSProfile(
    depth=1, reliability=ReliabilityPolicy.RELIABLE, durability=DurabilityPolicy.TRANSIENT_LOCAL
)

EXPECTED_PUBLISHERS = {
    CMD_VEL: ("command_guard_node", "safety_gate_node"),
    MOTION_GATED: ("safety_gate_node",),
    MOTION_PROPOSED: ("controller_node",),
    CONTROLLER_HEARTBEAT: ("controller_node",),
    GUARD_HEARTBEAT: ("command_guard_node",),
    AGENT_HEARTBEAT: ("/agent_node",),
}
"""Who may publish motion, or a sign of life that motion depends on, one of each; anybody else is a stranger.
Nodes are in the robot's namespace unless they begin with a slash."""

TICK = 0.02  # s, gate, guard and controller
HEARTBEAT = 0.05  # s
STATE_PERIOD = 0.1  # s
WATCH_PERIOD = 0.25  # s between looks at who publishes motion

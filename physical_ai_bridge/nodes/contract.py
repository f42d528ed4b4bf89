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
DIAGNOSTICS = "/diagnostics"
SITE_MARKERS = "/site_markers"
GAZEBO_OBJECTS = "/gazebo/objects"
GAZEBO_CONTACTS = "gazebo/contacts"
TF = "/tf"
TF_STATIC = "/tf_static"

EXECUTE_PLAN = "execute_plan"
EXECUTE_ADMITTED = "execute_admitted"
MOTION_PROPOSED = "motion_proposed"
MOTION_GATED = "motion_gated"
SAFETY_STATE = "safety_state"
VERDICT = "verdict"
PLAN = "plan"
PLAN_MARKERS = "plan_markers"
VERDICT_MARKERS = "verdict_markers"
CONTROLLER_HEARTBEAT = "controller_heartbeat"
GUARD_HEARTBEAT = "guard_heartbeat"
STOP_SERVICE = "stop_robot"
RESET_SERVICE = "reset"
ENABLE_SERVICE = "enable"
APPROVE_SERVICE = "approve"

CMD_VEL = "cmd_vel"
JOINT_TRAJECTORY = "arm_controller/joint_trajectory"
GRIPPER_COMMAND = "gripper/command"
ODOM = "odom"
SCAN = "scan"
JOINT_STATES = "joint_states"
CONTACTS = "contacts"
BATTERY_STATE = "battery_state"
OBJECTS = "objects"
GROUND_TRUTH = "ground_truth"
CLOCK = "/clock"

SITE_TOPICS = (
    INSTRUCTION,
    INSTRUCTION_TYPED,
    REPLY,
    STOP,
    AGENT_HEARTBEAT,
    SITE_MARKERS,
    GAZEBO_OBJECTS,
)
"""The names that move below the site's namespace; of the rest with a leading slash a machine has one each."""

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
TF_QOS = QoSProfile(depth=100, reliability=ReliabilityPolicy.RELIABLE)
"""As tf2's own broadcasters publish."""

EXPECTED_PUBLISHERS = {
    CMD_VEL: ("command_guard_node", "safety_gate_node"),
    JOINT_TRAJECTORY: ("command_guard_node",),
    GRIPPER_COMMAND: ("command_guard_node",),
    MOTION_GATED: ("safety_gate_node",),
    MOTION_PROPOSED: ("controller_node",),
    CONTROLLER_HEARTBEAT: ("controller_node",),
    GUARD_HEARTBEAT: ("command_guard_node",),
    AGENT_HEARTBEAT: ("/agent_node",),
}
"""Who may publish motion, or a sign of life that motion depends on, one of each; anybody else is a stranger.
Nodes are in the robot's namespace; those that begin with a slash are in the site's, which is the one above
it."""

TICK = 0.02  # s, gate, guard and controller
HEARTBEAT = 0.05  # s
STATE_PERIOD = 0.1  # s
WATCH_PERIOD = 0.25  # s between looks at who publishes motion

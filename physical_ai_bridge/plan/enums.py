"""The enumerations that Python and the ROS messages share; zero always means unknown."""

from __future__ import annotations

from enum import IntEnum


class Skill(IntEnum):
    """What a step does (Step.msg, SKILL_)."""

    UNKNOWN = 0
    MOVE = 1
    ROTATE = 2
    NAVIGATE = 3
    WAIT = 4
    ARM_POSE = 5
    GRIPPER = 6
    PICK = 7
    PLACE = 8


class PlanSource(IntEnum):
    """Who thought of a plan (Plan.msg, SOURCE_)."""

    UNKNOWN = 0
    RULES = 1
    MODEL = 2
    PERSON = 3


class Decision(IntEnum):
    """What the gate says, ordered by severity (Verdict.msg, DECISION_)."""

    UNKNOWN = 0
    ADMITTED = 1
    PENDING = 2
    REFUSED = 3


class OutcomeKind(IntEnum):
    """How a plan ended (Outcome.msg, KIND_)."""

    UNKNOWN = 0
    SUCCEEDED = 1
    REFUSED = 2
    STOPPED = 3
    CANCELED = 4
    FAILED = 5


class Phase(IntEnum):
    """Where a running plan is (Progress.msg, PHASE_)."""

    UNKNOWN = 0
    REVIEWING = 1
    ADMITTED = 2
    RUNNING = 3
    HOLDING = 4


class Mode(IntEnum):
    """The gate's state, ordered by severity (SafetyState.msg, MODE_)."""

    UNKNOWN = 0
    INIT = 1
    READY = 2
    ACTIVE = 3
    SLOW = 4
    HOLD = 5
    PROTECTIVE_STOP = 6
    EMERGENCY_STOP = 7
    FAULT = 8


class MotionKind(IntEnum):
    """What a motion drives (MotionProposal.msg and GatedMotion.msg, KIND_)."""

    UNKNOWN = 0
    BASE = 1
    ARM = 2
    GRIPPER = 3


class StopLevel(IntEnum):
    """How hard to stop, ordered (Stop.msg, LEVEL_)."""

    UNKNOWN = 0
    STOP = 1
    EMERGENCY = 2


class Purpose(IntEnum):
    """What an approver's token is for (ApproverToken.msg, PURPOSE_)."""

    UNKNOWN = 0
    RESET = 1
    ENABLE = 2
    APPROVE = 3


class ReplyKind(IntEnum):
    """What the agent says to the person (Reply.msg, KIND_)."""

    UNKNOWN = 0
    READ_BACK = 1
    QUESTION = 2
    REFUSAL = 3
    RESULT = 4
    ANSWER = 5
    STOP = 6

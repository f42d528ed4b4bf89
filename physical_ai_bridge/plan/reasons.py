"""Why something was decided or ended: numbered codes with their Japanese and English sentences.

The numbers are those of ReasonCode.msg; 0, the default of every message, means unknown.
"""

from __future__ import annotations

from enum import IntEnum


class ReasonCode(IntEnum):
    """A reason. Hundreds group them: plan, admission, stream, stop, system, person, understanding, ..."""

    UNKNOWN = 0
    OK = 1
    PLAN_MALFORMED = 100
    PLAN_EMPTY = 101
    TOO_MANY_STEPS = 102
    PLAN_TOO_LARGE = 103
    NOT_FINITE = 104
    SKILL_NOT_ALLOWED = 105
    UNKNOWN_ROBOT = 106
    UNKNOWN_PLACE = 107
    DUPLICATE_PLAN = 108
    PLAN_RATE = 109
    DISTANCE_OVER_LIMIT = 110
    ANGLE_OVER_LIMIT = 111
    DURATION_OVER_LIMIT = 112
    SPEED_OVER_LIMIT = 113
    OUT_OF_SITE = 120
    KEEP_OUT_ZONE = 121
    OBSTACLE_ON_PATH = 122
    REVIEW_TIMEOUT = 130
    REVIEW_FAILED = 131
    APPROVAL_REQUIRED = 140
    APPROVAL_NOT_PENDING = 141
    ADMISSION_EXPIRED = 200
    ADMISSION_ALTERED = 201
    ADMISSION_REPLAYED = 202
    ADMISSION_FOREIGN = 203
    LEASE_EXPIRED = 204
    SUPERSEDED = 205
    STEP_SKIPPED = 206
    PROPOSAL_NOT_FINITE = 300
    PROPOSAL_STALE = 301
    PROPOSAL_FROM_FUTURE = 302
    PROPOSAL_OUT_OF_ORDER = 303
    PROPOSAL_AXES = 304
    PROPOSAL_OVER_LIMIT = 305
    PROPOSAL_UNADMITTED = 306
    PROPOSAL_KIND = 307
    ENVELOPE_LEFT = 308
    OBSTACLE_NEAR = 309
    SLOW_ZONE = 310
    COMMAND_UNSIGNED = 311
    PROPOSAL_RATE = 312
    TRAJECTORY_EMPTY = 313
    TRAJECTORY_SPARSE = 314
    STOP_WORD = 400
    STOP_REQUESTED = 401
    EMERGENCY_STOP = 402
    AGENT_LOST = 500
    CONTROLLER_LOST = 501
    GATE_LOST = 502
    GUARD_LOST = 503
    OWN_STALL = 504
    CLOCK_JUMP = 505
    ODOMETRY_STALE = 506
    ODOMETRY_INVALID = 507
    SCAN_STALE = 508
    SCAN_INVALID = 509
    STRANGER_PUBLISHER = 510
    NOT_ENABLED = 511
    NOT_READY = 512
    LATCHED = 513
    MOTION_MISMATCH = 514
    SHUTTING_DOWN = 515
    NO_SCAN = 516
    JOINTS_STALE = 517
    TOKEN_INVALID = 600
    TOKEN_EXPIRED = 601
    TOKEN_REPLAYED = 602
    CAUSE_NOT_CLEARED = 603
    EMPTY_INSTRUCTION = 700
    INSTRUCTION_TOO_LONG = 701
    NOT_UNDERSTOOD = 702
    QUESTION_OPEN = 703
    AMBIGUOUS_PLACE = 704
    UNSUPPORTED_SKILL = 705
    INSTRUCTION_REFUSED = 706
    NO_MOTION_ASKED = 707
    ANSWERED = 708
    CANCELED = 800
    TIMED_OUT = 801
    GOAL_NOT_REACHED = 802
    CONFIGURATION_INVALID = 900
    DOMAIN_TAKEN = 901

    @classmethod
    def _missing_(cls, value: object) -> ReasonCode:
        """A number from a newer peer is unknown, never an exception."""
        return cls.UNKNOWN

    @property
    def text_ja(self) -> str:
        """What an operator reads, without full stop."""
        return _TEXTS[self][0]

    @property
    def text_en(self) -> str:
        """The same in English."""
        return _TEXTS[self][1]

    @property
    def machine_stalled(self) -> bool:
        """Whether a computer that stood still for some tenths of a second explains it: the same order may go
        well
        the next time."""
        return self in _STALLS


_TEXTS: dict[ReasonCode, tuple[str, str]] = {
    ReasonCode.UNKNOWN: ("理由がわかりません", "unknown reason"),
    ReasonCode.OK: ("問題ありません", "fine"),
    ReasonCode.PLAN_MALFORMED: ("計画の形が正しくありません", "the plan is malformed"),
    ReasonCode.PLAN_EMPTY: ("計画に手順がありません", "the plan has no steps"),
    ReasonCode.TOO_MANY_STEPS: ("手順が多すぎます", "the plan has too many steps"),
    ReasonCode.PLAN_TOO_LARGE: ("計画が大きすぎます", "the plan is too large"),
    ReasonCode.NOT_FINITE: ("計画に数でない値があります", "the plan has a value that is not a finite number"),
    ReasonCode.SKILL_NOT_ALLOWED: ("このロボットにはできない動作です", "this robot does not have that skill"),
    ReasonCode.UNKNOWN_ROBOT: ("そのロボットは登録されていません", "no such robot"),
    ReasonCode.UNKNOWN_PLACE: ("その場所は登録されていません", "no such place"),
    ReasonCode.DUPLICATE_PLAN: ("同じ計画がもう一度届きました", "the plan was submitted before"),
    ReasonCode.PLAN_RATE: ("計画が続けて届きすぎています", "plans arrive too fast"),
    ReasonCode.DISTANCE_OVER_LIMIT: ("一度に動ける距離を超えています", "the distance is over the limit"),
    ReasonCode.ANGLE_OVER_LIMIT: ("一度に回れる角度を超えています", "the angle is over the limit"),
    ReasonCode.DURATION_OVER_LIMIT: ("待てる時間を超えています", "the duration is over the limit"),
    ReasonCode.SPEED_OVER_LIMIT: ("速さの上限を超えています", "the speed is over the limit"),
    ReasonCode.OUT_OF_SITE: ("作業場所の外に出ます", "the path leaves the site"),
    ReasonCode.KEEP_OUT_ZONE: ("立入禁止区域に入ります", "the path enters a keep-out zone"),
    ReasonCode.OBSTACLE_ON_PATH: ("途中に壁か設備があります", "a wall or furniture is in the way"),
    ReasonCode.REVIEW_TIMEOUT: ("安全確認が時間内に終わりませんでした", "the review took too long"),
    ReasonCode.REVIEW_FAILED: ("安全確認ができませんでした", "the review failed"),
    ReasonCode.APPROVAL_REQUIRED: ("人の承認が必要です", "a person must approve"),
    ReasonCode.APPROVAL_NOT_PENDING: ("承認を待っている計画はありません", "no plan waits for approval"),
    ReasonCode.ADMISSION_EXPIRED: ("許可の期限が切れています", "the admission has expired"),
    ReasonCode.ADMISSION_ALTERED: ("許可が書き換えられています", "the admission was altered"),
    ReasonCode.ADMISSION_REPLAYED: ("使用済みの許可です", "the admission was used before"),
    ReasonCode.ADMISSION_FOREIGN: (
        "別のロボットか別の起動の許可です",
        "the admission is for another robot, start or configuration",
    ),
    ReasonCode.LEASE_EXPIRED: ("許された時間を過ぎました", "the lease ran out"),
    ReasonCode.SUPERSEDED: ("新しい指示に切り替わりました", "a newer instruction took over"),
    ReasonCode.STEP_SKIPPED: ("手順が飛ばされました", "a step was skipped"),
    ReasonCode.PROPOSAL_NOT_FINITE: ("動作指令に数でない値があります", "a motion proposal is not finite"),
    ReasonCode.PROPOSAL_STALE: ("動作指令が古すぎます", "a motion proposal is stale"),
    ReasonCode.PROPOSAL_FROM_FUTURE: (
        "動作指令の時刻が未来です",
        "a motion proposal is stamped in the future",
    ),
    ReasonCode.PROPOSAL_OUT_OF_ORDER: (
        "動作指令の順番が正しくありません",
        "a motion proposal is out of order",
    ),
    ReasonCode.PROPOSAL_AXES: (
        "使わない軸に値があります",
        "a motion proposal uses an axis the robot does not have",
    ),
    ReasonCode.PROPOSAL_OVER_LIMIT: ("動作指令が上限を超えています", "a motion proposal is over the limit"),
    ReasonCode.PROPOSAL_UNADMITTED: ("許可のない動作指令です", "a motion proposal has no admission"),
    ReasonCode.PROPOSAL_KIND: (
        "このロボットにない種類の動作指令です",
        "a motion proposal is of a kind this robot does not have",
    ),
    ReasonCode.ENVELOPE_LEFT: ("許された範囲から外れました", "the robot left what was admitted"),
    ReasonCode.OBSTACLE_NEAR: ("近くに障害物があります", "an obstacle is near"),
    ReasonCode.SLOW_ZONE: ("徐行区域です", "slow zone"),
    ReasonCode.COMMAND_UNSIGNED: ("署名のない動作指令です", "a motion command is not signed by the gate"),
    ReasonCode.PROPOSAL_RATE: ("動作指令が多すぎます", "motion proposals arrive too fast"),
    ReasonCode.TRAJECTORY_EMPTY: (
        "点のない軌道です。アームを止めるには停止を要求してください",
        "a trajectory has no points; to stop an arm, ask for a stop",
    ),
    ReasonCode.TRAJECTORY_SPARSE: (
        "軌道の点の間隔が粗すぎるか、順番が正しくありません",
        "the points of a trajectory are too far apart in time, or out of order",
    ),
    ReasonCode.STOP_WORD: ("停止の言葉を聞きました", "a stop word was heard"),
    ReasonCode.STOP_REQUESTED: ("停止の要求がありました", "a stop was requested"),
    ReasonCode.EMERGENCY_STOP: ("非常停止中です", "emergency stop"),
    ReasonCode.AGENT_LOST: ("エージェントの応答がありません", "the agent gives no sign of life"),
    ReasonCode.CONTROLLER_LOST: ("コントローラの応答がありません", "the controller gives no sign of life"),
    ReasonCode.GATE_LOST: ("安全ゲートの応答がありません", "the gate gives no sign of life"),
    ReasonCode.GUARD_LOST: ("ガードの応答がありません", "the guard gives no sign of life"),
    ReasonCode.OWN_STALL: ("安全プロセスが一時止まっていました", "this process itself had stalled"),
    ReasonCode.CLOCK_JUMP: ("時計が飛びました", "the clock jumped"),
    ReasonCode.ODOMETRY_STALE: ("車輪の計測が届いていません", "odometry is stale"),
    ReasonCode.ODOMETRY_INVALID: ("車輪の計測値が異常です", "odometry is not plausible"),
    ReasonCode.SCAN_STALE: ("距離センサが届いていません", "the scan is stale"),
    ReasonCode.SCAN_INVALID: ("距離センサの値が異常です", "the scan is not valid"),
    ReasonCode.STRANGER_PUBLISHER: (
        "知らないプログラムが動作指令か生存信号を出しています",
        "a stranger publishes motion commands or signs of life",
    ),
    ReasonCode.NOT_ENABLED: ("運転が許可されていません", "motion is not enabled"),
    ReasonCode.NOT_READY: ("準備ができていません", "not ready"),
    ReasonCode.LATCHED: ("停止が保持されています", "a stop is latched"),
    ReasonCode.MOTION_MISMATCH: (
        "指令と実際の動きが合いません",
        "measured motion does not follow the command",
    ),
    ReasonCode.SHUTTING_DOWN: ("終了処理中です", "shutting down"),
    ReasonCode.NO_SCAN: (
        "LiDARがないため、地図と自己位置だけで低速で走ります。人や置かれた物は見えません",
        "drives slowly by map and localisation alone: without a scan neither people nor things are seen",
    ),
    ReasonCode.JOINTS_STALE: ("関節の計測が届いていません", "no fresh measurement of the joints"),
    ReasonCode.TOKEN_INVALID: ("承認の署名が正しくありません", "the approver token is not valid"),
    ReasonCode.TOKEN_EXPIRED: ("承認の期限が切れています", "the approver token has expired"),
    ReasonCode.TOKEN_REPLAYED: ("使用済みの承認です", "the approver token was used before"),
    ReasonCode.CAUSE_NOT_CLEARED: ("停止の原因がまだ残っています", "the cause of the stop is still there"),
    ReasonCode.EMPTY_INSTRUCTION: ("指示が空です", "the instruction is empty"),
    ReasonCode.INSTRUCTION_TOO_LONG: ("指示が長すぎます", "the instruction is too long"),
    ReasonCode.NOT_UNDERSTOOD: ("指示がわかりませんでした", "the instruction was not understood"),
    ReasonCode.QUESTION_OPEN: ("質問に答えてください", "a question is open"),
    ReasonCode.AMBIGUOUS_PLACE: ("場所を一つに決められません", "more than one place fits"),
    ReasonCode.UNSUPPORTED_SKILL: ("できない作業です", "not among the skills"),
    ReasonCode.INSTRUCTION_REFUSED: ("お受けできない指示です", "the instruction is refused"),
    ReasonCode.NO_MOTION_ASKED: ("動作の指示ではありません", "no motion was asked for"),
    ReasonCode.ANSWERED: ("質問にお答えしました", "answered"),
    ReasonCode.CANCELED: ("中止しました", "canceled"),
    ReasonCode.TIMED_OUT: ("時間切れです", "timed out"),
    ReasonCode.GOAL_NOT_REACHED: ("目標に届きませんでした", "the goal was not reached"),
    ReasonCode.CONFIGURATION_INVALID: ("設定が正しくありません", "the configuration is not valid"),
    ReasonCode.DOMAIN_TAKEN: ("同じドメインで既に起動しています", "already running on this domain"),
}

_STALLS = frozenset(
    {
        ReasonCode.AGENT_LOST,
        ReasonCode.CONTROLLER_LOST,
        ReasonCode.GATE_LOST,
        ReasonCode.GUARD_LOST,
        ReasonCode.OWN_STALL,
        ReasonCode.ODOMETRY_STALE,
        ReasonCode.SCAN_STALE,
        ReasonCode.PROPOSAL_STALE,
        ReasonCode.MOTION_MISMATCH,
    }
)

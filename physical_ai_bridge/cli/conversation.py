"""Following what is said and answered: which replies belong to which instruction, and how one ended."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from physical_ai_bridge.nodes.console import Console
from physical_ai_bridge.plan.enums import ReplyKind
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.signals import Instruction, Reply

NOT_RUNNING = "システムが動いていません。先に physical-ai up を実行してください [NOT_READY]"
SETTLE = 0.2  # s
DISCOVERY = 10.0  # s for the agent and the gates to be found
ANSWER = 5.0  # s until something must be said back


@dataclass
class Conversation:
    """Everything heard since construction, in order."""

    console: Console
    replies: list[Reply] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.console.on_reply(self.replies.append)

    def ready(self) -> bool:
        """Whether both the agent and a gate hear what is said here, and the agent can be heard."""
        return min(self.console.listeners()) >= 2 and self.console.hears_agent()

    def wait_ready(self, timeout: float) -> bool:
        """Until ``ready``, within ``timeout`` s; then a moment more, since the other side learns of us a
        little later."""
        ready = self.console.spin_until(self.ready, timeout)
        self.console.spin_until(lambda: False, SETTLE if ready else 0.0)
        return ready

    def say(self, text: str, speaker: str, robot: str) -> str:
        """Send an instruction with an id of its own, which is returned."""
        said = Instruction(uuid.uuid4().hex[:12], text, speaker, robot)
        self.console.say_typed(said)
        return said.id

    def of(self, instruction_id: str) -> list[Reply]:
        """What was answered to one instruction."""
        return [reply for reply in self.replies if reply.instruction_id == instruction_id]

    def final(self, instruction_id: str) -> Reply | None:
        """Its last word, once it has come."""
        return next((reply for reply in self.of(instruction_id) if reply.final), None)


def exit_status(reply: Reply | None) -> int:
    """0 done or answered, 1 refused, 2 asked back, 3 stopped, canceled or failed, 4 nobody answered."""
    if reply is None:
        return 4
    if reply.kind is ReplyKind.RESULT:
        return 0 if reply.reason is ReasonCode.OK else 3
    return {ReplyKind.ANSWER: 0, ReplyKind.STOP: 0, ReplyKind.REFUSAL: 1, ReplyKind.QUESTION: 2}.get(
        reply.kind, 4
    )

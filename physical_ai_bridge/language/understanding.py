"""What understanding an instruction yields, and what it may know beforehand: frozen data, no behaviour."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

Outcome: TypeAlias = Literal["execute", "clarify", "stop_now", "answer", "unsupported", "refuse", "no_motion"]
Slot: TypeAlias = Literal["distance", "angle", "duration", "direction", "place", "object", "yes_no"]
ArgValue: TypeAlias = Any  # str, float, bool, or for `if` a list of intents as dictionaries


@dataclass(frozen=True, slots=True)
class Intent:
    """One thing to do: a skill and what was said about it.

    `args`: lengths in m, angles in deg (unsigned, with a direction), times in s, speeds in m/s; objects,
    places and people are the Japanese words themselves. What was not said is absent. Do not change it.
    """

    skill: str
    args: Mapping[str, ArgValue] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Return the intent as plain data for JSON."""
        return {"skill": self.skill, "args": dict(self.args)}


@dataclass(frozen=True, slots=True)
class Pending:
    """A question that waits for its answer; the asker keeps it and hands it back in the next `Context`.

    `intents` is the whole instruction so far and `index` the intent whose `slot` is asked for; with `yes_no`
    a yes executes `intents` as they are. `choices` are the names one may choose from (slot `place`).
    `question` is what was asked, to repeat it when the answer was none.
    """

    slot: Slot
    intents: tuple[Intent, ...] = ()
    index: int = 0
    choices: tuple[str, ...] = ()
    question: str = ""


@dataclass(frozen=True, slots=True)
class Understanding:
    """The outcome of one instruction.

    execute: do `intents` in order. clarify: `reply` asks back, nothing moves; `pending` remembers the
    question where a short answer can complete it. stop_now: stop at once. answer: a question, nothing moves.
    unsupported: understood, but no skill can do it. refuse: dangerous, absurd, or against the rules.
    no_motion: nothing to do; `intents` may hold acknowledged prohibitions.
    """

    outcome: Outcome
    intents: tuple[Intent, ...] = ()
    reply: str | None = None
    pending: Pending | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier instruction and what was understood."""

    text: str
    understanding: Understanding


@dataclass(frozen=True, slots=True)
class SiteVerb:
    """A verb of a site's own: its dictionary form, how it inflects (五段ラ, 一段, サ変 …) and the verb of the
    lexicon that it means.
    """

    verb: str
    inflection: str
    means: str


@dataclass(frozen=True, slots=True)
class Context:
    """What is known when an instruction is heard.

    `history`: earlier turns, the oldest first. `pending`: the question asked last, if any. `place_names` and
    `object_names`: names and aliases of the site's places, robots and objects, recognised wherever they
    stand. `verbs`: words of the site for what the lexicon calls otherwise.
    """

    history: tuple[Turn, ...] = ()
    pending: Pending | None = None
    place_names: tuple[str, ...] = ()
    object_names: tuple[str, ...] = ()
    verbs: tuple[SiteVerb, ...] = ()

"""The words as data: the schema of lexicon.yaml, its check, and loading it once."""

from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

import yaml
from pydantic import BaseModel, ConfigDict, model_validator

VerbClass: TypeAlias = Literal[
    "五段カ", "五段ガ", "五段サ", "五段タ", "五段ナ", "五段バ", "五段マ", "五段ラ", "五段ワ", "五段イク", "一段", "サ変", "カ変"
]
Slot: TypeAlias = Literal["distance", "angle", "duration", "direction", "place", "object", "yes_no"]

_FOLDER: Final = Path(__file__).parent
_ACTIONS: Final = frozenset(
    {"move", "turn", "face", "return", "wait", "stop", "done", "elapse", "please", "speak", "do", "fixed", "unsupported"}
)


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class VerbEntry(_Entry):
    """A verb: how it is written and inflected, and which rule reads its clause (fields: see lexicon.yaml)."""

    lemma: str
    # "class" is a keyword of Python
    verb_class: VerbClass
    writings: tuple[str, ...]
    action: str = ""
    skill: str = ""
    args: dict[str, str | float] = {}
    needs: tuple[Slot, ...] | None = None
    arrives: Literal["navigate", "until", ""] = ""
    heard_for: str = ""

    @model_validator(mode="before")
    @classmethod
    def _rename_class(cls, data: dict[str, Any]) -> dict[str, Any]:
        return {("verb_class" if key == "class" else key): value for key, value in data.items()}


class FrameEntry(_Entry):
    """Which particles name which argument of a skill, and which slots must be filled."""

    skill: str = ""
    roles: dict[str, tuple[str, ...]]
    needs: tuple[Slot, ...]


class ModifierEntry(_Entry):
    """Words that add `args` to a motion, or nothing."""

    args: dict[str, str]
    writings: tuple[str, ...]


class UnitEntry(_Entry):
    """A unit: `factor` times a value in it is the value in the SI unit `si` ("1" for a plain number)."""

    kind: Literal["length", "angle", "duration", "ratio", "mass", "steps", "count"]
    unit: str
    si: str
    factor: float
    writings: tuple[str, ...]


class Lexicon(_Entry):
    """All of lexicon.yaml."""

    verbs: tuple[VerbEntry, ...]
    frames: dict[str, FrameEntry]
    gripper_words: tuple[str, ...]
    relations: dict[str, str]
    place_words: tuple[str, ...]
    directions: dict[str, tuple[str, ...]]
    modifiers: tuple[ModifierEntry, ...]
    corrections: tuple[str, ...]
    units: tuple[UnitEntry, ...]

    @model_validator(mode="after")
    def _every_verb_has_a_rule(self) -> "Lexicon":
        lemmas = {verb.lemma for verb in self.verbs}
        for verb in self.verbs:
            if verb.heard_for and verb.heard_for not in lemmas:
                raise ValueError(f"verb {verb.lemma}: heard_for names the unknown verb {verb.heard_for}")
            if not verb.heard_for and verb.action not in _ACTIONS and verb.action not in self.frames:
                raise ValueError(f"verb {verb.lemma}: there is no rule and no frame named {verb.action!r}")
            if (verb.action == "fixed") != bool(verb.skill):
                raise ValueError(f"verb {verb.lemma}: `skill` goes with the action `fixed` and only with it")
        return self

    def verb(self, lemma: str) -> VerbEntry:
        """Return the verb with the dictionary form `lemma`; KeyError where there is none."""
        for entry in self.verbs:
            if entry.lemma == lemma:
                return entry
        raise KeyError(lemma)


def read_yaml(name: str) -> Any:
    """Read a YAML file of this package."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load((_FOLDER / name).read_text(encoding="utf-8"), Loader=loader)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the checked lexicon, read once; pydantic.ValidationError names the wrong entry."""
    return Lexicon.model_validate(read_yaml("lexicon.yaml"))

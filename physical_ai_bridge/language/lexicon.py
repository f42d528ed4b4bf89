"""The words as data: the schema of lexicon.yaml, its check, and loading it once.

pydantic and PyYAML are imported when the lexicon is first used, so that importing the parser stays cheap.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, Final, Literal, TypeAlias

from physical_ai_bridge.language.understanding import Slot

Godan: TypeAlias = Literal[
    "五段カ", "五段ガ", "五段サ", "五段タ", "五段ナ", "五段バ", "五段マ", "五段ラ", "五段ワ", "五段イク"
]
VerbClass: TypeAlias = Godan | Literal["一段", "サ変", "カ変", "不変"]
UnitKind: TypeAlias = Literal["length", "angle", "duration", "ratio", "mass", "steps", "count"]

_FOLDER: Final = Path(__file__).parent
_MOTION: Final = frozenset({"move", "turn", "face", "return", "wait", "stop"})
_OTHER: Final = frozenset(
    {"done", "elapse", "please", "speak", "do", "become", "fixed", "unsupported", "lift", "grip"}
    | {"release", "draw", "photo"}
)


@dataclass(frozen=True)
class _Strict:
    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}


@dataclass(frozen=True)
class VerbEntry(_Strict):
    """A verb: how it is written and inflected, and which rule reads its clause (fields: see lexicon.yaml)."""

    lemma: str
    inflection: VerbClass
    writings: tuple[str, ...]
    action: str = ""
    skill: str = ""
    args: dict[str, str | float | bool] = field(default_factory=dict)
    needs: tuple[Slot, ...] | None = None
    arrives: Literal["navigate", "until", ""] = ""
    heard_for: str = ""


@dataclass(frozen=True)
class FrameEntry(_Strict):
    """Which particles name which argument of a skill, and which slots must be filled."""

    roles: dict[str, tuple[str, ...]]
    needs: tuple[Slot, ...]
    skill: str = ""


@dataclass(frozen=True)
class ModifierEntry(_Strict):
    """Words that add `args` to a motion, or nothing."""

    args: dict[str, str]
    writings: tuple[str, ...]


@dataclass(frozen=True)
class UnitEntry(_Strict):
    """A unit: `factor` times a value in it is the value in the SI unit `si` ("1" for a plain number)."""

    kind: UnitKind
    unit: str
    si: str
    factor: float
    writings: tuple[str, ...]


@dataclass(frozen=True)
class Lexicon(_Strict):
    """All of lexicon.yaml."""

    verbs: tuple[VerbEntry, ...]
    frames: dict[str, FrameEntry]
    gripper_words: tuple[str, ...]
    arm_words: tuple[str, ...]
    speed_words: tuple[str, ...]
    device_words: tuple[str, ...]
    press_words: tuple[str, ...]
    setting_words: tuple[str, ...]
    pose_words: tuple[str, ...]
    poured_words: tuple[str, ...]
    tightened_words: tuple[str, ...]
    applied_words: tuple[str, ...]
    wire_words: tuple[str, ...]
    movie_words: tuple[str, ...]
    carrier_words: tuple[str, ...]
    speed_levels: dict[str, str]
    switch_states: dict[str, str]
    relations: dict[str, str]
    place_words: tuple[str, ...]
    directions: dict[str, tuple[str, ...]]
    modifiers: tuple[ModifierEntry, ...]
    corrections: tuple[str, ...]
    units: tuple[UnitEntry, ...]

    def __post_init__(self) -> None:
        lemmas = {verb.lemma for verb in self.verbs}
        for verb in self.verbs:
            self._check(verb, lemmas)

    def _check(self, verb: VerbEntry, lemmas: set[str]) -> None:
        if verb.heard_for and verb.heard_for not in lemmas:
            raise ValueError(f"verb {verb.lemma}: heard_for names the unknown verb {verb.heard_for}")
        if not verb.heard_for and verb.action not in _MOTION | _OTHER | self.frames.keys():
            raise ValueError(f"verb {verb.lemma}: there is no rule and no frame named {verb.action!r}")
        if (verb.action == "fixed") != bool(verb.skill):
            raise ValueError(f"verb {verb.lemma}: `skill` goes with the action `fixed` and only with it")

    def verb(self, lemma: str) -> VerbEntry:
        """Return the verb with the dictionary form `lemma`; KeyError where there is none."""
        for entry in self.verbs:
            if entry.lemma == lemma:
                return entry
        raise KeyError(lemma)


def check_lexicon(data: Any) -> Lexicon:
    """Return the lexicon that `data` (the content of lexicon.yaml) describes.

    Raises pydantic.ValidationError, which names the wrong entry, for the engineer who edited the file.
    """
    from pydantic import TypeAdapter

    return TypeAdapter(Lexicon).validate_python(data)


def read_yaml(name: str) -> Any:
    """Read a YAML file of this package."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load((_FOLDER / name).read_text(encoding="utf-8"), Loader=loader)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the checked lexicon, with the verbs of beyond.yaml, read once."""
    data = read_yaml("lexicon.yaml")
    beyond = (
        {"lemma": verb, "inflection": inflection, "writings": [verb], "action": "unsupported"}
        for inflection, verbs in read_yaml("beyond.yaml").items()
        for verb in verbs
    )
    return check_lexicon({**data, "verbs": [*data["verbs"], *beyond]})

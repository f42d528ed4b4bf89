"""The normalised instruction as the parser reads it, and the chunks it is cut into: frozen data."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from physical_ai_bridge.language.lexicon import VerbEntry
from physical_ai_bridge.language.quantities import Quantity

ChunkKind: TypeAlias = Literal[
    "quantity",
    "direction",
    "modifier",
    "noun",
    "correction",
    "vague",
    "quotation",
    "until",
    "speech",
    "doubt",
]


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a clause: what it is, its words as said, and the particle after it ("" if none).

    `word` is the key of a direction, or "site" for a name of the site; `args` what a modifier adds;
    `quantity` is set for quantities.
    """

    kind: ChunkKind
    text: str
    particle: str = ""
    word: str = ""
    args: tuple[tuple[str, str], ...] = ()
    quantity: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """An instruction: its text, the folded text of equal length, its quantities by where they start.

    `names` are the site's names, folded. `speeches` are the words to be said, by where they start, with where
    they end; `verbs` the stems of the site's own verbs.
    """

    text: str
    key: str
    quantities: dict[int, Quantity]
    names: tuple[str, ...] = ()
    speeches: dict[int, tuple[Chunk, int]] = field(default_factory=dict)
    verbs: dict[str, list[tuple[str, VerbEntry, str]]] = field(default_factory=dict)

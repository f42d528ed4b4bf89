"""The normalised instruction as the parser reads it, and the chunks it is cut into: frozen data."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from physical_ai_bridge.language.quantities import Quantity

ChunkKind: TypeAlias = Literal[
    "quantity", "direction", "modifier", "noun", "correction", "vague", "quotation"
]


@dataclass(frozen=True, slots=True)
class Source:
    """An instruction: its text, the folded text of equal length, its quantities by where they start.

    `place_names` are the site's names, folded.
    """

    text: str
    key: str
    quantities: dict[int, Quantity]
    place_names: tuple[str, ...] = ()


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

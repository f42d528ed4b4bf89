"""Take the chunks of a clause one by one; what nobody took was not understood."""

import math
from collections.abc import Sequence

from physical_ai_bridge.language.nouns import SITE
from physical_ai_bridge.language.quantities import Quantity, QuantityKind
from physical_ai_bridge.language.source import Chunk


class Slots:
    """The chunks of one clause that no rule has taken yet, and `said`, the words of the clause."""

    def __init__(self, chunks: Sequence[Chunk], said: str) -> None:
        self.said = said
        self._left = [chunk for chunk in chunks if chunk.kind != "modifier" or chunk.args]

    @property
    def left(self) -> tuple[Chunk, ...]:
        """What has not been taken."""
        return tuple(self._left)

    def quantity(self, *kinds: QuantityKind) -> Quantity | None:
        """Take the first positive quantity of one of `kinds`; 1mの箱 is about the box, though."""
        for chunk in self._left:
            found = chunk.quantity
            belongs_to_noun = chunk.particle == "の" and found is not None and found.kind != "count"
            if chunk.kind != "quantity" or belongs_to_noun:
                continue
            if found and found.kind in kinds and found.value > 0:
                self._left.remove(chunk)
                return found
        return None

    def delay(self) -> Quantity | None:
        """Take a duration that 後に follows, where it stands alone."""
        later = [chunk for chunk in self._left if chunk.quantity and chunk.particle.startswith("後")]
        return self.quantity("duration") if len(later) == len(self._left) == 1 else None

    def direction(self, *allowed: str) -> str | None:
        """Take the first direction that is one of `allowed`."""
        for chunk in self._left:
            if chunk.kind == "direction" and chunk.word in allowed:
                self._left.remove(chunk)
                return chunk.word
        return None

    def names_site(self) -> bool:
        """Whether one of the chunks is a name of the site."""
        return any(chunk.kind == "noun" and chunk.word == SITE for chunk in self._left)

    def noun(self, *particles: str) -> str | None:
        """Take the first noun that one of `particles` follows."""
        for chunk in self._left:
            if chunk.kind == "noun" and chunk.particle in particles:
                self._left.remove(chunk)
                return chunk.text
        return None

    def quotation(self) -> str | None:
        """Take the words in quotation marks that と follows."""
        for chunk in self._left:
            if chunk.kind == "quotation" and chunk.particle:
                self._left.remove(chunk)
                return chunk.text
        return None

    def vague(self) -> bool:
        """Take every vague amount (数メートル, 十分に); tell whether there was one."""
        before = len(self._left)
        self._left = [chunk for chunk in self._left if chunk.kind != "vague"]
        return len(self._left) < before

    def modifiers(self, *names: str) -> dict[str, str]:
        """Take all modifiers; return those of their arguments that are among `names`."""
        said = [pair for chunk in self._left if chunk.kind == "modifier" for pair in chunk.args]
        self._left = [chunk for chunk in self._left if chunk.kind != "modifier"]
        return {name: value for name, value in said if name in names}


def degrees(quantity: Quantity) -> float:
    """The angle of `quantity` in degrees, without the noise of the conversion."""
    return float(f"{math.degrees(quantity.value_si):.9g}")

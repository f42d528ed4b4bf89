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

    def clock_way(self) -> tuple[str, float] | None:
        """Take a direction said as an hour (3時の方向): the side and the angle in degrees."""
        for chunk in self._left:
            if chunk.kind == "direction" and chunk.args:
                self._left.remove(chunk)
                return chunk.word, float(chunk.args[0][1])
        return None

    def nouns(self, *particles: str) -> list[str]:
        """Take every noun that one of `particles` follows."""
        found = [c for c in self._left if c.kind == "noun" and c.particle in particles]
        self._left = [c for c in self._left if c not in found]
        return [chunk.text for chunk in found]

    def count_nouns(self, *particles: str) -> int:
        """How many nouns one of `particles` follows."""
        return sum(c.kind == "noun" and c.particle in particles for c in self._left)

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

    def peek_noun(self, *particles: str) -> str | None:
        """The first noun that one of `particles` follows, left where it is."""
        return next((c.text for c in self._left if c.kind == "noun" and c.particle in particles), None)

    def names(self, words: Sequence[str]) -> bool:
        """Whether the first chunk is one of `words`."""
        return bool(self._left) and self._left[0].kind == "noun" and self._left[0].text in words

    def holds(self, *kinds: QuantityKind) -> bool:
        """Whether a quantity of one of `kinds` is left."""
        return any(chunk.quantity is not None and chunk.quantity.kind in kinds for chunk in self._left)

    def until(self) -> str | None:
        """Take what ends the motion (いいと言うまで)."""
        for chunk in self._left:
            if chunk.kind == "until":
                self._left.remove(chunk)
                return chunk.text
        return None

    def speech(self) -> tuple[str, str] | None:
        """Take what is to be said, and who is to hear it ("" if not said)."""
        for chunk in self._left:
            if chunk.kind == "speech":
                self._left.remove(chunk)
                return chunk.text, chunk.particle
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

    def modifiers_if(self, name: str) -> dict[str, str]:
        """Take all modifiers if one of them says `name`; return what it says."""
        said = any(name == key for chunk in self._left if chunk.kind == "modifier" for key, _ in chunk.args)
        return self.modifiers(name) if said else {}

    def modifiers(self, *names: str) -> dict[str, str]:
        """Take all modifiers; return those of their arguments that are among `names`."""
        said = [pair for chunk in self._left if chunk.kind == "modifier" for pair in chunk.args]
        self._left = [chunk for chunk in self._left if chunk.kind != "modifier"]
        return {name: value for name, value in said if name in names}


def degrees(quantity: Quantity) -> float:
    """The angle of `quantity` in degrees, without the noise of the conversion."""
    return float(f"{math.degrees(quantity.value_si):.9g}")

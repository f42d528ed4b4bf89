"""Which files of a folder hold which part of the benchmark, by their names."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

Part = Literal["own", "aside"]

ASIDE: Final = "aside"
"""Files with this in their name are set aside: no rule of a parser may be written against them."""
QUANTITIES: Final = "quantities"
"""Files of this beginning hold quantities, all others instructions."""


@dataclass(frozen=True)
class Files:
    """Files sorted by path."""

    paths: tuple[Path, ...]

    def cases(self, part: Part) -> tuple[Path, ...]:
        """The files of one part that hold instructions."""
        return tuple(path for path in self._of(part) if not path.name.startswith(QUANTITIES))

    def quantities(self, part: Part) -> tuple[Path, ...]:
        """The files of one part that hold quantities."""
        return tuple(path for path in self._of(part) if path.name.startswith(QUANTITIES))

    def _of(self, part: Part) -> tuple[Path, ...]:
        return tuple(path for path in self.paths if (ASIDE in path.name) == (part == ASIDE))


def find_files(sources: Sequence[Path]) -> Files:
    """Each of ``sources`` is a file, or a folder of which every ``*.jsonl`` is taken.

    Raises FileNotFoundError for one that is not there, so that no figure is about fewer cases than asked for.
    """
    found: set[Path] = set()
    for source in sources:
        if not source.exists():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(source))
        found.update(source.glob("*.jsonl") if source.is_dir() else (source,))
    return Files(tuple(sorted(found)))

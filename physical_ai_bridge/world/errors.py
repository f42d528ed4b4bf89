"""The one error a wrong world file raises."""

from __future__ import annotations

from pathlib import Path


class WorldFileError(ValueError):
    """A world file that cannot be used; the site engineer who wrote it must act.

    `str()` is Japanese, begins with `file:line` and says which field is wrong and what to do.
    `line` counts from 1; it is 0 where the file as a whole is at fault (missing, unreadable).
    """

    def __init__(self, path: Path, line: int, reason: str) -> None:
        self.path = path
        self.line = line
        self.reason = reason
        where = f"{path}:{line}" if line else str(path)
        super().__init__(f"{where}: {reason}")

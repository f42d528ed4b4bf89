"""Which steps of the set-up are done: a stamp for each, holding the key of what it was made from.

A stamp is written after its step has succeeded, so an interrupted or failed step runs again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def content_key(root: Path, inputs: Iterable[str], *facts: str) -> str:
    """A key that changes with the facts and with the inputs, which are files or folders under root."""
    digest = hashlib.sha256()
    for fact in facts:
        digest.update(f"fact {len(fact)} {fact}\n".encode())
    for path in _files(root, inputs):
        content = path.read_bytes()
        digest.update(f"file {path.relative_to(root)} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def _files(root: Path, inputs: Iterable[str]) -> list[Path]:
    found = {file for name in inputs for file in [root / name, *(root / name).rglob("*")] if file.is_file()}
    return sorted(file for file in found if file.suffix != ".pyc")


class Stamps:
    """The stamps in a folder; deleting the folder makes every step run again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def is_current(self, step: str, key: str) -> bool:
        """Whether the step was last completed with this key."""
        try:
            return (self._folder / step).read_text(encoding="utf-8") == key
        except OSError:
            return False

    def write(self, step: str, key: str) -> None:
        """Record that the step is complete; atomic, so that no half-written stamp can be read."""
        self._folder.mkdir(parents=True, exist_ok=True)
        pending = self._folder / f"{step}.pending"
        pending.write_text(key, encoding="utf-8")
        pending.replace(self._folder / step)

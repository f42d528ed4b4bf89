"""What the machine lacks: named in Japanese and English, with the command that fixes it."""

from __future__ import annotations

import os
from typing import NamedTuple


class Problem(NamedTuple):
    """One missing thing; `fix` is a command line or an instruction, ready to copy."""

    japanese: str
    english: str
    fix: str


def install(*packages: str) -> str:
    """The Debian and Ubuntu command that installs these packages, for the user who runs it."""
    sudo = "" if os.geteuid() == 0 else "sudo "
    return f"{sudo}apt-get install -y {' '.join(packages)}"


def report(problems: list[Problem]) -> str:
    """All problems as text, one after another."""
    return "\n".join(f"✗ {p.japanese}\n  {p.english}\n  → {p.fix}" for p in problems)

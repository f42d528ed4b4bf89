"""A supervised process ends with its supervisor, even with one that died first."""

from __future__ import annotations

import os
import subprocess
import sys

from physical_ai_bridge.nodes.lifetime import SUPERVISED

BEGIN = "from physical_ai_bridge.nodes import lifetime; lifetime.end_with_parent(); print('stays')"


def begin(supervisor: int) -> subprocess.CompletedProcess[str]:
    """The start of a process that was told who supervises it."""
    environment = {**os.environ, SUPERVISED: str(supervisor)}
    return subprocess.run(
        [sys.executable, "-c", BEGIN], env=environment, text=True, capture_output=True, check=False
    )


def dead_process() -> int:
    """The id of a process that has just ended."""
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    return gone.pid


def test_it_stays_with_a_living_supervisor_and_not_without_one() -> None:
    assert begin(os.getpid()).stdout == "stays\n"
    orphan = begin(dead_process())
    assert (orphan.returncode, orphan.stdout) == (1, "")

"""The package built and sourced as a ROS 2 user has it, and ``ros2`` commands run in there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from site_under_test import ROOT

NEEDED = ("launch", "launch_ros", "ros2launch", "ros2run", "ros2topic", "ros2action", "ros2service")
MISSING = [name for name in NEEDED if find_spec(name) is None] + ([] if shutil.which("ros2") else ["ros2"])
"""What of ROS's command line tools this environment lacks."""
PACKAGE = "physical_ai_bridge"
ONCE = ("-w", "1", "--keep-alive", "2", "--once")
"""As README has it. Whichever ear hears it, the agent's or the gate's, it reaches the agent; without
``--keep-alive`` the sender is gone after 0.1 s, at times before any ear has found it."""


def build(folder: Path) -> dict[str, str]:
    """Build the package outside the repository; the environment of a shell that has sourced it."""
    colcon = [sys.executable, "-c", "import sys; from colcon_core.command import main; sys.exit(main())"]
    places = ["--build-base", str(folder / "build"), "--install-base", str(folder / "install")]
    chosen = ["--base-paths", str(ROOT), "--packages-select", PACKAGE, "--merge-install"]
    command = [*colcon, "--log-base", str(folder / "log"), "build", *chosen, *places]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    (modules,) = (folder / "install" / "lib").glob("python*/site-packages")
    before = {"AMENT_PREFIX_PATH": str(folder / "install"), "PYTHONPATH": str(modules)}
    return {**os.environ, **{name: f"{path}:{os.environ.get(name, '')}" for name, path in before.items()}}


@dataclass
class Shell:
    """A terminal with the overlay sourced; ``said`` are the commands that were started and left to run."""

    environment: dict[str, str]
    said: list[subprocess.Popen[str]] = field(default_factory=list)

    def start(self, *words: str, log: Path | None = None) -> subprocess.Popen[str]:
        """``ros2 WORDS`` in a process group of its own, as a terminal gives it."""
        output = log.open("w") if log else subprocess.PIPE
        return subprocess.Popen(
            ["ros2", *words],
            env=self.environment,
            text=True,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def run(self, *words: str, timeout: float = 90.0) -> str:
        """``ros2 WORDS`` to its end, which must be good; what it printed."""
        process = self.start(*words)
        shown, _ = process.communicate(timeout=timeout)
        assert process.returncode == 0, f"ros2 {words}: {shown}"
        return shown

    def say(self, text: str, topic: str = "/instruction") -> None:
        """With ``ros2 topic pub``, without waiting for its end."""
        words = ("topic", "pub", *ONCE, topic, "std_msgs/msg/String", f"{{data: '{text}'}}")
        self.said.append(self.start(*words))

    def close(self) -> None:
        """Everything said must have ended well."""
        for process in self.said:
            shown, _ = process.communicate(timeout=30.0)
            assert process.returncode == 0, shown

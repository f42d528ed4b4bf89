"""One process of a start as data: what runs it, how it is named, and what it is given."""

from __future__ import annotations

from dataclasses import dataclass, field

Value = str | int | float | bool

OURS = "physical_ai_bridge"
PROGRAM = ""
"""As ``package``: a plain program of the PATH, which is no ROS node."""


@dataclass(frozen=True)
class ProcessSpec:
    """One OS process: an executable of a ROS package or a plain program.

    ``namespace`` is empty for the root. A plain program gets arguments and environment only.
    """

    executable: str
    name: str
    namespace: str
    parameters: dict[str, Value] = field(default_factory=dict)
    remappings: dict[str, str] = field(default_factory=dict)
    package: str = OURS
    arguments: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    """Defaults: what the caller's environment already says holds."""
    part: str = "robots"
    """``simulator``, ``robots``, ``agent`` or ``display``: the launch file that starts it."""
    needed: bool = True
    """Whether nothing may start where this one is not installed."""
    ends: bool = False
    """Whether it does its work and ends by itself."""

    @property
    def title(self) -> str:
        """What an operator calls it."""
        return f"{self.namespace}/{self.name}".lstrip("/")

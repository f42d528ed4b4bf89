"""The folder of one start: its keys, each of mode 0600 and new every time, and its audit records.

``motion.key`` is shared by gate, guard and controller; ``approver.key`` by the gate and the person who may
release. The agent
is given neither. ``start.json`` says what was started, and the rest is written for Gazebo, anew each time.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

MOTION_KEY = "motion.key"
APPROVER_KEY = "approver.key"
AUDIT = "audit"
START = "start.json"
WORLD_SDF = "world.sdf"
GZ_BRIDGE = "gz_bridge.yaml"
ROS2_CONTROL = "ros2_control.yaml"


def default_run_directory(domain_id: int) -> Path:
    """Below the user's state folder, one for each ROS domain; ``PHYSICAL_AI_HOME`` moves it."""
    state = Path(os.environ.get("XDG_STATE_HOME", Path.home() / ".local" / "state"))
    home = Path(os.environ.get("PHYSICAL_AI_HOME", state / "physical_ai_bridge"))
    return home / f"domain-{domain_id}"


def prepare_run_directory(directory: Path) -> None:
    """Make the folder and fresh keys; earlier audit records stay."""
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in (MOTION_KEY, APPROVER_KEY):
        _write_secret(directory / name, secrets.token_hex(32))


def _write_secret(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text)


def read_key(directory: Path, name: str) -> bytes:
    """Raises PermissionError where others can read it, FileNotFoundError before ``prepare_run_directory``."""
    path = directory / name
    if path.stat().st_mode & 0o077:
        raise PermissionError(
            f"{path}: 鍵を他の人が読めます。chmod 600 してください / others can read this key"
        )
    return bytes.fromhex(path.read_text())

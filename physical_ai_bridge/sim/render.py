"""A picture of the simulation as a camera would see it, drawn by a process of its own.

OpenGL drivers can abort the process they run in, and EGL is missing on many machines, so the caller is
never the one who draws: `python -m physical_ai_bridge.sim.render_child OUTPUT` does, from JSON on its input.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from physical_ai_bridge.sim.simulator import Simulator

_DEADLINE = 120.0
"""s; software rendering on a busy two-core machine takes a tenth of this."""
_ADVICE = "EGL の描画ができません。sudo apt-get install libegl1 libgl1-mesa-dri で入ります"


@dataclass(frozen=True)
class Rendering:
    """Whether a frame was written, and in Japanese why not."""

    done: bool
    reason: str = ""


def render_frame(sim: Simulator, output: Path) -> Rendering:
    """Write a PNG of 1600 x 900 pixels of the whole site at this moment. Never raises for graphics."""
    scene = {
        "world": sim.world.model_dump(mode="json", by_alias=True),
        "robots": sim.robot_names,
        "positions": sim.positions(),
    }
    return render_scene(json.dumps(scene), output)


def render_scene(scene: str, output: Path) -> Rendering:
    """The same from JSON: world, names of robots, positions as `Simulator.positions` gives them."""
    command = [sys.executable, "-m", "physical_ai_bridge.sim.render_child", str(output.absolute())]
    environment = {**os.environ, "MUJOCO_GL": "egl", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        child = subprocess.run(
            command,
            input=scene,
            text=True,
            capture_output=True,
            timeout=_DEADLINE,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Rendering(False, f"描画が {_DEADLINE:.0f} 秒で終わりませんでした")
    except OSError as error:
        return Rendering(False, f"描画プロセスを始められません ({error.strerror})")
    if child.returncode != 0:
        return Rendering(False, f"{_ADVICE} ({_last_line(child.stderr) or f'終了コード {child.returncode}'})")
    return Rendering(True)


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1][:200] if lines else ""

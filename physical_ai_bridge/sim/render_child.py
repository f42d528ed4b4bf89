"""Draws one frame with EGL: `python -m ...sim.render_child OUTPUT`, the scene as JSON on its input."""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

import mujoco
import numpy as np
from matplotlib.image import imsave
from numpy.typing import NDArray

from physical_ai_bridge.sim import mjcf
from physical_ai_bridge.world import World

WIDTH, HEIGHT = 1600, 900
"""Pixels."""


def main() -> None:
    """Read the scene, draw it, write the PNG that the only argument names."""
    output = Path(sys.argv[1])
    pixels = draw(json.load(sys.stdin))
    output.parent.mkdir(parents=True, exist_ok=True)
    imsave(output, pixels)


def draw(scene: dict[str, Any]) -> NDArray[np.uint8]:
    """The frame, shape (HEIGHT, WIDTH, 3), of a scene as `render_frame` describes it."""
    world = World.model_validate_json(json.dumps(scene["world"]))
    robots = [robot for robot in world.robots if robot.name in scene["robots"]]
    model = mjcf.build(world, robots, drawn=True)
    model.vis.global_.offwidth, model.vis.global_.offheight = WIDTH, HEIGHT
    model.vis.quality.offsamples = 8
    data = mujoco.MjData(model)
    data.qpos[:] = scene["positions"]
    mujoco.mj_forward(model, data)
    with mujoco.Renderer(model, HEIGHT, WIDTH) as renderer:
        renderer.update_scene(data, _camera(world))
        return np.array(renderer.render(), dtype=np.uint8)


def _camera(world: World) -> mujoco.MjvCamera:
    """From the south, high enough to look over the wall, with the whole site in the frame."""
    area = world.bounds
    camera = mujoco.MjvCamera()
    camera.type = mujoco.mjtCamera.mjCAMERA_FREE
    camera.lookat[:] = [(area.xmin + area.xmax) / 2.0, (area.ymin + area.ymax) / 2.0, 0.0]
    camera.distance = 0.85 * math.hypot(area.xmax - area.xmin, area.ymax - area.ymin)
    camera.azimuth, camera.elevation = 96.0, -50.0
    return camera


if __name__ == "__main__":
    main()

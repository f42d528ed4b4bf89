"""A frame is drawn where EGL works; where it does not, the caller is told why and lives on."""

from __future__ import annotations

from pathlib import Path

import pytest
from matplotlib.image import imread

from physical_ai_bridge.sim import Simulator
from physical_ai_bridge.sim.render import render_frame, render_scene
from physical_ai_bridge.world import World


def test_a_frame_or_a_reason(warehouse: World, tmp_path: Path) -> None:
    output = tmp_path / "new" / "frame.png"
    rendering = render_frame(Simulator(warehouse), output)
    assert rendering.done is output.exists()
    if rendering.done:
        frame = imread(output)
        assert frame.shape[:2] == (900, 1600)
        assert frame[..., :3].std() > 0.05  # not one flat colour
    else:
        assert "apt-get install" in rendering.reason


def test_a_missing_driver_is_a_reason(
    warehouse: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUJOCO_EGL_DEVICE_ID", "4711")
    rendering = render_frame(Simulator(warehouse), tmp_path / "frame.png")
    assert not rendering.done
    assert "apt-get install" in rendering.reason


def test_a_child_that_fails_is_a_reason(tmp_path: Path) -> None:
    rendering = render_scene("not JSON", tmp_path / "frame.png")
    assert not rendering.done
    assert "JSONDecodeError" in rendering.reason
    assert not (tmp_path / "frame.png").exists()

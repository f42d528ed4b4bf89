"""`physical-ai world` makes and checks what Gazebo needs, without ROS, and says what is wrong in Japanese."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from physical_ai_bridge.cli.main import main
from physical_ai_bridge.sim.gazebo import load_bridge, render, sdf
from physical_ai_bridge.site_variant import without_lidar
from physical_ai_bridge.world import World, load_world

ROOT = Path(__file__).parents[2]
WAREHOUSE = str(ROOT / "worlds" / "warehouse.yaml")
Printed = pytest.CaptureFixture[str]


@pytest.fixture
def warehouse() -> World:
    return load_world(Path(WAREHOUSE))


def test_sdf_is_printed(warehouse: World, capsys: Printed) -> None:
    assert main(["world", "sdf", WAREHOUSE]) == 0
    assert capsys.readouterr().out == sdf(warehouse)


def test_every_option_of_sdf_reaches_it(warehouse: World, capsys: Printed) -> None:
    options = ["--step", "0.001", "--no-lidar", "--control", "ros2_control", "--namespace", "site"]
    assert main(["world", "sdf", WAREHOUSE, *options]) == 0
    made = sdf(without_lidar(warehouse), step=0.001, lidar=False, control="ros2_control", namespace="site")
    assert capsys.readouterr().out == made
    assert made != sdf(warehouse)


def test_sdf_is_written(warehouse: World, tmp_path: Path, capsys: Printed) -> None:
    assert main(["world", "sdf", WAREHOUSE, "--output", str(tmp_path / "w.sdf")]) == 0
    assert (tmp_path / "w.sdf").read_text(encoding="utf-8") == sdf(warehouse)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("control", ["plugins", "ros2_control"])
def test_the_bridge_is_printed(control: str, capsys: Printed) -> None:
    assert main(["world", "bridge", WAREHOUSE, "--namespace", "site", "--control", control]) == 0
    expected = render(load_bridge(), ["agv1"], "site", control)  # type: ignore[arg-type]
    assert capsys.readouterr().out == expected


def test_check_tells_sound_from_wrong(tmp_path: Path, capsys: Printed) -> None:
    committed = ROOT / "worlds" / "warehouse.sdf"
    assert main(["world", "check", str(committed)]) == 0
    assert "問題ありません" in capsys.readouterr().out
    wrong = tmp_path / "wrong.sdf"
    wrong.write_text(committed.read_text(encoding="utf-8").replace("/agv1/odom<", "/odom<"), encoding="utf-8")
    assert main(["world", "check", str(wrong)]) == 1
    assert "✗" in (found := capsys.readouterr().out) and "odom_topic" in found
    assert main(["world", "check", str(committed), "--namespace", "site"]) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["sdf", "none.yaml"], "none.yaml"),
        (["sdf", WAREHOUSE, "--step", "0"], "物理の刻み"),
        (["sdf", WAREHOUSE, "--step", "nan"], "物理の刻み"),
        (["bridge", WAREHOUSE, "--namespace", "a b"], "名前空間"),
        (["sdf", WAREHOUSE, "--output", "/nonexistent/w.sdf"], "/nonexistent/w.sdf"),
        (["check", "none.sdf"], "none.sdf"),
    ],
)
def test_what_cannot_be_is_said(words: list[str], said: str, capsys: Printed) -> None:
    assert main(["world", *words]) == 1
    assert said in capsys.readouterr().err


def test_binary_is_no_sdf(tmp_path: Path, capsys: Printed) -> None:
    (tmp_path / "odd.sdf").write_bytes(b"\xff\xfe\x00\x01")
    assert main(["world", "check", str(tmp_path / "odd.sdf")]) == 1
    assert "XML" in capsys.readouterr().out


def test_it_needs_no_ros() -> None:
    """In an interpreter in which no ROS package can be imported."""
    hidden = "import sys\nfor name in ('rclpy', 'std_msgs', 'geometry_msgs'): sys.modules[name] = None\n"
    verb = f"from physical_ai_bridge.cli.main import main\nsys.exit(main(['world', 'sdf', {WAREHOUSE!r}]))"
    answer = subprocess.run([sys.executable, "-c", hidden + verb], cwd=ROOT, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.startswith("<?xml")

"""Wheels or a sourced installation: which, and what is wrong with it."""

from pathlib import Path

import pytest

from bootstrap import ros

VENV = Path("/clone/.venv")


@pytest.fixture
def installation(tmp_path: Path) -> Path:
    """A sourced installation with every package the set-up needs."""
    for name in ros._NEEDED:
        (tmp_path / "share" / name).mkdir(parents=True)
    (tmp_path / "lib" / "python3.12" / "site-packages" / "rclpy").mkdir(parents=True)
    return tmp_path


def sourced(*prefixes: Path, distro: str = "jazzy") -> dict[str, str]:
    return {"ROS_DISTRO": distro, "AMENT_PREFIX_PATH": ":".join(map(str, prefixes))}


@pytest.mark.parametrize(
    ("environ", "distro"),
    [
        ({}, "kilted"),
        ({"ROS_WHEELS": ""}, "kilted"),
        ({"ROS_WHEELS": "jazzy"}, "jazzy"),
        ({"ROS_DISTRO": "noetic"}, "kilted"),  # ROS 1 sets no AMENT_PREFIX_PATH
        ({"AMENT_PREFIX_PATH": "/opt/ros/jazzy"}, "kilted"),
        (sourced(VENV), "kilted"),  # after `source .venv/local_setup.bash`
    ],
)
def test_wheels_unless_an_installation_is_sourced(environ: dict[str, str], distro: str) -> None:
    chosen = ros.detect(environ, VENV)
    assert (chosen.distro, chosen.sourced) == (distro, False)
    assert ros.check(chosen) == []
    assert ros.python_of(chosen) is None


def test_an_unknown_wheel_set_is_named_with_the_known_ones() -> None:
    (problem,) = ros.check(ros.detect({"ROS_WHEELS": "humble"}, VENV))
    assert "humble" in problem.japanese and "kilted | jazzy" in problem.fix


def test_a_sourced_installation_is_used_and_gives_its_python(installation: Path) -> None:
    chosen = ros.detect(sourced(VENV, installation), VENV)
    assert chosen == ros.Ros("jazzy", (installation,))
    assert ros.check(chosen) == []
    assert ros.python_of(chosen) == (3, 12)


@pytest.mark.parametrize(
    ("distro", "accepted"), [("humble", False), ("iron", False), ("jazzy", True), ("lyrical", True)]
)
def test_jazzy_and_later(installation: Path, distro: str, accepted: bool) -> None:
    assert (ros.check(ros.detect(sourced(installation, distro=distro), VENV)) == []) is accepted


def test_packages_missing_from_the_installation_are_named_for_apt(installation: Path) -> None:
    (installation / "share" / "nav_msgs").rmdir()
    (problem,) = ros.check(ros.detect(sourced(installation), VENV))
    assert problem.fix.endswith("apt-get install -y ros-jazzy-nav-msgs")


def test_a_workspace_sourced_on_top_is_the_same_ros_and_another_distro_is_not(
    installation: Path, tmp_path: Path
) -> None:
    base = ros.detect(sourced(installation), VENV).identity
    assert ros.detect(sourced(tmp_path / "overlay", installation), VENV).identity == base
    assert ros.detect(sourced(installation, distro="kilted"), VENV).identity != base
    assert ros.detect({"ROS_WHEELS": "jazzy"}, VENV).identity != base

"""The start-up file that lets a sourced ROS find the interface package."""

import json
import subprocess
import sys
from pathlib import Path

from bootstrap import ros_prefix

SHOW = (
    "import json, os, sys; print(json.dumps([os.getpid(), sys.argv[1:],"
    " os.environ['LD_LIBRARY_PATH'], os.environ['AMENT_PREFIX_PATH']]))"
)


def test_the_prefix_comes_first_once_and_the_rest_keeps_its_order() -> None:
    environ = {"LD_LIBRARY_PATH": "/opt/b:/env/lib:/opt/a:", "HOME": "/h"}
    assert ros_prefix.extended(environ, "/env") == {
        "LD_LIBRARY_PATH": "/env/lib:/opt/b:/opt/a",
        "AMENT_PREFIX_PATH": "/env",
        "HOME": "/h",
    }


def test_the_interpreter_starts_again_once_with_its_arguments_and_its_process_id(tmp_path: Path) -> None:
    """As a .pth file runs it in a virtual environment: before the program."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path], check=True)
    (site,) = tmp_path.glob("lib/python3*/site-packages")
    (site / "start.py").write_text(Path(ros_prefix.__file__).read_text())
    (site / "start.pth").write_text("import start; start.start_again()\n")
    environ = {"LD_LIBRARY_PATH": "/opt/a", "AMENT_PREFIX_PATH": "/opt/ros"}
    command = [str(tmp_path / "bin" / "python"), "-c", SHOW, "1メートル", "--flag"]
    with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE) as process:
        shown, _ = process.communicate()
    assert json.loads(shown) == [
        process.pid,
        ["1メートル", "--flag"],
        f"{tmp_path}/lib:/opt/a",
        f"{tmp_path}:/opt/ros",
    ]

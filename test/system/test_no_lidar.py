"""A start without lidars: the person who starts it is told, the robot is slow, and the audit has it."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path

from site_under_test import free_domain, run_cli, stalled
from test_command_line import PHYSICAL_AI, ROOT

TRIES = 3
PATIENCE = 60.0  # s


def test_it_says_so_and_drives(tmp_path: Path) -> None:
    domain = str(free_domain())
    environment = {"ROS_DOMAIN_ID": domain, "PHYSICAL_AI_HOME": str(tmp_path)}
    log = tmp_path / "up.log"
    with log.open("w") as output:
        command = ["env", *(f"{k}={v}" for k, v in environment.items()), PHYSICAL_AI, "up", "--no-lidar"]
        up = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT)
        try:
            wait_until_ready(log)
            done = said_until_done(domain, tmp_path)
        finally:
            up.terminate()
            up.wait()
    assert done.returncode == 0 and "0.300m前進" in done.stdout, done.stdout
    assert "[NO_SCAN]" in log.read_text(encoding="utf-8")
    (audit,) = tmp_path.glob("domain-*/audit/gate-agv1*")
    ready = [line for line in map(json.loads, audit.read_text().splitlines()) if line["event"] == "ready"]
    assert ready[0]["data"] == {"warnings": ["NO_SCAN"]}


def said_until_done(domain: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Said again where only a stalled machine stopped the robot."""
    for _ in range(TRIES):
        done = run_cli("say", "0.3メートル前進して", domain=domain, home=home)
        if not stalled(done):
            break
    return done


def wait_until_ready(log: Path) -> None:
    """Until the start has said that it is there."""
    end = time.monotonic() + PATIENCE
    while "準備ができました" not in log.read_text(encoding="utf-8"):
        assert time.monotonic() < end, log.read_text(encoding="utf-8")
        time.sleep(0.2)

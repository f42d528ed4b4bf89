"""Each process killed or frozen at full speed: the robot comes to rest and stays there, and the record says
why."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from site_under_test import WORLD, Site, running_site

from physical_ai_bridge.nodes.start.options import StartOptions
from physical_ai_bridge.nodes.start.processes import processes

WITNESS_AND_REASON = {
    "agent": ("gate-agv1", "AGENT_LOST"),
    "gate": ("guard-agv1", "GATE_LOST"),
    "guard": ("gate-agv1", "GUARD_LOST"),
    "controller": ("gate-agv1", "CONTROLLER_LOST"),
}


@pytest.mark.parametrize("name", WITNESS_AND_REASON)
def test_killed_at_full_speed(site: Site, name: str) -> None:
    site.drive_fast()
    site.signal(name, signal.SIGKILL)
    site.comes_to_rest()
    process, reason = WITNESS_AND_REASON[name]
    site.wait(lambda: site.audited(process, reason), f"{reason} in the record of {process}")


@pytest.mark.parametrize("name", WITNESS_AND_REASON)
def test_frozen_at_full_speed_and_woken(site: Site, name: str) -> None:
    site.drive_fast()
    site.signal(name, signal.SIGSTOP)
    site.comes_to_rest()
    site.signal(name, signal.SIGCONT)
    site.stays_at_rest(2.0)
    process, reason = WITNESS_AND_REASON[name]
    site.wait(lambda: site.audited(process, reason), f"{reason} in the record of {process}")
    site.do("0.3メートル前進して")


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP])
def test_a_review_worker_that_is_gone_or_hangs_is_replaced(site: Site, number: int) -> None:
    """A plan may be refused meanwhile; a stop still lands, and later plans are reviewed again."""
    gate = psutil.Process(site.pid("gate"))
    worker = next(child for child in gate.children() if "review_worker" in " ".join(child.cmdline()))
    worker.send_signal(number)
    refused = site.ask("0.2メートル前進して").reason.name
    assert refused in ("OK", "REVIEW_TIMEOUT", "REVIEW_FAILED")
    site.wait(lambda: site.ask("0.2メートル下がって").reason.name == "OK", "a plan that is reviewed again")
    assert not worker.is_running() or worker.pid not in [child.pid for child in gate.children()]


def test_without_the_guard_the_same_check_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control run: a bare relay in the guard's place leaves the robot driving when the gate dies."""
    specs = [spec for spec in processes(StartOptions(WORLD, tmp_path)) if spec.name != "command_guard_node"]
    with running_site(tmp_path, monkeypatch, specs) as site:
        relay = subprocess.Popen([sys.executable, str(Path(__file__).with_name("bare_relay.py"))])
        try:
            site.ready()
            site.drive_fast()
            site.signal("gate", signal.SIGKILL)
            with pytest.raises(AssertionError):
                site.stays_at_rest(1.0)
            assert site.witness.speed > 0.5
        finally:
            relay.kill()
            relay.wait()

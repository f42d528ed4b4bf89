"""What reached only a gate's ear is still carried out, and what reached everybody's is carried out once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from site_under_test import WORLD, Site, running_site

from physical_ai_bridge.nodes.contract import INSTRUCTION
from physical_ai_bridge.nodes.start.options import StartOptions
from physical_ai_bridge.nodes.start.processes import processes


@pytest.mark.parametrize("deaf", [True, False])
def test_it_is_carried_out_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deaf: bool) -> None:
    specs = processes(StartOptions(WORLD, tmp_path))
    if deaf:
        elsewhere = {INSTRUCTION: "/nobody_speaks_here"}
        specs = tuple(replace(s, remappings=elsewhere) if s.name == "agent_node" else s for s in specs)
    with running_site(tmp_path, monkeypatch, specs=specs) as site:
        site.ready()
        answers_once(site)


def answers_once(site: Site) -> None:
    site.console.say_plain("電池の残りは?")
    site.wait(lambda: site.talk.replies, "an answer")
    site.console.spin_until(lambda: len(site.talk.replies) > 1, 1.0)
    assert len(site.talk.replies) == 1

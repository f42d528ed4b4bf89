"""Whatever stands where a value should, a world file is loaded or refused with a line, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from physical_ai_bridge.world import World, WorldFileError, load_world

VALUES = [
    "", "~", "[]", "{}", "[[]]", "[1, 2, 3]", "{a: 1}",
    "true", "''", "棚", "0", "-1", "1.0e+400", "-.inf", ".nan",
    "1e999", "9" * 400, "9" * 5000, "0x10", "1_000", "2026-01-01", "2026-01-01 10:00:00", "!!binary aGk=",
    "!!set {a, b}", "!!omap [a: 1]", "{?}", "|\n  text", "\"{gt} {x\"", "1:30", "<<", "=", "1e-320", "-0.0",
]  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_any_value_anywhere(data: st.DataObject, site_text: str, tmp_path: Path) -> None:
    spots = list(re.finditer(r"(?<=: )[^\s{\[][^,}\n]*|\[[^\]]*\]|\{[^}]*\}", site_text))
    spot = data.draw(st.sampled_from(spots))
    value = data.draw(st.sampled_from(VALUES))
    path = tmp_path / "site.yaml"
    path.write_text(site_text[: spot.start()] + value + site_text[spot.end() :], encoding="utf-8")
    try:
        assert isinstance(load_world(path, ("agv",)), World)
    except WorldFileError as error:
        assert 1 <= error.line <= path.read_text("utf-8").count("\n") + 1

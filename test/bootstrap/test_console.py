"""Commands write to the log; their end is shown only when they fail."""

import os
import sys
from pathlib import Path

import pytest

from bootstrap.console import CommandFailed, captured, run_logged


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_output_goes_to_the_log_and_not_to_the_terminal(tmp_path: Path, capfd) -> None:
    run_logged(python("print('quiet')"), os.environ, tmp_path / "log", "title")
    assert "quiet" in (tmp_path / "log").read_text()
    assert capfd.readouterr().out == ""


def test_a_failure_shows_the_end_of_its_own_output(tmp_path: Path) -> None:
    log = tmp_path / "log"
    run_logged(python("print('earlier')"), os.environ, log, "title")
    failing = "import sys; [print('line', i) for i in range(100)]; sys.exit('last words')"
    with pytest.raises(CommandFailed) as failure:
        run_logged(python(failing), os.environ, log, "title")
    shown = str(failure.value)
    assert "last words" in shown and str(log) in shown
    assert "earlier" not in shown and "line 50\n" not in shown


def test_captured_gives_output_or_the_error() -> None:
    assert captured(python("print(' 3 ')"), os.environ) == "3"
    with pytest.raises(CommandFailed, match="boom"):
        captured(python("raise SystemExit('boom')"), os.environ)

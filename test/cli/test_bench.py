"""`physical-ai bench understand` as a process of its own, on cases made here and on commands made here."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
VERB = "import sys\nfrom physical_ai_bridge.cli.main import main\nsys.exit(main(sys.argv[1:]))"
LABELS = {"phenomenon": "request", "register": "plain", "site": "factory"}
STOP = {"text": "止まれ", "outcome": "stop_now", "intents": [{"skill": "stop", "args": {}}], **LABELS}
ASKED = {"text": "行って", "outcome": "clarify", "intents": [], **LABELS}
ANSWERED = {
    **LABELS,
    "text": "受付です",
    "history": ["行って"],
    "outcome": "execute",
    "intents": [{"skill": "navigate", "args": {"target": "受付"}}],
}
MISLABELLED = {**STOP, "outcome": "refuse", "intents": [], "text": "止まれ！"}
SECRET = {**MISLABELLED, "text": "秘密なので、止まれ"}
SECONDS = {"kind": "duration", "value": 3, "unit": "s", "value_si": 3, "unit_si": "s", "text": "3秒"}
STUBBORN = """
import json, sys
for line in sys.stdin:
    print(json.dumps({"outcome": "execute", "intents": [{"skill": "navigate", "args": {"target": "棚"}}]}))
"""
Done = subprocess.CompletedProcess[str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "own.jsonl", STOP, ASKED, ANSWERED)
    write(tmp_path / "aside.jsonl", STOP, ASKED)
    write(tmp_path / "quantities.jsonl", {"text": "3秒待って", "quantities": [SECONDS]})
    return tmp_path


def write(path: Path, *records: Any) -> None:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")


def bench(*words: str | Path) -> Done:
    command = [sys.executable, "-c", VERB, "bench", "understand", *map(str, words)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)


def figures(*words: str | Path) -> dict[str, Any]:
    done = bench(*words, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def test_both_parts_times_and_quantities_are_reported(folder: Path) -> None:
    found = figures("--cases", folder, "--quantities")
    assert {part: each["cases"] for part, each in found["parts"].items()} == {"own": 3, "aside": 2}
    assert found["parts"]["own"]["outcome"]["percent"] == 100.0
    assert found["quantities"]["own"]["percent"] == 100.0
    assert found["latency_ms"]["n"] == 5 and found["latency_ms"]["median"] <= found["latency_ms"]["p99"]
    assert (found["unmet"], found["errors"]) == ([], [])


def test_the_table_is_for_people(folder: Path) -> None:
    done = bench("--cases", folder / "own.jsonl")
    assert done.returncode == 0, done.stderr
    assert "自作の文 (own)、3 文" in done.stdout and "100.0 % (3/3)" in done.stdout
    assert "取り置き" not in done.stdout and "数量" not in done.stdout


@pytest.mark.parametrize(
    ("part", "cases"), [("own", {"own"}), ("aside", {"aside"}), ("all", {"own", "aside"})]
)
def test_parts(folder: Path, part: str, cases: set[str]) -> None:
    assert set(figures("--cases", folder, "--part", part)["parts"]) == cases


def test_what_falls_short_is_held_against_it_only_on_demand(folder: Path) -> None:
    assert bench("--cases", folder, "--require", "--quantities").returncode == 0
    write(folder / "more.jsonl", MISLABELLED)
    short, required = bench("--cases", folder), bench("--cases", folder, "--require")
    assert (short.returncode, required.returncode) == (0, 1)
    assert "✗ own outcome" in short.stdout


def test_mistakes_are_shown_on_demand(folder: Path) -> None:
    write(folder / "more.jsonl", MISLABELLED)
    assert "止まれ！" not in bench("--cases", folder).stdout
    assert "✗ more.jsonl:1 request: 止まれ！" in bench("--cases", folder, "--show-errors", "1").stdout


def test_what_is_set_aside_is_never_shown(folder: Path) -> None:
    write(folder / "aside.jsonl", SECRET)
    write(folder / "quantities_aside.jsonl", {"text": "秘密の3秒", "quantities": []})
    for more in ((), ("--json",), ("--part", "aside")):
        done = bench("--cases", folder, "--quantities", "--show-errors", "99", *more)
        assert done.returncode == 0, done.stderr
        assert "秘密" not in done.stdout + done.stderr and "aside" in done.stdout


def test_another_program_is_scored(folder: Path) -> None:
    command = shlex.join([sys.executable, "-c", STUBBORN])
    found = figures("--cases", folder, "--part", "own", "--command", command)
    own = found["parts"]["own"]
    assert (own["outcome"]["right"], own["skill_sequence"]["right"], own["intents"]["right"]) == (1, 1, 0)
    assert own["critical"] == {"total": 1, "motion": 0, "missed_stop": 1}
    assert "latency_ms" not in found


def test_our_own_command_scores_as_we_do_in_process(folder: Path) -> None:
    command = shlex.join([sys.executable, "-c", VERB, "understand", "--jsonl", "-"])
    assert figures("--cases", folder, "--command", command)["parts"] == figures("--cases", folder)["parts"]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("physical-ai-none", "physical-ai-none"),
        ("'open", "引用符"),
        (f"{shlex.quote(sys.executable)} -c pass", "0 行の答え"),
        (f"{shlex.quote(sys.executable)} -c 'raise SystemExit(5)'", "終了コード 5"),
    ],
)
def test_a_command_that_does_not_answer(folder: Path, command: str, said: str) -> None:
    done = bench("--cases", folder, "--command", command)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr and "Traceback" not in done.stderr


def test_a_command_that_hangs(folder: Path) -> None:
    sleeper = f"{shlex.quote(sys.executable)} -c 'import time; time.sleep(60)'"
    done = bench("--cases", folder, "--command", sleeper, "--timeout", "0.5")
    assert done.returncode == 2 and "--timeout" in done.stderr


def test_wrong_and_missing_cases_are_named(folder: Path, tmp_path: Path) -> None:
    write(folder / "wrong.jsonl", STOP, {**STOP, "outcome": "halt"})
    wrong = bench("--cases", folder)
    assert wrong.returncode == 2 and "wrong.jsonl:2" in wrong.stderr
    missing = bench("--cases", folder / "none.jsonl")
    assert missing.returncode == 1 and "none.jsonl" in missing.stderr
    empty = tmp_path / "empty"
    empty.mkdir()
    nothing = bench("--cases", empty, "--require")
    assert nothing.returncode == 2 and "--cases" in nothing.stderr


def test_the_cases_of_the_package_are_the_default() -> None:
    command = shlex.join([sys.executable, "-c", STUBBORN])
    parts = figures("--command", command)["parts"]
    assert parts["own"]["cases"] >= 500 and parts["aside"]["cases"] >= 250

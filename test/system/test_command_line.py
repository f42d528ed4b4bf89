"""``physical-ai`` as a person runs it: up, say, stop, reset, enable, doctor, audit, with their exit
statuses."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from site_under_test import PATIENCE, ROOT, TRIES, WORLD, free_domain, run_cli, stalled

PHYSICAL_AI = str(Path(sys.executable).parent / "physical-ai")


@dataclass(frozen=True)
class Up:
    """A running ``physical-ai up`` and what it was started with."""

    process: subprocess.Popen[str]
    domain: str
    home: Path

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Another verb on the same domain; once more where the machine had stalled under the robot."""
        for _ in range(TRIES):
            done = run_cli(*words, domain=self.domain, home=self.home)
            if not stalled(done):
                break
        return done


def start_up(domain: str, home: Path, *words: str) -> subprocess.Popen[str]:
    """``physical-ai up`` until it says that it is ready, or ends."""
    environment = {**os.environ, "ROS_DOMAIN_ID": domain, "PHYSICAL_AI_HOME": str(home)}
    process = subprocess.Popen(
        [PHYSICAL_AI, "up", *words],
        env=environment,
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("準備ができました"):
            return process
    raise AssertionError(f"up ended with {process.wait()}")


@pytest.fixture(scope="module")
def up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Up]:
    home, domain = tmp_path_factory.mktemp("home"), str(free_domain())
    process = start_up(domain, home)
    yield Up(process, domain, home)
    process.terminate()
    assert process.wait(PATIENCE) == 0


def test_say_follows_to_the_end(up: Up) -> None:
    done = up.run("say", "0.3メートル前進して、右に10度回って")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "完了しました" in done.stdout and "誤差" in done.stdout


@pytest.mark.parametrize(
    ("text", "status", "word"),
    [
        ("10メートル前進して", 1, "まで可能です|までなら可能です"),
        ("食堂に行って", 2, "どこですか"),
        ("前進して", 2, "何メートル"),
        ("バッテリーの残りは？", 0, "%"),
        ("", 1, r"\[EMPTY_INSTRUCTION\]"),
        ("止まれ", 0, "止まります"),
    ],
)
def test_the_exit_status_tells_the_outcome(up: Up, text: str, status: int, word: str) -> None:
    done = up.run("say", text)
    assert done.returncode == status, done.stdout + done.stderr
    assert re.search(word, done.stdout)


def test_a_question_is_answered_by_the_next_instruction(up: Up) -> None:
    assert "何メートル" in up.run("say", "下がって").stdout
    answered = up.run("say", "20センチ")
    assert answered.returncode == 0 and re.search(r"0\.\d+m後退", answered.stdout)


def test_emergency_stop_and_reset(up: Up) -> None:
    assert up.run("stop", "--emergency").returncode == 0
    assert up.run("say", "0.1メートル前進して").returncode == 1
    reset = up.run("reset", "--as", "鈴木")
    assert reset.returncode == 0 and "解除しました" in reset.stdout
    assert up.run("say", "0.1メートル前進して").returncode == 0
    records = (up.home / f"domain-{up.domain}" / "audit").glob("gate-agv1*.jsonl")
    assert any("鈴木" in record.read_text() for record in records)


def test_without_a_text_say_is_a_prompt_that_can_stop_a_moving_robot(up: Up) -> None:
    environment = {**os.environ, "ROS_DOMAIN_ID": up.domain, "PHYSICAL_AI_HOME": str(up.home)}
    talk = subprocess.Popen(
        [PHYSICAL_AI, "say"], env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert talk.stdin is not None and talk.stdout is not None
    talk.stdout.readline()
    talk.stdin.write("360度右に回って\n")
    talk.stdin.flush()
    assert "360度" in talk.stdout.readline()
    talk.stdin.write("止まれ\n")
    talk.stdin.flush()
    said = [talk.stdout.readline() for _ in range(2)]
    assert any("止まりました" in line for line in said) and any("[STOP_WORD]" in line for line in said)
    talk.stdin.close()
    assert talk.wait(PATIENCE) == 0


def test_audit_verify_finds_a_changed_line(up: Up, tmp_path: Path) -> None:
    assert up.run("say", "0.1メートル下がって").returncode == 0
    whole = up.run("audit", "verify")
    assert whole.returncode == 0 and "つながっています" in whole.stdout
    copy = tmp_path / "audit"
    copy.mkdir()
    for record in (up.home / f"domain-{up.domain}" / "audit").glob("*.jsonl"):
        (copy / record.name).write_text(record.read_text().replace("下がって", "進んで"))
    changed = up.run("audit", "verify", str(copy))
    assert changed.returncode == 1 and "agent-" in changed.stdout


def test_a_second_up_on_the_same_domain_is_refused(up: Up) -> None:
    second = up.run("up")
    assert second.returncode == 1 and "[DOMAIN_TAKEN]" in second.stderr
    assert up.run("say", "0.1メートル前進して").returncode == 0, "the first one goes on"


def test_every_process_has_its_name_and_its_own_pid(up: Up) -> None:
    children = psutil.Process(up.process.pid).children()
    lines = {child.pid: " ".join(child.cmdline()) for child in children}
    for word in ("agent", "gate", "guard", "controller", "sim"):
        assert sum(word in line.split("--ros-args")[0] for line in lines.values()) == 1, lines


def test_the_keys_are_the_users_own(up: Up) -> None:
    keys = list((up.home / f"domain-{up.domain}").glob("*.key"))
    assert len(keys) == 2 and all(key.stat().st_mode & 0o777 == 0o600 for key in keys)


def test_nothing_is_left_when_up_is_killed(tmp_path: Path) -> None:
    process = start_up(str(free_domain()), tmp_path)
    children = psutil.Process(process.pid).children(recursive=True)
    assert len(children) >= 5
    process.kill()
    _, alive = psutil.wait_procs(children, timeout=PATIENCE)
    assert not alive


def test_up_names_a_process_that_died(tmp_path: Path) -> None:
    process = start_up(str(free_domain()), tmp_path)
    controller = next(
        c for c in psutil.Process(process.pid).children() if "controller" in " ".join(c.cmdline())
    )
    try:
        controller.kill()
        assert process.stdout is not None
        assert "agv1/controller_node が終了しました" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0
    finally:
        process.terminate()
        process.wait(PATIENCE)


def test_without_enabling_nothing_moves(tmp_path: Path) -> None:
    domain = str(free_domain())
    process = start_up(domain, tmp_path, "--no-enable")
    try:
        refused = run_cli("say", "0.1メートル前進して", domain=domain, home=tmp_path)
        assert refused.returncode == 1 and "[NOT_ENABLED]" in refused.stdout
        assert run_cli("enable", domain=domain, home=tmp_path).returncode == 0
        up = Up(process, domain, tmp_path)
        assert up.run("say", "0.1メートル前進して").returncode == 0
    finally:
        process.terminate()
        process.wait(PATIENCE)


@pytest.mark.parametrize(
    ("spoil", "word"),
    [
        (lambda text: text.replace("max_speed: 0.3", "max_speed: .nan"), "max_speed"),
        (lambda text: text + "\nsurprise: 1\n", "surprise"),
        (lambda text: "walls: [", "YAML"),
    ],
)
def test_a_broken_world_file_is_refused_with_its_line(tmp_path: Path, spoil: object, word: str) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text(spoil(WORLD.read_text()))  # type: ignore[operator]
    done = run_cli("up", "--world", str(broken), domain=str(free_domain()), home=tmp_path)
    assert done.returncode == 1
    assert re.search(rf"broken\.yaml:\d+: .*{word}", done.stderr), done.stderr


def test_a_missing_world_file_is_named(tmp_path: Path) -> None:
    done = run_cli("up", "--world", "nowhere.yaml", domain=str(free_domain()), home=tmp_path)
    assert done.returncode == 1 and "nowhere.yaml" in done.stderr


def test_say_without_a_system_says_so(tmp_path: Path) -> None:
    done = run_cli("say", "止まれ", domain=str(free_domain()), home=tmp_path)
    assert done.returncode == 4 and "[NOT_READY]" in done.stdout


def test_doctor_finds_everything_here(tmp_path: Path) -> None:
    done = run_cli("doctor", domain=str(free_domain()), home=tmp_path)
    assert done.returncode == 0, done.stdout
    for word in ("ROS", "MuJoCo", "rmw_fastrtps", "LOCALHOST"):
        assert word in done.stdout

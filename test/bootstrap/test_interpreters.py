"""Which Python the environment is made with, and what is said when there is none."""

import sys

from bootstrap import interpreters


def test_this_python_answers_the_probe(machine) -> None:
    found = interpreters.probe(sys.executable, {})
    assert found is not None
    assert found.version == sys.version_info[:2]


def test_a_name_that_is_not_there_or_does_not_run_is_none(machine) -> None:
    machine.program("python3.12", "pyenv: python3.12: command not found", status=127)
    machine.program("python3.11", "no answer")
    assert interpreters.probe("python3.10", machine.environ) is None
    assert interpreters.probe("python3.11", machine.environ) is None
    assert interpreters.probe("python3.12", machine.environ) is None


def test_the_callers_python_is_the_only_one_tried(machine) -> None:
    machine.python("python3", (3, 11))
    mine = machine.python("mine", (3, 13))
    found, problems = interpreters.find({**machine.environ, "PYTHON": "mine"})
    assert found is not None and found.path == mine and problems == []
    found, (problem,) = interpreters.find({**machine.environ, "PYTHON": "gone"})
    assert found is None and "PYTHON=gone" in problem.english


def test_both_ends_of_the_supported_versions(machine) -> None:
    for minor, accepted in ((9, False), (10, True), (13, True), (14, False)):
        machine.python("mine", (3, minor))
        found, problems = interpreters.find({**machine.environ, "PYTHON": "mine"})
        assert (found is not None) is accepted
        assert accepted or f"3.{minor}" in problems[0].japanese


def test_an_unsupported_default_gives_way_to_a_supported_python(machine, monkeypatch) -> None:
    monkeypatch.setattr(interpreters, "_NAMES", ("python3", "python3.12"))
    machine.python("python3", (3, 9))
    wanted = machine.python("python3.12", (3, 12))
    found, problems = interpreters.find(machine.environ)
    assert found is not None and found.path == wanted and problems == []


def test_a_complete_python_is_preferred_to_one_without_venv_or_headers(machine, monkeypatch) -> None:
    monkeypatch.setattr(interpreters, "_NAMES", ("python3", "python3.12"))
    machine.python("python3", (3, 11), headers=False)
    wanted = machine.python("python3.12", (3, 12))
    found, problems = interpreters.find(machine.environ)
    assert found is not None and found.path == wanted and problems == []


def test_what_the_only_python_lacks_is_named_with_its_package(machine) -> None:
    machine.python("mine", (3, 11), environments=False, headers=False)
    _, problems = interpreters.find({**machine.environ, "PYTHON": "mine"})
    assert [problem.fix.split()[-1] for problem in problems] == ["python3.11-venv", "python3.11-dev"]


def test_a_sourced_installation_narrows_the_choice_to_its_version(machine, monkeypatch) -> None:
    monkeypatch.setattr(interpreters, "_NAMES", ("python3", "python3.12"))
    machine.python("python3", (3, 11))
    wanted = machine.python("python3.12", (3, 12))
    found, _ = interpreters.find(machine.environ, (3, 12))
    assert found is not None and found.path == wanted
    found, (problem,) = interpreters.find(machine.environ, (3, 13))
    assert found is None and "3.13" in problem.english


def test_no_python_at_all(machine, monkeypatch) -> None:
    monkeypatch.setattr(interpreters, "_NAMES", ("python3",))
    found, (problem,) = interpreters.find(machine.environ)
    assert found is None and "apt-get install -y python3" in problem.fix

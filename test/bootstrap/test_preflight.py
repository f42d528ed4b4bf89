"""Each thing the machine lacks is named, with the command that fixes it."""

from collections import namedtuple
from pathlib import Path

import pytest

from bootstrap import preflight
from bootstrap.problems import install, report


def test_a_complete_machine_has_no_problem(complete) -> None:
    assert preflight.check_tools(complete.environ) == []


@pytest.mark.parametrize(
    ("name", "package"), [("cc", "g++"), ("c++", "g++"), ("make", "make"), ("cmake", "cmake")]
)
def test_a_missing_program_is_named_with_its_package(complete, name: str, package: str) -> None:
    (complete.folder / name).unlink()
    (problem,) = preflight.check_tools(complete.environ)
    assert problem.fix.endswith(f"apt-get install -y {package}")
    assert problem.japanese and problem.english


def test_everything_missing_is_named_at_once(machine) -> None:
    fixes = [problem.fix.split()[-1] for problem in preflight.check_tools(machine.environ)]
    assert fixes == ["g++", "make", "cmake"]


def test_a_compiler_of_the_callers_choice_counts(complete) -> None:
    (complete.folder / "c++").unlink()
    complete.program("clang++")
    assert preflight.check_tools({**complete.environ, "CXX": "clang++ -m64"}) == []
    assert len(preflight.check_tools({**complete.environ, "CXX": "icpc"})) == 1


@pytest.mark.parametrize(
    ("shown", "accepted"),
    [
        ("cmake version 3.20.0", True),
        ("cmake version 4.1.2", True),
        ("cmake version 3.19.8", False),
        ("cmake version 2.8.12.2", False),
        ("nonsense", False),
    ],
)
def test_cmake_from_3_20_on(complete, shown: str, accepted: bool) -> None:
    complete.program("cmake", shown)
    assert (preflight.check_tools(complete.environ) == []) is accepted


@pytest.mark.parametrize(
    ("system", "machine", "libc", "accepted"),
    [
        ("Linux", "x86_64", ("glibc", "2.28"), True),
        ("Linux", "x86_64", ("glibc", "2.36"), True),
        ("Linux", "x86_64", ("glibc", "2.27"), False),
        ("Linux", "x86_64", ("", ""), False),
        ("Linux", "aarch64", ("glibc", "2.36"), False),
        ("Darwin", "x86_64", ("", ""), False),
    ],
)
def test_wheels_exist_for_glibc_x86_64_linux_only(
    system: str, machine: str, libc: tuple[str, str], accepted: bool
) -> None:
    problems = preflight.check_system(system, machine, libc)
    assert (problems == []) is accepted
    assert accepted or machine in problems[0].english


@pytest.mark.parametrize("path", ["/home/a/b", "/home/山田/ドキュメント/b", "/home/a b/c-d_e.f+1"])
def test_folders_with_blanks_and_japanese_names_are_fine(path: str) -> None:
    assert preflight.check_path(Path(path)) == []


@pytest.mark.parametrize("path", ["/home/a:b", "/home/a;b", "/home/$a", "/home/a'b", '/home/a"b'])
def test_a_folder_with_signs_that_ros_cannot_take_is_named(path: str) -> None:
    assert path in preflight.check_path(Path(path))[0].japanese


@pytest.mark.parametrize(("free", "accepted"), [(2_000_000_000, True), (1_999_999_999, False)])
def test_disk(monkeypatch: pytest.MonkeyPatch, free: int, accepted: bool) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage(free, 0, free))
    assert (preflight.check_disk(Path("/")) == []) is accepted


@pytest.mark.parametrize(("user", "command"), [(0, "apt-get"), (1000, "sudo apt-get")])
def test_sudo_is_part_of_the_command_for_those_who_need_it(
    monkeypatch: pytest.MonkeyPatch, user: int, command: str
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: user)
    assert install("g++", "make") == f"{command} install -y g++ make"


def test_the_report_gives_japanese_english_and_the_command_in_lines_of_their_own(machine) -> None:
    lines = report(preflight.check_tools(machine.environ)[:1]).splitlines()
    assert lines[0] == "✗ C++ コンパイラがありません。"
    assert lines[1].strip() == "There is no C++ compiler."
    assert lines[2].strip().startswith("→ ") and lines[2].endswith("apt-get install -y g++")

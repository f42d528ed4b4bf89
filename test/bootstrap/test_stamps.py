"""The keys that decide whether a step of the set-up runs again."""

from pathlib import Path

import pytest

from bootstrap.stamps import Stamps, content_key


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "msg" / "srv").mkdir(parents=True)
    (tmp_path / "msg" / "srv" / "Reset.srv").write_text("string robot\n")
    (tmp_path / "setup.py").write_text("one\n")
    return tmp_path


def test_same_inputs_give_the_same_key(root: Path) -> None:
    assert content_key(root, ("msg", "setup.py"), "a") == content_key(root, ("msg", "setup.py"), "a")


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "setup.py").write_text("two\n"),
        lambda root: (root / "msg" / "srv" / "Reset.srv").write_text("string robot \n"),
        lambda root: (root / "msg" / "srv" / "New.srv").write_text(""),
        lambda root: (root / "msg" / "srv" / "Reset.srv").rename(root / "msg" / "srv" / "Reset2.srv"),
        lambda root: (root / "setup.py").unlink(),
    ],
)
def test_a_changed_added_renamed_or_removed_file_changes_the_key(root: Path, change) -> None:
    before = content_key(root, ("msg", "setup.py"))
    change(root)
    assert content_key(root, ("msg", "setup.py")) != before


def test_facts_change_the_key_and_do_not_run_together(root: Path) -> None:
    assert content_key(root, (), "ab", "c") != content_key(root, (), "a", "bc")


def test_files_outside_the_inputs_and_compiled_ones_do_not_matter(root: Path) -> None:
    before = content_key(root, ("msg",))
    (root / "setup.py").write_text("two\n")
    (root / "msg" / "x.pyc").write_text("")
    assert content_key(root, ("msg",)) == before


def test_contents_cannot_be_mistaken_for_names(root: Path) -> None:
    (root / "setup.py").write_bytes(b"")
    before = content_key(root, ("setup.py", "a"))
    (root / "setup.py").write_bytes(b"file a 0\n")
    assert content_key(root, ("setup.py", "a")) != before


def test_a_stamp_is_current_for_its_key_only(tmp_path: Path) -> None:
    stamps = Stamps(tmp_path / "stamps")
    assert not stamps.is_current("ros", "k1")
    stamps.write("ros", "k1")
    assert stamps.is_current("ros", "k1")
    assert not stamps.is_current("ros", "k2")
    assert not stamps.is_current("package", "k1")


def test_a_write_that_was_cut_off_leaves_no_stamp(tmp_path: Path) -> None:
    stamps = Stamps(tmp_path)
    (tmp_path / "ros.pending").write_text("k1")
    assert not stamps.is_current("ros", "k1")

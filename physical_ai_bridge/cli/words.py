"""``physical-ai words``: check the words that are understood, a changed copy of them, and those of a site."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path

from physical_ai_bridge.cli.word_shown import show
from physical_ai_bridge.language.lexicon_check import lexicon_findings, schema_findings
from physical_ai_bridge.language.pattern_check import PATTERN_FILES, loading_findings, pattern_findings
from physical_ai_bridge.language.word_check import BEYOND, LEXICON, Finding
from physical_ai_bridge.world.yaml_lines import Document, YamlFault, parse

CANNOT = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What is checked; or the word that is shown."""
    parser.add_argument("word", nargs="?", metavar="WORD", help="この言葉が何で、どう読まれるかを見る")
    parser.add_argument("--site", type=Path, default=None, help="現場ファイルの名前と動詞も確かめる (YAML)")
    parser.add_argument(
        "--lexicon", type=Path, default=None, help="付属の lexicon.yaml の代わりに確かめる、書き換えた写し"
    )


def run(arguments: argparse.Namespace) -> int:
    """0; 1 where something is wrong or the word is unknown; 2 where a file cannot be read."""
    try:
        if arguments.word is not None:
            return _show(arguments)
        files = _files((LEXICON, BEYOND, *PATTERN_FILES), arguments.lexicon)
        return _report(list(_problems(files, arguments.site)), files, arguments.site)
    except (YamlFileFault, ValueError) as error:
        print(error, file=sys.stderr)
        return CANNOT


def _show(arguments: argparse.Namespace) -> int:
    """Raises YamlFileFault, WorldFileError."""
    files = _files((LEXICON,), arguments.lexicon)
    data = files[LEXICON][1].value
    if wrong := list(_lines(schema_findings(data), files)):
        return _report(wrong, files, None)
    return show(arguments.word, data, arguments.lexicon is not None, arguments.site)


class YamlFileFault(Exception):
    """A word file that cannot be read as YAML; ``str()`` is Japanese and begins with file:line."""


Files = dict[str, tuple[Path, Document]]
"""Each word file by its name in the package: where it is, and what stands on which line."""


def _files(names: Iterable[str], lexicon: Path | None) -> Files:
    """The files of the package, `lexicon` in place of its own. Raises YamlFileFault."""
    folder = Path(str(resources.files("physical_ai_bridge.language")))
    paths = {name: folder / name for name in names}
    if lexicon is not None:
        paths[LEXICON] = lexicon
    return {name: (path, _document(path)) for name, path in paths.items()}


def _document(path: Path) -> Document:
    try:
        return parse(path.read_text(encoding="utf-8"))
    except YamlFault as fault:
        raise YamlFileFault(f"{path}:{fault.line}: {fault.reason}") from fault
    except UnicodeDecodeError as error:
        raise YamlFileFault(f"{path}: UTF-8 ではありません。UTF-8 で保存してください。") from error
    except OSError as error:
        reason = f"読めません ({error.strerror})。パスと権限を確かめてください。"
        raise YamlFileFault(f"{path}: {reason}") from error


def _problems(files: Files, site: Path | None) -> Iterator[str]:
    """The words, the patterns, then the whole if they are sound, then the site's. Raises WorldFileError."""
    yield from _lines(lexicon_findings(files[LEXICON][1].value, files[BEYOND][1].value), files)
    patterns = [finding for name in PATTERN_FILES for finding in pattern_findings(name, files[name][1].value)]
    yield from _lines(patterns or loading_findings(), files)
    if site is not None:
        from physical_ai_bridge.cli.site_names import site_findings  # shapely, only where a site is given

        yield from _lines(site_findings(site), {**files, "site": (site, _document(site))})


def _lines(findings: Iterable[Finding], files: Files) -> Iterator[str]:
    for finding in findings:
        path, document = files[finding.file]
        yield f"{path}:{document.line(finding.location)}: {finding.reason}"


def _report(found: list[str], files: Files, site: Path | None) -> int:
    for line in found:
        print(f"✗ {line}")
    if found:
        print(f"{len(found)} 件あります。直してから、もう一度確かめてください")
        return 1
    for path in (*(path for path, _ in files.values()), *([site] if site else [])):
        print(f"✓ {path}")
    return 0

"""A world file from disk to a checked World, or the first thing wrong with it and its line."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from pydantic import ValidationError

from physical_ai_bridge.world.checks import first_fault
from physical_ai_bridge.world.errors import WorldFileError
from physical_ai_bridge.world.messages import field_name, reason
from physical_ai_bridge.world.world import World
from physical_ai_bridge.world.yaml_lines import Document, YamlFault, parse

MAX_BYTES = 1_000_000
"""A site of a thousand places is a tenth of this; a larger file is a mistake."""


def load_world(path: Path, profiles: Collection[str] | None = None) -> World:
    """Read and check a world file.

    With `profiles`, each robot's profile must be one of them. Raises WorldFileError for a file that is
    missing or unreadable, is not YAML, breaks the schema, or contradicts itself.
    """
    document = _parse(path)
    try:
        world = World.model_validate(document.value)
    except ValidationError as error:
        first = min(error.errors(), key=lambda e: document.line(e["loc"]))
        raise WorldFileError(path, document.line(first["loc"]), reason(first)) from error
    fault = first_fault(world, profiles)
    if fault is not None:
        line = document.line(fault.location)
        raise WorldFileError(path, line, f"{field_name(fault.location)}: {fault.reason}")
    return world


def _parse(path: Path) -> Document:
    try:
        return parse(_text(path))
    except YamlFault as fault:
        raise WorldFileError(path, fault.line, fault.reason) from fault


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise WorldFileError(path, 0, "ファイルが 1 MB を超えます。現場ファイルか確かめてください。")
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise WorldFileError(path, 0, "UTF-8 ではありません。UTF-8 で保存してください。") from error
    except OSError as error:
        text = f"現場ファイルを読めません ({error.strerror})。パスと権限を確かめてください。"
        raise WorldFileError(path, 0, text) from error

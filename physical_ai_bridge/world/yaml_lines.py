"""YAML read strictly, with the line each value stands on: no duplicate keys, anchors, tags or odd keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import yaml

Location = tuple[str | int, ...]
"""The way to a value: keys and list positions, as pydantic names it."""


class YamlFault(Exception):
    """A text that cannot be taken as YAML here: the line (from 1) and the reason in Japanese."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


@dataclass(frozen=True)
class Document:
    """The values of a YAML text, lists as tuples, and the line of each key or list item."""

    value: Any
    lines: Mapping[Location, int]

    def line(self, location: Location) -> int:
        """The line of `location`, or of the nearest thing around it that the text does have."""
        while location not in self.lines:
            location = location[:-1]
        return self.lines[location]


def parse(text: str) -> Document:
    """Read one YAML document. Raises YamlFault."""
    try:
        _refuse_aliases(text)
        loader = yaml.SafeLoader(text)
        node = loader.get_single_node()
        if node is None:
            raise YamlFault(1, "中身がありません。")
        lines: dict[Location, int] = {(): node.start_mark.line + 1}
        return Document(_value(loader, node, (), lines), MappingProxyType(lines))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlFault(mark.line + 1 if mark else 1, f"YAML として読めません ({error.problem})。") from error
    except yaml.YAMLError as error:
        raise YamlFault(1, f"YAML として読めません ({error})。") from error
    except RecursionError as error:
        raise YamlFault(1, "入れ子が深すぎます。") from error


def _refuse_aliases(text: str) -> None:
    """Without aliases a small file cannot unfold into a huge one, and every value has one line."""
    for token in yaml.scan(text):
        if isinstance(token, yaml.AliasToken):
            line = token.start_mark.line + 1
            raise YamlFault(line, "YAML の参照 (*) は使えません。値を直接書いてください。")


def _value(loader: yaml.SafeLoader, node: yaml.Node, at: Location, lines: dict[Location, int]) -> Any:
    if isinstance(node, yaml.MappingNode):
        return _mapping(loader, node, at, lines)
    if isinstance(node, yaml.SequenceNode):
        return tuple(_item(loader, item, (*at, i), lines) for i, item in enumerate(node.value))
    try:
        return loader.construct_object(node)
    except ValueError as error:  # such as the timestamp 2026-99-99
        raise YamlFault(node.start_mark.line + 1, f"値が読めません ({error})。") from error


def _item(loader: yaml.SafeLoader, node: yaml.Node, at: Location, lines: dict[Location, int]) -> Any:
    lines[at] = node.start_mark.line + 1
    return _value(loader, node, at, lines)


def _mapping(
    loader: yaml.SafeLoader, node: yaml.MappingNode, at: Location, lines: dict[Location, int]
) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = _key(key_node)
        here = (*at, key)
        line = key_node.start_mark.line + 1
        if key in result:
            raise YamlFault(line, f"「{key}」が二度書かれています。どちらかを消してください。")
        lines[here] = line
        result[key] = _value(loader, value_node, here, lines)
    return result


def _key(node: yaml.Node) -> str:
    if isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:str":
        return str(node.value)
    raise YamlFault(node.start_mark.line + 1, "項目名は英字の名前にしてください。")

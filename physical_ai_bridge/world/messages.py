"""What is wrong with a value, in Japanese for the site engineer, from pydantic's error types."""

from __future__ import annotations

from pydantic_core import ErrorDetails

from physical_ai_bridge.world.yaml_lines import Location

_REASONS = {
    "missing": "必須の項目がありません。追加してください。",
    "extra_forbidden": "知らない項目です。綴りを確かめるか、消してください。",
    "finite_number": "有限の数値にしてください (.nan と .inf は使えません)。",
    "float_type": "数値にしてください。",
    "string_type": "文字列にしてください (数字や on/off は引用符で囲みます)。",
    "tuple_type": "[...] のリストにしてください。",
    "too_long": "要素が多すぎます。",
    "model_type": "「項目: 値」の組にしてください。",
    "model_attributes_type": "「項目: 値」の組にしてください。",
    "dict_type": "「項目: 値」の組にしてください。",
    "string_pattern_mismatch": "使えない文字か長さです (形式 {pattern})。",
    "string_too_short": "{min_length} 文字以上にしてください。",
    "string_too_long": "{max_length} 文字以下にしてください。",
    "greater_than": "{gt} より大きくしてください。",
    "greater_than_equal": "{ge} 以上にしてください。",
    "less_than_equal": "{le} 以下にしてください。",
    "literal_error": "{expected} のどれかにしてください。",
}


def field_name(location: Location) -> str:
    """`places[2].pose.x` for ("places", 2, "pose", "x"); list positions count from 0."""
    name = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
    return name.removeprefix(".") or "ファイル全体"


def reason(error: ErrorDetails) -> str:
    """The field, what to do, and the value that was found, in one Japanese sentence or two."""
    template = _REASONS.get(error["type"])
    text = template.format_map(error.get("ctx", {})) if template else f"{error['msg']}。"
    found = "" if error["type"] in ("missing", "extra_forbidden") else f" 今の値: {_short(error['input'])}"
    return f"{field_name(error['loc'])}: {text}{found}"


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."

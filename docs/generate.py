"""Writes what docs/ takes from the code: ``python docs/generate.py``. A test holds the files to what this
writes."""

from __future__ import annotations

from pathlib import Path

from physical_ai_bridge.plan.reasons import ReasonCode

HEAD = "| Number | Code | 日本語 | English |"
GROUPS = {
    0: ("General", "一般"),
    100: ("Plan", "計画"),
    200: ("Admission", "許可"),
    300: ("Motion stream", "動作指令"),
    400: ("Stop", "停止"),
    500: ("System", "システム"),
    600: ("Person", "人の操作"),
    700: ("Understanding", "理解"),
    800: ("Execution", "実行"),
    900: ("Configuration", "設定"),
}


def reason_codes() -> str:
    """docs/reason_codes.md."""
    lines = [
        "# Reason codes / 理由コード",
        "",
        "Written by `python docs/generate.py` from `physical_ai_bridge/plan/reasons.py`;",
        "the numbers are those of `ReasonCode.msg`.",
    ]
    for first, (english, japanese) in GROUPS.items():
        lines += ["", f"## {english} / {japanese}", "", HEAD, "|---|---|---|---|"]
        codes = [code for code in ReasonCode if first <= code < first + 100]
        lines += [f"| {int(code)} | `{code.name}` | {code.text_ja} | {code.text_en} |" for code in codes]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    Path(__file__).with_name("reason_codes.md").write_text(reason_codes(), encoding="utf-8")

"""One line of a JSON lines file or stream as an object, or in Japanese what is wrong with it."""

from __future__ import annotations

import json
from typing import Any


def read_object(line: bytes) -> dict[str, Any]:
    """The JSON object of one line of UTF-8, a byte order mark before it allowed; whole numbers become floats.

    Raises ValueError with the reason in Japanese; it does not repeat what stands in the line.
    """
    try:
        value = json.loads(line.decode("utf-8-sig"), parse_int=float)
    except UnicodeDecodeError:
        raise ValueError("UTF-8 ではありません。UTF-8 で保存してください") from None
    except (ValueError, RecursionError):
        raise ValueError('JSON ではありません。{"text": "…"} の形で、一行に一つ書いてください') from None
    if not isinstance(value, dict):
        raise ValueError('JSON のオブジェクトではありません。{"text": "…"} の形で書いてください')
    return value

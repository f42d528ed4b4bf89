"""Where the files beside the package are: in the source tree, or in the share folder of an installation."""

from __future__ import annotations

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_SHARES = (
    _PACKAGE.parent,
    *(parent / "share" / "physical_ai_bridge" for parent in _PACKAGE.parents),
    Path(sys.prefix) / "share" / "physical_ai_bridge",
)


def resource(name: str) -> Path:
    """The path of ``worlds/x.yaml``, ``config/x.yaml``, ... Raises FileNotFoundError naming where it was
    looked for."""
    for share in _SHARES:
        if (share / name).exists():
            return share / name
    raise FileNotFoundError(
        f"{name} がありません。パッケージを入れ直してください: {[str(s) for s in _SHARES]}"
    )

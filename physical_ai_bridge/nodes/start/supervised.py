"""``python -m physical_ai_bridge.nodes.start.supervised COMMAND ...``: becomes another's program, which
then ends with its supervisor as our own nodes do."""

from __future__ import annotations

import os
import sys

from physical_ai_bridge.nodes.lifetime import end_with_parent

if __name__ == "__main__":
    end_with_parent()  # the kernel keeps this over the exec
    os.execvp(sys.argv[1], sys.argv[1:])

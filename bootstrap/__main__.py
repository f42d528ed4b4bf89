"""Entry of `python3 bootstrap`: makes the environment, or says what is missing and exits with status 1."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Run as a directory, Python puts the directory itself on the path; the package's parent is what the imports below need.
sys.path[0] = str(ROOT)

from bootstrap.console import say  # noqa: E402
from bootstrap.steps import SetupFailed, run  # noqa: E402

if __name__ == "__main__":
    try:
        run(ROOT, dict(os.environ))
    except SetupFailed as failure:
        say(str(failure))
        sys.exit(1)
    except KeyboardInterrupt:
        say("\n中断しました。もう一度 make setup とすると続きから始めます。 / Interrupted; `make setup` resumes.")
        sys.exit(130)

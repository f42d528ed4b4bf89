"""Entry of `python3 bootstrap`: makes the environment, or says what is missing and exits with status 1."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Python puts the directory it runs on the path; the imports below need that directory's parent.
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
        say("\n中断しました。make setup で続きから始めます。 / Interrupted; `make setup` goes on from here.")
        sys.exit(130)

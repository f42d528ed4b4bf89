"""What the package offers is there, and importing it is cheap until the first instruction."""

import subprocess
import sys
from pathlib import Path

import pytest

from physical_ai_bridge import language

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", language.__all__)
def test_every_public_name_exists(name: str) -> None:
    assert getattr(language, name).__doc__


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="understnd"):
        _ = language.understnd


def test_no_library_is_loaded_before_the_first_instruction() -> None:
    code = (
        "import sys\n"
        "from physical_ai_bridge.language import Context, extract_quantities, prepare, understand\n"
        "assert not {'pydantic', 'yaml'} & set(sys.modules), 'loaded by the import'\n"
        "prepare()\n"
        "assert {'pydantic', 'yaml'} <= set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)

"""The documents of others that lie beside the repository, where they are at hand."""

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.errors import KnownError
from desktop.frameworks.files import Opened, open_path
from desktop.frameworks.reading import Reading

SHARED = Path(__file__).resolve().parents[4] / "shared"


def opened(*names: str) -> Opened:
    """The document under ../shared; the test is skipped where it is missing."""
    path = SHARED.joinpath(*names)
    if not path.exists():
        pytest.skip(f"{'/'.join(names)} is not at hand")
    return open_path(path)


def attempt(read: Callable[[Opened], Reading], file: Opened) -> Reading | None:
    """What the reader makes of the file; None where it refuses it in a whole sentence."""
    try:
        return read(file)
    except KnownError as error:
        if not error.sentence.endswith("."):
            raise
        return None

"""OpenSALT workbooks and CSV files of a CASE framework."""

from typing import Final

from desktop.frameworks.files import Opened
from desktop.frameworks.reading import Reading

NAME: Final = "opensalt"


def fits(opened: Opened) -> bool:
    """Whether the content is of this shape."""
    return False


def read(opened: Opened) -> Reading:
    """Raises KnownError where nothing can be read."""
    raise NotImplementedError(opened.name)

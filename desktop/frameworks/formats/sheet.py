"""Any sheet whose columns are mapped to the parts of a framework; plain sheets written."""

from typing import Final

from desktop.frameworks.files import Opened
from desktop.frameworks.reading import Reading

NAME: Final = "sheet"


def fits(opened: Opened) -> bool:
    """Whether the content is of this shape."""
    return False


def read(opened: Opened) -> Reading:
    """Raises KnownError where nothing can be read."""
    raise NotImplementedError(opened.name)

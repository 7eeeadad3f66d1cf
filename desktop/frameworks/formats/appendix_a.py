"""Work process schedules on the Department of Labor's Appendix A form, as Word documents."""

from typing import Final

from desktop.frameworks.files import Opened
from desktop.frameworks.reading import Reading

NAME: Final = "appendix-a"


def fits(opened: Opened) -> bool:
    """Whether the content is of this shape."""
    return False


def read(opened: Opened) -> Reading:
    """Raises KnownError where nothing can be read."""
    raise NotImplementedError(opened.name)

"""The text of a PDF, line by line."""

from desktop.frameworks.files import Opened


def lines(opened: Opened) -> tuple[str, ...]:
    """KnownError where the PDF holds no text that can be used, such as a scan."""
    raise NotImplementedError(opened.name)

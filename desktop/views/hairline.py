"""A line of one pixel between parts that belong to one page."""

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame


def hairline(*, upright: bool = False) -> QFrame:
    """Across, or upright between panes."""
    line = QFrame()
    line.setAutoFillBackground(True)
    line.setBackgroundRole(QPalette.ColorRole.Mid)
    if upright:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line

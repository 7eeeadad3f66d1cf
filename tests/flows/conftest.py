"""Flows run in the same look as the tests of views."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.views import style


@pytest.fixture
def look(qapp: QApplication) -> style.Style:
    """The application's look, light at the start of each test; there is one Style for an application."""
    found = qapp.findChild(style.Style)
    look = found if isinstance(found, style.Style) else style.apply(qapp)
    look.choose(Qt.ColorScheme.Light)
    return look

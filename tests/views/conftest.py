"""The look of the application for all tests of views."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.views import style


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> style.Style:
    """One Style for the session, as in the program: it belongs to the application."""
    return style.apply(qapp)


@pytest.fixture
def look(dressed: style.Style) -> style.Style:
    """The application's look, light at the start of each test."""
    dressed.choose(Qt.ColorScheme.Light)
    return dressed

"""What all tests share: no screen, unless one is asked for."""

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The platform without a screen says of each window that it sets no size hints; that is no finding."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints"))

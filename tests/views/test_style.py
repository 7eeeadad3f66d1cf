"""The look follows the scheme, controls stand in one line, icons take the colour asked for."""

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QColor, QFont, QImage
from PySide6.QtWidgets import QApplication, QComboBox, QDateEdit, QLineEdit, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from desktop import assets
from desktop.tokens import DARK, LIGHT
from desktop.views import icons, states, style
from desktop.views.style import Style


def colors_of(widget: QWidget) -> set[str]:
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return {QColor(image.pixel(x, y)).name().upper() for x in range(image.width()) for y in range(image.height())}


def test_a_styled_button_changes_colour_with_the_scheme(qtbot: QtBot, look: Style) -> None:
    button = QPushButton("Log hours…")
    button.setProperty("primary", True)
    qtbot.addWidget(button)
    button.show()
    assert LIGHT.accent in colors_of(button)
    look.choose(Qt.ColorScheme.Dark)
    assert DARK.accent in colors_of(button)
    assert LIGHT.accent not in colors_of(button)


def test_choosing_a_scheme_announces_it_and_sets_the_palette(qtbot: QtBot, look: Style) -> None:
    with qtbot.waitSignal(look.changed, timeout=0):
        look.choose(Qt.ColorScheme.Dark)
    assert style.scheme() is DARK
    assert QApplication.palette().base().color().name().upper() == DARK.base


@pytest.mark.usefixtures("look")
def test_controls_are_equally_high(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    date = QDateEdit(QDate(2026, 11, 13), window)
    date.setCalendarPopup(True)
    controls = [QPushButton("Save", window), QLineEdit(window), QComboBox(window), QSpinBox(window), date]
    window.show()
    heights = [control.sizeHint().height() for control in controls]
    assert max(heights) - min(heights) <= 2


def test_a_dressed_button_gets_a_new_icon_with_the_scheme(qtbot: QtBot, look: Style) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    icons.dress(button, "plus", "accent")
    before = button.icon().cacheKey()
    look.choose(Qt.ColorScheme.Dark)
    assert button.icon().cacheKey() != before


@pytest.mark.usefixtures("look")
def test_a_pixmap_takes_the_ink_of_a_state() -> None:
    image = icons.pixmap("circle-check", "signed", 32).toImage()
    solid = {
        QColor(image.pixelColor(x, y)).name().upper()
        for x in range(32)
        for y in range(32)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert solid == {LIGHT.state("signed").ink}


@pytest.mark.usefixtures("look")
def test_fonts_are_factors_of_the_system_font_and_never_tiny() -> None:
    body = style.font("body").pointSizeF()
    assert style.font("title").pointSizeF() == pytest.approx(body * 1.55, rel=0.01)
    assert style.font("title").weight() == QFont.Weight.DemiBold
    assert style.font("small").pointSizeF() >= 8


def test_every_state_has_a_word_and_an_icon_that_ships() -> None:
    for name, state in LIGHT.states.items():
        assert states.word(name)
        if state.icon:
            assert assets.path("resources", "icons", f"{state.icon}.svg").is_file()

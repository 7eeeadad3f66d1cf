"""A paper on the screen: all its pages, at the width of the view, larger and smaller, from the first page."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from reportlab.lib.pagesizes import LETTER, landscape
from reportlab.pdfgen.canvas import Canvas

from desktop.views.pdf_view import LARGEST, SMALLEST, WIDEST, PdfView

pytestmark = pytest.mark.usefixtures("look")
_POINTS = 72


def _paper(path: Path, pages: int, ink: str = "#FF0000", size: tuple[float, float] = LETTER) -> Path:
    """Pages of one colour."""
    canvas = Canvas(str(path), pagesize=size)
    for _page in range(pages):
        canvas.setFillColor(ink)
        canvas.rect(0, 0, *size, fill=1)
        canvas.showPage()
    canvas.save()
    return path


@pytest.fixture
def view(qtbot: QtBot, tmp_path: Path) -> PdfView:
    """A view of four red pages."""
    made = PdfView("Preview")
    qtbot.addWidget(made)
    made.resize(700, 500)
    with qtbot.waitActive(made):
        made.show()
    made.load(_paper(tmp_path / "red.pdf", 4))
    return made


def _middle(view: PdfView) -> str:
    image = view.viewport().grab().toImage()
    return QColor(image.pixel(image.width() // 2, image.height() // 2)).name().upper()


def test_the_pages_are_drawn_as_they_print(view: PdfView) -> None:
    assert view.count == 4
    assert _middle(view) == "#FF0000"


def test_a_page_fits_the_width_and_follows_it_up_to_a_readable_size(qtbot: QtBot, view: PdfView) -> None:
    for width in (700, 480):
        view.resize(width, 500)
        QApplication.processEvents()
        assert view.horizontalScrollBar().maximum() == 0
        page = view._pages.place(0)
        assert view.viewport().width() - page.width() == pytest.approx(page.left() + page.left(), abs=2)
        assert page.left() < 20
    view.resize(2400, 500)
    assert view._pages.place(0).width() == pytest.approx(8.5 * _POINTS * WIDEST * view.logicalDpiX() / _POINTS, abs=2)


def test_larger_and_smaller_stop_at_their_limits_and_fit_comes_back(view: PdfView) -> None:
    fitting = view._pages.scale
    view.zoom(1.25)
    assert view._pages.scale == pytest.approx(fitting * 1.25)
    for factor, limit in ((10, LARGEST), (0.001, SMALLEST)):
        view.zoom(factor)
        assert view._pages.scale == pytest.approx(limit * view.logicalDpiX() / _POINTS)
    view.resize(690, 500)
    assert view._pages.scale == pytest.approx(SMALLEST * view.logicalDpiX() / _POINTS)
    view.resize(700, 500)
    view.fit_width()
    assert view._pages.scale == pytest.approx(fitting, rel=0.01)


def test_scrolling_tells_the_page_in_sight(qtbot: QtBot, view: PdfView) -> None:
    told: list[tuple[int, int]] = []
    view.page_changed.connect(lambda page, of: told.append((page, of)))
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert told[-1] == (4, 4)
    bar.setValue(0)
    assert told[-1] == (1, 4)


def test_the_keys_scroll(qtbot: QtBot, view: PdfView) -> None:
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.verticalScrollBar().value() > 0


def test_another_paper_starts_on_its_first_page_and_the_same_one_stays_where_it_was(
    view: PdfView, tmp_path: Path
) -> None:
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum())
    place = bar.value()
    view.load(_paper(tmp_path / "again.pdf", 4, "#00FF00"), keep_place=True)
    assert bar.value() == place
    assert _middle(view) == "#00FF00"
    view.load(_paper(tmp_path / "blue.pdf", 2, "#0000FF", landscape(LETTER)))
    assert (bar.value(), view.count, _middle(view)) == (0, 2, "#0000FF")
    assert view.horizontalScrollBar().maximum() == 0


def test_the_file_may_go_while_it_is_shown(view: PdfView, tmp_path: Path) -> None:
    (tmp_path / "red.pdf").unlink()
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    assert _middle(view) == "#FF0000"


def test_pages_far_away_are_not_kept_in_memory(qtbot: QtBot, tmp_path: Path) -> None:
    made = PdfView("Preview")
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show()
    made.load(_paper(tmp_path / "long.pdf", 30))
    bar = made.verticalScrollBar()
    for place in range(0, bar.maximum() + 1, made.viewport().height()):
        bar.setValue(place)
        made.viewport().grab()
    assert len(made._pages._pictures) <= 10

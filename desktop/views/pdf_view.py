"""A paper as it will print: its pages one under the other, drawn when they come into sight."""

from pathlib import Path

import pypdfium2
from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget
from typing_extensions import override

from desktop.frameworks.pdf_text import ONE_AT_A_TIME
from desktop.tokens import SPACE
from desktop.views import style

SMALLEST, LARGEST = 0.25, 4.0
WIDEST = 1.35
"""How much larger than life a page gets to fit the width."""
_POINTS = 72


class _Pages(QWidget):
    """All pages of one document at one scale (pixels a point). Pictures are kept for the pages in sight."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._content = b""
        self._sizes: list[tuple[float, float]] = []
        self._pictures: dict[int, QImage] = {}
        self.scale = 1.0

    def load(self, path: Path) -> None:
        """Read the file whole, so that it can be removed or written again while it is shown."""
        self._content = path.read_bytes()
        with ONE_AT_A_TIME, pypdfium2.PdfDocument(self._content) as document:
            self._sizes = [document.get_page_size(number) for number in range(len(document))]
        self.set_scale(self.scale)

    @property
    def count(self) -> int:
        return len(self._sizes)

    @property
    def widest(self) -> float:
        """The width of the widest page in points."""
        return max((width for width, _height in self._sizes), default=612.0)

    def set_scale(self, scale: float) -> None:
        self.scale = scale
        self._pictures.clear()
        self.resize(self.sizeHint())
        self.updateGeometry()
        self.update()

    def place(self, number: int) -> QRect:
        """Where a page lies in this widget."""
        top = SPACE.section
        for _width, height in self._sizes[:number]:
            top += round(height * self.scale) + SPACE.section
        width, height = (round(side * self.scale) for side in self._sizes[number])
        return QRect(max(SPACE.section, (self.width() - width) // 2), top, width, height)

    @override
    def sizeHint(self) -> QSize:
        if not self._sizes:
            return QSize(0, 0)
        parent = self.parentWidget()
        wide = parent.width() if parent is not None else 0
        last = self.place(self.count - 1)
        return QSize(max(wide, round(self.widest * self.scale) + 2 * SPACE.section), last.bottom() + SPACE.section)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(style.color("line"), 1))
        seen = set()
        for number in range(self.count):
            place = self.place(number)
            if place.intersects(event.rect()):
                seen.add(number)
                painter.drawImage(place, self._picture(number))
                painter.drawRect(place.adjusted(-1, -1, 0, 0))
        for number in [one for one in self._pictures if one not in seen and abs(one - min(seen, default=one)) > 3]:
            del self._pictures[number]

    def _picture(self, number: int) -> QImage:
        if number not in self._pictures:
            scale = self.scale * self.devicePixelRatioF()
            with ONE_AT_A_TIME, pypdfium2.PdfDocument(self._content) as document:
                bitmap = document[number].render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
                picture = QImage(
                    bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888
                )
                self._pictures[number] = picture.copy()
        return self._pictures[number]


class PdfView(QScrollArea):
    """`page_changed` gives the number of the page in the middle of the view, from 1, and how many there are."""

    page_changed = Signal(int, int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._fits = True
        self._pages = _Pages(self.viewport())
        self.setWidget(self._pages)
        self.verticalScrollBar().valueChanged.connect(self._tell)

    def load(self, path: Path, *, keep_place: bool = False) -> None:
        """Show another document from its first page, or the same one made again where it was."""
        place = self.verticalScrollBar().value() if keep_place else 0
        self._pages.load(path)
        self._fit()
        self.verticalScrollBar().setValue(place)
        self._tell()

    @property
    def count(self) -> int:
        return self._pages.count

    def fit_width(self) -> None:
        self._fits = True
        self._fit()

    def zoom(self, factor: float) -> None:
        """Larger or smaller, within a quarter and four times."""
        self._fits = False
        natural = self.logicalDpiX() / _POINTS
        wanted = min(LARGEST * natural, max(SMALLEST * natural, self._pages.scale * factor))
        self._pages.set_scale(wanted)
        self._tell()

    def _fit(self) -> None:
        if self._fits and self._pages.count:
            room = self.viewport().width() - 2 * SPACE.section
            natural = self.logicalDpiX() / _POINTS
            self._pages.set_scale(min(WIDEST * natural, max(SMALLEST, room / self._pages.widest)))
        self._tell()

    def _tell(self) -> None:
        if not self._pages.count:
            return
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        below = [number for number in range(self._pages.count) if self._pages.place(number).top() <= middle]
        self.page_changed.emit((below or [0])[-1] + 1, self._pages.count)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fits:
            self._fit()
        else:
            self._pages.resize(self._pages.sizeHint())

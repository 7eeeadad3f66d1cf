"""Each paper, from choosing it to the file on the disk."""

from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.database.store import Store
from desktop.services.documents import FORMATS, Paper
from desktop.views.documents import DocumentsPage
from desktop.views.main_window import MainWindow
from desktop.views.style import Style
from desktop.workspace import Workspace
from tests.screens import agreement, viewer

_PATIENCE = 20_000


@pytest.fixture
def page(qtbot: QtBot, look: Style, sample: Store) -> DocumentsPage:
    """Documents in the window of the coordinator of the sample program."""
    workspace = Workspace(sample)
    window = MainWindow(workspace, viewer(workspace, "Alvarez"))
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    window.show_page("documents")
    made = window.page("documents")
    assert isinstance(made, DocumentsPage)
    # The page lives as long as its window does.
    made.setProperty("window", window)
    return made


def _pdf(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def _word(path: Path) -> str:
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    heads = [part.text for section in document.sections for part in section.header.paragraphs]
    return "\n".join([*(part.text for part in document.paragraphs), *cells, *heads])


def _excel(path: Path) -> str:
    rows = [row for sheet in load_workbook(path) for row in sheet.iter_rows(values_only=True)]
    return "\n".join(str(cell) for row in rows for cell in row if cell is not None)


_READ: dict[str, Callable[[Path], str]] = {".pdf": _pdf, ".docx": _word, ".xlsx": _excel}
_CHOICES = [
    (Paper.SCHEDULE, "", "IT Generalist"),
    (Paper.SCHEDULE, "Okonkwo", "Maya Okonkwo"),
    (Paper.PROGRESS, "Okonkwo", "Maya Okonkwo"),
    (Paper.COHORT, "", "Lucía Fernández"),
]


def _choose(page: DocumentsPage, paper: Paper, who: str) -> None:
    page.papers.setCurrentIndex(page.papers.findData(paper))
    page.people.setCurrentIndex(page.people.findData(agreement(page.workspace, who) if who else ""))
    if page.framework_row.isVisible():
        page.frameworks.setCurrentIndex(page.place_of("it-generalist"))


def _save(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, page: DocumentsPage, path: Path) -> None:
    """Press the button of the file's ending, and wait for what the page says."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(path), ""))
    page.message.clear()
    page.save_buttons[path.suffix].click()
    qtbot.waitUntil(lambda: page.message.kind != "note" and bool(page.message.text), timeout=_PATIENCE)


@pytest.mark.parametrize(("paper", "who", "words"), _CHOICES, ids=lambda one: str(one).replace(" ", "-"))
def test_a_paper_is_seen_with_all_its_pages_and_saved_in_each_format(
    qtbot: QtBot,
    page: DocumentsPage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    paper: Paper,
    who: str,
    words: str,
) -> None:
    _choose(page, paper, who)
    for ending in FORMATS[paper]:
        path = tmp_path / f"paper{ending}"
        _save(qtbot, monkeypatch, page, path)
        assert page.message.text == f"Saved as {path}."
        assert words in _READ[ending](path)
    if paper is not Paper.COHORT:
        qtbot.waitUntil(lambda: page.stack.currentIndex() == 1, timeout=_PATIENCE)
        assert page.preview.count == len(PdfReader(tmp_path / "paper.pdf").pages)
        assert page.pages.text() == f"Page 1 of {page.preview.count}"


@pytest.mark.parametrize("ending", [".pdf", ".docx", ".xlsx"])
def test_a_place_that_cannot_be_written_to_is_told_and_nothing_is_left(
    qtbot: QtBot, page: DocumentsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    _choose(page, Paper.SCHEDULE, "Okonkwo")
    (tmp_path / "papers").write_text("a file where a folder should be", encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    _save(qtbot, monkeypatch, page, tmp_path / "papers" / f"paper{ending}")
    assert page.message.kind == "error"
    assert page.message.text.startswith(f"'paper{ending}' cannot be written in the folder '{tmp_path / 'papers'}'")
    assert sorted(tmp_path.iterdir()) == before
    _save(qtbot, monkeypatch, page, tmp_path / f"paper{ending}")
    assert page.message.kind == "success"


def test_leaving_the_dialog_saves_nothing(page: DocumentsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def leave(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        asked.append(name)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", leave)
    _choose(page, Paper.PROGRESS, "Okonkwo")
    page.save_buttons[".pdf"].click()
    assert asked == ["Progress report - Maya Okonkwo.pdf"]
    assert page._saving is None

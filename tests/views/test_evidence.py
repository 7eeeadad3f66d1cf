"""Evidence in the window: added by button, drop and paste, taken away again, and shown with its state in words."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.codes import EvidenceKind
from desktop.database.store import Store
from desktop.services import evidence, evidence_lists, sign_offs
from desktop.services.sign_offs import NewRating
from desktop.views import evidence_box, evidence_list, evidence_pictures, evidence_words
from desktop.views.ask_sign_off import AskDialog
from desktop.views.evidence_box import EvidenceBox, WordsQuestion
from desktop.views.evidence_line import EvidenceLine
from desktop.views.evidence_list import EvidenceList, OpenQuestion
from desktop.views.sign_offs import SignOffsPage
from desktop.views.sitting_items import load
from desktop.workspace import Workspace
from tests.screens import CONTROL, ENTER, Keys, agreement, show, viewer, without_name

pytestmark = pytest.mark.usefixtures("look")


@pytest.fixture
def workspace(sample: Store) -> Workspace:
    return Workspace(sample)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    image = QImage(QSize(400, 300), QImage.Format.Format_RGB32)
    image.fill(QColor("#338855"))
    path = tmp_path / "rack.png"
    assert image.save(str(path))
    return path


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace) -> SignOffsPage:
    made = SignOffsPage(workspace, viewer(workspace, "Ibarra"))
    show(qtbot, made)
    made.open_at(agreement(workspace, "Mensah"))
    return made


@pytest.fixture
def box(page: SignOffsPage) -> EvidenceBox:
    return page.sitting.form.evidence


def _names(box: EvidenceBox) -> list[str]:
    return [evidence_words.name(line.piece) for line in box.lines]


def _added(qtbot: QtBot, box: EvidenceBox, many: int = 1) -> None:
    qtbot.waitUntil(lambda: len(box.lines) == many and not box.is_busy)


def test_files_are_added_by_the_button_and_taken_away(
    qtbot: QtBot, box: EvidenceBox, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(photo)], ""))
    box.file_button.click()
    _added(qtbot, box)
    (line,) = box.lines
    assert (evidence_words.name(line.piece), line.about.text().split(",")[0]) == ("rack.png", "Photo")
    qtbot.waitUntil(lambda: line.picture.isVisible())
    assert line.picture.pixmap().height() <= 42 * line.devicePixelRatioF()
    (button,) = line.findChildren(QPushButton)
    assert button.accessibleName() == "Take away: rack.png"
    button.click()
    assert box.pieces() == ()


def test_files_and_pages_are_dropped_anywhere_on_the_form(
    qtbot: QtBot, page: SignOffsPage, box: EvidenceBox, photo: Path
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(photo)), QUrl("https://example.org/lab"), QUrl("ftp://example.org/x")])
    inner = page.sitting.form.widget()
    assert inner is not None
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(QPoint(5, 5), *how)
    QApplication.sendEvent(inner, entering)
    assert entering.isAccepted()
    assert box.lines == []
    QApplication.sendEvent(inner, QDropEvent(QPointF(5, 5), *how))
    _added(qtbot, box, 2)
    assert sorted(_names(box)) == ["https://example.org/lab", "rack.png"]
    assert "not the address of a web page" in box.error.text.text()


def test_a_picture_and_an_address_are_pasted(qtbot: QtBot, box: EvidenceBox, photo: Path) -> None:
    QGuiApplication.clipboard().setImage(QImage(str(photo)))
    box.file_button.setFocus()
    qtbot.keyClick(box.file_button, Qt.Key.Key_V, CONTROL)
    _added(qtbot, box)
    QGuiApplication.clipboard().setText("javascript:alert(1)")
    box.paste()
    assert "not the address of a web page" in box.error.text.text()
    QGuiApplication.clipboard().setText("https://example.org/lab")
    box.paste()
    assert _names(box) == ["pasted.png", "https://example.org/lab"]
    assert not box.error.isVisible()


def test_what_cannot_be_added_is_told_beside_the_buttons(qtbot: QtBot, box: EvidenceBox, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    box.add_files([tmp_path / "empty.txt"])
    qtbot.waitUntil(lambda: box.error.isVisible())
    assert box.error.text.text() == "empty.txt is empty. Choose another file."
    assert not box.is_busy
    box.add_words(EvidenceKind.OBSERVATION, "It worked.")
    assert not box.error.isVisible()


def test_tab_goes_from_the_comment_over_the_buttons_to_each_piece(
    qtbot: QtBot, page: SignOffsPage, box: EvidenceBox
) -> None:
    for number in range(2):
        box.add_words(EvidenceKind.OBSERVATION, f"Step {number}")
    qtbot.waitUntil(lambda: box.lines[-1].buttons[0].isVisible())
    page.sitting.form.comment.setFocus()
    reached: list[QWidget | None] = []
    for _ in range(5):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    assert reached == [*box.buttons, *(line.buttons[0] for line in box.lines)]


def test_the_same_content_is_added_once(qtbot: QtBot, box: EvidenceBox, photo: Path, tmp_path: Path) -> None:
    (tmp_path / "again.png").write_bytes(photo.read_bytes())
    box.add_files([photo, tmp_path / "again.png"])
    qtbot.waitUntil(lambda: bool(box.lines) and not box.is_busy)
    assert len(box.lines) == 1


def test_evidence_is_kept_with_its_rating_and_signed(
    qtbot: QtBot, page: SignOffsPage, box: EvidenceBox, workspace: Workspace, photo: Path
) -> None:
    sitting, keys = page.sitting, Keys(qtbot)
    item = sitting.item()
    assert item is not None
    box.add_files([photo])
    box.add_words(EvidenceKind.OBSERVATION, "Did it alone.")
    _added(qtbot, box, 2)
    keys.digit(3)
    keys.press(ENTER)
    assert box.lines == [], "the next competency has none yet"
    sitting.show_competency(item.code)
    assert sorted(_names(box)) == ["Did it alone.", "rack.png"]
    keys.press(ENTER, CONTROL)
    (row,) = sitting.summary.list.table.rows
    assert set(row.evidence.split(", ")) == {"rack.png", "Did it alone."}
    before = {one.id for one in workspace.read(sign_offs.ratings, agreement_id=agreement(workspace, "Mensah"))}
    keys.press(ENTER)
    found = workspace.read(evidence_lists.of_sign_offs, agreement_id=agreement(workspace, "Mensah"))
    (id_,) = found.keys() - before
    assert sorted(evidence_row.kind for evidence_row in found[id_]) == ["observation", "photo"]


def test_nothing_goes_on_while_a_file_is_being_added(
    qtbot: QtBot, page: SignOffsPage, box: EvidenceBox, photo: Path
) -> None:
    keys = Keys(qtbot)
    box.add_files([photo])
    page.sitting.form.press_level(3, stay=False)
    assert box.is_busy
    keys.press(ENTER)
    assert page.sitting.kept == {}
    assert "still being added" in page.sitting.form.error.text.text()
    _added(qtbot, box)
    keys.press(ENTER)
    assert len(page.sitting.kept) == 1


def test_a_file_on_its_way_goes_to_no_other_apprentice(
    qtbot: QtBot, page: SignOffsPage, box: EvidenceBox, workspace: Workspace, photo: Path
) -> None:
    box.add_files([photo])
    subject = load(workspace, page.viewer, agreement(workspace, "Mensah"))
    page.sitting.begin(subject, {})
    assert not box.is_busy
    qtbot.wait(100)
    assert box.lines == []


def test_a_file_used_for_another_apprentice_is_told_where_a_mentor_signs(
    qtbot: QtBot, box: EvidenceBox, sample: Store, workspace: Workspace, photo: Path
) -> None:
    _attach(sample, workspace, "Okonkwo", "Whitfield", photo)
    box.add_files([photo])
    _added(qtbot, box)
    assert [mark.text.text() for mark in box.lines[0].marks] == ["Used for other apprentices as well: 1"]


def _attach(sample: Store, workspace: Workspace, who: str, by: str, photo: Path) -> str:
    new = evidence.from_file(sample, path=photo)
    day = load(workspace, viewer(workspace, by), agreement(workspace, who)).today
    rating = NewRating("7b", 3, sign_offs.HourKind.OJT, day, evidence=(new, evidence.link("https://example.org/")))
    (id_,) = workspace.write(
        sign_offs.sign_off,
        agreement_id=agreement(workspace, who),
        ratings=[rating],
        signer_id=viewer(workspace, by).person_id,
    )
    return id_


@pytest.fixture
def listed(qtbot: QtBot, sample: Store, workspace: Workspace, photo: Path) -> EvidenceList:
    id_ = _attach(sample, workspace, "Okonkwo", "Whitfield", photo)
    rows = workspace.read(evidence_lists.of_sign_offs, agreement_id=agreement(workspace, "Okonkwo"))[id_]
    made = EvidenceList(workspace, rows)
    show(qtbot, made)
    return made


@pytest.mark.parametrize(("how", "words"), [("missing", "Missing: the file"), ("altered", "Altered: this is not")])
def test_a_missing_or_altered_file_is_told_in_words(
    qtbot: QtBot, listed: EvidenceList, sample: Store, how: str, words: str
) -> None:
    line = listed.lines[0]
    qtbot.waitUntil(lambda: line.picture.isVisible())
    assert line.marks == []
    path = sample.vault.folder / str(line.piece.sha256)
    if how == "missing":
        path.unlink()
    else:
        path.write_bytes(b"another")
    again = EvidenceList(listed._workspace, [one.piece for one in listed.lines])  # type: ignore[misc]
    show(qtbot, again)
    qtbot.waitUntil(lambda: bool(again.lines[0].marks))
    (mark,) = again.lines[0].marks
    assert mark.text.text().startswith(words)
    assert not again.lines[0].picture.isVisible()
    assert not any(button.isEnabled() for button in again.lines[0].buttons)


def _press(line: EvidenceLine, words: str) -> None:
    next(one for one in line.findChildren(QPushButton) if one.text() == words).click()


def test_a_copy_is_saved_where_one_says(
    qtbot: QtBot, listed: EvidenceList, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "out").mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "out"))
    line = listed.lines[0]
    _press(line, "Save…")
    qtbot.waitUntil(lambda: line.said.isVisible())
    assert line.said.text() == f"The copy is {tmp_path / 'out' / 'rack.png'}."
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "none"))
    _press(line, "Save…")
    qtbot.waitUntil(lambda: "There is no folder" in line.said.text())


def test_nothing_is_handed_to_another_program_unasked(
    qtbot: QtBot, listed: EvidenceList, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path | str] = []
    answers = {"is": False}
    monkeypatch.setattr(evidence_pictures, "open_with_viewer", lambda where: opened.append(where) or True)
    monkeypatch.setattr(OpenQuestion, "ask", lambda *_: answers["is"])
    photo, link = listed.lines
    for line in (photo, link):
        _press(line, "Open…")
    assert opened == []
    answers["is"] = True
    _press(photo, "Open…")
    qtbot.waitUntil(lambda: bool(opened))
    _press(link, "Open…")
    assert isinstance(opened[0], Path)
    assert (opened[0].name, opened[1]) == ("rack.png", "https://example.org/")


def test_kinds_that_could_run_are_saved_only(qtbot: QtBot, sample: Store, workspace: Workspace, tmp_path: Path) -> None:
    tool = tmp_path / "tool.exe"
    tool.write_bytes(b"MZ\x90\0")
    id_ = _attach(sample, workspace, "Okonkwo", "Whitfield", tool)
    rows = workspace.read(evidence_lists.of_sign_offs, agreement_id=agreement(workspace, "Okonkwo"))[id_]
    made = EvidenceList(workspace, rows)
    show(qtbot, made)
    assert [one.text() for one in made.lines[0].findChildren(QPushButton)] == ["Save…"]


def test_a_list_that_is_gone_before_its_files_are_read_does_no_harm(
    qtbot: QtBot, listed: EvidenceList, workspace: Workspace
) -> None:
    again = EvidenceList(workspace, [one.piece for one in listed.lines])  # type: ignore[misc]
    again.deleteLater()
    qtbot.wait(200)


@pytest.mark.parametrize(
    ("content", "media"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' width='5' height='5'/>", "image/png"),
        (b"\x89PNG\r\n\x1a\n and nothing", "image/png"),
        (b"GIF89a\xff\xff\xff\xff", "image/gif"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
    ],
)
@pytest.mark.qt_log_ignore("JPEG", extend=True)
def test_a_spoiled_picture_is_no_picture(content: bytes, media: str) -> None:
    assert evidence_pictures.drawn(content, media, QSize(56, 42)) is None


def test_a_picture_far_too_large_is_not_unpacked(tmp_path: Path) -> None:
    import struct
    import zlib

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0))
    bomb = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    assert evidence_pictures.drawn(bomb, "image/png", QSize(56, 42)) is None


def test_a_question_for_words_refuses_what_cannot_be(qtbot: QtBot) -> None:
    link = WordsQuestion(None, EvidenceKind.LINK)
    show(qtbot, link, 500, 300)
    link.field.setText("file:///etc/passwd")
    link.verb.click()
    assert link.isVisible()
    link.field.setText("https://example.org/")
    link.verb.click()
    assert not link.isVisible()
    seen = WordsQuestion(None, EvidenceKind.OBSERVATION)
    show(qtbot, seen, 500, 300)
    seen.verb.click()
    assert seen.isVisible()


def test_an_apprentice_gives_evidence_with_a_request_and_the_mentor_sees_it(
    qtbot: QtBot, workspace: Workspace, photo: Path
) -> None:
    id_, who = agreement(workspace, "Mensah"), viewer(workspace, "Mensah")
    dialog = AskDialog(None, load(workspace, who, id_), workspace)
    show(qtbot, dialog, 720, 620)
    assert without_name(dialog) == []
    dialog.evidence.add_files([photo])
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    dialog.act.click()
    assert dialog.isVisible(), "the file is still being added"
    _added(qtbot, dialog.evidence)
    dialog.act.click()
    asked = dialog.asked
    assert (len(asked.codes), [one.label for one in asked.evidence]) == (1, ["rack.png"])
    workspace.write(sign_offs.ask, agreement_id=id_, codes=asked.codes, by=who.person_id, evidence=asked.evidence)
    page = SignOffsPage(workspace, viewer(workspace, "Ibarra"))
    show(qtbot, page)
    page.open_at(id_)
    page.sitting.show_competency(asked.codes[0])
    qtbot.waitUntil(lambda: [evidence_words.name(line.piece) for line in _lines(page.sitting.side)] == ["rack.png"])
    assert without_name(page) == []


def _lines(widget: QWidget) -> list[EvidenceLine]:
    return [one for one in widget.findChildren(EvidenceLine) if one.isVisible()]


def test_questions_about_links_and_observations_add_what_was_typed(
    box: EvidenceBox, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = {EvidenceKind.LINK: "https://example.org/", EvidenceKind.OBSERVATION: ""}
    monkeypatch.setattr(evidence_box.WordsQuestion, "ask", lambda _parent, kind: answers[kind])
    box.link_button.click()
    box.observation_button.click()
    assert _names(box) == ["https://example.org/"]
    assert evidence_list.OpenQuestion is OpenQuestion

"""What a file is, is told from its content; and no name leads out of a folder, hides, or makes a system run it."""

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import media, words

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0 and more", "image/jpeg"),
        (b"RIFF....WEBPVP8 ", "image/webp"),
        (b"....----WEBPVP8\xff", media.UNKNOWN),
        (b"%PDF-1.7\n", "application/pdf"),
        (b"PK\x03\x04\x14", "application/zip"),
        (b"....ftypheic", "image/heic"),
        (b"....ftypisom", "video/mp4"),
        ("Größe: 3 m".encode(), media.TEXT),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", media.TEXT),
        (b"MZ\x90\0\3", media.UNKNOWN),
        (b"\x7fELF\2\1\1\0", media.UNKNOWN),
        (b"\xff\xfe\xfd", media.UNKNOWN),
    ],
)
def test_the_content_tells_what_a_file_is(content: bytes, kind: str) -> None:
    assert media.media_of(content) == kind


def test_a_drawing_that_can_hold_a_program_is_no_photo() -> None:
    assert not media.is_photo(media.media_of(b"<svg onload='x()'/>"))
    assert media.is_photo("image/png")
    assert not media.may_be_viewed(media.UNKNOWN)
    assert not media.may_be_viewed("application/zip")


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("../../x", "x"),
        ("C:\\x", "x"),
        ("/home/ada/rack 3.jpg", "rack 3.jpg"),
        ("..", "file"),
        ("", "file"),
        (" . ", "file"),
        ("folder/", "folder"),
        ("rack\u202egpj.exe", "rackgpj.exe"),
        ("a\u200bb\0c\n d.png", "abc d.png"),
        ("<b>R&D</b>.png", "b>.png"),
    ],
)
def test_a_label_is_the_plain_last_part_of_a_path(name: str, label: str) -> None:
    assert media.label_of(name) == label


def test_a_long_label_keeps_its_ending() -> None:
    label = media.label_of("x" * 300 + ".png")
    assert len(label) == media.LONGEST_LABEL
    assert label.endswith("x.png")


@pytest.mark.parametrize(
    ("label", "kind", "name"),
    [
        ("rack.jpg", "image/jpeg", "rack.jpg"),
        ("rack.JPG", "image/jpeg", "rack.JPG"),
        ("rack.jpg.exe", "image/jpeg", "rack.jpg.exe.jpg"),
        ("virus.exe", media.UNKNOWN, "virus.exe.bin"),
        ("install.sh", media.TEXT, "install.sh.txt"),
        ("page.html", media.TEXT, "page.html.txt"),
        ("drawing.dwg", media.UNKNOWN, "drawing.dwg"),
        ("lab.docx", "application/zip", "lab.docx"),
        ("con", "image/png", "_con.png"),
        ("Con.tar.png", "image/png", "_Con.tar.png"),
        ("lpt1 .txt", media.TEXT, "_lpt1.txt"),
        (".bashrc", media.TEXT, "bashrc.txt"),
        ("..", media.UNKNOWN, "file"),
        ("a:b|c?.png", "image/png", "a_b_c_.png"),
        ("notes", media.TEXT, "notes.txt"),
        ("dot. . .", media.UNKNOWN, "dot"),
    ],
)
def test_a_name_to_write_is_safe_on_any_system(label: str, kind: str, name: str) -> None:
    assert media.file_name(label, kind) == name


@given(st.text(max_size=400), st.sampled_from(["image/png", "application/pdf", media.TEXT, media.UNKNOWN]))
def test_no_name_leads_out_of_its_folder(typed: str, kind: str) -> None:
    label = media.label_of(typed)
    assert label == words.clean_line(label) != ""
    assert len(label) <= media.LONGEST_LABEL
    for name in (media.file_name(label, kind), media.file_name(typed, kind)):
        assert PureWindowsPath(name).parts == PurePosixPath(name).parts == (name,)
        assert not name.startswith(".")
        assert name == name.rstrip(". ")
        assert len(name.encode()) <= 210
        assert Path(name).suffix.lower() not in {".exe", ".sh", ".lnk", ".svg"}


@given(st.text(st.sampled_from("éß漢x. "), max_size=300))
def test_many_bytes_of_few_letters_still_fit(typed: str) -> None:
    assert len(media.file_name(media.label_of(typed), "image/png").encode()) <= 210

"""Every count has its singular and plural in the shipped English words."""

import re
from pathlib import Path
from xml.etree import ElementTree

from PySide6.QtCore import QCoreApplication, QTranslator

from desktop import assets

VIEWS = Path(__file__).resolve().parents[1] / "desktop" / "views"


def _counted_sources() -> set[str]:
    found = set()
    for module in VIEWS.glob("*.py"):
        found |= set(re.findall(r'"([^"]*%n[^"]*)"', module.read_text(encoding="utf-8")))
    return found


def _translated() -> dict[str, list[str]]:
    tree = ElementTree.parse(assets.path("resources", "translations", "journeybook_en.ts"))
    return {
        message.findtext("source", ""): [form.text or "" for form in message.iter("numerusform")]
        for message in tree.iter("message")
    }


def test_every_count_on_screen_has_both_forms() -> None:
    translated = _translated()
    for source in _counted_sources():
        assert source in translated, f"run make translations, then fill in {source!r}"
        one, many = translated[source]
        assert one
        assert many
        assert "(s)" not in one + many


def test_the_compiled_words_are_those_of_the_source(qapp: object) -> None:
    translator = QTranslator()
    assert translator.load("journeybook_en", str(assets.path("resources", "translations")))
    QCoreApplication.installTranslator(translator)
    try:
        said = QCoreApplication.translate("ApprenticesPage", "%n apprentice(s)", "", 3)
    finally:
        QCoreApplication.removeTranslator(translator)
    assert said == "3 apprentices"

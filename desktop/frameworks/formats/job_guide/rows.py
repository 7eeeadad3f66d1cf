"""Positions as a line or the row of a table has them."""

import re

from desktop.frameworks.formats import tidy
from desktop.frameworks.formats.job_guide.codes import LEVEL, Codes
from desktop.frameworks.formats.job_guide.parts import Entry


def entry(codes: Codes, number: str, level: str, title: str, line: int, raw: str = "") -> Entry:
    """Stars at the end mark what is new in an edition: they are no part of the title and stay in the record."""
    bare = title.strip()
    plain = bare.rstrip("* ")
    return Entry(
        number, level, tidy.line(plain) or bare[:1], line, tidy.line(raw) if plain != bare else "", codes.joint
    )


def entries(codes: Codes, cells: list[str], line: int) -> list[Entry]:
    """The positions of a table row: number and title in cells beside each other, or in one."""
    found: list[Entry] = []
    position = 0
    while position < len(cells):
        cell, position = cells[position], position + 1
        bare = codes.bare.fullmatch(cell)
        whole = None if bare else codes.position.fullmatch(cell)
        if whole:
            found.append(entry(codes, whole[1], whole[2] or "", whole[3], line, cell))
        elif bare and position < len(cells):
            level = bare[2] or ""
            if not level and re.fullmatch(LEVEL, cells[position]) and position + 1 < len(cells):
                level, position = cells[position], position + 1
            title, position = cells[position], position + 1
            if title:
                found.append(entry(codes, bare[1], level, title, line, f"{cell} {title}"))
    return found

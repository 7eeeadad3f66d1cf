"""The note that a document holds marks nobody sees, which no framework takes over."""

import json
from collections.abc import Iterator
from dataclasses import replace

from desktop import words
from desktop.frameworks.files import Form, Opened
from desktop.frameworks.findings import Finding, Weight
from desktop.frameworks.reading import Reading

_TOLD = 5


def noted(reading: Reading, opened: Opened) -> Reading:
    """`reading` with a note where the file hides something in its texts."""
    found = words.unseen("\n".join(_texts(opened)))
    if not found:
        return reading
    told = words.listed(found) if len(found) <= _TOLD else f"{', '.join(found[:_TOLD])} and more"
    note = Finding(
        id="unseen",
        weight=Weight.NOTE,
        about="Marks that cannot be seen",
        says=f"The texts of the file hold marks that cannot be seen: {told}.",
        taken="They are left out.",
    )
    return replace(reading, findings=(*reading.findings, note))


def _texts(opened: Opened) -> Iterator[str]:
    if opened.form is Form.WORKBOOK:
        for sheet in opened.sheets:
            for _number, cells in sheet.rows:
                yield from (cell for cell in cells if isinstance(cell, str))
    elif opened.form is Form.JSON and b"\\u" in opened.content:
        yield json.dumps(opened.value, ensure_ascii=False)
    else:
        yield from opened.lines

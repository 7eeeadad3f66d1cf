"""The head of an occupational framework: its occupation, codes, passages, and job functions with their levels."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from desktop.codes import Approach
from desktop.frameworks.formats.occupational.parts import PrintedFunction, Wording, function_row, without_remark
from desktop.frameworks.formats.occupational.rows import (
    Row,
    clean,
    fold,
    is_continuation,
    is_mark,
    kind_of,
    legible,
)

_ONET = re.compile(r"O\s?\*?\s?NET(?:-SOC)?\s*(?:Codes?)?\s*:?\s*([0-9]{2}[-–][0-9]{4}(?:\.[0-9]{2})?)", re.I)
_RAPIDS = re.compile(
    r"RAPIDS\s*(?:Codes?)?\s*:?\s*([0-9]{1,4})(\s(?:CB|HY|TB)\b|(?:-?[A-Z]{1,3}){0,2})(?![A-Za-z0-9])", re.I
)
_LABEL = re.compile(r"([A-Z][^:\t]{1,80}?)\s*(?::|\s[-–—]\s)\s*(.*)", re.S)
_DATES = re.compile(
    r"((?:last )?(?:created|updated|revised))\s*:\s*((?:(?!\b(?:last )?(?:created|updated|revised)\b).){0,80})", re.I
)
"""Dates of the document, often several in one row."""
_BARE: Final = frozenset(
    {
        "trade associations and labor organizations",
        "certification or licensure",
        "certifications and licensure",
        "prerequisites for apprenticeship",
        "apprenticeship prerequisites",
        "attitudes and behaviors",
        "potential job titles",
        "occupational context",
        "occupational purpose",
        "occupational pathways",
        "occupational purpose and context",
    }
)
_HEADINGS: Final = frozenset(
    {
        "occupational overview",
        "occupation overview",
        "work process schedule",
        "job functions",
        "competency-based occupational framework",
        "competency-based occupational framework for registered apprenticeship",
    }
)
_CODES_WITHIN = re.compile(r"\s*(?:O\s?\*?\s?NET|RAPIDS)(?:-SOC)?\s*(?:Codes?)?\b.*", re.I | re.S)
_TYPES: Final = (
    (re.compile(r"compet[ea]ncy[\s-]*based", re.I), Approach.COMPETENCY_BASED),
    (re.compile(r"time[\s-]*based", re.I), Approach.TIME_BASED),
    (re.compile(r"hybrid", re.I), Approach.HYBRID),
)
_TICKED = re.compile(r"[\[(_\s]*[xX✓✔☒☑][\])_\s]*$")


@dataclass(slots=True)
class Field:
    """A labelled passage; the lines of a table below a label are passages of their own."""

    label: str
    lines: list[Wording] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(one.text for one in self.lines)


@dataclass(slots=True)
class Code:
    text: str
    line: int


@dataclass(slots=True)
class Overview:
    """`loose` are lines without a label, such as the parts of a title that was broken."""

    title: Wording | None = None
    onet: list[Code] = field(default_factory=list)
    rapids: list[Code] = field(default_factory=list)
    fields: dict[str, Field] = field(default_factory=dict)
    functions: list[PrintedFunction] = field(default_factory=list)
    loose: list[Wording] = field(default_factory=list)

    def find(self, *starts: str) -> Field | None:
        """The first passage whose label begins with one of these words and that says anything."""
        return next(
            (one for start in starts for key, one in self.fields.items() if key.startswith(start) and one.text), None
        )


def read(rows: Sequence[Row], found: Overview, flat: bool) -> None:
    """Adds what the rows of an overview, or of the head of a schedule, say. `flat` tells that all columns were
    lost, so that a level stands behind its title."""
    label: Field | None = None
    for row in rows:
        _codes(row, found)
        if dates := list(_DATES.finditer(row.text[:300])) if _DATES.match(row.text) else []:
            for one in dates:
                words = Wording(clean(one[2]), row.number, row.number)
                found.fields.setdefault(fold(one[1]), Field(one[1])).lines += [words] if words.text else []
            label = None
            continue
        function = function_row(row)
        if function is not None:
            found.functions.append(_function(row, *function, flat=flat))
            label = None
        elif row.is_gap or fold(row.text) in _HEADINGS:
            label = None
        elif found.functions and label is None and is_continuation(row.first, found.functions[-1].title.text):
            found.functions[-1].title.go_on(row.first, row.number)
        else:
            label = _passage(row, found, label)


def _codes(row: Row, found: Overview) -> None:
    text = row.text[:3000]
    found.onet += [Code(match[1].replace("–", "-"), row.number) for match in _ONET.finditer(text)]
    found.rapids += [Code((match[1] + match[2].strip()).upper(), row.number) for match in _RAPIDS.finditer(text)]


def _passage(row: Row, found: Overview, label: Field | None) -> Field | None:
    opened = _label(row)
    if opened is not None:
        name, text = opened
        if fold(name) in ("occupation", "occupational title", "occupation title"):
            if text and found.title is None:
                found.title = Wording(text, row.number, row.number)
            return None
        one = found.fields.setdefault(fold(name), Field(name))
        if text:
            one.lines.append(Wording(text, row.number, row.number))
        return one
    text = _without_codes(row)
    if not text:
        return label
    if label is None:
        found.loose.append(Wording(text, row.number, row.number))
    elif len(row.cells) == 1 and label.lines and is_continuation(text, label.lines[-1].text):
        label.lines[-1].go_on(text, row.number)
    else:
        label.lines.append(Wording(text, row.number, row.number))
    return label


def _label(row: Row) -> tuple[str, str] | None:
    if fold(row.first) in _BARE:
        return row.first.rstrip(":"), legible(" - ".join(cell.text for cell in row.cells[1:]))
    match = _LABEL.match(row.first[:300])
    if match is None or len(match[1].split()) > 9 or _ONET.match(row.first) or _RAPIDS.match(row.first):
        return None
    dash = ":" not in row.first[: match.start(2)]
    if dash and fold(match[1]) not in _BARE:
        return None
    rest = [row.first[match.start(2) :], *(cell.text for cell in row.cells[1:])]
    text = _CODES_WITHIN.sub("", " ".join(rest)) if fold(match[1]).startswith("occupation") else " ".join(rest)
    return match[1], legible(text)


def _without_codes(row: Row) -> str:
    cells = [_CODES_WITHIN.sub("", cell.text) if _has_code(cell.text) else cell.text for cell in row.cells]
    return legible(" - ".join(one for one in cells if one))


def _has_code(text: str) -> bool:
    return bool(_ONET.search(text[:300]) or _RAPIDS.search(text[:300]))


def _function(row: Row, number: str, title: str, others: list[str], flat: bool) -> PrintedFunction:
    title, kind = without_remark(title)
    level = ""
    if flat and not others:
        title, level = _apart(title)
        others = [level] if level else []
        level = ""
    for other in others:
        said = kind_of(other)
        kind = said or kind
        if said is None and not is_mark(other) and not level:
            level = other[:200]
    return PrintedFunction(number, Wording(legible(title), row.number, row.number), kind, level)


def _apart(title: str) -> tuple[str, str]:
    """A title and the level or kind behind it."""
    words = title.rsplit(" ", 1)
    last = words[-1].casefold()
    if len(words) == 2 and last in ("basic", "intermediate", "advanced", "optional", "core"):
        return words[0], words[1]
    return title, ""


def job_titles(text: str) -> list[str]:
    """A list parted by semicolons, else by commas that stand in no brackets."""
    mark = ";" if ";" in text else ","
    found, depth, start = [], 0, 0
    for at, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if letter == mark and depth <= 0:
            found.append(text[start:at])
            start = at + 1
    found.append(text[start:])
    whole = [clean(one).removeprefix("and ").strip(" .") for one in found]
    return [one[:2000] for one in dict.fromkeys(whole) if one]


def approach(text: str) -> Approach | None:
    """The approach that is named, or of several the one that is ticked; None where that does not decide."""
    named = [(match, one) for pattern, one in _TYPES if (match := pattern.search(text[:500]))]
    if len(named) == 1:
        return named[0][1]
    ticked = [one for match, one in named if _TICKED.search(text[: match.start()])]
    return ticked[0] if len(ticked) == 1 else None

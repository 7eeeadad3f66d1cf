"""Work process schedules on the Department of Labor's Appendix A form, as Word documents.

The form has three approaches: hours by work process, competencies to be dated and initialled, or both. Its
order of sections is that of the template of the Office of Apprenticeship; sponsors change words and layouts.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from pydantic import ValidationError

from desktop.errors import KnownError
from desktop.frameworks import faults, word_text
from desktop.frameworks.files import Form, Opened
from desktop.frameworks.findings import Place
from desktop.frameworks.formats import tidy
from desktop.frameworks.formats.appendix_a import findings as appendix_a_findings
from desktop.frameworks.formats.appendix_a.build import Draft, framework_of
from desktop.frameworks.formats.appendix_a.courses import courses
from desktop.frameworks.formats.appendix_a.head import Facts, cover, facts, onet_codes, rapids_code
from desktop.frameworks.formats.appendix_a.outline import outline
from desktop.frameworks.formats.appendix_a.rows import Line, folded, lines_of, unique, unnumbered
from desktop.frameworks.formats.appendix_a.sections import Section, is_heading, sections
from desktop.frameworks.reading import Found, Passed, Reading

NAME: Final = "appendix-a"

_OUTLINE: Final = re.compile(
    r"^(?:appendix a )?(?:on the job (?:learning|training)(?: outline)?|work process schedule|work process(?:es)?$)"
)
_MARKS: Final = (
    r"^(?:.{0,60} )?appendix a\b",
    r"attached to and a part of",
    r"^apprenticeship (?:approach|type)\b|^type of (?:occupation|apprenticeship|program|training)",
    r"^(?:the )?terms? of (?:the )?apprenticeship\b|^term of training|^(?:program )?term [0-9]",
    r"\bo ?net(?: soc)?(?: codes?)? [0-9]{2} [0-9]{4}\b|\brapids(?: occupation)?(?: code| number)?\b",
    r"^ratio\b",
    r"^(?:apprentice )?wage (?:schedule|progression|rates?)\b|^apprentice wage",
    r"^probation(?:ary)?\b",
    r"^selection\b",
    r"^related (?:.{0,24} )?instruction(?: outline)?(?: minimum.{0,30})?$",
    r"^on the job (?:learning|training) outline\b",
)
_SHAPES: Final = tuple(re.compile(one) for one in _MARKS)
_OTHER: Final = re.compile(r"^occupational overview\b|^occupational (?:context|purpose|pathways)\b")
"""Headings of the occupational frameworks of the Urban Institute, which hold a work process schedule as well."""
_BEGINS: Final = re.compile(r"^(?:attachment \w )?appendix a(?: [0-9]{1,2})?(?: work process schedule.{0,60})?$")
_HEAD_LINES: Final = 20
_MOST_OCCUPATIONS: Final = 60
_ENOUGH: Final = 3
_MOST_PASSED: Final = 300


def fits(opened: Opened) -> bool:
    """Whether the heading of an outline is there and the sections of the form around it. A PDF of the form is
    known as well, so that no other reader takes it for something else."""
    if opened.form not in (Form.WORD, Form.PDF):
        return False
    try:
        lines = opened.lines[:20_000]
    except KnownError:
        return False
    starts = {folded(unnumbered(part[:90])) for line in lines for part in line.split("\t")[:4]}
    if any(_OTHER.match(one) for one in starts) or not any(_OUTLINE.match(one) for one in starts):
        return False
    return sum(any(shape.search(one) for one in starts) for shape in _SHAPES) >= _ENOUGH


def read(opened: Opened) -> Reading:
    """Raises KnownError where nothing can be read, and for a PDF: which words of a wrapped cell belong to which
    row of its tables is not told there."""
    if opened.form is not Form.WORD:
        raise KnownError(
            f"{opened.name} is not a Word document, so the rows of its Appendix A cannot be told apart with certainty.",
            "Ask for the Word document. Or open the PDF in Word, save it as .docx, and choose that file.",
        )
    pieces, lines = word_text.read(opened.name, opened.content)
    read_ones = [_one(opened.name, part) for part in _occupations(lines_of(pieces))]
    keys: set[str] = set()
    found = []
    for one, _ in read_ones:
        key = unique(one.key, keys, 80)
        found.append(one if key == one.key else replace(one, framework=one.framework.model_copy(update={"key": key})))
    passed = tuple(told for _, more in read_ones for told in more)[:_MOST_PASSED]
    return Reading(NAME, tuple(found), passed=passed, lines=lines)


def _occupations(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of each Appendix A where a document has several, one after the other, each with codes of its
    own; a heading that only stands once more on the next page begins none."""
    parts: list[list[Line]] = [[]]
    codes: list[str] = [""]
    starts = [at for at, one in enumerate(lines) if not one.table and _BEGINS.match(folded(one.text[:90]))]
    ends = [*starts[1:], len(lines)]
    parts[0] = list(lines[: starts[0]]) if starts else list(lines)
    for start, end in zip(starts, ends, strict=False):
        head = facts(lines[start : min(end, start + _HEAD_LINES)])
        own = rapids_code(head.get("rapids")) or "".join(one.code for one in onet_codes(head.get("onet"))[:1])
        if own and codes[-1] and own != codes[-1] and len(parts) < _MOST_OCCUPATIONS:
            parts.append([])
            codes.append("")
        parts[-1] += lines[start:end]
        codes[-1] = codes[-1] or own
    return parts


def _one(name: str, lines: Sequence[Line]) -> tuple[Found, tuple[Passed, ...]]:
    parts = sections(lines)
    draft = Draft(
        name=name,
        facts=_facts(parts),
        cover=cover(parts[Section.HEAD]),
        outline=outline(parts[Section.TRAINING]),
        courses=courses(parts[Section.INSTRUCTION]),
        beside=[tidy.line(one.text) for one in parts[Section.TRAINING] if not one.table],
    )
    try:
        framework, places = framework_of(draft)
    except ValidationError as error:
        raise faults.describe(error, "The framework in this document") from error
    findings = appendix_a_findings.findings(draft, framework)
    return Found(framework, findings, appendix_a_findings.tallies(draft), places), _passed(draft, parts)


def _facts(parts: dict[Section, list[Line]]) -> Facts:
    """What the head says; the provider of instruction and the selection procedures may stand after it."""
    found = facts(parts[Section.HEAD])
    behind = facts(parts[Section.REST])
    if len(behind.get("selection")) > len(found.get("selection")):
        found.texts["selection"] = behind.texts["selection"]
        found.places["selection"] = behind.places["selection"]
    beside = facts(one for one in parts[Section.INSTRUCTION] if not one.table)
    if not found.get("provider") and beside.get("provider"):
        found.texts["provider"] = beside.texts["provider"][:1]
        found.places["provider"] = beside.places["provider"]
    return found


def _passed(draft: Draft, parts: dict[Section, list[Line]]) -> tuple[Passed, ...]:
    selection = draft.facts.places.get("selection")
    start = selection.first if selection else 0
    rest = [one for one in parts[Section.REST] if not (start and one.first >= start and _takes(draft, one))]
    untaken = [one for one in parts[Section.HEAD] if one.first not in draft.facts.used and one.first != 1]
    known = {place.first for _, place in draft.cover}
    why = "It stands beside the tables and names no part of the framework."
    found = [
        *_told(
            [one for one in untaken if one.first not in known], "It is no field of the form that the framework has."
        ),
        *_told(draft.outline.left, why),
        *_told(draft.courses.left, why),
        *_told(rest, "It stands after the outlines of the form."),
    ]
    return tuple(found[:_MOST_PASSED])


def _takes(draft: Draft, line: Line) -> bool:
    texts = draft.facts.texts.get("selection", ())
    return any(part.strip() in texts or part.lower().startswith("selection") for cell in line.cells for part in cell)


def _told(lines: Sequence[Line], why: str) -> Iterable[Passed]:
    """Lines that follow each other are told as one."""
    block: list[Line] = []
    for line in lines:
        if is_heading(line):
            continue
        if block and line.first > block[-1].last + 2:
            yield _block(block, why)
            block = []
        block.append(line)
    if block:
        yield _block(block, why)


def _block(block: Sequence[Line], why: str) -> Passed:
    first, last = block[0].first, block[-1].last
    words = f"line {first}" if first == last else f"lines {first} to {last}"
    return Passed(Place(words, first, last), tidy.text("\n".join(one.text for one in block[:40]), 1000), why)

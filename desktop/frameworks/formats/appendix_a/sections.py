"""The sections of an Appendix A: what stands before the outlines, the two outlines, and the rest."""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from desktop.frameworks.formats.appendix_a.head import label_of
from desktop.frameworks.formats.appendix_a.rows import (
    Head,
    Line,
    folded,
    heads,
    hours_at_end,
    unnumbered,
)

_ASIDE: Final = re.compile(r"\([^()]{0,120}\)")


class Section(StrEnum):
    HEAD = "head"
    TRAINING = "on-the-job learning"
    INSTRUCTION = "related instruction"
    REST = "rest"


_TRAINING: Final = re.compile(
    r"^(?:appendix a )?(?:outline of |schedule of )?(?:on the job (?:learning|training)|work process(?:es)?|ojl|ojt)"
    r"(?: work process)?(?: outline| schedule| and competenc\w{1,5}| processes)?$"
)
_INSTRUCTION: Final = re.compile(
    r"^(?:appendix a )?(?:related (?:technical |training |classroom |(?:and )?supplemental |theoretical ){0,2}"
    r"(?:instruction|training)|rti|rsi|ri)"
    r"(?: \(?(?:rti|rsi|ri)\)?)?(?: outline| schedule| courses| plan| curriculum)?$"
)
_REST: Final = re.compile(
    r"^(?:selection procedures?|selection of apprentices|job functions in detail|what the source says"
    r"|cross cutting competencies|signatures?|definitions|appendix [b-z]\b.{0,80})$"
)


_EARLIER: Final = frozenset({"approach", "term", "ratio", "wages", "probation", "ojt", "also", "framework"})
"""What the form says before its outlines. The codes may stand once more at the head of each."""
_BACK: Final = frozenset({"approach", "term", "ratio", "wages", "probation"})
"""Of these, what other offices put behind the outlines."""
_PAID: Final = re.compile(r"\b(?:wages?|rates?|percent(?:age)?|steps?|periods?|pay)\b|%|\$", re.IGNORECASE)
_WORK: Final = re.compile(r"\bwork process|\bjob (?:task|function|dut)|^(?:process|tasks?|competenc\w{1,5})\b")
_COURSE: Final = re.compile(r"\b(?:courses?|subjects?|class(?:es)?|related instruction)\b")
_GROUP: Final = re.compile(
    r"^(?:[a-z][.)]\s|(?:year|level|phase|job function|work process|process|function|section|unit|area|module|part"
    r"|first|second|third|fourth|fifth)\b)",
    re.IGNORECASE,
)


def sections(found: Sequence[Line]) -> dict[Section, list[Line]]:
    """The lines by the section that they stand in. A work process schedule is named on the cover already, so
    the outline begins with a heading that a table with figures or competencies follows, or with the table itself
    where its column heads tell what it holds."""
    parts: dict[Section, list[Line]] = {one: [] for one in Section}
    now = Section.HEAD
    for at, line in enumerate(found):
        named = _named(line)
        is_outline = named in (Section.TRAINING, Section.INSTRUCTION) and _begins(found[at + 1 : at + 25])
        opened = None if is_outline else _opened(line, now)
        if named is not None and (is_outline or (named is Section.REST and now is not Section.HEAD)):
            now = named
        elif opened is not None:
            parts[opened] += _taken_back(parts[now], line)
            now = opened
        elif now in (Section.TRAINING, Section.INSTRUCTION) and not line.table and label_of(line) in _BACK:
            now = Section.HEAD
        parts[now].append(line)
    return parts


def _opened(line: Line, now: Section) -> Section | None:
    """The outline that begins with these column heads, without a heading of its own."""
    columns = heads(line)
    if not columns or now is Section.REST or _PAID.search(line.text[:400]):
        return None
    title = folded(line.cell(columns[Head.TITLE])[:120])
    if _COURSE.search(title) and now is not Section.INSTRUCTION:
        return Section.INSTRUCTION
    is_named = "work process" in title
    is_work = is_named or (now is Section.HEAD and line.table and _WORK.search(title))
    if now is Section.TRAINING:
        return None
    return Section.TRAINING if is_work else None


def _taken_back(before: list[Line], line: Line) -> list[Line]:
    """The rows above of the same table, and the title of the group right above it."""
    at = len(before)
    while at and line.table and before[at - 1].table == line.table:
        at -= 1
    if at and not before[at - 1].table and len(before[at - 1].filled) == 1 and _GROUP.match(before[at - 1].text[:80]):
        at -= 1
    taken = before[at:]
    del before[at:]
    return taken


def is_heading(line: Line) -> bool:
    """Whether the line only names a section or a field of the form."""
    return _named(line) is not None or label_of(line) is not None or folded(line.text) == "appendix a"


def _named(line: Line) -> Section | None:
    if line.table and len(line.filled) > 1:
        return None
    text = folded(_ASIDE.sub(" ", unnumbered(line.text[:160])))
    for section, shape in (
        (Section.TRAINING, _TRAINING),
        (Section.INSTRUCTION, _INSTRUCTION),
        (Section.REST, _REST),
    ):
        if shape.match(text):
            return section
    return None


def _begins(after: Sequence[Line]) -> bool:
    """Whether a table of hours, competencies or courses comes before the next section of the form."""
    for line in after:
        label = label_of(line)
        if label in _EARLIER or (line.table and label and not heads(line)):
            return False
        if _named(line) is not None and not line.table:
            return False
        if len(line.filled) > 1 and (heads(line) or hours_at_end(line)):
            return True
        if line.table:
            return True
    return False

"""The sections of an Appendix A: what stands before the outlines, the two outlines, and the rest."""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from desktop.frameworks.formats.appendix_a_head import label_of
from desktop.frameworks.formats.appendix_a_rows import Line, folded, heads, hours_at_end


class Section(StrEnum):
    HEAD = "head"
    TRAINING = "on-the-job learning"
    INSTRUCTION = "related instruction"
    REST = "rest"


_TRAINING: Final = re.compile(
    r"^(?:appendix a )?(?:on the job (?:learning|training)|work process(?:es)?|ojl|ojt)"
    r"(?: work process)?(?: outline| schedule| and competenc\w{1,5}| processes)?$"
)
_INSTRUCTION: Final = re.compile(
    r"^(?:appendix a )?(?:related (?:technical |training |classroom )?(?:instruction|training)|rti|rsi|ri)"
    r"(?: \(?(?:rti|rsi|ri)\)?)?(?: outline| schedule| courses| plan| curriculum)?$"
)
_REST: Final = re.compile(
    r"^(?:selection procedures?|selection of apprentices|job functions in detail|what the source says"
    r"|cross cutting competencies|signatures?|definitions|appendix [b-z]\b.{0,80})$"
)


_EARLIER: Final = frozenset({"approach", "term", "ratio", "wages", "probation", "ojt", "also", "framework"})
"""What the form says before its outlines. The codes may stand once more at the head of each."""


def sections(found: Sequence[Line]) -> dict[Section, list[Line]]:
    """The lines by the section that they stand in. A work process schedule is named on the cover already, so
    the outline begins with a heading that a table with figures or competencies follows."""
    parts: dict[Section, list[Line]] = {one: [] for one in Section}
    now = Section.HEAD
    for at, line in enumerate(found):
        named = _named(line)
        is_outline = named in (Section.TRAINING, Section.INSTRUCTION) and _begins(found[at + 1 : at + 25])
        if named is not None and (is_outline or (named is Section.REST and now is not Section.HEAD)):
            now = named
        parts[now].append(line)
    return parts


def is_heading(line: Line) -> bool:
    """Whether the line only names a section or a field of the form."""
    return _named(line) is not None or label_of(line) is not None or folded(line.text) == "appendix a"


def _named(line: Line) -> Section | None:
    if line.table and len(line.filled) > 1:
        return None
    text = folded(line.text[:120])
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

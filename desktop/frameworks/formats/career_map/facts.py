"""What a career map says of one occupation beside its competencies."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from desktop.frameworks.document import Fact
from desktop.frameworks.formats.career_map.pages import (
    CREDENTIALS,
    DESCRIPTION,
    FACTS,
    KEY_FOUNDATION,
    TITLES,
    Section,
)
from desktop.frameworks.formats.career_map.text import MOST_TEXT, bullet, label

MOST_LINE: Final = 2000

_LABEL = re.compile(
    r"(?<![\w-])(?:(?:Sometimes|Often|Usually) Required|Required(?: \([^()]{0,60}\))?|Preferred"
    r"|Optional(?:/Dependent on Specialty)?(?: - Certifications)?|Certifications|Licenses?|Note):"
)
_KNOWN: Final = DESCRIPTION | KEY_FOUNDATION | FACTS
_REQUIRED = re.compile(r"Required(?: \([^()]{0,60}\))?:\s*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Told:
    """`facts` each with the section it was read from; `job_titles` and `required` with theirs, if any."""

    description: str
    facts: tuple[tuple[Fact, Section], ...]
    job_titles: tuple[str, ...]
    required: str
    described_in: Section | None = None
    titles_in: Section | None = None
    required_in: Section | None = None


def read(sections: Sequence[Section]) -> Told:
    described = [one for one in sections if one.name in DESCRIPTION and one.paragraphs]
    titles = [one for one in sections if one.name in TITLES and one.paragraphs]
    credentials = [one for one in sections if one.name in CREDENTIALS and one.paragraphs]
    others = [one for one in sections if one.name not in DESCRIPTION | TITLES and one.paragraphs]
    facts = [(Fact(about=_about(one), lines=lines), one) for one in others if (lines := tuple(_lines(one)))]
    required = "\n".join(_required([line for one in credentials for line in _lines(one)]))
    return Told(
        description="\n\n".join(text for one in described for text in one.paragraphs)[:MOST_TEXT].strip(),
        facts=tuple(facts),
        job_titles=tuple(dict.fromkeys(name for one in titles for name in _names(one))),
        required=required[:MOST_TEXT].strip(),
        described_in=described[0] if described else None,
        titles_in=titles[0] if titles else None,
        required_in=credentials[0] if credentials else None,
    )


def is_odd(section: Section) -> bool:
    """Whether it stands before the grid and could be taken for a competency."""
    return section.name not in _KNOWN and not section.is_after


def _about(section: Section) -> str:
    return label(section.title) if section.name in _KNOWN else section.title


def _lines(section: Section) -> Iterator[str]:
    for paragraph in section.paragraphs:
        for line in paragraph.split("\n"):
            text = bullet(line)
            if text is not None:
                told = [text]
            elif section.name in KEY_FOUNDATION:
                told = list(listed(line))
            elif section.name in CREDENTIALS:
                told = list(_labelled(line))
            else:
                told = [line]
            yield from (one[:MOST_TEXT] for one in told if one.strip())


def _labelled(line: str) -> Iterator[str]:
    """A line that says several things, each behind its label, such as "Required: … Preferred: …"."""
    starts = [found.start() for found in _LABEL.finditer(line)]
    # "Certifications:" and the like may stand within what a label before them says.
    for start, end in zip([0, *starts], [*starts, len(line)], strict=True):
        if line[start:end].strip():
            yield line[start:end].strip()


def _required(lines: Sequence[str]) -> Iterator[str]:
    """What stands behind the label Required, and below it up to the next label."""
    is_required = False
    for line in lines:
        found = _REQUIRED.match(line)
        if found is not None:
            is_required = True
            line = found[1].strip()
        elif _LABEL.match(line) or line.startswith("Optional"):
            is_required = False
        if is_required and line:
            yield line


def _names(section: Section) -> Iterator[str]:
    for paragraph in section.paragraphs:
        for line in paragraph.split("\n"):
            for name in listed(bullet(line) or line):
                yield name[:MOST_LINE]


def listed(text: str) -> Iterator[str]:
    """What stands between commas, where they are not in brackets."""
    depth = start = 0
    for at, sign in enumerate(f"{text},"):
        depth = max(0, depth + (sign == "(") - (sign == ")"))
        if (sign in ",;" and not depth) or at == len(text):
            name = text[start:at].strip().removeprefix("and ").rstrip(".").strip()
            if name:
                yield name
            start = at + 1

"""Which reader a file fits, told from its content."""

from collections.abc import Callable
from functools import cache
from typing import Final, NamedTuple

from desktop.errors import KnownError
from desktop.frameworks import unseen
from desktop.frameworks.files import Opened
from desktop.frameworks.reading import Reading

NAMES: Final = (
    "journeybook",
    "skills-exchange",
    "case",
    "opensalt",
    "standards-workbook",
    "appendix-a",
    "occupational-framework",
    "career-map",
    "job-guide",
    "competency-descriptions",
    "sheet",
)
"""The formats by name, the narrowest shapes first; any table fits the last."""


class Reader(NamedTuple):
    """`fits` tells from the content whether `read` can make something of it."""

    name: str
    fits: Callable[[Opened], bool]
    read: Callable[[Opened], Reading]


@cache
def readers() -> tuple[Reader, ...]:
    """In the order of `NAMES`."""
    # Imported when the first file is read: no start pays for readers.
    from desktop.frameworks.formats import native
    from desktop.frameworks.formats.appendix_a import reader as appendix_a
    from desktop.frameworks.formats.career_map import reader as career_map
    from desktop.frameworks.formats.case import reader as case
    from desktop.frameworks.formats.competency_descriptions import reader as competency_descriptions
    from desktop.frameworks.formats.job_guide import reader as job_guide
    from desktop.frameworks.formats.occupational import reader as occupational
    from desktop.frameworks.formats.opensalt import reader as opensalt
    from desktop.frameworks.formats.sheet import reader as sheet
    from desktop.frameworks.formats.skills_exchange import reader as skills_exchange
    from desktop.frameworks.formats.standards_workbook import reader as standards_workbook

    return (
        Reader(native.NAME, native.fits, native.reading),
        Reader(skills_exchange.NAME, skills_exchange.fits, skills_exchange.read),
        Reader(case.NAME, case.fits, case.read),
        Reader(opensalt.NAME, opensalt.fits, opensalt.read),
        Reader(standards_workbook.NAME, standards_workbook.fits, standards_workbook.read),
        Reader(appendix_a.NAME, appendix_a.fits, appendix_a.read),
        Reader(occupational.NAME, occupational.fits, occupational.read),
        Reader(career_map.NAME, career_map.fits, career_map.read),
        Reader(job_guide.NAME, job_guide.fits, job_guide.read),
        Reader(competency_descriptions.NAME, competency_descriptions.fits, competency_descriptions.read),
        Reader(sheet.NAME, sheet.fits, sheet.read),
    )


def read(opened: Opened, format: str = "") -> Reading:  # noqa: A002
    """What the reader named `format`, else the first whose shape the file has, makes of it.

    Raises KnownError with a reason and a way out where none fits.
    """
    if format and format not in NAMES:
        raise KnownError(f"There is no format “{format}”.", f"There are: {', '.join(NAMES)}.")
    from desktop.frameworks.formats import refused

    bar = None if format else refused.barred(opened)
    if bar is not None:
        raise bar
    for reader in readers():
        if reader.name == format or (not format and reader.fits(opened)):
            return unseen.noted(reader.read(opened), opened)
    raise refused.reason(opened)

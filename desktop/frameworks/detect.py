"""Which reader a file fits, told from its content."""

from collections.abc import Callable
from typing import Final, NamedTuple

from desktop.errors import KnownError
from desktop.frameworks.files import Opened
from desktop.frameworks.formats import (
    appendix_a,
    career_map,
    case,
    competency_descriptions,
    job_guide,
    native,
    occupational,
    opensalt,
    refused,
    sheet,
    skills_exchange,
    standards_workbook,
)
from desktop.frameworks.reading import Reading


class Reader(NamedTuple):
    """`fits` tells from the content whether `read` can make something of it."""

    name: str
    fits: Callable[[Opened], bool]
    read: Callable[[Opened], Reading]


READERS: Final = (
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
"""The narrowest shapes first; any table fits the last."""


def names() -> tuple[str, ...]:
    return tuple(one.name for one in READERS)


def read(opened: Opened, format: str = "") -> Reading:  # noqa: A002
    """What the reader named `format`, else the first whose shape the file has, makes of it.

    Raises KnownError with a reason and a way out where none fits.
    """
    if format and format not in names():
        raise KnownError(f"There is no format “{format}”.", f"There are: {', '.join(names())}.")
    for reader in READERS:
        if reader.name == format or (not format and reader.fits(opened)):
            return reader.read(opened)
    raise refused.reason(opened)

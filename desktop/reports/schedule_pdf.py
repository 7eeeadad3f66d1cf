"""The work process schedule as PDF."""

from pathlib import Path

from desktop.reports import flow, fonts, page, phrases, schedule
from desktop.reports.rows import SchedulePaper


def write(paper: SchedulePaper, path: Path) -> None:
    """KnownError where a letter cannot be printed or the file cannot be written."""
    if paper.apprentice is not None and paper.progress is not None:
        for name in phrases.names_on(paper.apprentice, paper.progress):
            fonts.check_name(name)
    sheet = schedule.sheet(paper)
    page.write(path, sheet, flow.story(schedule.blocks(paper), sheet.room))

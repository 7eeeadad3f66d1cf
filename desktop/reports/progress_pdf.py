"""The progress report as PDF."""

from pathlib import Path

from desktop.reports import flow, fonts, page, phrases, progress
from desktop.reports.rows import ProgressPaper


def write(paper: ProgressPaper, path: Path) -> None:
    """KnownError where a letter cannot be printed or the file cannot be written."""
    for name in phrases.names_on(paper.apprentice, paper.progress):
        fonts.check_name(name)
    sheet = progress.sheet(paper)
    page.write(path, sheet, flow.story(progress.blocks(paper), sheet.room))

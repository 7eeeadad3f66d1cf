"""Journeybook's own files: the neutral form of a framework or a job architecture as JSON."""

from typing import Final

from desktop.frameworks import job_architecture, json_text
from desktop.frameworks.document import Framework
from desktop.frameworks.files import Form, Opened
from desktop.frameworks.reading import Found, Reading

NAME: Final = "journeybook"

LARGEST = json_text.LARGEST
MOST_PARTS = json_text.MOST_PARTS


def fits(opened: Opened) -> bool:
    if opened.form is not Form.JSON or not isinstance(opened.value, dict):
        return False
    return "form" in opened.value and bool({"job_functions", job_architecture.MARK} & opened.value.keys())


def reading(opened: Opened) -> Reading:
    """A file of our own leaves nothing to ask."""
    if isinstance(opened.value, dict) and "job_functions" not in opened.value and job_architecture.MARK in opened.value:
        return Reading(format=NAME, jobs=job_architecture.read(opened.content), lines=opened.lines)
    return Reading(format=NAME, found=(Found(read(opened.content)),), lines=opened.lines)


def read(text: str | bytes) -> Framework:
    """The framework in `text`; KnownError, with the place in words, for anything else."""
    return json_text.read(Framework, text, "framework", "job_functions")


def write(framework: Framework) -> str:
    """The same text for the same framework, always; what stands at its default is left out, save `form`."""
    return json_text.write(framework)

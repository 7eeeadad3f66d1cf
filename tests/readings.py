"""A reading made by hand, for tests of what becomes of one: a question, a note with a choice, and a typed title."""

from desktop.frameworks import catalogue
from desktop.frameworks.findings import Change, Choice, Entry, Finding, Place, Weight
from desktop.frameworks.reading import Found, Passed, Reading, Tally
from desktop.services.framework_imports import Source

FIRST = ("job_functions", "1", "competencies", "1a")
SOURCE = Source("made-up.txt", "a" * 64)
LINES = tuple(f"Line {number} of the source" for number in range(1, 41))

ASKED = Finding(
    id="1a kind",
    weight=Weight.QUESTION,
    about="1a",
    says="Core in the schedule, optional on the detail page.",
    places=(Place("line 12", 12, 12), Place("line 30", 30, 31)),
    choices=(
        Choice("core", "Core", (Change((*FIRST, "kind"), "core"),)),
        Choice("optional", "Optional", (Change((*FIRST, "kind"), "optional"),)),
    ),
    part=FIRST,
)
NAMED = Finding(
    id="title", weight=Weight.NOTE, about="Title", says="The title is short.", entry=Entry.TEXT, path=("title",)
)


def found(key: str = "made-up", **more: object) -> Found:
    framework = catalogue.find("sample-help-desk").model_copy(update={"key": key, "version": "1", **more})
    places = {("title",): (Place("line 1", 1, 1),), FIRST: (Place("line 12", 12, 12),)}
    return Found(framework, (ASKED, NAMED), (Tally("competencies", 3, 4),), places)


def reading(*members: Found) -> Reading:
    passed = (Passed(Place("line 40", 40, 40), "A foot line", "not part of the framework"),)
    return Reading(format="made-up", found=members or (found(),), lines=LINES, passed=passed)

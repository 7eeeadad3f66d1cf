"""A job architecture, and its file."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from desktop.errors import KnownError
from desktop.frameworks import answers, catalogue, detect, job_architecture
from desktop.frameworks.document import Origin
from desktop.frameworks.files import open_bytes
from desktop.frameworks.findings import REMOVED, Answer, Change, Choice, Finding, Weight
from desktop.frameworks.formats import native
from desktop.frameworks.job_architecture import JobArchitecture, JobCategory, JobFamily, JobLevel, Position
from tests.frameworks.strategies import lines, texts

JOBS = JobArchitecture(
    key="bakery",
    title="Jobs of a Bakery",
    levels=(JobLevel(level="2", title="Journey"), JobLevel(level="1", title="Entry")),
    categories=(
        JobCategory(code="01", title="Owners", executives=(Position(code="01-1", title="Owner"),)),
        JobCategory(
            code="02",
            title="Baking",
            families=(
                JobFamily(
                    code="02-10",
                    title="Bread",
                    positions=(
                        Position(code="02-10 10", title="Head Baker", level="10"),
                        Position(code="02-10 2", title="Baker II", level="2"),
                        Position(code="02-10 1", title="Baker I", level="1"),
                    ),
                ),
            ),
        ),
    ),
)
POSITIONS = ("categories", "02", "families", "02-10", "positions")


@st.composite
def architectures(draw: st.DrawFn) -> JobArchitecture:
    def positions(family: str) -> tuple[Position, ...]:
        return tuple(
            Position(code=f"{family} {level}", title=draw(lines), level=draw(texts), origin=Origin(raw=draw(texts)))
            for level in range(draw(st.integers(0, 3)))
        )

    categories = tuple(
        JobCategory(
            code=str(category),
            title=draw(lines),
            executives=positions(f"{category}-x"),
            families=tuple(
                JobFamily(
                    code=f"{category}-{family}",
                    title=draw(lines),
                    description=draw(texts),
                    positions=positions(f"{category}-{family}"),
                )
                for family in range(draw(st.integers(0, 2)))
            ),
        )
        for category in range(draw(st.integers(0, 3)))
    )
    levels = tuple(JobLevel(level=str(one), title=draw(lines), description=draw(texts)) for one in range(2))
    return JobArchitecture(
        key="made-up", title=draw(lines), publisher=draw(texts), levels=levels, categories=categories
    )


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(architectures())
def test_a_job_architecture_reads_back_exactly_as_it_was_written(jobs: JobArchitecture) -> None:
    text = job_architecture.write(jobs)
    assert job_architecture.read(text) == jobs
    assert job_architecture.write(job_architecture.read(text)) == text


def test_its_file_is_known_among_all_files() -> None:
    reading = detect.read(open_bytes("a.txt", job_architecture.write(JOBS).encode()))
    assert (reading.format, reading.jobs, reading.found) == ("journeybook", JOBS, ())


def test_a_framework_file_is_still_a_framework() -> None:
    written = native.write(catalogue.find("it-generalist")).encode()
    reading = detect.read(open_bytes("a.json", written))
    assert reading.jobs is None
    assert reading.found[0].framework == catalogue.find("it-generalist")


def content() -> Any:
    return json.loads(job_architecture.write(JOBS))


def refusal(value: Any) -> str:
    with pytest.raises(KnownError) as caught:
        job_architecture.read(value if isinstance(value, str) else json.dumps(value))
    return str(caught.value)


def test_a_fault_is_named_with_its_place() -> None:
    damaged = content()
    damaged["levels"][1]["title"] = " "
    damaged["categories"][1]["families"][0]["positions"][2]["title"] = 5
    damaged["categories"][0]["executives"][0]["code"] = "x" * 50
    said = refusal(damaged)
    assert "This job architecture is not complete or not correct" in said
    assert "job level 2, title: this text is missing." in said
    assert "category 2, job family 1, position 3, title: a text is expected here." in said
    assert "category 1, executive 1, code: this text is longer than 40 characters." in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{}", "not a Journeybook job architecture"),
        ("[" * 50_000, "nested too deeply for a job architecture"),
        ('{"form": 7, "categories": []}', "newer Journeybook"),
        ('{"form": 1, "form": 1}', "stands twice"),
        ("nonsense", "breaks off at line 1, column 1"),
    ],
)
def test_what_is_no_job_architecture_is_refused_in_words(text: str, said: str) -> None:
    assert said in refusal(text)


@pytest.mark.parametrize("path", [("categories", 1, "families", 0, "positions"), ("categories",), ("levels",)])
def test_a_code_names_one_thing(path: tuple[str | int, ...]) -> None:
    damaged = content()
    part = damaged
    for name in path:
        part = part[name]
    part.append(part[0])
    assert "stands twice" in refusal(damaged)


def test_every_position_is_told_in_the_order_of_the_document() -> None:
    assert [one.code for one in JOBS.positions()] == ["01-1", "02-10 10", "02-10 2", "02-10 1"]


@pytest.mark.parametrize(
    ("here", "above"), [("02-10 1", "02-10 2"), ("02-10 2", "02-10 10"), ("02-10 10", None), ("none", None)]
)
def test_the_next_step_up_is_the_next_higher_number_that_the_family_has(here: str, above: str | None) -> None:
    found = JOBS.categories[1].families[0].next_up(here)
    assert (found.code if found else None) == above


def test_a_step_up_stays_in_its_track() -> None:
    positions = tuple(Position(code=level, title=level, level=level) for level in ("M1", "M2", "P1", "P2"))
    family = JobFamily(code="X", title="Baking", positions=positions)
    ups = {one.code: family.next_up(one.code) for one in positions}
    assert {code: up.code if up else None for code, up in ups.items()} == {
        "M1": "M2",
        "M2": None,
        "P1": "P2",
        "P2": None,
    }


CALLED = Finding(
    id="name",
    weight=Weight.NOTE,
    about="02-10 2",
    says="The list calls it Second Baker.",
    choices=(
        Choice("guide", "Baker II"),
        Choice("list", "Second Baker", (Change((*POSITIONS, "02-10 2", "title"), "Second Baker"),)),
    ),
)
GONE = Finding(
    id="gone",
    weight=Weight.NOTE,
    about="02-10 2",
    says="It is not in the list.",
    choices=(Choice("remove", "No such job", (Change((*POSITIONS, "02-10 2"), REMOVED),)),),
)


def test_an_answer_changes_a_job_architecture() -> None:
    changed = answers.apply_to(JOBS, [CALLED], [Answer("name", "list")])
    assert [one.title for one in changed.positions()] == ["Owner", "Head Baker", "Second Baker", "Baker I"]
    assert answers.apply_to(JOBS, [CALLED], [Answer("name", "guide")]) == JOBS


def test_an_answer_about_a_part_that_another_took_away_is_refused_in_words() -> None:
    with pytest.raises(KnownError, match="no “02-10 2” to change in this job architecture"):
        answers.apply_to(JOBS, [GONE, CALLED], [Answer("gone", "remove"), Answer("name", "list")])


def test_an_answer_that_gives_a_code_twice_is_refused_in_words() -> None:
    twice = Finding(
        id="code",
        weight=Weight.NOTE,
        about="02-10 2",
        says="",
        choices=(Choice("list", "02-10 1", (Change((*POSITIONS, "02-10 2", "code"), "02-10 1"),)),),
    )
    with pytest.raises(KnownError, match="code 02-10 1 stands twice"):
        answers.apply_to(JOBS, [twice], [Answer("code", "list")])


def test_a_job_architecture_cannot_be_built_with_a_family_twice() -> None:
    family = JOBS.categories[1].families[0].model_copy(update={"positions": ()})
    with pytest.raises(ValidationError, match="job family 02-10 stands twice"):
        JobArchitecture(key="a", title="A", categories=(JobCategory(code="1", title="A", families=(family, family)),))

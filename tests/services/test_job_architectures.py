"""A job architecture is kept once; a framework or an agreement is linked to one of its jobs, and to the next up."""

import pytest

from desktop.database.store import Store
from desktop.errors import KnownError
from desktop.frameworks.job_architecture import JobArchitecture, JobCategory, JobFamily, JobLevel, Position
from desktop.frameworks.reading import Reading
from desktop.services import job_architectures
from desktop.services.framework_imports import Source
from desktop.services.job_architectures import Job
from tests.conftest import Cast, Refuses, everything

READING = Reading(format="job-guide", lines=("Brewers", "Porters"))
GUIDE = JobArchitecture(
    key="brewery-jobs",
    title="Jobs of the brewery",
    levels=(
        JobLevel(level="4", title="Head", description="Answers for all of it."),
        JobLevel(level="2", title="Second"),
        JobLevel(level="1", title="First"),
    ),
    categories=(
        JobCategory(
            code="B",
            title="Brewing",
            executives=(Position(code="B0", title="Master of the House", description="Signs for everything."),),
            families=(
                JobFamily(
                    code="B1",
                    title="Brewers",
                    description="They brew.",
                    positions=(
                        Position(code="B1 4", title="Head Brewer", level="4"),
                        Position(code="B1 2", title="Brewer II", level="2"),
                        Position(code="B1 1", title="Brewer I", level="1"),
                    ),
                ),
                JobFamily(code="B2", title="Porters", positions=(Position(code="B2 1", title="Porter", level="1"),)),
            ),
        ),
    ),
)


def take(store: Store, by: str, guide: JobArchitecture = GUIDE, digest: str = "a" * 64) -> str:
    source = Source("jobs.txt", digest)
    return store.write(job_architectures.take, source=source, reading=READING, architecture=guide, by=by)


@pytest.fixture
def guide(store: Store, cast: Cast) -> str:
    return take(store, cast.cora)


def job_of(store: Store, cast: Cast, agreement: str = "") -> Job | None:
    if agreement:
        return store.read(job_architectures.job_of_agreement, agreement_id=agreement)
    return store.read(job_architectures.job_of, framework_id=cast.generalist)


def link(store: Store, cast: Cast, guide: str, position: str, *, agreement: str | None = None) -> None:
    store.write(
        job_architectures.link,
        architecture_id=guide,
        position=position,
        by=cast.cora,
        framework_id=None if agreement else cast.generalist,
        agreement_id=agreement,
    )


def test_the_same_architecture_twice_is_one(store: Store, cast: Cast, guide: str) -> None:
    before = everything(store)
    assert take(store, cast.cora, digest="b" * 64) == guide
    assert everything(store) == before
    (row,) = store.read(job_architectures.listing)
    assert (row.title, row.families, row.positions) == ("Jobs of the brewery", 2, 5)
    assert store.read(job_architectures.document, guide) == GUIDE


def test_another_edition_stands_beside_the_first_and_is_found_by_the_key(store: Store, cast: Cast, guide: str) -> None:
    newer = GUIDE.model_copy(update={"publisher": "The guild"})
    second = take(store, cast.cora, newer, "b" * 64)
    assert second != guide
    assert len(store.read(job_architectures.listing)) == 2
    assert store.read(job_architectures.find, "brewery-jobs") == second
    assert store.read(job_architectures.find, guide) == guide
    with pytest.raises(KnownError, match="no job architecture “dairy”"):
        store.read(job_architectures.find, "dairy")


def test_a_link_replaces_the_one_before(store: Store, cast: Cast, guide: str) -> None:
    assert job_of(store, cast) is None
    link(store, cast, guide, "B1 1")
    link(store, cast, guide, "B1 2")
    job = job_of(store, cast)
    assert job is not None
    assert (job.position.title, job.family, job.level) == ("Brewer II", "Brewers", "Second")
    assert (job.architecture_id, job.is_own) == (guide, False)


def test_a_position_that_is_not_there_is_refused_and_the_link_before_stands(
    store: Store, cast: Cast, guide: str, refuses: Refuses
) -> None:
    link(store, cast, guide, "B1 1")
    wrong = {"architecture_id": guide, "position": "B9 9", "by": cast.cora, "framework_id": cast.generalist}
    refuses("no position B9 9 in Jobs of the brewery", job_architectures.link, **wrong)
    job = job_of(store, cast)
    assert job is not None
    assert job.position.code == "B1 1"


@pytest.mark.parametrize("who", ["mia", "ada", "ines"])
def test_only_a_coordinator_links_and_removes(store: Store, cast: Cast, guide: str, refuses: Refuses, who: str) -> None:
    link(store, cast, guide, "B1 1")
    by = getattr(cast, who)
    what = {"by": by, "framework_id": cast.generalist}
    refuses("coordinator", job_architectures.link, architecture_id=guide, position="B1 2", **what)
    refuses("coordinator", job_architectures.unlink, **what)


def test_the_job_of_an_agreement_is_its_own_before_that_of_its_framework(store: Store, cast: Cast, guide: str) -> None:
    link(store, cast, guide, "B1 1")
    through = job_of(store, cast, cast.adas)
    assert through is not None
    assert (through.position.code, through.is_own) == ("B1 1", False)
    link(store, cast, guide, "B2 1", agreement=cast.adas)
    own = job_of(store, cast, cast.adas)
    assert own is not None
    assert (own.position.code, own.is_own) == ("B2 1", True)
    assert job_of(store, cast, cast.bens) is None
    of_framework = job_of(store, cast)
    assert of_framework is not None
    assert of_framework.position.code == "B1 1"


def test_a_job_taken_away_from_an_agreement_leaves_that_of_the_framework_and_of_others(
    store: Store, cast: Cast, guide: str, refuses: Refuses
) -> None:
    link(store, cast, guide, "B1 1")
    for agreement in (cast.adas, cast.bens):
        link(store, cast, guide, "B2 1", agreement=agreement)
    store.write(job_architectures.unlink, by=cast.cora, agreement_id=cast.adas)
    assert [job.position.code for one in (cast.adas, cast.bens) if (job := job_of(store, cast, one))] == [
        "B1 1",
        "B2 1",
    ]
    refuses("No job is linked here", job_architectures.unlink, by=cast.cora, agreement_id=cast.adas)


@pytest.mark.parametrize("both", [True, False], ids=["both", "neither"])
def test_a_job_is_never_that_of_a_framework_and_an_agreement_at_once_nor_of_nothing(
    store: Store, cast: Cast, guide: str, both: bool
) -> None:
    link(store, cast, guide, "B2 1", agreement=cast.adas)
    before = everything(store)
    of = {"framework_id": cast.generalist, "agreement_id": cast.bens} if both else {}
    with pytest.raises(ValueError, match="one framework or of one agreement"):
        store.write(job_architectures.unlink, by=cast.cora, **of)
    assert everything(store) == before


@pytest.mark.parametrize(
    ("position", "up"),
    [("B1 1", "Brewer II"), ("B1 2", "Head Brewer"), ("B1 4", None), ("B2 1", None), ("B0", None)],
    ids=["one step", "a missing level is skipped", "the top", "alone in its family", "an executive"],
)
def test_the_next_step_up_is_the_lowest_job_above_in_the_family(
    store: Store, cast: Cast, guide: str, position: str, up: str | None
) -> None:
    link(store, cast, guide, position)
    job = job_of(store, cast)
    assert job is not None
    assert (job.next_up.title if job.next_up else None) == up


def test_every_position_is_listed_with_what_is_said_of_it(store: Store, guide: str) -> None:
    rows = store.read(job_architectures.positions, architecture_id=guide)
    assert [(row.code, row.family, row.level, row.next_up) for row in rows] == [
        ("B0", "", "", ""),
        ("B1 4", "Brewers", "Head", ""),
        ("B1 2", "Brewers", "Second", "Head Brewer"),
        ("B1 1", "Brewers", "First", "Brewer II"),
        ("B2 1", "Porters", "First", ""),
    ]
    assert {row.category for row in rows} == {"Brewing"}
    assert [(row.about, row.level_about) for row in rows[:2]] == [
        ("Signs for everything.", ""),
        ("They brew.", "Answers for all of it."),
    ]


def test_an_architecture_or_agreement_that_is_not_there_is_told(store: Store) -> None:
    with pytest.raises(KnownError, match="not in the record"):
        store.read(job_architectures.positions, architecture_id="none")
    with pytest.raises(KnownError, match="no apprentice"):
        store.read(job_architectures.job_of_agreement, agreement_id="none")

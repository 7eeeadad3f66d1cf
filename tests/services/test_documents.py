"""Papers: rows selected for a day, then written without the record."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from desktop.codes import EventKind, HourKind
from desktop.database.store import Store
from desktop.errors import Cancelled, KnownError
from desktop.services import (
    apprentices,
    clock,
    documents,
    events,
    framework_drafts,
    frameworks,
    hours,
    ledger,
    sign_offs,
)
from desktop.services.documents import FORMATS, Paper
from tests.conftest import BEGINS, TODAY, Cast, everything, rating

MAY = date(2026, 5, 4)


def test_a_blank_schedule_is_that_of_a_framework_adopted_or_not(store: Store) -> None:
    for key in ("it-generalist", "sample-help-desk"):
        paper = store.read(documents.schedule_paper, framework_key=key)
        assert (paper.framework.key, paper.apprentice, paper.progress) == (key, None, None)
        assert (paper.head.sponsor, paper.head.as_of) == ("Hudson Works", TODAY)
    with pytest.raises(KnownError, match="nothing"):
        store.read(documents.schedule_paper, framework_key="nothing")


def test_each_paper_says_where_the_ledger_stood(store: Store, cast: Cast) -> None:
    last = store.read(ledger.mark)
    head = store.read(documents.progress_paper, agreement_id=cast.adas).head
    assert head.ledger_record == last.seq > 5
    assert head.fingerprint.replace(" ", "") == last.hash.hex()[:32]


def test_before_anything_is_signed_a_paper_says_nothing_of_a_ledger(unsigned: Store, cast: Cast) -> None:
    head = unsigned.read(documents.progress_paper, agreement_id=cast.adas).head
    assert (head.fingerprint, head.ledger_record) == ("", None)


def test_the_schedule_of_an_apprentice_is_under_their_own_framework(store: Store, cast: Cast) -> None:
    paper = store.read(documents.schedule_paper, agreement_id=cast.adas)
    assert paper.apprentice is not None
    assert (paper.apprentice.name, paper.framework.key) == ("Ada Lind", "it-generalist")
    with pytest.raises(KnownError, match="Ada Lind learns under it-generalist"):
        store.read(documents.schedule_paper, agreement_id=cast.adas, framework_key="sample-help-desk")


def test_a_course_passed_stands_on_the_schedule_with_its_day_and_who_certified(store: Store, cast: Cast) -> None:
    course = {"agreement_id": cast.bens, "course": "NT-101", "by": cast.ines}
    for day, is_passed in ((BEGINS, False), (MAY, True), (TODAY, True)):
        store.write(hours.record_course, **course, finished_on=day, is_passed=is_passed)
    (found,) = store.read(documents.schedule_paper, agreement_id="2").passed
    assert (found.code, found.day, found.initials) == ("NT-101", MAY, "IH")
    assert store.read(documents.schedule_paper, agreement_id="2", as_of=MAY).passed == ()


def test_a_paper_of_a_past_day_shows_that_day(store: Store, cast: Cast) -> None:
    extension = {"kind": EventKind.EXTENDED, "reason": "Ill", "ends": date(2028, 1, 1), "by": cast.cora}
    with clock.stopped_at(datetime(2026, 5, 5, 16, tzinfo=UTC)):
        store.write(events.record_event, agreement_id=cast.adas, happened_on=date(2026, 5, 5), **extension)
    then, now = (store.read(documents.progress_paper, agreement_id=cast.adas, as_of=day) for day in (MAY, None))
    assert (then.head.as_of, then.apprentice.ends) == (MAY, date(2027, 7, 5))
    assert (now.head.as_of, now.apprentice.ends) == (TODAY, date(2028, 1, 1))
    assert store.read(documents.schedule_paper, framework_key="it-generalist", as_of=date.max).head.as_of == TODAY


def test_everyone_who_signed_stands_among_the_signers(store: Store, cast: Cast) -> None:
    some = [rating(shown=HourKind.RI)]
    store.write(sign_offs.sign_off, agreement_id=cast.adas, ratings=some, signer_id=cast.ines)
    paper = store.read(documents.progress_paper, agreement_id=cast.adas)
    assert [(one.name, one.initials, one.duty) for one in paper.apprentice.signers] == [
        ("Mia Hale", "MH", "mentor"),
        ("Max Hale", "MH", "stand-in mentor"),
        ("Ines Hale", "IH", "instructor"),
    ]


def test_the_cohort_has_everyone_who_was_there(store: Store, cast: Cast) -> None:
    store.write(
        apprentices.register,
        first_name="Zoe",
        last_name="Ames",
        framework_id=cast.generalist,
        employer_id=cast.north,
        mentor_ids=[cast.mia],
        begins=TODAY,
    )
    now, then = (documents.cohort_paper(store, as_of=day) for day in (None, MAY))
    assert [row.apprentice.name for row in now.rows] == ["Ada Lind", "Ben Lind", "Zoe Ames"]
    assert [row.apprentice.name for row in then.rows] == ["Ada Lind", "Ben Lind"]
    assert set(now.frameworks) == {row.framework_key for row in now.rows}
    for row in now.rows:
        assert len(row.cells) == sum(len(one.competencies) for one in now.frameworks[row.framework_key].job_functions)


def test_a_cell_shows_the_best_standing_rating(store: Store, cast: Cast) -> None:
    some = [rating("1a", 4, MAY), rating("1a", 2), rating("1b", 1)]
    store.write(sign_offs.sign_off, agreement_id=cast.adas, ratings=some, signer_id=cast.mia)
    store.write(sign_offs.ask, agreement_id=cast.adas, codes=["1b"], by=cast.ada)
    cells = documents.cohort_paper(store).rows[0].cells
    assert (cells[0].level, cells[0].observed_on, cells[0].initials, cells[0].is_complete) == (4, MAY, "MH", True)
    assert (cells[1].level, cells[1].is_complete, cells[1].is_pending) == (1, False, True)
    assert (cells[2].level, cells[2].initials) == (None, "")


@pytest.mark.parametrize(("paper", "ending"), [(paper, one) for paper, endings in FORMATS.items() for one in endings])
def test_every_paper_is_written_in_every_format_it_comes_in(
    store: Store, cast: Cast, tmp_path: Path, paper: Paper, ending: str
) -> None:
    before = everything(store)
    path = documents.save(store, paper=paper, path=tmp_path / f"paper{ending}", agreement_id=cast.adas)
    assert path.read_bytes()[:2] in (b"%P", b"PK")
    assert everything(store) == before


@pytest.mark.parametrize(
    ("paper", "name", "match"),
    [
        (Paper.SCHEDULE, "paper.odt", r"with \.pdf, \.docx or \.xlsx"),
        (Paper.COHORT, "paper.pdf", r"with \.xlsx"),
        (Paper.PROGRESS, "paper", r"with \.pdf or \.xlsx"),
    ],
)
def test_a_paper_in_another_format_is_refused_before_anything_is_written(
    store: Store, cast: Cast, tmp_path: Path, paper: Paper, name: str, match: str
) -> None:
    with pytest.raises(KnownError, match=match):
        documents.save(store, paper=paper, path=tmp_path / "papers" / name, agreement_id=cast.adas)
    assert not (tmp_path / "papers").exists()


def test_a_progress_report_is_about_someone(store: Store, tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="about one apprentice"):
        documents.save(store, paper=Paper.PROGRESS, path=tmp_path / "paper.pdf")


def test_a_report_of_each_apprentice_goes_into_one_folder(store: Store, cast: Cast, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    folder = tmp_path / "a" / "b"
    paths = documents.save_progress_of_all(store, folder=folder, report=lambda done, of: steps.append((done, of)))
    assert [path.name for path in paths] == ["0001 Ada Lind.pdf", "0002 Ben Lind.pdf"]
    assert steps == [(0, 2), (1, 2), (2, 2)]
    with pytest.raises(KnownError, match="cannot be made"):
        documents.save_progress_of_all(store, folder=paths[0] / "inside")


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\x", "a/b", ".", "con", "A" * 55, "Zoë & <b>"])
def test_a_name_never_leads_a_report_out_of_its_folder(store: Store, cast: Cast, tmp_path: Path, name: str) -> None:
    store.write(
        apprentices.register,
        first_name=name,
        last_name="Ames",
        framework_id=cast.generalist,
        employer_id=cast.north,
        mentor_ids=[cast.mia],
        begins=TODAY,
    )
    paths = documents.save_progress_of_all(store, folder=tmp_path / "out")
    assert len(paths) == 3
    assert sorted(path.resolve() for path in (tmp_path / "out").iterdir()) == sorted(path.resolve() for path in paths)


def test_a_paper_that_is_cancelled_is_not_written(store: Store, tmp_path: Path) -> None:
    def stop(done: int, _of: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        documents.save(store, paper=Paper.COHORT, path=tmp_path / "cohort.xlsx", report=stop)
    assert not (tmp_path / "cohort.xlsx").exists()


def test_the_cohort_of_the_sample_is_written_for_any_month(sample: Store) -> None:
    today = sample.read(clock.today)
    counts = [len(documents.cohort_paper(sample, as_of=today - timedelta(days=back)).rows) for back in (0, 200, 4000)]
    assert counts[0] > counts[1] > counts[2] == 0


def _tailored(store: Store, cast: Cast) -> str:
    """A version of Ada's framework with one title changed."""
    draft_id = store.write(framework_drafts.start_from, framework_id=cast.generalist, by=cast.cora)
    before = store.read(framework_drafts.draft, draft_id).framework
    first, *others = before.job_functions
    changed = first.model_copy(update={"title": f"{first.title}, and keeps a list of them"})
    after = before.model_copy(update={"job_functions": (changed, *others)})
    store.write(framework_drafts.save, draft_id=draft_id, framework=after)
    return store.write(framework_drafts.publish, draft_id=draft_id, by=cast.cora)


def test_a_schedule_is_compared_with_the_version_it_was_derived_from(store: Store, cast: Cast) -> None:
    base = store.read(frameworks.document, cast.generalist)
    version = store.read(frameworks.document, _tailored(store, cast)).version
    asked = {"framework_key": base.key, "framework_version": version}
    assert store.read(documents.compared_with, **asked) == base.version
    assert store.read(documents.schedule_paper, **asked).base is None
    paper = store.read(documents.schedule_paper, **asked, with_differences=True)
    assert paper.base == base
    assert paper.framework.version == version


def test_a_schedule_whose_framework_was_not_derived_is_compared_with_none(store: Store, cast: Cast) -> None:
    assert store.read(documents.compared_with, agreement_id=cast.adas) == ""
    assert store.read(documents.compared_with, framework_key="sample-help-desk") == ""
    with pytest.raises(KnownError, match="was not derived from another version"):
        store.read(documents.schedule_paper, agreement_id=cast.adas, with_differences=True)


def test_a_blank_schedule_is_that_of_the_version_asked_for(store: Store, cast: Cast) -> None:
    _tailored(store, cast)
    old = store.read(documents.schedule_paper, framework_key="it-generalist", framework_version="2018.1")
    new = store.read(documents.schedule_paper, framework_key="it-generalist")
    assert (old.framework.version, new.framework.version) == ("2018.1", "2018.1-1")

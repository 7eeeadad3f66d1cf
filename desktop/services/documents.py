"""Papers: rows are selected here in one short transaction, then written to a file without it."""

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlmodel import Session, col

import desktop
from desktop import words
from desktop.codes import MentorDuty
from desktop.database.store import Report, Store, nothing_to_report
from desktop.errors import KnownError
from desktop.frameworks.document import Framework
from desktop.frameworks.standing import CompetencyProgress, Progress
from desktop.ledger import letters
from desktop.models.agreements import Agreement
from desktop.models.frameworks import Course
from desktop.models.hours import CourseResult
from desktop.models.people import Person
from desktop.reports.rows import (
    ApprenticeHead,
    CohortPaper,
    CohortRow,
    CoursePassed,
    Head,
    MatrixCell,
    ProgressPaper,
    SchedulePaper,
    Signer,
)
from desktop.services import agreements, apprentices, carried, clock, framework_drafts, frameworks, ledger, people
from desktop.services.columns import columns
from desktop.services.progress import progress


class Paper(StrEnum):
    SCHEDULE = "schedule"
    PROGRESS = "progress"
    COHORT = "cohort"


FORMATS = {
    Paper.SCHEDULE: (".pdf", ".docx", ".xlsx"),
    Paper.PROGRESS: (".pdf", ".xlsx"),
    Paper.COHORT: (".xlsx",),
}


def schedule_paper(
    session: Session,
    *,
    framework_key: str = "",
    framework_version: str = "",
    agreement_id: str | None = None,
    as_of: date | None = None,
    with_differences: bool = False,
) -> SchedulePaper:
    """The work process schedule of an apprentice, or the blank one of a framework.

    `with_differences` marks the lines that differ from the version that the framework was derived from, and raises
    KnownError where it was not derived from any.
    """
    if agreement_id is None:
        framework = frameworks.find(session, key=framework_key, version=framework_version)
        base = _base(session, framework) if with_differences else None
        return SchedulePaper(head_of(session, as_of), framework, base=base)
    found = progress(session, agreement_id=agreement_id, as_of=as_of)
    if framework_key and found.framework.key != framework_key:
        raise KnownError(
            f"{found.facts.apprentice} learns under {found.framework.key}, not {framework_key}.",
            "Leave the framework out, or choose another apprentice.",
        )
    head, apprentice = head_of(session, found.as_of), _apprentice(session, agreement_id, found)
    passed = _courses_passed(session, apprentice.agreement_id, found.as_of)
    base = _base(session, found.framework) if with_differences else None
    return SchedulePaper(head, found.framework, apprentice, found, passed, base)


def _base(session: Session, framework: Framework) -> Framework:
    found = framework_drafts.base_of(session, key=framework.key, version=framework.version)
    if found is None:
        raise KnownError(
            f"Version {framework.version} of {framework.title} was not derived from another version.",
            "Print the schedule without the differences.",
        )
    return found


def compared_with(
    session: Session, *, framework_key: str = "", framework_version: str = "", agreement_id: str | None = None
) -> str:
    """The version that a schedule can be compared with, in words, or "" where there is none."""
    if agreement_id is None:
        framework = frameworks.find(session, key=framework_key, version=framework_version)
    else:
        framework = frameworks.document(session, agreements.find(session, agreement_id).framework_id)
    base = framework_drafts.base_of(session, key=framework.key, version=framework.version)
    return base.version if base else ""


def _courses_passed(session: Session, agreement_id: str, as_of: date) -> tuple[CoursePassed, ...]:
    """The first pass of each course that stood in the record on that day, with who certified it."""
    until = clock.end_of(session, as_of) if as_of < clock.today(session) else None
    query = (
        carried.courses(
            columns(Course.code, CourseResult.finished_on, Person.full_name, CourseResult.recorded_at).select_from(
                CourseResult
            ),
            until,
        )
        .join(Course, col(Course.id) == carried.COURSE)
        .join(Person, col(Person.id) == col(CourseResult.recorded_by))
        .where(col(CourseResult.agreement_id) == agreement_id, col(CourseResult.is_passed))
        .order_by(col(CourseResult.finished_on), col(CourseResult.recorded_at))
    )
    if until is not None:
        query = query.where(col(CourseResult.recorded_at) < until)
    found: dict[str, CoursePassed] = {}
    for row in session.execute(query):
        found.setdefault(row.code, CoursePassed(row.code, row.finished_on, words.initials(row.full_name)))
    return tuple(found.values())


def progress_paper(session: Session, *, agreement_id: str, as_of: date | None = None) -> ProgressPaper:
    found = progress(session, agreement_id=agreement_id, as_of=as_of)
    return ProgressPaper(head_of(session, found.as_of), _apprentice(session, agreement_id, found), found)


def cohort_row(session: Session, *, agreement_id: str, as_of: date | None = None) -> tuple[CohortRow, Framework]:
    """One line of the cohort workbook, with the framework it stands under."""
    found = progress(session, agreement_id=agreement_id, as_of=as_of)
    cells = tuple(_cell(one) for function in found.functions for one in function.competencies)
    row = CohortRow(
        apprentice=_apprentice(session, agreement_id, found),
        framework_key=f"{found.framework.key} {found.framework.version}",
        core=found.core,
        optional=found.optional,
        ojt=found.ojt,
        ri=found.ri,
        expected=found.expected,
        finish=found.projection.finish if found.projection else None,
        holds=found.projection.sentence if found.projection else "",
        unmet=len(found.unmet),
        cells=cells,
    )
    return row, found.framework


def _cell(one: CompetencyProgress) -> MatrixCell:
    achieved = one.achieved
    if achieved is None:
        return MatrixCell(None, None, "", False, one.is_pending)
    initials = words.initials(achieved.signer)
    return MatrixCell(achieved.level, achieved.observed_on, initials, one.is_complete, one.is_pending)


def head_of(session: Session, as_of: date | None = None) -> Head:
    """What stands on each page of a paper that is made now."""
    owner, last = people.sponsor(session), ledger.mark(session)
    return Head(
        sponsor=owner.name if owner else "",
        program_number=owner.program_number if owner else "",
        made_at=clock.now().astimezone(clock.zone(session)),
        as_of=min(as_of or date.max, clock.today(session)),
        program=f"Journeybook {desktop.__version__}",
        fingerprint=letters.in_fours(last.hash.hex()[:32]) if last.seq else "",
        ledger_record=last.seq or None,
    )


def _apprentice(session: Session, agreement_id: str, found: Progress) -> ApprenticeHead:
    agreement = agreements.find(session, agreement_id)
    employer = next(one.name for one in people.employers(session) if one.id == agreement.employer_id)
    return ApprenticeHead(
        agreement_id=agreement.id,
        name=found.facts.apprentice,
        employer=employer,
        job_title=agreement.job_title,
        begins=agreement.begins,
        ends=found.facts.ends,
        status=found.facts.status,
        signers=_signers(session, agreement.id, found),
    )


def _signers(session: Session, agreement_id: str, found: Progress) -> tuple[Signer, ...]:
    """The mentors of the agreement, then everyone else who signed."""
    duties = {MentorDuty.MENTOR: "mentor", MentorDuty.STAND_IN: "stand-in mentor"}
    names = {duty.name: duties[duty.duty] for duty in agreements.duties(session, agreement_id)}
    for rating in found.facts.ratings:
        names.setdefault(rating.signer, str(rating.role))
    return tuple(Signer(name, words.initials(name), duty) for name, duty in names.items())


def save(
    store: Store,
    *,
    paper: Paper,
    path: Path,
    framework_key: str = "",
    framework_version: str = "",
    agreement_id: str | None = None,
    as_of: date | None = None,
    with_differences: bool = False,
    report: Report = nothing_to_report,
) -> Path:
    """Write one paper to `path` in the format of its ending; returns the path.

    Raises KnownError for an ending that this paper does not come in, before anything is read or written.
    """
    write = _writer(paper, path)
    rows: Any
    if paper is Paper.COHORT:
        rows = cohort_paper(store, as_of=as_of, report=report)
    elif paper is Paper.SCHEDULE:
        rows = store.read(
            schedule_paper,
            framework_key=framework_key,
            framework_version=framework_version,
            agreement_id=agreement_id,
            as_of=as_of,
            with_differences=with_differences,
        )
    else:
        rows = store.read(progress_paper, agreement_id=_chosen(agreement_id), as_of=as_of)
    write(rows, path)
    return path


def save_progress_of_all(
    store: Store,
    *,
    folder: Path,
    ending: str = ".pdf",
    as_of: date | None = None,
    report: Report = nothing_to_report,
) -> tuple[Path, ...]:
    """A progress report of each apprentice, named by number and name, into `folder`."""
    rows = store.read(apprentices.listing)
    paths = []
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        raise KnownError(f"The folder {folder} cannot be made.", "Choose another folder.") from None
    for done, row in enumerate(rows):
        report(done, len(rows))
        path = folder / f"{row.number:04} {_file_name(row.name)}{ending}"
        paths.append(save(store, paper=Paper.PROGRESS, path=path, agreement_id=row.agreement_id, as_of=as_of))
    report(len(rows), len(rows))
    return tuple(paths)


def cohort_paper(store: Store, *, as_of: date | None = None, report: Report = nothing_to_report) -> CohortPaper:
    """Each apprentice is read in a transaction of its own, so that a long paper blocks no sign-off."""
    head = store.read(head_of, as_of)
    ids = store.read(_agreements_of, as_of)
    rows: list[CohortRow] = []
    found: dict[str, Framework] = {}
    for done, id_ in enumerate(ids):
        report(done, len(ids))
        row, framework = store.read(cohort_row, agreement_id=id_, as_of=as_of)
        rows.append(row)
        found[row.framework_key] = framework
    report(len(ids), len(ids))
    return CohortPaper(head, tuple(rows), found)


def _agreements_of(session: Session, as_of: date | None) -> list[str]:
    """The agreements of the list, without those that were drafted after `as_of`."""
    ids = [row.agreement_id for row in apprentices.listing(session)]
    if as_of is None or as_of >= clock.today(session):
        return ids
    drafted = columns(Agreement.id).where(col(Agreement.created_at) < clock.end_of(session, as_of))
    there = set(session.execute(drafted).scalars())
    return [id_ for id_ in ids if id_ in there]


def _chosen(agreement_id: str | None) -> str:
    if agreement_id is None:
        raise KnownError("A progress report is about one apprentice.", "Choose the apprentice.")
    return agreement_id


def _file_name(name: str) -> str:
    kept = "".join(letter if letter.isalnum() or letter in " -" else " " for letter in name)
    return " ".join(kept.split())[:80]


def _writer(paper: Paper, path: Path) -> Callable[[Any, Path], None]:
    """The function that writes this paper in the format of the path's ending.

    ReportLab, openpyxl and python-docx take a quarter of a second each to import: only a paper pays for them.
    """
    from importlib import import_module

    ending = path.suffix.lower()
    if ending not in FORMATS[paper]:
        endings = _either(FORMATS[paper])
        raise KnownError(f"This paper does not come as {path.name}.", f"Name the file with {endings}.")
    write: Callable[[Any, Path], None] = import_module(f"desktop.reports.{paper}_{ending[1:]}").write
    return write


def _either(endings: Iterable[str]) -> str:
    *others, last = endings
    return f"{', '.join(others)} or {last}" if others else last

"""What is under review: one framework or job architecture out of a document, with what was answered so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath

from desktop.errors import KnownError
from desktop.frameworks import answers as answering
from desktop.frameworks.document import Framework
from desktop.frameworks.findings import Answer, Finding, Path, Place
from desktop.frameworks.formats.sheet import reader as sheet
from desktop.frameworks.formats.sheet.mapping import Mapping as SheetMapping
from desktop.frameworks.job_architecture import JobArchitecture
from desktop.frameworks.reading import Found, Passed, Reading, Tally
from desktop.services.framework_drafts import Draft
from desktop.services.framework_imports import Source


@dataclass(frozen=True, slots=True)
class Subject:
    """`framework` is as the answers make it. One that is read has a `found`; a draft in the record has an id;
    a job architecture has `jobs`, and `read_jobs` as they were read. `answers` stand by finding id."""

    key: str
    title: str
    findings: tuple[Finding, ...]
    tallies: tuple[Tally, ...] = ()
    places: Mapping[Path, tuple[Place, ...]] = field(default_factory=dict)
    framework: Framework | None = None
    found: Found | None = None
    jobs: JobArchitecture | None = None
    read_jobs: JobArchitecture | None = None
    draft_id: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)

    @property
    def open(self) -> tuple[Finding, ...]:
        return answering.still_open(self.findings, self.answers.values())

    def answered(self, answer: Answer) -> "Subject":
        """With one more answer; KnownError where the finding does not allow it."""
        answers = {**self.answers, answer.finding: answer}
        if self.read_jobs is not None:
            jobs = answering.apply_to(self.read_jobs, self.findings, answers.values())
            return replace(self, answers=answers, jobs=jobs)
        if self.found is None:
            return replace(self, answers=answers)
        return replace(self, answers=answers, framework=answering.apply(self.found, answers.values()))

    def taken(self, finding: Finding) -> str:
        """What stands in the framework now, in words; empty where nothing is decided."""
        if finding.id in self.answers:
            return answering.in_words(finding, self.answers[finding.id])
        return finding.taken


@dataclass(frozen=True, slots=True)
class Review:
    """A document under review; `read` is None for a draft that is in the record. `mapping` is the one that a sheet
    was read by, None where Journeybook chose it."""

    file: str
    lines: tuple[str, ...]
    subjects: tuple[Subject, ...]
    passed: tuple[Passed, ...] = ()
    read: tuple[Source, Reading] | None = None
    path: FilePath | None = None
    mapping: SheetMapping | None = None

    @property
    def sheet_path(self) -> FilePath | None:
        """The file, where it can be read anew with other columns."""
        return self.path if self.read is not None and self.read[1].format == sheet.NAME else None


def of_reading(
    source: Source, reading: Reading, path: FilePath | None = None, mapping: SheetMapping | None = None
) -> Review:
    """Findings about the document as a whole stand with each framework of it."""
    subjects = [
        Subject(
            key=found.key,
            title=found.framework.title,
            findings=found.findings,
            tallies=(*found.tallies, *reading.tallies),
            places=found.places,
            framework=found.framework,
            found=found,
        )
        for found in reading.found
    ]
    if reading.jobs is not None:
        jobs = reading.jobs
        subjects.append(Subject(jobs.key, jobs.title, reading.findings, reading.tallies, jobs=jobs, read_jobs=jobs))
    return Review(source.name, reading.lines, tuple(subjects), reading.passed, (source, reading), path, mapping)


def answered_as(review: Review, before: Mapping[str, Subject]) -> Review:
    """With the answers of the subjects from before to findings that stand there unchanged."""
    return replace(review, subjects=tuple(_answered_as(one, before.get(one.key)) for one in review.subjects))


def _answered_as(subject: Subject, before: Subject | None) -> Subject:
    if before is None:
        return subject
    same = {one.id for one in subject.findings if one in before.findings}
    for answer in before.answers.values():
        if answer.finding in same:
            try:
                subject = subject.answered(answer)
            except KnownError:
                continue
    return subject


def of_draft(draft: Draft) -> Review:
    found = draft.found
    subject = Subject(
        key=draft.framework.key,
        title=draft.framework.title,
        findings=draft.findings,
        tallies=found.tallies if found else (),
        places=found.places if found else {},
        framework=draft.framework,
        found=found,
        draft_id=draft.id,
        answers={one.finding: one for one in draft.answers},
    )
    return Review(draft.source, draft.lines, (subject,))

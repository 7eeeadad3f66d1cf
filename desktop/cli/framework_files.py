"""journeybook framework, documents in and files out."""

from collections.abc import Mapping as ByKey
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from desktop import words
from desktop.cli import door, findings, options
from desktop.cli.frameworks import Key, Version, app, find
from desktop.cli.output import Value, complain, facts, say, say_json, table
from desktop.database.backups import Reason
from desktop.database.store import Store
from desktop.errors import KnownError
from desktop.frameworks import detect, exports, files
from desktop.frameworks.compare import Comparison, compare
from desktop.frameworks.findings import Answer, Finding
from desktop.frameworks.formats.sheet.mapping import Mapping
from desktop.frameworks.reading import Found, Reading
from desktop.services import backups, framework_imports, frameworks, job_architectures, sheet_mappings
from desktop.services.framework_imports import Provenance, Source, Taken

File = Annotated[Path, typer.Argument(metavar="FILE", help="A document, a workbook, or a framework file.")]
Format = Annotated[str, typer.Option("--format", metavar="NAME", help=f"Read it as one of: {', '.join(detect.NAMES)}.")]
Only = Annotated[
    list[str] | None, typer.Option("--only", metavar="KEY", help="Only this framework of the document; repeatable.")
]
Accept = Annotated[
    Path | None, typer.Option("--accept", metavar="FINDINGS.json", help="Answers to findings, by their ids.")
]


SheetColumns = Annotated[
    str,
    typer.Option("--mapping", metavar="MAPPING", help="A saved mapping of columns by its name, or a file with one."),
]


def _mapping(store: Store | None, wanted: str) -> Mapping | None:
    if not wanted:
        return None
    if Path(wanted).is_file():
        return sheet_mappings.parse(files.open_path(Path(wanted)).content)
    if store is None:
        raise KnownError(f"There is no file {wanted}.", "`journeybook framework mapping` writes one.")
    return store.read(sheet_mappings.find, wanted)


@app.command("inspect")
def inspect(
    file: File, format_: Format = "", only: Only = None, mapping: SheetColumns = "", as_json: options.Json = False
) -> None:
    """Read a document and show what was found in it and what was not sure. Nothing is saved."""
    opened = files.open_path(file)
    reading = sheet_mappings.read(opened, format_, (), _mapping(None, mapping))
    found = _chosen(reading, only)
    if as_json:
        say_json(findings.as_json(reading, found, opened))
    else:
        findings.show(reading, found, {})


@app.command("import")
def import_file(
    context: typer.Context,
    file: File,
    format_: Format = "",
    only: Only = None,
    accept: Accept = None,
    mapping: SheetColumns = "",
    is_draft: Annotated[bool, typer.Option("--draft", help="Keep it as a draft; questions may stay open.")] = False,
    as_json: options.Json = False,
) -> None:
    """Take what a document holds into the record; 1 is the exit code, and nothing saved, while findings are open."""
    opened = files.open_path(file)
    with door.record(context) as store:
        saved = store.read(sheet_mappings.listing)
        reading = sheet_mappings.read(opened, format_, saved, _mapping(store, mapping))
        found = _chosen(reading, only)
        given = findings.answers_from(accept, _answerable(reading, found)) if accept else {}
        known = store.read(framework_imports.known, opened.digest)
        open_ = 0 if is_draft else findings.open_in(_answerable(reading, found), given)
        taken: tuple[Taken, ...] = ()
        jobs = ""
        if not open_:
            source = Source(opened.name, opened.digest)
            taken, jobs = _save(store, source, reading, found, given, is_draft=is_draft)
        changes = {one.key: change for one in taken if (change := _change(store, one))}
    if as_json:
        whole = findings.as_json(reading, found, opened)
        say_json(
            {
                **whole,
                "open": open_,
                "saved": [_taken(one, changes.get(one.key)) for one in taken],
                "jobs_id": jobs or None,
            }
        )
    else:
        if known:
            names = words.listed(sorted({one.title for one in known}))
            say(f"This file was read before: {names}.")
        findings.show(reading, found, given)
        _tell(taken, found, changes, jobs)
    if open_:
        many = words.counted(open_, "finding is", "findings are")
        complain(f"Nothing was saved: {many} open. Answer with --accept FINDINGS.json, or keep it with --draft.")
        raise typer.Exit(1)


def _answerable(reading: Reading, found: Sequence[Found]) -> dict[str, tuple[Finding, ...]]:
    """The findings by the key that answers stand under: those of each framework, and of the job architecture."""
    of_jobs = {reading.jobs.key: reading.findings} if reading.jobs else {}
    return {**{one.key: one.findings for one in found}, **of_jobs}


def _chosen(reading: Reading, only: Sequence[str] | None) -> tuple[Found, ...]:
    if not only:
        return reading.found
    for key in only:
        if all(one.key != key for one in reading.found):
            keys = ", ".join(one.key for one in reading.found) or "none"
            raise KnownError(f"The document holds no framework “{key}”.", f"There are: {keys}.")
    return tuple(one for one in reading.found if one.key in only)


def _save(
    store: Store,
    source: Source,
    reading: Reading,
    found: Sequence[Found],
    given: ByKey[str, Sequence[Answer]],
    *,
    is_draft: bool,
) -> tuple[tuple[Taken, ...], str]:
    """What became of the frameworks, and the id of the job architecture, if there is one."""
    who = door.actor(store)
    backups.back_up_if_changed(store, reason=Reason.IMPORT)
    taken: tuple[Taken, ...] = ()
    if found:
        taken = store.write(
            framework_imports.take,
            source=source,
            reading=reading,
            found=found,
            by=who,
            answers=given,
            as_draft=is_draft,
        )
    if reading.jobs is None:
        return taken, ""
    return taken, store.write(job_architectures.take, source=source, reading=reading, architecture=reading.jobs, by=who)


def _change(store: Store, one: Taken) -> Comparison | None:
    """What is new against the version that stood before; None for the first, and for what is no version."""
    came = store.read(framework_imports.provenance, one.framework_id) if one.framework_id else None
    if one.was_known or came is None or not came.derived_from:
        return None
    before, after = (store.read(frameworks.find, key=one.key, version=v) for v in (came.derived_from, one.version))
    return compare(before, after)


def _taken(one: Taken, change: Comparison | None) -> dict[str, Value]:
    return {
        "key": one.key,
        "title": one.title,
        "version": one.version or None,
        "framework_id": one.framework_id or None,
        "draft_id": one.draft_id or None,
        "was_known": one.was_known,
        "against": change.before.version if change else None,
        "changes": {str(kind): many for kind, many in change.counts().items()} if change else None,
    }


def _tell(taken: Sequence[Taken], found: Sequence[Found], changes: ByKey[str, Comparison], jobs: str) -> None:
    say()
    for one, read in zip(taken, found, strict=False):
        if one.draft_id:
            say(f"{one.title} is kept as draft {one.draft_id}.")
        elif one.was_known:
            say(f"{one.title} {one.version} is in the record already, just like this.")
        else:
            number = sum(1 for _ in read.framework.competencies())
            many = words.counted(number, "competency", "competencies")
            say(f"{one.title} {one.version} is in the record as {one.key}, with {many}.")
        if change := changes.get(one.key):
            say(f"Against version {change.before.version}: {change.summary()}.")
    if jobs:
        say("The job architecture is in the record.")


@app.command("export")
def export(
    context: typer.Context,
    key: Key,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The file to write; its ending decides the format.")],
    version: Version = "",
    format_: Annotated[
        str, typer.Option("--format", metavar="NAME", help=f"One of: {', '.join(one.name for one in exports.EXPORTS)}.")
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="Replace the file where there is one.")] = False,
) -> None:
    """Write a framework to a file that Journeybook reads again."""
    from desktop.reports.files import whole_file

    with door.record_if_any(context) as store:
        framework = find(store, key, version)
    if out.is_dir():
        raise KnownError(f"{out} is a folder.", "Name the file.")
    chosen = exports.find(format_, out.suffix)
    if out.exists() and not force:
        raise KnownError(f"There is a file {out} already.", "Add --force to replace it.")
    content = chosen.write(framework)
    with whole_file(out) as beside:
        beside.write_bytes(content)
    say(f"{framework.title} {framework.version} is in {out}.")
    for sentence in chosen.losses(framework):
        say(sentence)


@app.command("decisions")
def decisions(context: typer.Context, key: Key, version: Version = "", as_json: options.Json = False) -> None:
    """Where a version came from, and what was decided when it was read: what the source says, where, who chose what."""
    with door.record(context) as store:
        framework = find(store, key, version)
        rows = store.read(frameworks.listing)
        id_ = next((row.id for row in rows if (row.key, row.version) == (framework.key, framework.version)), "")
        origin = store.read(framework_imports.provenance, id_) if id_ else None
    if as_json:
        say_json({"origin": _origin(origin), "decisions": [asdict(one) for one in origin.answers] if origin else []})
        return
    if origin is None:
        say(f"{framework.title} {framework.version} ships with Journeybook.")
        return
    facts([("Read from", origin.file), ("Derived from version", origin.derived_from), ("Adopted by", origin.by)])
    if origin.answers:
        say()
        table(
            [(one.about, one.place, one.said, one.taken, one.by, one.on.isoformat()) for one in origin.answers],
            ("About", "Where", "What the source says", "Taken as", "By", "On"),
        )


def _origin(found: Provenance | None) -> dict[str, Value] | None:
    if found is None:
        return None
    return {"file": found.file, "format": found.format, "derived_from": found.derived_from, "by": found.by}

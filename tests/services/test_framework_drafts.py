"""Drafts of frameworks: what was read is answered, changed and published, and nothing is published half decided."""

from dataclasses import replace

import pytest

from desktop.codes import Kind
from desktop.database.store import Store
from desktop.errors import KnownError
from desktop.frameworks import answers as answering
from desktop.frameworks.findings import Answer, Change, Entry, Weight
from desktop.frameworks.reading import Found
from desktop.services import framework_drafts, framework_imports, frameworks
from desktop.services.framework_imports import Source
from tests.conftest import Cast
from tests.readings import ASKED, LINES, SOURCE, found, reading


def _take(store: Store, cast: Cast, one: Found, **more: object) -> framework_imports.Taken:
    arguments = {"source": SOURCE, "reading": reading(one), "found": (one,), "by": cast.cora, **more}
    (taken,) = store.write(framework_imports.take, **arguments)
    return taken


def test_a_draft_keeps_what_was_read_and_asked(store: Store, cast: Cast) -> None:
    taken = _take(store, cast, found(), as_draft=True)
    draft = store.read(framework_drafts.draft, taken.draft_id)
    assert draft.found == found()
    assert draft.lines == LINES
    assert [one.id for one in draft.open] == ["1a kind"]
    (row,) = store.read(framework_drafts.drafts)
    assert (row.open, row.source, row.base) == (1, "made-up.txt", "")


def test_an_open_question_keeps_a_draft_from_being_published(store: Store, cast: Cast) -> None:
    taken = _take(store, cast, found(), as_draft=True)
    with pytest.raises(KnownError, match="1 of the findings of this draft are not answered"):
        store.write(framework_drafts.publish, draft_id=taken.draft_id, by=cast.cora)
    assert len(store.read(framework_drafts.drafts)) == 1


def test_answers_change_the_draft_as_it_stands_and_are_kept_with_the_version(store: Store, cast: Cast) -> None:
    taken = _take(store, cast, found(), as_draft=True)
    edited = answering.change(found().framework, [Change(("title",), "Renamed in the editor")])
    store.write(framework_drafts.save, draft_id=taken.draft_id, framework=edited)
    for choice in ("core", "optional"):
        answers = [Answer("1a kind", choice=choice)]
        store.write(framework_drafts.answer, draft_id=taken.draft_id, answers=answers, by=cast.cora)
    framework_id = store.write(framework_drafts.publish, draft_id=taken.draft_id, by=cast.cora)
    made = store.read(frameworks.document, framework_id)
    assert made.title == "Renamed in the editor"
    assert next(made.competencies()).kind is Kind.OPTIONAL
    (kept,) = store.read(framework_imports.answers_of, framework_id)
    assert (kept.about, kept.place, kept.taken, kept.by) == ("1a", "line 12; line 30", "Optional", "Cora Hale")
    assert store.read(framework_drafts.drafts) == ()


def test_an_answer_that_the_finding_does_not_allow_changes_nothing(store: Store, cast: Cast) -> None:
    taken = _take(store, cast, found(), as_draft=True)
    for wrong in (Answer("1a kind", choice="perhaps"), Answer("nothing", choice="core"), Answer("title", typed=" ")):
        with pytest.raises(KnownError):
            store.write(framework_drafts.answer, draft_id=taken.draft_id, answers=[wrong], by=cast.cora)
    assert store.read(framework_drafts.draft, taken.draft_id).answers == ()


def test_a_framework_is_adopted_at_once_where_all_is_answered(store: Store, cast: Cast) -> None:
    with pytest.raises(KnownError, match="not answered"):
        _take(store, cast, found())
    assert store.read(framework_imports.known, SOURCE.digest) == ()
    taken = _take(
        store,
        cast,
        found(),
        answers={"made-up": [Answer("1a kind", choice="optional")], "another": [Answer("1a kind", choice="core")]},
    )
    assert (taken.version, taken.was_known) == ("1", False)
    assert next(store.read(frameworks.document, taken.framework_id).competencies()).kind is Kind.OPTIONAL
    assert [one.version for one in store.read(framework_imports.known, SOURCE.digest)] == ["1"]


def test_the_same_file_twice_is_one_version_and_a_changed_file_the_next(store: Store, cast: Cast) -> None:
    answers = {"made-up": [Answer("1a kind", choice="core")]}
    first = _take(store, cast, found(), answers=answers)
    again = _take(store, cast, found(), answers=answers)
    assert again == replace(first, was_known=True)
    changed = _take(store, cast, found(title="Made up, revised"), answers=answers, source=Source("new.txt", "b" * 64))
    assert (changed.version, changed.was_known) == ("2", False)


def test_an_error_keeps_even_a_draft_out(store: Store, cast: Cast) -> None:
    wrong = replace(ASKED, id="no title", weight=Weight.ERROR, choices=(), entry=Entry.TEXT, path=("title",))
    one = replace(found(), findings=(wrong,))
    with pytest.raises(KnownError, match="cannot be saved"):
        _take(store, cast, one, as_draft=True)
    taken = _take(store, cast, one, as_draft=True, answers={"made-up": [Answer("no title", typed="Typed")]})
    assert taken.title == "Typed"


def test_a_tailoring_is_the_next_version_of_what_it_was_derived_from(store: Store, cast: Cast) -> None:
    by = cast.cora
    for expected in ("2018.1-1", "2018.1-2"):
        draft_id = store.write(framework_drafts.tailor, key="it-generalist", version="2018.1", by=by)
        with pytest.raises(KnownError, match="the same as the version"):
            store.write(framework_drafts.publish, draft_id=draft_id, by=by)
        framework = store.read(framework_drafts.draft, draft_id).framework
        tailored = framework.model_copy(update={"description": expected})
        store.write(framework_drafts.save, draft_id=draft_id, framework=tailored)
        framework_id = store.write(framework_drafts.publish, draft_id=draft_id, by=by)
        assert store.read(frameworks.document, framework_id).version == expected


def test_only_a_coordinator_takes_frameworks_in(store: Store, cast: Cast) -> None:
    with pytest.raises(KnownError, match="kept by a coordinator"):
        _take(store, cast, found(), as_draft=True, by=cast.mia)


def test_a_draft_thrown_away_is_gone(store: Store, cast: Cast) -> None:
    taken = _take(store, cast, found(), as_draft=True)
    store.write(framework_drafts.discard, draft_id=taken.draft_id)
    with pytest.raises(KnownError, match="no longer there"):
        store.read(framework_drafts.draft, taken.draft_id)


def test_a_framework_without_a_job_function_stays_a_draft(store: Store, cast: Cast) -> None:
    one = replace(found(job_functions=(), courses=()), findings=())
    with pytest.raises(KnownError, match="no job function yet"):
        _take(store, cast, one)
    taken = _take(store, cast, one, as_draft=True)
    with pytest.raises(KnownError, match="no job function yet"):
        store.write(framework_drafts.publish, draft_id=taken.draft_id, by=cast.cora)

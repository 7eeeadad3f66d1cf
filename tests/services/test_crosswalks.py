"""Competencies of two frameworks are paired by people, and the pairs are evidence, never sign-offs."""

import pytest

from desktop.codes import HourKind
from desktop.database.store import Store
from desktop.frameworks import catalogue
from desktop.frameworks.document import Framework
from desktop.services import agreement_facts, agreements, crosswalks
from desktop.services.progress import progress
from tests.conftest import TODAY, Cast, Refuses

ONE, OTHER = catalogue.find("it-generalist"), catalogue.find("sample-network-technician")
FIRST, SECOND = (next(framework.competencies()).code for framework in (ONE, OTHER))


def confirm(store: Store, cast: Cast, *pairs: tuple[str, str]) -> int:
    return store.write(crosswalks.confirm, before=ONE, after=OTHER, pairs=pairs, by=cast.cora)


def kept(store: Store, before: Framework = ONE, after: Framework = OTHER) -> list[tuple[str, str, str, str]]:
    found = store.read(crosswalks.confirmed, before=before, after=after)
    return [(one.code, one.other_code, one.confirmed_by, one.withdrawn_by) for one in found]


def test_each_competency_has_five_suggestions_at_most_the_likest_first(store: Store) -> None:
    rows = store.read(crosswalks.crosswalk, before=ONE, after=OTHER)
    assert [row.code for row in rows] == [
        one.code for function in ONE.titled_functions() for one in function.competencies
    ]
    assert max(len(row.suggestions) for row in rows) == 5
    assert all(0 < one.score <= 100 for row in rows for one in row.suggestions)


def test_a_confirmed_pair_is_kept_with_who_and_is_seen_from_both_sides(store: Store, cast: Cast) -> None:
    assert confirm(store, cast, (FIRST, SECOND)) == 1
    assert confirm(store, cast, (FIRST, SECOND)) == 0
    assert kept(store) == [(FIRST, SECOND, "Cora Hale", "")]
    assert kept(store, OTHER, ONE) == [(SECOND, FIRST, "Cora Hale", "")]
    rows = store.read(crosswalks.crosswalk, before=ONE, after=OTHER)
    assert [one.other_code for one in rows[0].confirmed] == [SECOND]


def test_a_withdrawn_pair_stays_with_who_withdrew_it(store: Store, cast: Cast, refuses: Refuses) -> None:
    confirm(store, cast, (FIRST, SECOND))
    (one,) = store.read(crosswalks.confirmed, before=ONE, after=OTHER)
    store.write(crosswalks.withdraw, pair_id=one.id, by=cast.cora)
    assert kept(store) == [(FIRST, SECOND, "Cora Hale", "Cora Hale")]
    refuses("withdrawn already", crosswalks.withdraw, pair_id=one.id, by=cast.cora)
    assert confirm(store, cast, (FIRST, SECOND)) == 1


def test_a_confirmed_pair_is_evidence_for_credit_and_signs_nothing(store: Store, cast: Cast) -> None:
    before = store.read(progress, agreement_id=cast.bens)
    confirm(store, cast, (FIRST, SECOND))
    said = store.read(crosswalks.evidence, agreement_id=cast.bens, key=ONE.key)
    assert f"{FIRST} “" in said
    assert said.endswith("confirmed by Cora Hale on June 1, 2026")
    assert store.read(progress, agreement_id=cast.bens) == before
    some = {"kind": HourKind.OJT, "minutes": 60, "granted_on": TODAY, "evidence": said}
    store.write(agreements.grant_credit, agreement_id=cast.bens, **some)
    assert store.read(agreement_facts.facts_of, agreement_id=cast.bens).credits[0].evidence == said
    assert store.read(progress, agreement_id=cast.bens).core == before.core


def test_without_a_confirmed_pair_there_is_no_evidence(store: Store, cast: Cast, refuses: Refuses) -> None:
    refuses("is confirmed to stand for", crosswalks.evidence, agreement_id=cast.bens, key=ONE.key)


@pytest.mark.parametrize("who", ["max", "ben", "ines"])
def test_only_a_coordinator_confirms(store: Store, cast: Cast, refuses: Refuses, who: str) -> None:
    some = {"before": ONE, "after": OTHER, "pairs": [(FIRST, SECOND)], "by": getattr(cast, who)}
    refuses("by a coordinator", crosswalks.confirm, **some)


def test_codes_that_are_not_there_are_refused(store: Store, cast: Cast, refuses: Refuses) -> None:
    some = {"before": ONE, "after": OTHER, "by": cast.cora}
    refuses("no competency 99z", crosswalks.confirm, pairs=[("99z", SECOND)], **some)
    refuses("no competency 99z", crosswalks.confirm, pairs=[(FIRST, "99z")], **some)
    refuses("to itself", crosswalks.confirm, before=ONE, after=ONE, pairs=[(FIRST, FIRST)], by=cast.cora)

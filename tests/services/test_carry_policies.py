"""A policy says which agreements under a version move to another, and what would stay behind is told before."""

import pytest

from desktop.database.store import Store
from desktop.errors import Cancelled
from desktop.frameworks import catalogue
from desktop.frameworks.carrying import Pairs
from desktop.services import carry_policies, frameworks
from desktop.services.carry_policies import Policy
from tests.conftest import Cast, Refuses, everything
from tests.services.test_carry_over import FIRST, confirmed, lived, revised, second, told

__all__ = ["lived", "second"]
_VERSIONS = {"key": FIRST, "version": catalogue.find(FIRST).version, "to_key": FIRST, "to_version": "2"}


@pytest.mark.parametrize(("policy", "moves"), [(Policy.EVERYONE, 1), (Policy.UNSIGNED, 0), (Policy.NOBODY, 0)])
def test_a_policy_says_who_moves_to_a_new_version(lived: Store, cast: Cast, policy: Policy, moves: int) -> None:
    found = lived.write(
        carry_policies.carry_all_over, pairs=confirmed(lived, cast), policy=policy, by=cast.cora, **_VERSIONS
    )
    assert found == (cast.bens,) * moves
    assert told(lived, cast).framework.version == ("2" if moves else catalogue.find(FIRST).version)


def test_apprentices_without_a_sign_off_move_where_only_they_shall(store: Store, cast: Cast) -> None:
    store.write(frameworks.adopt, framework=revised())
    pairs = confirmed(store, cast)
    some = {**_VERSIONS, "pairs": pairs, "policy": Policy.UNSIGNED, "by": cast.cora}
    assert store.write(carry_policies.carry_all_over, **some) == (cast.bens,)


def test_what_would_be_left_out_is_told_for_each_agreement_and_nothing_is_written(lived: Store, cast: Cast) -> None:
    before = everything(lived)
    (move,) = lived.read(carry_policies.preview, **_VERSIONS, pairs=Pairs(), policy=Policy.EVERYONE)
    assert move.agreement_id == cast.bens
    assert sum(one.ratings for one in move.left_out) > 0
    assert carry_policies.total_left_out((move, move))[0].ratings == 2 * move.left_out[0].ratings
    some = {"pairs": confirmed(lived, cast), "policy": Policy.EVERYONE}
    (confirmed_move,) = lived.read(carry_policies.preview, **_VERSIONS, **some)
    assert len(confirmed_move.left_out) < len(move.left_out)
    assert lived.read(carry_policies.preview, **_VERSIONS, pairs=Pairs(), policy=Policy.NOBODY) == ()
    assert everything(lived) == before


def test_a_move_that_is_cancelled_moves_nobody(lived: Store, cast: Cast) -> None:
    before = everything(lived)

    def stop(_done: int, _of: int) -> None:
        raise Cancelled

    some = {"pairs": confirmed(lived, cast), "policy": Policy.EVERYONE, "by": cast.cora}
    with pytest.raises(Cancelled):
        carry_policies.carry_all(lived, **_VERSIONS, **some, report=stop)
    assert everything(lived) == before


def test_progress_is_told_and_only_a_coordinator_moves_anyone(lived: Store, cast: Cast, refuses: Refuses) -> None:
    some = {**_VERSIONS, "pairs": confirmed(lived, cast), "policy": Policy.EVERYONE}
    refuses("by a coordinator", carry_policies.carry_all_over, **some, by=cast.max)
    told_of: list[tuple[int, int]] = []
    moved = carry_policies.carry_all(lived, **some, by=cast.cora, report=lambda done, of: told_of.append((done, of)))
    assert moved == (cast.bens,)
    assert told_of == [(0, 1), (1, 1)]

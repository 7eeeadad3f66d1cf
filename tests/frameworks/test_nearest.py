"""For each competency, the likest of another framework are suggested."""

from desktop.frameworks.nearest import suggestions
from tests.frameworks.test_compare import BAKERY, changed, framework


def test_the_nearest_five_are_suggested_the_likest_first() -> None:
    found = suggestions(framework(BAKERY), framework(changed("1", 1, "Kneads rye dough by hand"), key="rye"))
    assert found["1b"][0].code == "1b"
    assert all(len(some) <= 5 for some in found.values())
    scores = [one.score for one in found["1b"]]
    assert scores[0] == max(scores)

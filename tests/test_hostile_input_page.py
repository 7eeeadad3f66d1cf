"""Every test that the page on hostile input names is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "hostile-input.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", PAGE)


@pytest.mark.parametrize(("file", "test"), sorted(set(NAMED)))
def test_a_test_that_is_named_is_there(file: str, test: str) -> None:
    content = (ROOT / file).read_text(encoding="utf-8")
    assert f"def {test}(" in content if test else "def test_" in content


def test_every_attack_has_its_row() -> None:
    rows = re.findall(r"^\| (I\d+) \|", PAGE, re.MULTILINE)
    assert rows == [f"I{number}" for number in range(1, 19)]

"""Figures go to a file only where one is named, and the page is made of the newest."""

from pathlib import Path

import pytest

from tests.reliability import figures, publish
from tests.reliability.experiments import EXPERIMENTS
from tests.reliability.figures import Figure, Run


def _run(kills: int, **more: str) -> Run:
    return Run(Figure("E1", "signing", {"kills": kills}, **more), seed=7, seconds=60.0, date="2026-11-22")


def test_the_page_tells_the_newest_run_of_each_place(tmp_path: Path) -> None:
    path = tmp_path / "figures.jsonl"
    for run in (_run(1), _run(2555), _run(3, control="told too early", caught="after 3 kills"), _run(9, setup="WAL")):
        figures.add(path, run)
    kept = figures.newest(path)
    assert kept == (_run(2555), _run(3, control="told too early", caught="after 3 kills"), _run(9, setup="WAL"))
    page = publish.page(kept)
    assert "| E1 | signing | DELETE journal, synchronous=EXTRA | 2,555 kills | 0 | 60 | 7 | 2026-11-22 |" in page
    assert "| E1 | signing | told too early | DELETE journal, synchronous=EXTRA | after 3 kills |" in page
    for one in EXPERIMENTS.values():
        assert one.title in page


def test_a_broken_promise_fails_and_so_does_a_sabotage_nobody_noticed() -> None:
    figures.judge(Figure("E1", "signing", {"kills": 1}))
    figures.judge(Figure("E1", "signing", {"kills": 1}, bad=["lost"], control="told too early", caught="after 1 kill"))
    with pytest.raises(AssertionError, match="lost"):
        figures.judge(Figure("E1", "signing", {"kills": 1}, bad=["lost"]))
    with pytest.raises(AssertionError, match="nobody noticed: told too early"):
        figures.judge(Figure("E1", "signing", {"kills": 1}, control="told too early"))


def test_the_page_is_made_of_the_lines_that_are_kept() -> None:
    assert publish.PAGE.read_text(encoding="utf-8") == publish.page(figures.newest(publish.KEPT))

"""How long an experiment lasts, by which seed, and where its figures go: see the options in tests/conftest.py."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.reliability import disk, figures
from tests.reliability.figures import Figure, Run


@pytest.fixture(scope="session")
def seconds(pytestconfig: pytest.Config) -> float:
    return float(pytestconfig.option.seconds)


@pytest.fixture(scope="session")
def each(seconds: float) -> float:
    """Seconds of one of several works: in a short run they share."""
    return seconds if seconds >= 30 else seconds / 3


@pytest.fixture(scope="session")
def seed(pytestconfig: pytest.Config) -> int:
    return int(pytestconfig.option.seed)


Note = Callable[[Figure], Figure]


@pytest.fixture
def note(pytestconfig: pytest.Config, seconds: float, seed: int) -> Note:
    """Keep a figure, good or bad, and judge it."""

    def keep(figure: Figure) -> Figure:
        path: Path | None = pytestconfig.option.figures
        print(f"seed {seed}: {figure}")
        if path is not None:
            figures.add(path, Run(figure, seed, seconds, f"{datetime.now(UTC):%Y-%m-%d}"))
        figures.judge(figure)
        return figure

    return keep


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The disk of `disk.c`, built once; without a compiler the experiments that need it are skipped."""
    built = disk.build(tmp_path_factory.mktemp("disk"))
    if built is None:
        pytest.skip("no compiler is found, or nothing can be preloaded")
    return built

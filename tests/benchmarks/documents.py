"""D: each shared document read as a framework, against opening it and parsing what it holds without reading it."""

import time
from collections.abc import Callable
from pathlib import Path

from desktop.errors import KnownError
from desktop.frameworks import detect, files

SHARED = Path(__file__).resolve().parents[3] / "shared"
TIMES = 5


def tell() -> None:
    """One line a document: milliseconds, floor, their ratio, and what was found."""
    paths = [one for folder in ("seeds", "data") for one in sorted((SHARED / folder).glob("*")) if one.suffix != ".md"]
    if not paths:
        print("D   the shared documents are not here")
    for path in paths:
        ours, floor = _best(lambda path=path: _read(path)), _best(lambda path=path: _open(path))
        size = f"{path.stat().st_size / 1000:,.0f} kB"
        print(
            f"D   {path.name} ({size}): {ours:,.1f} ms, floor {floor:,.1f} ms, ratio {ours / floor:.1f}: {_told(path)}"
        )


def _best(act: Callable[[], object]) -> float:
    act()
    found = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        act()
        found.append((time.perf_counter() - begun) * 1000)
    return min(found)


def _read(path: Path) -> None:
    try:
        detect.read(files.open_path(path))
    except KnownError:
        return


def _open(path: Path) -> None:
    opened = files.open_path(path)
    {files.Form.JSON: lambda: opened.value, files.Form.WORKBOOK: lambda: opened.sheets}.get(
        opened.form, lambda: opened.lines
    )()


def _told(path: Path) -> str:
    try:
        reading = detect.read(files.open_path(path))
    except KnownError:
        return "refused"
    learned = sum(1 for found in reading.found for _ in found.framework.competencies())
    findings = sum(len(found.findings) for found in reading.found) + len(reading.findings)
    return f"{reading.format}, {len(reading.found)} frameworks, {learned} competencies, {findings} findings"

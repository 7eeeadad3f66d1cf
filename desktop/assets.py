"""Where the files that ship with the program lie."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def path(*parts: str) -> Path:
    """The path of a shipped file or folder, such as `path("templates", "frameworks")`.

    A wheel and a frozen bundle carry `templates/` and `resources/` inside the package; a source
    checkout has them beside it.
    """
    inside = _PACKAGE.joinpath(*parts)
    return inside if inside.exists() else _PACKAGE.parent.joinpath(*parts)

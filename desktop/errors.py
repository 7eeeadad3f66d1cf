"""Errors of the user's world."""

from typing_extensions import override


class KnownError(Exception):
    """Something the user can understand and mend; whoever raises it has written nothing.

    The text is one plain sentence saying what is not possible and why; `advice` says what to do next.
    Anything that is not a KnownError is our defect: both doors log it without names and save nothing.
    """

    def __init__(self, sentence: str, advice: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.advice = advice

    @override
    def __str__(self) -> str:
        return f"{self.sentence} {self.advice}".strip()


class Cancelled(KnownError):
    """The user stopped a long piece of work; nothing was written."""

    def __init__(self) -> None:
        super().__init__("The work was cancelled.", "Nothing was written.")

"""What was done to a draft, step by step, and how to take it back."""

from dataclasses import dataclass

from desktop.frameworks import new_codes
from desktop.frameworks.document import Framework
from desktop.frameworks.findings import Path


@dataclass(frozen=True, slots=True)
class Step:
    """`label` is what was done ("Remove competency 4f"), `before` and `after` the whole document. `visit` names
    the visit of a field that the step belongs to, empty for a step of its own; `where` is the part to show."""

    label: str
    before: Framework
    after: Framework
    visit: str = ""
    where: Path = ()


class History:
    """A draft with its steps. Documents never change, so a step costs no more than what differs."""

    def __init__(self, first: Framework, taken: frozenset[str] = frozenset()) -> None:
        self.present = self.saved = first
        self.taken = taken | new_codes.used(first)
        """Codes that stand or have stood for something; no other part may ever get one of them."""
        self._done: list[Step] = []
        self._undone: list[Step] = []

    @property
    def is_changed(self) -> bool:
        """Whether something is not saved."""
        return self.present is not self.saved and self.present != self.saved

    @property
    def undo_label(self) -> str:
        """What would be taken back, or nothing."""
        return self._done[-1].label if self._done else ""

    @property
    def redo_label(self) -> str:
        return self._undone[-1].label if self._undone else ""

    def do(self, label: str, framework: Framework, visit: str = "", where: Path = ()) -> bool:
        """Make `framework` the present one; steps of one visit are one step. False where nothing changed."""
        if framework == self.present:
            return False
        before, last = self.present, self._done[-1] if self._done else None
        if visit and last is not None and last.visit == visit and not self._undone:
            before = last.before
            del self._done[-1]
        if framework != before:
            self._done.append(Step(label, before, framework, visit, where))
        self._undone.clear()
        self.present = framework
        self.taken |= new_codes.used(framework)
        return True

    def undo(self) -> Step | None:
        """Take the last step back; None where there is none."""
        if not self._done:
            return None
        step = self._done.pop()
        self._undone.append(step)
        self.present = step.before
        return step

    def redo(self) -> Step | None:
        if not self._undone:
            return None
        step = self._undone.pop()
        self._done.append(step)
        self.present = step.after
        return step

    def mark_saved(self) -> None:
        self.saved = self.present

"""What else a carry-over asks: which level becomes which, and how the hours of a job function are shared out."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QComboBox, QDialog, QSpinBox, QWidget

from desktop.frameworks.carrying import LARGEST_WEIGHT
from desktop.frameworks.document import RatingLevel, RatingScale
from desktop.views.choices import place_of
from desktop.views.forms import FieldRow
from desktop.views.questions import Question


class LevelsDialog(Question):
    """For each level of the one scale, the level of the other that its sign-offs have from then on."""

    def __init__(
        self, before: RatingScale, after: RatingScale, levels: Mapping[int, int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        sentence = self.tr("Each sign-off keeps its level in the record, and counts there with the level chosen here.")
        self.say(self.tr("Levels of the rating scales"), sentence, self.tr("Take these levels"))
        self.boxes: dict[int, QComboBox] = {}
        for old in before.levels:
            box = QComboBox()
            for new in after.levels:
                box.addItem(self._named(new, after), new.level)
            box.setCurrentIndex(max(place_of(box, levels.get(old.level, old.level)), 0))
            label = self.tr("{level} becomes").format(level=self._named(old, before))
            self.form.add(FieldRow(label, box))
            self.boxes[old.level] = box

    def _named(self, one: RatingLevel, scale: RatingScale) -> str:
        name = f"{one.level} {one.word}".strip()
        return self.tr("{level}, completes").format(level=name) if one.level >= scale.completes_at else name

    @property
    def levels(self) -> dict[int, int]:
        return {old: box.currentData() for old, box in self.boxes.items()}

    @classmethod
    def ask(
        cls, parent: QWidget | None, before: RatingScale, after: RatingScale, levels: Mapping[int, int]
    ) -> dict[int, int] | None:
        """The chosen levels, or None where all stays as it was."""
        dialog = cls(before, after, levels, parent)
        return dialog.levels if dialog.exec() == QDialog.DialogCode.Accepted else None


class SharesDialog(Question):
    """A weight for each job function that the hours of one go to."""

    def __init__(
        self, name: str, targets: Sequence[str], weights: Sequence[int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        sentence = self.tr("Each of these gets its share of the hours of {name}: 2 and 1 are two thirds and a third.")
        self.say(self.tr("Share out hours"), sentence.format(name=name), self.tr("Take these shares"))
        self.boxes: list[QSpinBox] = []
        for target, weight in zip(targets, weights, strict=True):
            box = QSpinBox()
            box.setRange(1, LARGEST_WEIGHT)
            box.setValue(weight)
            # The sheet's padding does not reach the text of a spin box.
            box.lineEdit().setTextMargins(6, 0, 0, 0)
            self.form.add(FieldRow(target, box))
            self.boxes.append(box)

    @property
    def weights(self) -> tuple[int, ...]:
        return tuple(box.value() for box in self.boxes)

    @classmethod
    def ask(
        cls, parent: QWidget | None, name: str, targets: Sequence[str], weights: Sequence[int]
    ) -> tuple[int, ...] | None:
        """The chosen weights, or None where all stays as it was."""
        dialog = cls(name, targets, weights, parent)
        return dialog.weights if dialog.exec() == QDialog.DialogCode.Accepted else None

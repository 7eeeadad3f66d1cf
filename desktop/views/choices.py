"""Choosing in a box by what an item stands for."""

from PySide6.QtWidgets import QComboBox


def place_of(box: QComboBox, data: object) -> int:
    """The place of the first item that stands for `data`, or -1. Qt itself does not find tuples."""
    return next((place for place in range(box.count()) if box.itemData(place) == data), -1)

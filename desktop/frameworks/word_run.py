"""The text of one paragraph of a Word document: runs, fields, content controls, check boxes and symbols."""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

CHECKED: Final = "☒"
UNCHECKED: Final = "☐"
_NO = frozenset({"0", "false", "off", "none"})
_LEFT_OUT: Final = frozenset({"del", "moveFrom", "pPr", "rPr", "sdtPr", "txbxContent", "instrText", "pict", "object"})
"""Tracked deletions, properties and field codes; text boxes are told after their paragraph."""
# Wingdings, where forms take their boxes from: crossed or ticked, and empty.
_CHECKED_SIGNS = frozenset({"52", "53", "54", "78", "FC", "FD", "FE", "FB"})
_EMPTY_SIGNS = frozenset({"6F", "70", "71", "72", "A3", "A8"})
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202d\u202e\ufeff\ufffe\uffff]")


def local(element: etree._Element) -> str:
    """The name without its namespace: old and strict documents differ in nothing else that matters here."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def texts(paragraph: etree._Element) -> tuple[list[str], bool]:
    """The lines of a paragraph, one where it has no line break, and whether all of it is bold."""
    words: list[str] = []
    weights: list[bool] = []
    _gather(paragraph, words, weights)
    text = _UNPRINTABLE.sub("", "".join(words).replace("\xa0", " "))
    return text.split("\n"), bool(weights) and all(weights)


def boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The contents of text boxes anchored in the paragraph, each once."""
    for one in paragraph.iter("{*}txbxContent"):
        if not any(local(above) in ("Fallback", "txbxContent", "del") for above in _above(one, paragraph)):
            yield one


def contents(control: etree._Element) -> Iterator[etree._Element]:
    """What a content control holds, unless that is only its prompt."""
    properties = next((one for one in control if local(one) == "sdtPr"), None)
    if properties is not None and any(_is_on(one) for one in properties if local(one) == "showingPlcHdr"):
        return
    yield from (one for one in control if local(one) == "sdtContent")


def content_of(control: etree._Element) -> Iterator[etree._Element]:
    for content in contents(control):
        yield from content


def _above(element: etree._Element, top: etree._Element) -> Iterator[etree._Element]:
    parent = element.getparent()
    while parent is not None and parent is not top:
        yield parent
        parent = parent.getparent()


def _gather(around: etree._Element, words: list[str], weights: list[bool]) -> None:
    for one in around:
        kind = local(one)
        if kind == "r":
            _run(one, words, weights)
        elif kind == "sdt":
            _control(one, words, weights)
        elif kind == "AlternateContent":
            for choice in list(one)[:1]:
                _gather(choice, words, weights)
        elif kind and kind not in _LEFT_OUT:
            _gather(one, words, weights)


def _run(run: etree._Element, words: list[str], weights: list[bool]) -> None:
    properties = next((one for one in run if local(one) == "rPr"), ())
    if any(local(one) == "vanish" and _is_on(one) for one in properties):
        return
    is_bold = any(local(one) == "b" and _is_on(one) for one in properties)
    for one in run:
        told = _told(one)
        words.append(told)
        if told.strip():
            weights.append(is_bold)
        if local(one) == "AlternateContent":
            for choice in list(one)[:1]:
                _gather(choice, words, weights)


def _told(one: etree._Element) -> str:
    kind = local(one)
    if kind == "t":
        return (one.text or "").replace("\n", " ").replace("\r", " ")
    if kind in ("tab", "ptab"):
        return "\t"
    if kind in ("br", "cr"):
        return "" if attribute(one, "type") in ("page", "column") else "\n"
    if kind == "noBreakHyphen":
        return "-"
    if kind == "sym":
        sign = attribute(one, "char")[-2:].upper()
        return CHECKED if sign in _CHECKED_SIGNS else UNCHECKED if sign in _EMPTY_SIGNS else ""
    return _form_box(one) if kind == "fldChar" else ""


def _form_box(field: etree._Element) -> str:
    """A check box of the old kind; what was chosen counts before what it starts with."""
    for box in field.iter("{*}checkBox"):
        states = {local(one): _is_on(one) for one in box}
        return CHECKED if states.get("checked", states.get("default", False)) else UNCHECKED
    return ""


def _control(control: etree._Element, words: list[str], weights: list[bool]) -> None:
    for box in control.iterfind("{*}sdtPr/{*}checkbox"):
        state = next((one for one in box if local(one) == "checked"), None)
        words.append(CHECKED if state is not None and _is_on(state) else UNCHECKED)
        return
    for content in contents(control):
        _gather(content, words, weights)


def _is_on(element: etree._Element) -> bool:
    return attribute(element, "val").lower() not in _NO

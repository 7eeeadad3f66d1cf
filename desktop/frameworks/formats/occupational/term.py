"""Months and hours told in a sentence."""

import re

from desktop.frameworks.document import HourRange, Term

_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "twelve": 12, "eighteen": 18}
_COUNT = rf"(\d{{1,3}}|{'|'.join(_WORDS)})"
_SPAN = re.compile(rf"\b{_COUNT}\s*(?:months?|years?)?\s*(?:-|–|—|to|and|or)\s*{_COUNT}\s*-?\s*(month|year)s?", re.I)
_SINGLE = re.compile(rf"\b{_COUNT}\s*-?\s*(month|year)s?\b", re.I)
_HOURS = re.compile(r"\b(\d[\d,]{1,8})\s*(?:clock\s+)?hours?\b(?=(.{0,60}))", re.I)
_USUAL = re.compile(r"\b(most|typical(?:ly)?|expect\w*|average|usual(?:ly)?|about|approximately)\b", re.I)
_LEAST = re.compile(r"\b(at least|minimum|no less than|not less than)\b", re.I)
_MOST = re.compile(r"\b(up to|at most|maximum|no more than|not more than)\b", re.I)


def hours_of(text: str) -> tuple[HourRange, HourRange]:
    """Hours of on-the-job training and of related instruction: the first figure of each."""
    ojt = ri = HourRange()
    for match in _HOURS.finditer(text):
        figure = float(match[1].replace(",", ""))
        # What the hours are of stands behind them, before the next figure.
        of_what = re.split(r"[,;.\d]| and ", match[2])[0]
        if figure > 100_000:
            continue
        if re.search(r"instruction|class|\bRT?S?I\b", of_what, re.I):
            ri = ri if ri.minimum else HourRange(minimum=figure)
        else:
            ojt = ojt if ojt.minimum else HourRange(minimum=figure)
    return ojt, ri


def in_words(term: Term) -> str:
    if term.minimum and term.maximum:
        span = f"{term.minimum} to {term.maximum} months"
    else:
        least = f"at least {term.minimum} months" if term.minimum else ""
        span = least or (f"at most {term.maximum} months" if term.maximum else "")
    usual = f"usually {term.typical} months" if term.typical else ""
    return ", ".join(one for one in (span, usual) if one)


def term_of(text: str) -> Term:
    """Months told in a sentence: from and to, at least, at most, usually."""
    minimum = maximum = typical = None
    span = _SPAN.search(text)
    if span is not None:
        minimum, maximum = (_months(span[at], span[3]) for at in (1, 2))
        text = text[: span.start()] + "\n" + text[span.end() :]
    for match in _SINGLE.finditer(text):
        months, before = _months(match[1], match[2]), re.split(r"[.;\n]", text[: match.start()])[-1]
        if _LEAST.search(before[-60:]) and minimum is None:
            minimum = months
        elif _MOST.search(before[-60:]) and maximum is None:
            maximum = months
        elif typical is None and (span is None or _USUAL.search(before)):
            typical = months
    if minimum and maximum and minimum > maximum:
        minimum, maximum = maximum, minimum
    return Term(minimum=minimum, maximum=maximum, typical=typical)


def _months(count: str, unit: str) -> int | None:
    number = _WORDS.get(count.casefold()) or (int(count) if count.isdigit() else 0)
    months = number * 12 if unit.casefold() == "year" else number
    return months if 0 < months <= 240 else None

"""What an Appendix A says before its tables: occupation, codes, approach, term, ratio, probation, selection."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from desktop.codes import Approach, DurationUnit
from desktop.frameworks.document import HourRange, OnetCode, Probation, Ratio, Term
from desktop.frameworks.findings import Place
from desktop.frameworks.formats import tidy
from desktop.frameworks.formats.appendix_a.rows import Line, figure, folded, unnumbered


@dataclass
class Facts:
    """Labelled texts of the form: the lines under each label, in order."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    lines: dict[str, list[Line]] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)
    """First lines of what was read as a label or its text."""

    def get(self, label: str) -> str:
        return " ".join(self.texts.get(label, ()))


_LABELS: Final = (
    ("title", r"(?:(?:official )?(?:occupation(?:al)? title|title of (?:the )?occupation|occupation|trade)|"
              r"attached to and a part of the standards of apprenticeship for the occupation of)"),
    ("onet", r"o ?net(?: soc)?(?: codes?)?"),
    ("rapids", r"rapids(?: occupation)?(?: code| number)?"),
    ("approach", r"apprenticeship (?:approach|type)|type of (?:apprenticeship|occupation|program|training)|"
                 r"(?:program|training) (?:approach|type)|approach"),
    ("term", r"terms? of (?:the )?apprenticeship|apprenticeship term|term(?: length)?|minimum time|"
             r"(?:estimated )?program length"),
    ("ojt", r"on the job (?:learning|training)(?: hours)?|ojl hours|ojt hours|total (?:ojl|ojt) hours"),
    ("ri", r"related (?:technical )?instruction(?: hours)?|rti hours|ri hours"),
    ("ratio", r"(?:numeric )?ratio(?: of apprentices to journey ?workers?)?(?: ratio)?|"
              r"apprentice to journey ?worker ratio"),
    ("wages", r"(?:apprentice )?wages?(?: schedule| progression| rates?)|apprentice wage"),
    ("probation", r"probation(?:ary)?(?: period)?"),
    ("selection", r"selection(?: procedures?| of apprentices)?|(?:minimum )?qualifications and selection procedures?"),
    ("certifications", r"required certifications?|certifications?(?: required)?|licensure|certification or licensure"),
    ("also", r"also known as|job titles?|potential job titles?|alternate titles?"),
    ("sponsor", r"(?:program |apprenticeship )?sponsor(?: name)?|name of sponsor|sponsoring organization"),
    ("framework", r"framework"),
    ("provider", r"(?:name of )?(?:related (?:technical )?instruction |rti |ri |training |instruction )?provider"
                 r"(?: name)?|(?:related )?instruction provided by"),
    ("skip", r"apprentice|employer|began|program number|expected end|appendix a|work process schedule|and|"
             r"related instruction outline|on the job (?:learning|training) outline"),
)  # fmt: skip
_SHAPES: Final = tuple((name, re.compile(shape)) for name, shape in _LABELS)
_MOST_LABEL: Final = 90
_PROMPT: Final = re.compile(r"(?:click|tap|enter|type|choose)\b[\w ]{0,40}\b(?:here|text|code|date|title|item)\b", re.I)
"""What a form shows where nothing was filled in."""
_RULED: Final = re.compile(r"_{4,}")


def _label(text: str) -> str | None:
    told = folded(unnumbered(text[: _MOST_LABEL + 1]))
    if not told or len(text) > _MOST_LABEL:
        return None
    return next((name for name, shape in _SHAPES if shape.fullmatch(told)), None)


def label_of(line: Line) -> str | None:
    """The label that the line begins with."""
    return _label(line.cell(line.filled[0]).partition(":")[0])


def facts(lines: Iterable[Line]) -> Facts:
    """Labels with what stands after their colon, beside them in the row, or below them up to the next label."""
    found = Facts()
    now = ""
    for line in lines:
        is_step = now == "wages" and len(line.filled) > 2
        # Two labels may share a line: "O*NET-SOC CODE: 47-2152.00    RAPIDS CODE: 0414S-R".
        for part in [part for cell in line.cells for whole in cell for part in _labelled(whole)]:
            before, _, after = part.partition(":")
            named = None if is_step else _label(before)
            if named is not None:
                now = named
                found.texts.setdefault(now, [])
                found.places.setdefault(now, line.place)
            text = _RULED.sub("", after if named is not None else part).strip()
            if text and not _PROMPT.match(text) and now and now != "skip":
                found.texts[now].append(text)
        if now:
            found.lines.setdefault(now, []).append(line)
            found.used.add(line.first)
    return found


_GAP: Final = re.compile(r"\s{2,}|\s(?=(?:RAPIDS|O\*?NET)\b)", re.IGNORECASE)


def _labelled(part: str) -> list[str]:
    """Parted before each label that stands within the line."""
    found: list[str] = []
    for piece in _GAP.split(part):
        before, colon, _ = piece.partition(":")
        if not found or (colon and _label(before)):
            found.append(piece)
        else:
            found[-1] = f"{found[-1]} {piece}"
    return found


_ONET: Final = re.compile(r"\b([0-9]{2}-[0-9]{4})(?:\.([0-9]{2}))?(?:\s?\(([0-9]{4})\))?")
_RAPIDS: Final = re.compile(r"\b([0-9]{1,4})\s?-?((?:CB|HY|TB|[A-Z]{1,3})?(?:-[A-Z0-9]{1,4})?)(?![A-Za-z0-9])")


def onet_codes(text: str) -> tuple[OnetCode, ...]:
    """With the year that stands beside a code, else of 2019, the taxonomy in force."""
    found: dict[str, OnetCode] = {}
    for code, end, year in _ONET.findall(text[:2000]):
        whole = f"{code}.{end or '00'}"
        taxonomy = int(year) if year and 2000 <= int(year) <= 2100 else 2019
        found.setdefault(whole, OnetCode(code=whole, year=taxonomy))
    return tuple(found.values())


def rapids_code(text: str) -> str:
    """Padded to its four digits, the suffix as it stands: "0414S-R"."""
    found = _RAPIDS.search(_ONET.sub("", text[:2000]))
    return f"{found[1].zfill(4)}{found[2]}" if found else ""


_APPROACHES: Final = (
    (Approach.TIME_BASED, re.compile(r"\btime[\s-]{0,3}based", re.IGNORECASE)),
    (Approach.COMPETENCY_BASED, re.compile(r"\b(?:competency|performance)[\s-]{0,3}based", re.IGNORECASE)),
    (Approach.HYBRID, re.compile(r"\bhybrid", re.IGNORECASE)),
)
_MARK: Final = re.compile(
    r"[☒☑✓✔✗✘☐□■▢]|\[\s?[xX✓]\s?\]|\[\s{0,3}\]|\(\s?[xX]\s?\)|\(\s{1,3}\)"
    r"|\b[xX]\b|_{1,6}[xX]_{0,6}|_{2,}"
)
_EMPTY: Final = re.compile(r"[☐□▢]|\[\s{0,3}\]|\(\s{1,3}\)|_{2,}")


_SHORT: Final = (
    (Approach.TIME_BASED, re.compile(r"\btime\b", re.IGNORECASE)),
    (Approach.COMPETENCY_BASED, re.compile(r"\b(?:competency|performance)\b", re.IGNORECASE)),
    (Approach.HYBRID, re.compile(r"\bhybrid", re.IGNORECASE)),
)


def _named_in(text: str, shapes: Sequence[tuple[Approach, re.Pattern[str]]]) -> list[tuple[int, Approach]]:
    return sorted((found.start(), one) for one, shape in shapes for found in [shape.search(text)] if found)


def approaches(text: str) -> tuple[list[Approach], bool]:
    """Those that are marked, and whether there are marks at all. A mark belongs to the words after it where the
    line begins with a mark, else to those before it."""
    text = text[:4000]
    words = _named_in(text, _APPROACHES)
    if len(words) < 2:
        short = _named_in(text, _SHORT)
        words = short if len(short) > 1 else words
    marks = [(found.start(), _EMPTY.fullmatch(found[0]) is None) for found in _MARK.finditer(text)]
    if not marks or not words:
        return [one for _, one in words], False
    is_before = marks[0][0] < words[0][0]
    chosen = []
    for at, (start, one) in enumerate(words):
        low = (words[at - 1][0] if at else -1) if is_before else start
        high = start if is_before else words[at + 1][0] if at + 1 < len(words) else len(text)
        if any(is_set for place, is_set in marks if low < place < high):
            chosen.append(one)
    return chosen, True


_WORDS: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "a": 1, "an": 1,
}  # fmt: skip
_COUNT: Final = r"([0-9]{1,6}(?:\.[0-9]{1,2})?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
_LENGTH: Final = re.compile(
    rf"\b{_COUNT}\)?(?:\s?\([0-9]{{1,3}}\))?(?:\s?(?:to|-|–)\s?{_COUNT})?[\s-]{{1,3}}(years?|months?)\b"
    r"(?!['’]?s?\s{1,3}of age)",
    re.IGNORECASE,
)
_EXPECTED: Final = re.compile(r"([0-9]{1,3})(?: months?)? expected")
_AMOUNT: Final = re.compile(
    r"([0-9][0-9,]{0,8}(?:\.[0-9]{1,2})?)(?:\s?(?:to|-|–)\s?([0-9][0-9,]{0,8}(?:\.[0-9]{1,2})?))?[\s-]{0,2}"
    r"(?:clock |contact |total |ojl |ojt |rti |rsi )?(?:hours|hrs|hour|h)\b",
    re.IGNORECASE,
)

_YEARLY: Final = re.compile(r"^[^.;0-9]{0,50}\b(?:(?:per|each|every|a) (?:\w{1,9} )?year|annually|yearly)\b")
_NEXT: Final = re.compile(r"[0-9]|supplement|\bplus\b|\band\b")


def _count(text: str) -> float:
    return _WORDS[text.lower()] if text.lower() in _WORDS else float(text)


def term(text: str) -> Term:
    """Months, years as twelve of them; a range or one length."""
    found = _LENGTH.search(text[:2000])
    if found is None:
        return Term()
    scale = 12 if found[3].lower().startswith("year") else 1
    low = round(_count(found[1]) * scale)
    high = round(_count(found[2]) * scale) if found[2] else low
    second = _LENGTH.search(text[:2000], found.end())
    if second is not None and re.search(r"\bmax(?:imum)?\b[^0-9]{0,12}$", text[: second.start()], re.IGNORECASE):
        high = round(_count(second[1]) * (12 if second[3].lower().startswith("year") else 1))
    expected = _EXPECTED.search(text[:2000])
    if max(low, high) > 240 or not low:
        return Term()
    if expected and int(expected[1]) <= 240:
        return Term(minimum=min(low, high), maximum=max(low, high), typical=int(expected[1]))
    return Term(typical=low) if low == high else Term(minimum=min(low, high), maximum=max(low, high))


def printed_hours(text: str, months: int = 0) -> tuple[HourRange | None, HourRange | None]:
    """Hours on the job and hours of related instruction that a sentence names. Those for each year are taken for
    all the `months` of the term, and not at all where it is not known."""
    ojt = ri = None
    text = text[:4000]
    for found in _AMOUNT.finditer(text):
        before, after = text[max(0, found.start() - 60) : found.start()].lower(), text[found.end() :][:70].lower()
        years = 1.0 if _YEARLY.search(after) is None else months / 12
        after = _NEXT.split(after)[0]
        if "recommended" in after[:16]:
            continue
        amounts = sorted(figure(one) for one in found.groups() if one and one.strip(","))
        if not amounts or not years:
            continue
        amounts = [figure(str(one * years)) for one in amounts]
        hours = HourRange(minimum=amounts[0], maximum=amounts[-1])
        is_ri = any(word in after[:48] for word in ("related", "instruction", "classroom", "rti", "rsi")) or (
            re.search(r"(?:instruction|rti|rsi)[^0-9.]{0,40}$", before) is not None
        )
        if is_ri:
            ri = ri or hours
        else:
            ojt = ojt or hours
    return ojt, ri


_RATIO: Final = re.compile(
    rf"\b{_COUNT}\)?(?:\s?\(([0-9]{{1,3}})\))?\s{{0,3}}apprentices?\s{{0,3}}"
    rf"(?:to|for each|for every|:|per)\s{{0,3}}(?:every\s)?{_COUNT}?",
    re.IGNORECASE,
)
_PAIR: Final = re.compile(r"\b([0-9]{1,3})\s?(?::|to)\s?([0-9]{1,3})\b")


def ratio(text: str) -> Ratio | None:
    found = _RATIO.search(text[:2000])
    pair = _PAIR.search(text[:2000])
    if found:
        least, most = _count(found[1]), _count(found[3]) if found[3] else 1.0
    elif pair:
        least, most = float(pair[1]), float(pair[2])
    else:
        return None
    is_whole = all(one == int(one) and 0 < one <= 100 for one in (least, most))
    return Ratio(apprentices=int(least), journeyworkers=int(most)) if is_whole else None


_PERIOD: Final = re.compile(
    r"([0-9][0-9,]{0,7}|one|two|three|four|six|twelve)\)?(?: (?:calendar|working|work))?[\s-]{1,3}"
    r"(hours?|days?|weeks?|months?|years?)\b",
    re.I,
)


def probation(text: str) -> Probation | None:
    found = _PERIOD.search(text[:2000])
    if found is None:
        return None
    unit = found[2].lower().rstrip("s")
    length = int(_count(found[1].replace(",", "")))
    if unit == "year":
        unit, length = "month", length * 12
    if unit == "day":
        # The neutral form has no days: those of whole months are months of thirty days, others are weeks.
        unit, length = ("week", -(-length // 7)) if length % 30 else ("month", length // 30)
    return Probation(length=length, unit=DurationUnit(f"{unit}s")) if 0 < length <= 10_000 else None


_COVER: Final = re.compile(
    r"^(?:appendix a.{0,3}(?: work process schedule)?(?: and related instruction outline)?|work process schedule|"
    r"and|related instruction outline|the local program sponsor|"
    r"attached to.{0,90}|standards of apprenticeship.{0,60}|this schedule.{0,200}|draft.{0,60}|apprenticeship.{0,40})$"
)


def cover(lines: Sequence[Line]) -> list[tuple[str, Place]]:
    """Lines of the cover that are no heading of the form: the sponsor's name, the occupation."""
    found: list[tuple[str, Place]] = []
    for line in lines[:16]:
        text = tidy.line(line.text[:300])
        if _label(text.partition(":")[0]) not in (None, "skip"):
            break
        if len(folded(text)) > 2 and not _COVER.match(folded(text)) and len(text) < 150:
            found.append((text, line.place))
    return found

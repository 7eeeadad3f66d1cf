"""The head of the framework, from the overview and the head of the schedule: title, codes, term, approach, facts."""

import re
from dataclasses import dataclass, field

from desktop.codes import Approach
from desktop.frameworks import asking
from desktop.frameworks.document import Fact, HourRange, Occupation, OnetCode, Term
from desktop.frameworks.findings import Change, Choice, Entry, Finding, Path, Place, Weight
from desktop.frameworks.formats.occupational import overview
from desktop.frameworks.formats.occupational.overview import Code, Overview
from desktop.frameworks.formats.occupational.parts import Wording
from desktop.frameworks.formats.occupational.rows import LONGEST, clean, place, same
from desktop.frameworks.formats.occupational.term import hours_of, in_words, term_of

UNTITLED = "Untitled occupation"
_YEAR = re.compile(r"\b(20\d\d)\b")
_USED = (
    "potential job title",
    "occupational purpose",
    "apprenticeship type",
    "required certification",
    "created",
    "updated",
    "revised",
    "last updated",
    "last revised",
)
SUFFIXES = {Approach.COMPETENCY_BASED: "CB", Approach.HYBRID: "HY"}


@dataclass(slots=True)
class Head:
    occupation: Occupation
    approach: Approach
    term: Term
    ojt: HourRange
    ri: HourRange
    description: str = ""
    certifications: str = ""
    version: str = "1"
    publisher: str = "Not stated"
    facts: list[Fact] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    places: dict[Path, tuple[Place, ...]] = field(default_factory=dict)
    unplaced: list[Wording] = field(default_factory=list)


def make(found: Overview, schedule: Overview, text: str) -> Head:
    """`found` is the overview, `schedule` the head of the schedule, `text` the whole document."""
    both = Overview(found.title or schedule.title, found.onet + schedule.onet, found.rapids + schedule.rapids)
    both.fields = {**schedule.fields, **{key: one for key, one in found.fields.items() if one.text}}
    both.loose = found.loose
    findings: list[Finding] = []
    places: dict[Path, tuple[Place, ...]] = {}
    printed_on = both.find("last updated", "last revised", "updated", "revised", "created")
    title = _title(both, schedule, findings, places)
    approach = _approach(both, findings, places)
    onet = _onet(both.onet, printed_on.text if printed_on else "", findings)
    rapids = _rapids(both.rapids, approach, findings)
    titles = both.find("potential job title", "job titles")
    occupation = Occupation(
        title=title,
        job_titles=tuple(overview.job_titles(titles.text.replace("\n", ", "))) if titles else (),
        onet_codes=onet,
        rapids_code=rapids,
    )
    head = Head(occupation, approach, Term(), HourRange(), HourRange(), findings=findings, places=places)
    head.version = printed_on.lines[0].text[:40].strip() if printed_on else "1"
    _time(both, head)
    _passages(both, head)
    _publisher(text, head)
    head.unplaced = [one for one in both.loose if not same(one.text, title)]
    return head


def schedule_title(schedule: Overview) -> str:
    """The title at the head of the schedule, which may be broken over cells and lines."""
    parts = [one.text.replace(" - ", " ") for one in schedule.loose]
    joined = re.sub(r"WORK PROCESS SCHEDULE|\((?:continued|cont\.)\)", " ", " ".join(parts), flags=re.I)
    return clean(joined)[:LONGEST]


def _title(both: Overview, schedule: Overview, findings: list[Finding], places: dict[Path, tuple[Place, ...]]) -> str:
    other = schedule_title(schedule)
    if both.title is not None and both.title.text:
        title = clean(both.title.text)[:LONGEST].strip()
        places[("title",)] = places[("occupation", "title")] = (place(both.title.first),)
        if other and not same(other.casefold(), title.casefold()) and len(other) <= 200:
            findings.append(_two_titles(title, other, schedule.loose[0].first))
        return title
    code_line = min((one.line for one in both.onet + both.rapids), default=0)
    above = [one for one in both.loose if one.first <= code_line and len(one.text) <= 150]
    if above or other:
        line = above[-1].first if above else schedule.loose[0].first
        places[("title",)] = (place(line),)
        return clean(above[-1].text)[:LONGEST] if above else other
    for path in (("title",), ("occupation", "title")):
        findings.append(
            Finding(
                id=" ".join(path),
                weight=Weight.ERROR,
                about="Title" if len(path) == 1 else "Occupation",
                says="The document names no occupation.",
                taken=UNTITLED,
                entry=Entry.TEXT,
                path=path,
            )
        )
    return UNTITLED


def _two_titles(title: str, other: str, line: int) -> Finding:
    return Finding(
        id="title wording",
        weight=Weight.NOTE,
        about="Title",
        says=f"The overview names the occupation “{title}”, the head of the schedule “{other}”.",
        taken=title,
        places=(place(line),),
        choices=(
            Choice("overview", title),
            Choice("schedule", other, (Change(("title",), other), Change(("occupation", "title"), other))),
        ),
        taken_key="overview",
    )


def _approach(both: Overview, findings: list[Finding], places: dict[Path, tuple[Place, ...]]) -> Approach:
    type_ = both.find("apprenticeship type", "program type")
    told = overview.approach(type_.text) if type_ else None
    if type_ is not None and told is not None:
        places[("approach",)] = (place(type_.lines[0].first),)
        return told
    says = (
        f"The document says only “{type_.text[:200]}”."
        if type_
        else "The document does not say how completion is measured."
    )
    findings.append(asking.approach(Approach.COMPETENCY_BASED, says))
    return Approach.COMPETENCY_BASED


def _onet(codes: list[Code], printed_on: str, findings: list[Finding]) -> tuple[OnetCode, ...]:
    whole = {one.text if "." in one.text else f"{one.text}.00": one for one in reversed(codes)}
    if not whole:
        return ()
    first = codes[0].text if "." in codes[0].text else f"{codes[0].text}.00"
    dated = _YEAR.findall(printed_on)
    year = 2019 if (dated and int(dated[-1]) >= 2020) or first.startswith("15-12") else 2010
    path = ("occupation", "onet_codes")
    findings.append(
        Finding(
            id="O*NET year",
            weight=Weight.NOTE,
            about="O*NET code",
            says=f"The document prints {codes[0].text} without the year of its code list.",
            taken=f"{first} of {year}",
            places=(place(whole[first].line),),
            choices=tuple(
                Choice(str(one), f"{first} of the list of {one}", (Change((*path, first, "year"), one),))
                for one in (2010, 2019)
            ),
            taken_key=str(year),
        )
    )
    if len(whole) > 1:
        findings.append(
            _several("O*NET code", first, sorted(whole), path, year, tuple(whole[one].line for one in whole))
        )
    return (OnetCode(code=first, year=year),)


def _several(about: str, first: str, codes: list[str], path: Path, year: int, lines: tuple[int, ...]) -> Finding:
    def value(code: str) -> object:
        return [{"code": code, "year": year, "title": ""}] if year else code

    return Finding(
        id=about,
        weight=Weight.NOTE,
        about=about,
        says=f"The document prints several: {', '.join(codes[:10])}.",
        taken=first,
        places=tuple(place(line) for line in sorted(lines)[:10]),
        choices=tuple(Choice(code, code, (Change(path, value(code)),) if code != first else ()) for code in codes[:10]),
        taken_key=first,
    )


def _rapids(codes: list[Code], approach: Approach, findings: list[Finding]) -> str:
    """As it is printed, its lost zeros put back; the suffix of the approach is offered where it has none."""
    if not codes:
        return ""
    lines = {_padded(one.text): one.line for one in reversed(codes)}
    first = next((code for code in lines if not code.isdigit()), _padded(codes[0].text))
    printed = [*dict.fromkeys((first, *lines))]
    suffix = SUFFIXES.get(approach, "")
    offered = [*printed, *([first + suffix] if first.isdigit() and suffix and first + suffix not in printed else [])]
    if len(offered) == 1 and codes[0].text == first:
        return first
    as_printed = ", ".join(dict.fromkeys(one.text for one in codes[:10]))
    why = f", without the suffix {suffix} of a {approach.value} occupation" if first.isdigit() and suffix else ""
    findings.append(
        Finding(
            id="RAPIDS code",
            weight=Weight.NOTE,
            about="RAPIDS code",
            says=f"The document prints {as_printed}{why}.",
            taken=first,
            places=tuple(place(line) for line in sorted(lines.values())[:10]),
            choices=tuple(
                Choice(code, code, () if code == first else (Change(("occupation", "rapids_code"), code),))
                for code in offered[:10]
            ),
            taken_key=first,
        )
    )
    return first


def _padded(code: str) -> str:
    digits = re.match(r"\d+", code)
    return code.rjust(len(code) + 4 - len(digits[0]), "0") if digits else code


def _time(both: Overview, head: Head) -> None:
    time = both.find("minimum time", "time requirement", "term of", "term", "length")
    text = time.text[:3000] if time else ""
    head.term = term_of(text)
    head.ojt, head.ri = hours_of(text)
    if time is None or not head.term.expected:
        head.findings.append(asking.term("The document does not say how many months the apprenticeship lasts."))
        return
    head.places[("term",)] = (place(time.lines[0].first, time.lines[-1].last),)
    head.findings.append(
        Finding(
            id="term",
            weight=Weight.NOTE,
            about="Term",
            says="The document gives the term in a sentence; type another usual length if this is not it.",
            taken=in_words(head.term),
            places=head.places[("term",)],
            entry=Entry.WHOLE,
            path=("term", "typical"),
        )
    )


def _passages(both: Overview, head: Head) -> None:
    purpose = both.find("occupational purpose")
    certifications = both.find("required certification")
    head.description = purpose.text[:20_000] if purpose else ""
    head.certifications = certifications.text[:20_000] if certifications else ""
    for path, one in ((("description",), purpose), (("required_certifications",), certifications)):
        if one is not None:
            head.places[path] = (place(one.lines[0].first, one.lines[-1].last),)
    for key, one in both.fields.items():
        lines = tuple(text for line in one.lines if (text := line.text[:20_000].strip()))
        if lines and not key.startswith(_USED):
            head.places[("facts", str(len(head.facts)))] = (place(one.lines[0].first, one.lines[-1].last),)
            head.facts.append(Fact(about=one.label[:LONGEST], lines=lines))


def _publisher(text: str, head: Head) -> None:
    if "Urban Institute" in text:
        head.publisher = "Urban Institute"
        return
    head.findings.append(
        Finding(
            id="publisher",
            weight=Weight.NOTE,
            about="Publisher",
            says="The document does not name its publisher.",
            taken=head.publisher,
            choices=(
                Choice("none", head.publisher),
                Choice("Urban Institute", "Urban Institute", (Change(("publisher",), "Urban Institute"),)),
            ),
            taken_key="none",
            entry=Entry.TEXT,
            path=("publisher",),
        )
    )

"""What an occupation of a career map is called, where its pages and the table of contents do not agree."""

from dataclasses import dataclass

from desktop.frameworks.findings import Change, Choice, Entry, Finding, Weight
from desktop.frameworks.formats.career_map.facts import MOST_LINE
from desktop.frameworks.formats.career_map.front import Entry as Line
from desktop.frameworks.formats.career_map.pages import Occupation as Pages
from desktop.frameworks.formats.career_map.text import folded, place


@dataclass(slots=True)
class Name:
    """What an occupation is called; `entries` are lines of the table of contents that may be it."""

    title: str
    entries: tuple[Line, ...] = ()
    is_known: bool = True


def findings(pages: Pages, name: Name) -> list[Finding]:
    found = []
    if not name.is_known:
        found.append(_no_title(pages, name))
    elif pages.is_untitled_first:
        found.append(_title_from_elsewhere(pages, name))
    for at, heading in enumerate(pages.others):
        found.append(
            Finding(
                id=f"title of page {at + 1}",
                weight=Weight.NOTE,
                about="Title",
                says=f"A page among those of “{name.title}” is headed “{heading.text}”.",
                taken=f"The page belongs to “{name.title}”",
                places=(place(heading.first, heading.last),),
                choices=(
                    Choice("keep", f"The occupation is called “{name.title}”"),
                    Choice("other", f"The occupation is called “{heading.text}”", _called(heading.text)),
                ),
                taken_key="keep",
            )
        )
    return found


def _called(title: str) -> tuple[Change, ...]:
    return (Change(("title",), title[:MOST_LINE]), Change(("occupation", "title"), title[:MOST_LINE]))


def _no_title(pages: Pages, name: Name) -> Finding:
    return Finding(
        id="title",
        weight=Weight.ERROR,
        about="Title",
        says="The pages of this occupation name no title.",
        taken=name.title,
        places=(place(pages.first),),
        choices=tuple(Choice(folded(one.title), one.title, _called(one.title)) for one in name.entries[:20]),
        entry=Entry.TEXT,
        path=("title",),
    )


def _title_from_elsewhere(pages: Pages, name: Name) -> Finding:
    titled = pages.titled
    places = [place(pages.first)]
    says = "The first page of this occupation has no title."
    if titled is not None:
        says += f" A later page of it is headed “{pages.title}”."
        places.append(place(titled.first, titled.last))
    for entry in name.entries[:1]:
        says += f" At this place the table of contents names “{entry.title}”."
        places.append(place(entry.line))
    titles = dict.fromkeys([name.title, *([pages.title] if titled else []), *(one.title for one in name.entries[:1])])
    return Finding(
        id="title",
        weight=Weight.NOTE,
        about="Title",
        says=says,
        taken=name.title,
        places=tuple(places),
        choices=tuple(Choice(str(at), one, _called(one)) for at, one in enumerate(titles, start=1)),
        taken_key="1",
    )

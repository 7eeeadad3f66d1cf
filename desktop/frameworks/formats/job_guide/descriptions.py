"""The descriptions of a job number guide, brought to the families and positions that they describe."""

from dataclasses import dataclass, field

from desktop.frameworks.findings import Place
from desktop.frameworks.formats import tidy
from desktop.frameworks.formats.job_guide.compare import Findings, same
from desktop.frameworks.formats.job_guide.parts import Described, Family, Sections, place


@dataclass(slots=True)
class Descriptions:
    """By code; `shared` are remarks that name several families."""

    by_code: dict[str, Described] = field(default_factory=dict)
    shared: dict[str, list[Described]] = field(default_factory=dict)
    categories: dict[str, str] = field(default_factory=dict)

    def text(self, code: str) -> str:
        """Every paragraph, those of shared remarks last."""
        own = [self.by_code[code]] if code in self.by_code else []
        return tidy.text(
            "\n\n".join(text for one in (*own, *self.shared.get(code, ())) for _, _, text in one.paragraphs)
        )

    def places(self, code: str) -> tuple[Place, ...]:
        own = [self.by_code[code]] if code in self.by_code else []
        every = (*own, *self.shared.get(code, ()))
        return tuple(place(one.line, one.paragraphs[-1][1] if one.paragraphs else one.line) for one in every)

    def category_title(self, code: str) -> str:
        return self.categories.get(code, "")

    def family_title(self, family: Family) -> str:
        """The heading above its first position, else that of its description; empty where there is neither.

        Where several lines stand above, such as the head of a new page, it is the one that the description
        bears out, else the nearest."""
        told = self.by_code[family.code].title if family.code in self.by_code else ""
        headings = [text for _, text in family.headings]
        joined = " ".join(headings)
        if told and same(joined, told):
            return joined
        return next((one for one in headings if same(one, told)), headings[-1] if headings else told)


def settle(sections: Sections, found: Findings) -> Descriptions:
    """What the descriptions say by code; headings that were broken over two lines are joined again."""
    descriptions = Descriptions(categories={one.code: one.title for one in sections.described_categories})
    for one in sections.described:
        family = sections.families.get(one.code)
        if family is not None:
            _mend_heading(one, [text for _, text in family.headings])
        if one.code in descriptions.by_code:
            found.described_twice(descriptions.by_code[one.code], one)
            descriptions.by_code[one.code].paragraphs += one.paragraphs
        else:
            descriptions.by_code[one.code] = one
    for codes, remark in sections.remarks:
        for code in codes:
            descriptions.shared.setdefault(code, []).append(remark)
    for family in sections.families.values():
        title = descriptions.family_title(family)
        for line, text in family.headings:
            if text not in title:
                sections.pass_over(line, text, "It stands between two families.")
    return descriptions


def _mend_heading(one: Described, headings: list[str]) -> None:
    """Joins a heading with the next line where only both together are the title in the guide."""
    if not one.paragraphs or any(same(one.title, heading) for heading in headings):
        return
    text = one.paragraphs[0][2]
    if any(same(f"{one.title} {text}", heading) for heading in headings):
        one.title = f"{one.title} {text}"
        del one.paragraphs[0]

"""The lines of a job number guide, sorted into what each of its sections says; nothing is compared here."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from desktop.errors import KnownError
from desktop.frameworks.formats import tidy
from desktop.frameworks.formats.career_map import running as career_map_running
from desktop.frameworks.formats.job_guide import codes as job_guide_codes
from desktop.frameworks.formats.job_guide import rows
from desktop.frameworks.formats.job_guide.codes import BULLETS, LEVEL, LONGEST_HEADING, USUAL
from desktop.frameworks.formats.job_guide.parts import Described, Entry, Family, Heading, Level, Sections

MOST_POSITIONS: Final = 5000

_LEVEL = re.compile(rf"(?:[Ll]evel[ ]+)?({LEVEL})(?:[ .:–-]+(?=\S)(.+))?")
_LEVEL_LINE = re.compile(rf"(?:Job )?Level[ ]+({LEVEL})(?:[ .:–—-]+(?=\S)(.+))?", re.IGNORECASE)
_COUNT: Final = r"([0-9]{1,5}|[0-9]{1,2},[0-9]{3})"
_JOBS: Final = r"(?:[A-Za-z-]{1,30} ){0,3}(?:positions|jobs|job titles|titles)"
_DECLARED = re.compile(rf"(?:[A-Za-z]{{1,12}} ){{0,4}}{_COUNT} {_JOBS}\b", re.IGNORECASE)
_TOTAL = re.compile(rf"(?:total|number of) {_JOBS}(?: [A-Za-z]{{1,12}}){{0,2}} ?[:=]? ?{_COUNT}", re.IGNORECASE)


def looks_so(lines: Sequence[str]) -> bool:
    """Whether there are numbered positions below a numbered category."""
    return job_guide_codes.told(lines) is not None


def read(name: str, lines: Sequence[str]) -> Sections:
    """Raises KnownError where there are more positions than a guide can have."""
    return _Reader(name, lines).read()


class _Reader:
    """Goes through the lines once. `section` is the part of the document that the line before was in."""

    def __init__(self, name: str, lines: Sequence[str]) -> None:
        self.name = name
        self.codes = job_guide_codes.told(lines) or USUAL
        self.found = Sections()
        running = career_map_running.told(lines)
        for number in sorted(running):
            self.found.pass_over(number, lines[number - 1].strip(), "It stands on several pages.")
        kept = ["" if number in running else line for number, line in enumerate(lines, start=1)]
        self.lines = job_guide_codes.unwrapped(kept, self.codes)
        self.section = "guide"
        self.category: str = ""
        self.family: Family | None = None
        self.pending: list[tuple[int, str]] = []
        self.columns: tuple[str, ...] = ()
        self.current: Described | None = None
        self.in_example: list[str] = []
        self.entries = 0
        counted = Counter(line.strip() for line in lines if 0 < len(line.strip()) <= 100 and "\t" not in line)
        self.repeated = {
            line for line, count in counted.items() if count > 1 and not job_guide_codes.is_code(line, self.codes)
        }
        often = [
            line
            for line, _ in counted.most_common()
            if line in self.repeated and " " in line and line[0] not in "*(" and not line.endswith((".", ",", ";"))
        ]
        self.found.running = tidy.line(often[0]) if often else ""

    def read(self) -> Sections:
        number = 0
        while number < len(self.lines):
            number += 1
            line = self.lines[number - 1]
            if not line.strip():
                continue
            if "\t" in line.strip():
                self._row(number, line)
            elif not self._headed(number, line):
                number = self._plain(number, line)
            found = self.found
            if max(self.entries, len(found.listed), len(found.described), len(found.categories)) > MOST_POSITIONS:
                raise KnownError(
                    f"{self.name} has more than {MOST_POSITIONS:,} positions, too many for a job guide.",
                    "Choose another file.",
                )
        self._drop_pending()
        return self.found

    # Lines that begin with a number of the guide.

    def _headed(self, number: int, line: str) -> bool:
        """Whether the line was the heading of a category, a family or a position."""
        bare = line.lstrip(BULLETS).rstrip()
        if len(bare) > LONGEST_HEADING or not job_guide_codes.may_be(bare):
            return False
        found = self.codes.described.fullmatch(bare)
        if found:
            return self._coded(number, line, found[1]) or self._describe(number, found[1], found[2])
        found = self.codes.position.fullmatch(bare)
        if found and not bare.endswith((".", ";", ",")):
            return self._coded(number, line, "position") or self._position(number, found, line)
        found = self.codes.category.fullmatch(bare)
        if found:
            return self._coded(number, line, "category") or self._categorise(number, found[1], found[2])
        return False

    def _coded(self, number: int, line: str, what: str) -> bool:
        """Whether the line is one of an example block, which shows how a number is made and is no data."""
        if self.section != "example":
            return False
        if what == "category" and self.in_example:
            self.section = "definitions"
            return False
        self.in_example.append(what)
        self.found.pass_over(number, line.strip(), "It is an example of how jobs are numbered, not data.")
        return True

    def _categorise(self, number: int, code: str, title: str) -> bool:
        continued = title.casefold().endswith(("(continued)", "(cont.)", "(cont'd)"))
        if self.section == "guide" and continued and code in self.found.categories:
            self.category, self.family = code, None
            return True
        heading = Heading(code, tidy.line(title), number)
        if self.section == "guide" and code not in self.found.categories:
            self._drop_pending()
            self.found.categories[code] = heading
            self.category, self.family = code, None
            return True
        self.section, self.current = "definitions", None
        self.found.described_categories.append(heading)
        return True

    def _describe(self, number: int, code: str, title: str) -> bool:
        self._drop_pending()
        self.section = "definitions"
        self.current = Described(code, tidy.line(title), number)
        self.found.described.append(self.current)
        return True

    def _position(self, number: int, found: re.Match[str], line: str) -> bool:
        if self.section == "definitions":
            return self._describe(number, f"{found[1]}{self.codes.joint}{found[2]}" if found[2] else found[1], found[3])
        entry = rows.entry(self.codes, found[1], found[2] or "", found[3], number, line)
        if self.section == "guide":
            self._place(entry)
        else:
            self.section = "list"
            self.found.listed.append(entry)
        return True

    def _place(self, entry: Entry) -> None:
        """Puts a position of the guide into its family, or among the executives of its category."""
        self.entries += 1
        if not self.category:
            self.category = re.split("[-.]", entry.number)[0]
            self.found.categories.setdefault(self.category, Heading(self.category, "", entry.line))
        known = self.found.families.get(entry.number)
        if known is not None:
            if self.family is not known:
                self.family = known
            self._drop_pending()
        elif not entry.level:
            self._drop_pending()
            self.family = None
            self.found.executives.append((self.category, entry))
            return
        else:
            known = self.family = Family(entry.number, self.category, self.pending)
            self.pending = []
            self.found.families[entry.number] = known
        known.entries.append(entry)

    # Rows of tables.

    def _row(self, number: int, line: str) -> None:
        cells = [cell.strip() for cell in line.split("\t")]
        first = next(cell for cell in cells if cell)
        entries = rows.entries(self.codes, cells, number)
        if entries and (self.codes.bare.fullmatch(first) or self.codes.position.fullmatch(first)):
            if self.section == "guide" and self.category and len(entries) == 1:
                self._place(entries[0])
                return
            if self.section != "example":
                self._drop_pending()
                self.section = "list"
            self.found.listed += entries
            return
        level = _LEVEL.fullmatch(first)
        if level and len(cells) > 1 and self.section in ("guide", "levels"):
            self._level(number, level, cells)
        elif "level" in first.casefold() and not self.columns:
            self._drop_pending()
            self.section, self.columns = "levels", tuple(cells)
        else:
            self.found.pass_over(number, line.strip(), "It is a row of neither the levels nor the list.")

    def _level(self, number: int, found: re.Match[str], cells: list[str]) -> None:
        self._drop_pending()
        self.section = "levels"
        rest = cells[cells.index(found[0]) + 1 :]
        heads = list(self.columns[1:])
        title = found[2] or (rest.pop(0) if rest else "")
        if not found[2] and heads:
            heads.pop(0)
        heads += [""] * (len(rest) - len(heads))
        texts = tuple((tidy.line(head), tidy.text(cell)) for head, cell in zip(heads, rest, strict=False) if cell)
        self.found.levels.append(Level(found[1], tidy.line(title), texts, number))

    # Other lines.

    def _plain(self, number: int, line: str) -> int:
        """Takes a line, or the paragraph that it begins; the number of the last line taken."""
        bare = line.strip()
        if not self.found.title_line and not self.found.categories:
            self.found.title, self.found.title_line = tidy.line(bare.strip("#*_ ")), number
            return number
        if self._declared(number, bare) or self._level_line(number, bare):
            return number
        if len(bare) <= 40 and bare.casefold().startswith("example"):
            self._drop_pending()
            self.section, self.in_example = "example", []
            self.found.pass_over(number, bare, "It is an example of how jobs are numbered, not data.")
            return number
        if self.section == "example" and self.in_example:
            self.section, self.current = "definitions", None
        if self.section == "definitions":
            return self._paragraph(number)
        if "alphabetical" in bare.casefold() and len(bare) < 100:
            self._drop_pending()
            self.section = "list"
        if self.section == "guide" and len(bare) <= LONGEST_HEADING and bare not in self.repeated:
            self.pending.append((number, tidy.line(bare.strip("#*_ "))))
        else:
            self.found.pass_over(number, bare, self._why(bare))
        return number

    def _declared(self, number: int, bare: str) -> bool:
        """Whether the line says how many positions there are."""
        bare = bare.strip(BULLETS)
        found = (_TOTAL.match(bare) or _DECLARED.match(bare)) if len(bare) < 100 else None
        if found is None or self.found.declared is not None:
            return False
        self.found.declared = int(found[1].replace(",", "")), number
        return True

    def _level_line(self, number: int, bare: str) -> bool:
        """Whether the line heads the definition of a level, outside of a table, or is a paragraph below one."""
        found = _LEVEL_LINE.fullmatch(bare.strip("#*_ ")) if len(bare) <= LONGEST_HEADING else None
        levels = self.found.levels
        if found and self.section in ("guide", "levels"):
            self._drop_pending()
            self.section, self.columns = "levels", ("",)
            levels.append(Level(found[1], tidy.line(found[2] or ""), (), number))
        elif self.section == "levels" and self.columns == ("",) and levels and bare not in self.repeated:
            levels[-1].texts = (*levels[-1].texts, ("", tidy.text(bare)))
        else:
            return False
        return True

    def _paragraph(self, first: int) -> int:
        last = first
        while last < len(self.lines) and self.lines[last].strip() and not self._is_code(last):
            last += 1
        text = " ".join(line.strip() for line in self.lines[first - 1 : last])
        codes = tuple(self.codes.inside.findall(text[:LONGEST_HEADING]))
        if codes and len(text) <= LONGEST_HEADING and text.casefold().startswith("note"):
            self.current = Described("", tidy.line(text), first)
            self.found.remarks.append((codes, self.current))
        elif self.current is None or self._is_furniture(text, first, last):
            self.found.pass_over(first, text, self._why(text))
        else:
            self.current.paragraphs.append((first, last, tidy.text(text)))
        return last

    def _is_furniture(self, text: str, first: int, last: int) -> bool:
        if all(line.strip() in self.repeated for line in self.lines[first - 1 : last]):
            return True
        return len(text) <= 100 and text.endswith(("...", "…"))

    def _why(self, text: str) -> str:
        if text in self.repeated:
            return "It stands on several pages."
        return "It is beside the jobs: a remark, a legend or a part of the page."

    def _drop_pending(self) -> None:
        for number, text in self.pending:
            self.found.pass_over(number, text, "It is the heading of no positions.")
        self.pending = []

    def _is_code(self, at: int) -> bool:
        return job_guide_codes.is_code(self.lines[at].strip(BULLETS), self.codes)

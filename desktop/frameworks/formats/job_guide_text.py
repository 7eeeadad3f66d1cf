"""The lines of a job number guide, sorted into what each of its sections says; nothing is compared here."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from desktop.errors import KnownError
from desktop.frameworks.formats import tidy
from desktop.frameworks.formats.job_guide_parts import Described, Entry, Family, Heading, Level, Sections

MOST_POSITIONS: Final = 5000
LONGEST_HEADING: Final = 200

_CODE: Final = r"[A-Z]{0,3}[0-9]{1,4}-[0-9]{1,4}"
_BULLETS: Final = "-–—•·*▪◦ \t\u00a0"
_POSITION = re.compile(rf"({_CODE})(?:[ \t]+([0-9]{{1,2}}))?[ \t]+(?=\S)([^\t]+)")
_BARE = re.compile(rf"({_CODE})(?:[ \t]+([0-9]{{1,2}}))?")
_DESCRIBED = re.compile(rf"({_CODE})[ \t]+[-–—:][ \t]+(?=\S)([^\t]+)")
_CATEGORY = re.compile(r"([A-Z]{0,3}[0-9]{1,4})[ \t]+[-–—:][ \t]+(?=\S)([^\t]+)")
_LEVEL = re.compile(r"([0-9]{1,2})(?:[ .:–-]+(?=\S)(.+))?")
_DECLARED = re.compile(r"([0-9]{1,5}|[0-9]{1,2},[0-9]{3}) (?:[A-Za-z-]{1,30} ){0,3}(?:positions|jobs|job titles)\b")
_FAMILY = re.compile(rf"(?<![\w-]){_CODE}(?![\w-])")


def looks_so(lines: Sequence[str]) -> bool:
    """Whether there are numbered positions below a numbered category."""
    categories = positions = 0
    for line in lines:
        if len(line) > LONGEST_HEADING:
            continue
        bare = line.strip(_BULLETS)
        if not bare[:4].strip() or not any(letter.isdecimal() for letter in bare[:4]):
            continue
        if _CATEGORY.fullmatch(bare) and not _DESCRIBED.fullmatch(bare):
            categories += 1
        elif categories:
            found = _POSITION.fullmatch(bare)
            positions += bool(found and found[2] and not found[3].startswith(tuple("-–—:.,/")))
        if positions >= 3:
            return True
    return False


def read(name: str, lines: Sequence[str]) -> Sections:
    """Raises KnownError where there are more positions than a guide can have."""
    return _Reader(name, lines).read()


class _Reader:
    """Goes through the lines once. `section` is the part of the document that the line before was in."""

    def __init__(self, name: str, lines: Sequence[str]) -> None:
        self.name = name
        self.lines = lines
        self.found = Sections()
        self.section = "guide"
        self.category: str = ""
        self.family: Family | None = None
        self.pending: list[tuple[int, str]] = []
        self.columns: tuple[str, ...] = ()
        self.current: Described | None = None
        self.in_example: list[str] = []
        self.entries = 0
        counted = Counter(line.strip() for line in lines if 0 < len(line.strip()) <= 100 and "\t" not in line)
        self.repeated = {line for line, count in counted.items() if count > 1 and not _is_code(line)}
        often = [
            line for line, _ in counted.most_common() if line in self.repeated and " " in line and line[0] not in "*("
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
        bare = line.lstrip(_BULLETS).rstrip()
        if len(bare) > LONGEST_HEADING or not any(letter.isdecimal() for letter in bare[:4]):
            return False
        found = _DESCRIBED.fullmatch(bare)
        if found:
            return self._coded(number, line, found[1]) or self._describe(number, found[1], found[2])
        found = _POSITION.fullmatch(bare)
        if found and not bare.endswith((".", ";", ",")):
            return self._coded(number, line, "position") or self._position(number, found, line)
        found = _CATEGORY.fullmatch(bare)
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
            return self._describe(number, f"{found[1]} {found[2] or ''}".strip(), found[3])
        entry = _entry(found[1], found[2] or "", found[3], number, line)
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
            self.category = entry.number.split("-")[0]
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
        entries = _entries(cells, number)
        if entries and (_BARE.fullmatch(first) or _POSITION.fullmatch(first)):
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
        declared = _DECLARED.match(bare.strip(_BULLETS)) if len(bare) < 100 else None
        if declared and self.found.declared is None:
            self.found.declared = int(declared[1].replace(",", "")), number
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

    def _paragraph(self, first: int) -> int:
        last = first
        while last < len(self.lines) and self.lines[last].strip() and not _is_code(self.lines[last].strip(_BULLETS)):
            last += 1
        text = " ".join(line.strip() for line in self.lines[first - 1 : last])
        codes = tuple(_FAMILY.findall(text[:LONGEST_HEADING]))
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


def _is_code(bare: str) -> bool:
    if len(bare) > LONGEST_HEADING or not any(letter.isdecimal() for letter in bare[:8]):
        return False
    bare = bare.strip(_BULLETS)
    return bool(_DESCRIBED.fullmatch(bare) or _POSITION.fullmatch(bare) or _CATEGORY.fullmatch(bare))


def _entry(number: str, level: str, title: str, line: int, raw: str) -> Entry:
    """Stars at the end mark what is new in an edition: they are no part of the title and stay in the record."""
    bare = title.strip()
    plain = bare.rstrip("* ")
    return Entry(number, level, tidy.line(plain) or bare[:1], line, tidy.line(raw) if plain != bare else "")


def _entries(cells: list[str], line: int) -> list[Entry]:
    """The positions of a table row: number and title in cells beside each other, or in one."""
    found: list[Entry] = []
    position = 0
    while position < len(cells):
        cell, position = cells[position], position + 1
        bare = _BARE.fullmatch(cell)
        whole = None if bare else _POSITION.fullmatch(cell)
        if whole:
            found.append(_entry(whole[1], whole[2] or "", whole[3], line, cell))
        elif bare and position < len(cells):
            level = bare[2] or ""
            if not level and re.fullmatch(r"[0-9]{1,2}", cells[position]) and position + 1 < len(cells):
                level, position = cells[position], position + 1
            title, position = cells[position], position + 1
            if title:
                found.append(_entry(bare[1], level, title, line, f"{cell} {title}"))
    return found

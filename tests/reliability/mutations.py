"""Documents of every shape, and the damage that is done to them."""

import json
import random
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from desktop import sheets
from desktop.frameworks import catalogue
from desktop.frameworks.formats import native
from desktop.frameworks.formats.case import write as case_write
from desktop.frameworks.formats.opensalt import write as opensalt_write
from desktop.frameworks.formats.sheet import write as sheet_write
from desktop.frameworks.formats.standards_workbook import write as standards_workbook_write
from desktop.reports import schedule_docx, schedule_pdf
from tests.frameworks.formats import appendix_a_files, occupational_documents, word_files
from tests.reports import samples

SHARED = Path(__file__).resolve().parents[3] / "shared"
_MANY = 200_000
_UNREADABLE = sheets.UNREADABLE
"""As it is before anything is sabotaged."""
_SIGNS = ("\0", "\x07", "\u202e", "\ufffe", "\t", "\x85", "😀", "é", "\r", "<", "&", '"', "{", "=1+1", "9" * 30, "")
_NUMBERS = ("0", "-1", "1e400", "99999999999999999999", "0.1", "3.333333", "100001", "NaN", "9" * 5000)


def documents(folder: Path) -> dict[str, bytes]:
    """Made-up documents, what the program itself writes, and the shared documents where they are at hand."""
    found = {f"appendix {name}": content for name, content in appendix_a_files.all_forms().items()}
    found |= {f"occupation {name}": text.encode() for name, text in occupational_documents.ALL.items()}
    found |= {
        f"occupation {name} in Word": word_files.packed(*map(_paragraph, text.split("\n")))
        for name, text in list(occupational_documents.ALL.items())[:2]
    }
    found |= _exports(folder)
    for path in sorted((*SHARED.glob("seeds/*"), *SHARED.glob("data/*"))):
        if path.name != "README.md" and not path.name.startswith("schema"):
            found[path.name] = path.read_bytes()
    return found


def _paragraph(text: str) -> str:
    return word_files.paragraph(word_files.run(text))


def _exports(folder: Path) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for one, key in zip(catalogue.shipped(), catalogue.keys(), strict=True):
        found[f"{key}.json"] = native.write(one).encode()
        found[f"{key} CASE"] = case_write.write(one).encode()
        found[f"{key} OpenSALT"] = opensalt_write.write_xlsx(one)
        found[f"{key} OpenSALT csv"] = opensalt_write.write_csv(one).encode()
        found[f"{key} sheet"] = sheet_write.write_xlsx(one)
        found[f"{key} sheet csv"] = sheet_write.write_csv(one).encode()
        found[f"{key} workbook"] = standards_workbook_write.write(one)
        schedule_docx.write(samples.blank(key), folder / f"{key}.docx")
        schedule_pdf.write(samples.blank(key), folder / f"{key}.pdf")
        found[f"{key}.docx"] = (folder / f"{key}.docx").read_bytes()
        found[f"{key}.pdf"] = (folder / f"{key}.pdf").read_bytes()
    return found


def mutated(content: bytes, chance: random.Random) -> bytes:
    """The document with one to three kinds of damage."""
    for _ in range(chance.randint(1, 3)):
        content = chance.choice(_kinds(content))(content, chance)
    return content


Mutation = Callable[[bytes, random.Random], bytes]


def _kinds(content: bytes) -> list[Mutation]:
    if content.startswith(b"PK"):
        return [_repacked, _repacked, _repacked, _flipped, _cut]
    kinds: list[Mutation] = [_flipped, _cut, _lines, _lines, _signs, _numbers]
    if content[:1] in (b"{", b"["):
        kinds += [_json, _json, _json]
    return kinds


def _flipped(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 3, 20))):
        if changed:
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(max(1, len(content))) if chance.random() < 0.2 else 0
    return content[start : start + chance.randrange(max(1, len(content)))]


def _lines(content: bytes, chance: random.Random) -> bytes:
    """Lines doubled, swapped, left out, joined or repeated."""
    lines = content.split(b"\n")
    for _ in range(chance.choice((1, 5, 40))):
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        kind = chance.randrange(5)
        if kind == 0:
            lines.insert(one, lines[other])
        elif kind == 1:
            lines[one], lines[other] = lines[other], lines[one]
        elif kind == 2 and len(lines) > 1:
            del lines[one]
        elif kind == 3:
            lines[one] = lines[one] + lines[other]
        else:
            lines[one : one + 1] = [lines[one]] * chance.choice((2, 50))
    return b"\n".join(lines)[: 2**22]


def _signs(content: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 10))):
        at = chance.randrange(len(content) + 1)
        sign = chance.choice(_SIGNS).encode("utf-8", "surrogatepass") * chance.choice((1, 1, 1, 3000))
        content = content[:at] + sign + content[at + chance.randrange(3) :]
    return content[: 2**22]


def _numbers(content: bytes, chance: random.Random) -> bytes:
    places = [at for at in range(min(len(content), _MANY)) if content[at : at + 1].isdigit()]
    for at in sorted(chance.sample(places, min(len(places), chance.choice((1, 5)))), reverse=True):
        content = content[:at] + chance.choice(_NUMBERS).encode() + content[at + 1 :]
    return content


def _json(content: bytes, chance: random.Random) -> bytes:
    """Values of other types at some places."""
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        return _flipped(content, chance)
    for _ in range(chance.choice((1, 3, 10))):
        _put(value, chance)
    return json.dumps(value).encode()


def _put(value: Any, chance: random.Random) -> None:
    """Walk down to some part and change, drop or double it."""
    while isinstance(value, dict | list) and value:
        key = chance.choice(list(value)) if isinstance(value, dict) else chance.randrange(len(value))
        if not isinstance(value[key], dict | list) or not value[key] or chance.random() < 0.25:
            kind = chance.randrange(8)
            if kind == 0:
                del value[key]
            elif kind == 1 and isinstance(value, list):
                value += value[:40]
            elif kind == 2 and isinstance(value, dict):
                value[chance.choice(list(value))] = value[key]
            else:
                value[key] = chance.choice(
                    (None, True, -1, 1e300, 10**30, "", "x" * 30_000, "\0\u202e", [], {}, [None], [[1]], {"a": {}}, 0.1)
                )
            return
        value = value[key]


def _repacked(content: bytes, chance: random.Random) -> bytes:
    """One part of the zip damaged as text, and all packed again."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except _UNREADABLE:
        return _flipped(content, chance)
    large = [name for name in parts if "document.xml" in name or "sheet" in name or "sharedStrings" in name]
    name = chance.choice(large or list(parts)) if chance.random() < 0.8 else chance.choice(list(parts))
    parts[name] = _xml(parts[name], chance)
    if chance.random() < 0.05:
        del parts[name]
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for one, told in parts.items():
            archive.writestr(one, told)
    return made.getvalue()


def _xml(content: bytes, chance: random.Random) -> bytes:
    """Elements and texts doubled, dropped and swapped, mostly so that the XML stays whole."""
    kind = chance.randrange(6)
    if kind == 0:
        return chance.choice((_flipped, _cut, _signs, _numbers))(content, chance)
    tag = chance.choice((b"w:p", b"w:tr", b"w:tc", b"w:r", b"row", b"c", b"si", b"w:tbl", b"w:sdt"))
    ends = _found(content, b"</" + tag + b">")
    if not ends:
        return _numbers(content, chance)
    for _ in range(chance.choice((1, 4))):
        end = chance.choice(ends)
        begin = max(content.rfind(b"<" + tag + b" ", 0, end), content.rfind(b"<" + tag + b">", 0, end))
        if begin < 0 or end > len(content):
            continue
        end += len(tag) + 3
        part = content[begin:end]
        if kind in (1, 2):
            content = content[:begin] + content[end:]
        elif kind == 3:
            content = content[:end] + part * chance.choice((1, 30)) + content[end:]
        else:
            words = b"".join(chance.choice((b"12", b"Total", b" hours", b"x" * 3000, b"&#9;", b"%")) for _ in range(2))
            content = (
                content[:begin]
                + part.replace(b"</w:t>", words + b"</w:t>").replace(b"</t>", words + b"</t>")
                + content[end:]
            )
        ends = _found(content, b"</" + tag + b">") or ends
    return content[: 2**23]


def _found(content: bytes, sign: bytes) -> list[int]:
    places, at = [], content.find(sign)
    while at >= 0 and len(places) < 5000:
        places.append(at)
        at = content.find(sign, at + 1)
    return places

"""What a file is, told from its content and never from its name, and names that are safe to show and to write."""

import re

from desktop import words

UNKNOWN = "application/octet-stream"
TEXT = "text/plain"
_SIGNS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (0, b"II*\0", "image/tiff"),
    (0, b"MM\0*", "image/tiff"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"PK\x03\x04", "application/zip"),
    (4, b"ftyphei", "image/heic"),
    (4, b"ftyp", "video/mp4"),
)
"""Where in a file which bytes stand that tell what it is."""
_ENDINGS: dict[str, tuple[str, ...]] = {
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/gif": (".gif",),
    "image/webp": (".webp",),
    "image/tiff": (".tif", ".tiff"),
    "image/heic": (".heic", ".heif"),
    "video/mp4": (".mp4", ".m4v", ".mov"),
    "application/pdf": (".pdf",),
    "application/zip": (".zip", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".pkt", ".vsdx"),
    TEXT: (".txt", ".csv", ".log", ".md", ".json", ".xml", ".yaml", ".yml", ".conf", ".cfg", ".ini"),
}
"""Endings that a file of a kind may keep; any other gets the first of them behind its name."""
_PLAIN_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}")
_RUNS = re.compile(
    r"\.(app|appimage|bat|chm|cmd|com|command|cpl|desktop|dll|exe|hta|inf|jar|jse?|lnk|msc|msi|pif|ps1|pyw?|rb|reg|scf|scr"
    r"|sh|so|svg|url|vb|vbe|vbs|webloc|wsf?|wsh)"
)
"""Endings that a system runs or follows; a file that is nothing known keeps none of them."""
_SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf", TEXT})
_PORTS = frozenset(f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³")
_RESERVED = _PORTS | {"con", "prn", "aux", "nul"}
"""What Windows takes for a device, whatever ending follows."""
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
LONGEST_LABEL = 120
_LONGEST_NAME = 100
_SAMPLE = 4096


def media_of(content: bytes) -> str:
    """The kind of a file as a media type; UNKNOWN for what is not on our short list."""
    for place, sign, media in _SIGNS:
        if content[place : place + len(sign)] == sign:
            return media if media != "image/webp" or content.startswith(b"RIFF") else UNKNOWN
    return TEXT if _is_text(content) else UNKNOWN


def _is_text(content: bytes) -> bool:
    if b"\0" in content[:_SAMPLE]:
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def is_photo(media: str) -> bool:
    """Whether a file of this kind is a picture made of points; drawings that can hold programs are none."""
    return media.startswith("image/")


def may_be_viewed(media: str) -> bool:
    """Whether the system's viewer may be asked to show it: kinds that show and do nothing else."""
    return media in _SHOWN


def label_of(name: str) -> str:
    """The last part of a path of any system on one line, without what could make it read as another name."""
    last = words.clean_line(re.split(r"[/\\]", name.rstrip("/\\ "))[-1])
    if not last.strip(". "):
        return "file"
    return last if len(last) <= LONGEST_LABEL else _shortened(last, LONGEST_LABEL)


def file_name(label: str, media: str) -> str:
    """A name that any system can write into a folder, whatever the label says: no path, no device, no hidden file,
    and no ending that makes a system run it."""
    plain = words.clean_line(_NOT_IN_NAMES.sub("_", label)).lstrip(". ").rstrip(". ") or "file"
    if plain.split(".")[0].rstrip().casefold() in _RESERVED:
        plain = f"_{plain}"
    ending = _ending(plain).lower()
    known = _ENDINGS.get(media)
    if known is not None and ending not in known:
        plain = f"{_shortened(plain, _LONGEST_NAME)}{known[0]}"
    elif known is None and _RUNS.fullmatch(ending):
        plain = f"{_shortened(plain, _LONGEST_NAME)}.bin"
    return _shortened(plain, _LONGEST_NAME)


def _ending(name: str) -> str:
    found = _PLAIN_ENDING.search(name, max(name.rfind("."), 0)) if "." in name else None
    return found.group() if found is not None and found.end() == len(name) else ""


def _shortened(name: str, longest: int) -> str:
    """At most `longest` letters and twice as many bytes, as file systems count them; the ending stays."""
    ending = _ending(name)
    stem = name[: len(name) - len(ending)] if ending else name
    stem = stem[: longest - len(ending)].encode()[: 2 * longest - len(ending)].decode(errors="ignore")
    return f"{stem.rstrip('. ') or 'file'}{ending}"

"""Word documents made by hand: paragraphs, tables, content controls and check boxes, as forms have them."""

import zipfile
from collections.abc import Sequence
from io import BytesIO
from xml.sax.saxutils import escape

from desktop.frameworks import files
from desktop.frameworks.files import Opened

_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def run(text: str, properties: str = "") -> str:
    """A tab and a line end in the text become those of Word; a form feed is left out, which XML cannot hold."""
    inner = escape(text.replace("\f", "")).replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    inner = inner.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    told = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{told}<w:t xml:space="preserve">{inner}</w:t></w:r>'


def paragraph(*runs: str, bold: bool = False) -> str:
    """Each part is text, or XML where it begins with "<"."""
    told = "".join(one if one.startswith("<") else run(one, "<w:b/>" if bold else "") for one in runs)
    return f"<w:p>{told}</w:p>"


def control(text: str) -> str:
    """A content control within a paragraph."""
    return f'<w:sdt><w:sdtPr><w:tag w:val="x"/></w:sdtPr><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>'


def prompt(text: str) -> str:
    return f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>"


def block_control(*inside: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{''.join(inside)}</w:sdtContent></w:sdt>"


def box(is_checked: bool) -> str:
    """The glyph shown is the wrong one, so that only the state can be read."""
    state = f'<w14:checkbox><w14:checked w14:val="{int(is_checked)}"/></w14:checkbox>'
    return f"<w:sdt><w:sdtPr>{state}</w:sdtPr><w:sdtContent>{run('?')}</w:sdtContent></w:sdt>"


def cell(*paragraphs: str, span: int = 1, bold: bool = False) -> str:
    told = "".join(one if one.startswith("<") else paragraph(one, bold=bold) for one in paragraphs or ("",))
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{told}</w:tc>'


def row(*cells: str | Sequence[str], bold: bool = False) -> str:
    """A cell is its text, its paragraphs, or XML."""
    told = []
    for one in cells:
        if isinstance(one, str):
            told.append(one if one.startswith("<w:tc>") else cell(one, bold=bold))
        else:
            told.append(cell(*one, bold=bold))
    return f"<w:tr>{''.join(told)}</w:tr>"


def table(*rows: str | Sequence[str | Sequence[str]]) -> str:
    return f"<w:tbl>{''.join(one if isinstance(one, str) else row(*one) for one in rows)}</w:tbl>"


def packed(*body: str) -> bytes:
    """The document, its parts texts (a paragraph each) or XML."""
    told = "".join(one if one.startswith("<") else paragraph(one) for one in body)
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document {_SPACES}><w:body>{told}</w:body></w:document>'
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("word/document.xml", document)
    return made.getvalue()


def opened(*body: str, name: str = "form.docx") -> Opened:
    return files.open_bytes(name, packed(*body))

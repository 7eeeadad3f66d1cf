"""journeybook framework, mappings: which column of a sheet is what."""

from pathlib import Path
from typing import Annotated

import typer

from desktop.cli import door, options
from desktop.cli.frameworks import app as app
from desktop.cli.output import Row, listing, say
from desktop.frameworks import files
from desktop.frameworks.formats.sheet import reader as sheet
from desktop.services import sheet_mappings

Name = Annotated[str, typer.Argument(metavar="NAME", help="The name of the mapping.")]
Table = Annotated[Path, typer.Argument(metavar="FILE", help="A workbook, or a table as text.")]


@app.command("mapping")
def guess(file: Table) -> None:
    """Print what each column of a sheet is likely to be, as JSON to change and give to --mapping."""
    say(sheet.guess(files.open_path(file)).model_dump_json(indent=2))


@app.command("mappings")
def mappings(context: typer.Context, as_json: options.Json = False) -> None:
    """Every saved mapping."""
    with door.record(context) as store:
        rows: list[Row] = [
            {
                "name": row.name,
                "sheet": row.mapping.sheet,
                "columns": len(row.mapping.columns) + len(row.mapping.levels),
            }
            for row in store.read(sheet_mappings.listing)
        ]
    headings = {"name": "Mapping", "sheet": "Sheet", "columns": "Columns"}
    listing(rows, headings, as_json=as_json, empty="There is no mapping.")


@app.command("save-mapping")
def save(
    context: typer.Context,
    name: Name,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The mapping as `framework mapping` printed it.")],
) -> None:
    """Keep a mapping, to be used for every file with the same headings."""
    mapping = sheet_mappings.parse(files.open_path(file).content)
    with door.record(context) as store:
        store.write(sheet_mappings.save, name=name, mapping=mapping)
    say(f"The mapping {name} is kept.")


@app.command("discard-mapping")
def discard(context: typer.Context, name: Name) -> None:
    """Throw a mapping away."""
    with door.record(context) as store:
        store.write(sheet_mappings.discard, name=name)
    say(f"The mapping {name} is gone.")

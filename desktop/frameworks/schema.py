"""The JSON Schema of the framework file, for those who write such files with other tools.

`python -m desktop.frameworks.schema` writes it again after the neutral form has changed.
"""

import json

from desktop import assets
from desktop.frameworks.document import FORM, Framework


def text() -> str:
    schema = Framework.model_json_schema()
    schema["title"] = f"Journeybook framework, form {FORM}"
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:journeybook:framework:{FORM}",
    }
    return json.dumps({**head, **schema}, indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    assets.path("templates", "framework.schema.json").write_text(text(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

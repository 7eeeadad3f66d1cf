"""The JSON Schema beside the shipped frameworks."""

import json

from desktop import assets
from desktop.frameworks import schema


def test_the_schema_file_is_the_one_that_the_form_gives() -> None:
    file = assets.path("templates", "framework.schema.json")
    assert file.read_text(encoding="utf-8") == schema.text(), "run python -m desktop.frameworks.schema"


def test_the_schema_says_which_draft_and_form_it_is() -> None:
    content = json.loads(schema.text())
    assert content["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert content["$id"] == "urn:journeybook:framework:1"
    assert content["title"] == "Journeybook framework, form 1"
    assert content["additionalProperties"] is False
    assert {"key", "title", "occupation", "job_functions", "rating_scale"} <= set(content["required"])

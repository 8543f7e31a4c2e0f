from __future__ import annotations

import re

import pytest

from sm_tj_cli.aws.service_model import load_whole_model
from sm_tj_cli.render.resource_page import page_lines
from sm_tj_cli.request.explain import Explainer
from sm_tj_cli.request.schema import every_member
from tests.unit.request.written import schema

LINES = list(page_lines(Explainer(schema(), load_whole_model(), is_markdown=True)))
PAGE = "\n".join(LINES)


def test_every_argument_has_its_line_in_the_section_of_its_block() -> None:
    section, found = "", set()
    for line in LINES:
        heading = re.match(r"### `([a-z0-9_.]+)`", line)
        section = heading[1] if heading else section
        argument = re.match(r"- `([a-z0-9_]+)` - \((?:required|optional)", line)
        if argument:
            found.add(f"{section}.{argument[1]}".lstrip("."))
    assert found == {member.path for member in every_member(schema().request)}


@pytest.mark.parametrize("name", [*schema().exported.values(), "id", "tags_all"])
def test_every_attribute_has_its_line(name: str) -> None:
    assert f"\n- `{name}` - (" in PAGE


def test_links_lead_somewhere() -> None:
    headings = [line.removeprefix("### ").strip("`") for line in LINES if line.startswith("### ")]
    anchors = {text.lower().replace(".", "").replace(" ", "-") for text in headings}
    assert set(re.findall(r"\]\(#([a-z0-9_-]+)\)", PAGE)) <= anchors


def test_an_argument_tells_limits_default_dialect_and_change() -> None:
    (line,) = [it for it in LINES if it.startswith("- `keep_alive_period_in_seconds`")]
    assert "(optional, whole number; changed in place)" in line
    assert "*At most 21600.* Default: `0`." in line
    assert "(required, string, 2018: `input_mode`)" in PAGE
    assert "smtj only" in PAGE

"""JSON properties to blocks and references."""

from __future__ import annotations

import pytest

from sm_tj_cli.configuration.json_body import as_expression, with_blocks
from sm_tj_cli.diagnostics import Findings, SourceFile
from sm_tj_cli.syntax.nodes import Traversal
from sm_tj_cli.syntax.parse import parse_file
from tests.fakes.configurations import evaluated


def blocks(text: str, labels: int) -> tuple[list[tuple[str, ...]], list[str]]:
    """The labels of the blocks that a property says, and what is told."""
    body, _ = parse_file(SourceFile("main.tf.json", text))
    findings = Findings()
    found = with_blocks(body, {"x": labels}, (), findings)
    return [block.labels for block in found.blocks], [item.summary for item in findings.items]


@pytest.mark.parametrize(
    ("text", "labels", "expected"),
    [
        ('{"x": {"a": {}, "b": {}}}', 1, [("a",), ("b",)]),
        ('{"x": [{"a": {}}, {"a": [{}, {}]}]}', 1, [("a",)] * 3),
        ('{"x": {"a": {"b": {}}}}', 2, [("a", "b")]),
        ('{"x": {}}', 0, [()]),
    ],
)
def test_blocks(text: str, labels: int, expected: list[tuple[str, ...]]) -> None:
    assert blocks(text, labels) == (expected, [])


def test_what_is_no_block() -> None:
    assert blocks('{"x": "a"}', 0) == ([], ["Incorrect JSON value type"])


def test_an_address_in_a_string_stands_at_its_place() -> None:
    body, _ = parse_file(SourceFile("main.tf.json", '{"to": "terraform_data.a"}'))
    found = as_expression(body.attributes["to"].expression, Findings())
    assert isinstance(found, Traversal)
    assert (found.range.start.line, found.range.start.column) == (1, 9)


def test_a_reference_is_told_inside_its_string() -> None:
    text = '{"resource": {"terraform_data": {"d": {\n  "depends_on": ["terraform_data.none"]}}}}'
    found = evaluated({"main.tf.json": text})
    assert found.told == ["main.tf.json 2: Reference to undeclared resource"]

from __future__ import annotations

import json

import pytest

from sm_tj_cli.configuration.json_dynamic import with_dynamic_blocks
from sm_tj_cli.diagnostics import Findings, SourceFile
from sm_tj_cli.syntax.parse import parse_file

CONTENT = {"for_each": ["a"], "content": {"k": "${x.value}"}}


def shape(written: object) -> tuple[object, ...]:
    """Arguments and blocks of a body by name, blocks with what stands in them."""
    body, _ = parse_file(SourceFile("x.tf.json", json.dumps(written)))
    findings = Findings()
    found = with_dynamic_blocks(body, findings)
    assert not findings.items
    return _shape(found)


def _shape(body: object) -> tuple[object, ...]:
    blocks = [
        (block.type, *block.labels, _shape(block.body))
        for block in body.blocks  # type: ignore[attr-defined]
    ]
    return (*body.attributes, *blocks)  # type: ignore[attr-defined]


def test_a_dynamic_block_and_its_content() -> None:
    assert shape({"a": 1, "dynamic": {"x": CONTENT}}) == (
        "a",
        ("dynamic", "x", ("for_each", ("content", ("k",)))),
    )


def test_what_a_dynamic_block_stands_in_is_a_block_too() -> None:
    assert shape({"outer": {"b": 1, "dynamic": {"x": CONTENT}}, "plain": {"k": "v"}}) == (
        "plain",
        ("outer", ("b", ("dynamic", "x", ("for_each", ("content", ("k",)))))),
    )


def test_dynamic_blocks_inside_each_other() -> None:
    inner = {"for_each": [1], "content": {"dynamic": {"y": CONTENT}}}
    (found,) = shape({"dynamic": {"x": inner}})
    assert found == (
        "dynamic",
        "x",
        ("for_each", ("content", (("dynamic", "y", ("for_each", ("content", ("k",)))),))),
    )


def test_several_of_one_type() -> None:
    assert len(shape({"dynamic": {"x": [CONTENT, CONTENT], "y": CONTENT}})) == 3


@pytest.mark.parametrize(
    "written",
    [
        {"environment": {"dynamic": "yes"}},
        {"environment": {"dynamic": {"x": "y"}}},
        {"x": [{"a": 1}]},
    ],
)
def test_a_map_with_a_key_of_that_name_stays_one(written: dict[str, object]) -> None:
    assert shape(written) == tuple(written)

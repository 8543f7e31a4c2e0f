"""Arguments and blocks, each read on its own, so that one mistake hides no other."""

from __future__ import annotations

import pytest

from tests.unit.syntax.cases import body_of, told_of


def test_blocks_have_labels_of_both_kinds_and_blocks_inside() -> None:
    (block,) = body_of('resource "a" b {\n  x = 1\n  c {}\n  c { y = 2 }\n}').blocks
    assert (block.type, block.labels, list(block.body.attributes)) == (
        "resource",
        ("a", "b"),
        ["x"],
    )
    assert [list(inner.body.attributes) for inner in block.body.blocks] == [[], ["y"]]


def test_the_header_is_a_range_of_its_own() -> None:
    text = 'a "b" {\n}'
    (block,) = body_of(text).blocks
    assert text[block.definition_range.start.offset : block.definition_range.end.offset] == 'a "b"'


def test_quoted_keys_make_a_block_an_argument_as_in_terraform_0_11() -> None:
    (block,) = body_of('a {\n  tags {\n    "Name" = "x"\n  }\n}').blocks
    assert list(block.body.attributes) == ["tags"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a = 1 b = 2\n", [("Missing newline after argument", 1)]),
        ("a = 1,\n", [("Unexpected comma after argument", 1)]),
        ("a {} b {}\n", [("Missing newline after block definition", 1)]),
        ("a = 1\na = 2\n", [("Attribute redefined", 2)]),
        ('"a" = 1\n', [("Invalid argument name", 1)]),
        ("a { b = 1, c = 2 }\n", [("Invalid single-argument block definition", 1)]),
        ("a {\n", [("Unclosed configuration block", 1)]),
        ("a\n{\n}\n", [("Argument or block definition required", 1)] * 1),
        ('a "${b}" {}\n', [("Invalid string literal", 1)]),
        ("}\nb = 1\n", [("Argument or block definition required", 1)]),
        ("a = (\nb = 2\n", None),
        ("a = 1 1\nb = 2 2\nc = [\n  1 1\n]\n", None),
    ],
)
def test_what_is_wrong_is_told_where_it_is(text: str, told: list[tuple[str, int]] | None) -> None:
    found = told_of(text)
    if told is None:
        assert len(found) >= 1
    else:
        assert found[: len(told)] == told


def test_every_mistake_of_a_file_is_told() -> None:
    lines = [line for _, line in told_of("a = \nb = 1\nc = ]\nd {\n  e = 1 2\n}\nf = %\n")]
    assert sorted(set(lines)) == [1, 3, 5, 7]

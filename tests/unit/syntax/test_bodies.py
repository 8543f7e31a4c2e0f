"""Arguments and blocks, each read on its own, so that one mistake hides no other."""

from __future__ import annotations

import pytest

from sm_tj_cli.diagnostics import SourceFile
from sm_tj_cli.syntax.parse import parse_file
from tests.unit.syntax.cases import body_of, fault_of, place_of, told_of


def test_blocks_have_labels_of_both_kinds_and_blocks_inside() -> None:
    (block,) = body_of('resource "a" b {\n  x = 1\n  c {}\n  c { y = 2 }\n}').blocks
    assert (block.type, block.labels, list(block.body.attributes)) == (
        "resource",
        ("a", "b"),
        ["x"],
    )
    assert [list(inner.body.attributes) for inner in block.body.blocks] == [[], ["y"]]


def test_blocks_and_arguments_have_their_ranges() -> None:
    source = SourceFile("a.tf", 'ä "b" c {\r\n  d = [\n    1\n  ] # e\n  f { g = 1 }\n}\n')
    body, _ = parse_file(source)
    (block,) = body.blocks
    assert source.excerpt(body.range) == source.text
    assert (body.end_range.start.line, body.end_range.start.column) == (7, 1)
    assert source.excerpt(block.range) == source.text.rstrip()
    assert source.excerpt(block.definition_range) == 'ä "b" c'
    assert source.excerpt(block.type_range) == "ä"
    assert [source.excerpt(where) for where in block.label_ranges] == ['"b"', "c"]
    assert source.excerpt(block.body.range) == source.text.strip()[8:]
    assert (source.excerpt(block.body.end_range), block.body.end_range.start.line) == ("}", 6)
    argument = block.body.attributes["d"]
    assert source.excerpt(argument.range) == "d = [\n    1\n  ]"
    assert source.excerpt(argument.name_range) == "d"
    (inner,) = block.body.blocks
    assert source.excerpt(inner.definition_range) == "f"
    assert source.excerpt(inner.range) == "f { g = 1 }"


def test_a_label_has_its_escapes_resolved() -> None:
    assert body_of(r'a "b\"\u00e4" {}').blocks[0].labels == ('b"ä',)


@pytest.mark.parametrize(
    ("text", "arguments", "blocks"),
    [
        ('a {\n  tags {\n    "Name" = "x"\n  }\n}', ["tags"], []),
        ('a {\n  tags { "Name" = "x" }\n}', ["tags"], []),
        ('a {\n  tags {\n    b = 1\n    "c" = 2\n  }\n  d {}\n}', ["tags"], ["d"]),
        ("a {\n  tags {\n    Name = 1\n  }\n}", [], ["tags"]),
    ],
    ids=["on lines", "on one line", "mixed keys", "names alone are a block"],
)
def test_quoted_keys_make_a_block_an_argument_as_in_terraform_0_11(
    text: str, arguments: list[str], blocks: list[str]
) -> None:
    body = body_of(text).blocks[0].body
    assert (list(body.attributes), [block.type for block in body.blocks]) == (arguments, blocks)


@pytest.mark.parametrize(
    ("text", "summary", "where"),
    [
        ("a = 1 b = 2\n", "Missing newline after argument", "1,7-8"),
        ("a = 1,\n", "Unexpected comma after argument", "1,6-7"),
        ("a = 1 }\n", "Missing newline after argument", "1,7-8"),
        ("a {} b {}\n", "Missing newline after block definition", "1,6-7"),
        ("a {},\n", "Missing newline after block definition", "1,5-6"),
        ("a {\n}}\n", "Missing newline after block definition", "2,2-3"),
        ("ä = 1\nä = 2\n", "Attribute redefined", "2,1-2"),
        ('"a" = 1\n', "Invalid argument name", "1,1-2"),
        ('a {\n  "b" = 1\n}\n', "Invalid argument name", "2,3-4"),
        ('a {\n  b {\n    "c" 1\n  }\n}\n', "Invalid argument name", "3,5-6"),
        ("a { b = 1, c = 2 }\n", "Invalid single-argument block definition", "1,10-11"),
        ("a { b = 1 c = 2 }\n", "Invalid single-argument block definition", "1,11-12"),
        ("a { b = 1\n}\n", "Invalid single-argument block definition", "1,10-2,1"),
        ("a { b {} }\n", "Argument definition required", "1,5-8"),
        ("a { b }\n", "Argument or block definition required", "1,5-6"),
        ("a { 1 }\n", "Argument or block definition required", "1,5-6"),
        ('a { "b" = 1 }\n', "Argument or block definition required", "1,5-6"),
        ("a {\n", "Unclosed configuration block", "1,3-4"),
        ("a {\n  b {\n", "Unclosed configuration block", "2,5-6"),
        ("a\n{\n}\n", "Argument or block definition required", "1,1-2"),
        ("a.b = 1\n", "Argument or block definition required", "1,1-2"),
        ("}\nb = 1\n", "Argument or block definition required", "1,1-2"),
        ("a b = 1\n", "Invalid block definition", "1,5-6"),
        ("a b\n{}\n", "Invalid block definition", "1,4-2,1"),
        ("a b", "Invalid block definition", "1,4-4"),
        ("a b 1 {}\n", "Invalid block definition", "1,5-6"),
        ('a "${b}" {}\n', "Invalid string literal", "1,4-6"),
        ('a "b%{c}" {}\n', "Invalid string literal", "1,5-7"),
        ('a "b {}\n', "Invalid multi-line string", "1,8-2,1"),
        ('a "b', "Unterminated string literal", "1,5-5"),
    ],
)
def test_what_is_wrong_is_told_where_it_is(text: str, summary: str, where: str) -> None:
    fault = fault_of(text)
    assert (fault.summary, place_of(fault)) == (summary, where)


def test_what_stands_behind_an_argument_is_shown_with_the_argument() -> None:
    context = fault_of("a = 1 b = 2\n").context
    assert context is not None
    assert (context.start.column, context.end.column) == (1, 8)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a = \nb = 1\nc = ]\nd {\n  e = 1 2\n}\nf = %\n", [1, 3, 5, 7]),
        ("a = @\nb = 1 2\n", [1, 2]),
        ("a = 1 @\nb = 1 2\n", [1, 2]),
        ("a @\nb = 1 2\n", [1, 2]),
        ("@ = 1\nb = 1 2\n", [1, 2]),
        ("a b @ {\n}\nb = 1 2\n", [1, 3]),
        ("a.b {\n  c = 1\n}\nb = 1 2\n", [1, 4]),
        ("}\n}\nb = 1 2\n", [1, 3]),
        ("a { @ }\nb = 1 2\n", [1, 2]),
        ("a { b @ }\nb = 1 2\n", [1, 2]),
        ("a { b = 1 @ }\nb = 1 2\n", [1, 2]),
        ("a { b = 1, c = 2 }\nb = 1 2\n", [1, 2]),
        ("a { 1 }\nb = 1 2\n", [1, 2]),
        ("a { b {} }\nb = 1 2\n", [1, 2]),
        ('a "${b}" "%{c}" {\n}\nb = 1 2\n', [1, 1, 3]),
        ('a = "b\nc = 1 2\n', [1, 2]),
        ("a {\n  b = (\n}\nc = 1 2\n", [3, 4]),
        ("a = [\n  1 1,\n  2,\n]\nb = 1 2\n", [2, 5]),
        ("a = f(\n  1 1,\n  { b = 2\n c = 3 },\n  (4 4)\n)\nb = 1 2\n", [2, 7]),
        ("a = [\n  @,\n  2,\n]\nb = 1 2\n", [2, 5]),
        ('a = [\n  "b,\n  "c",\n]\nb = 1 2\n', [2, 5]),
        ("a {\n  b = [\n    1 1\n  ]\n}\nc = 1 2\n", [3, 6]),
        ("a {\n  b = [\n    1 1\n}\nc = 1 2\n", [3, 5]),
        ("a = [\n  1 1\nb = 1 2\nc = []\n", [2, 3]),
        ("a = [\n  1 1\nb {\n  c = 1 2\n}\n", [2, 4]),
        ("a {\n  b {\n    c = }\n  }\n}\nd = 1 2\n", [3, 6]),
    ],
)
def test_one_mistake_hides_no_other_and_is_told_once(text: str, told: list[int]) -> None:
    assert [line for _, line in told_of(text)] == told


def test_what_is_right_in_a_block_with_a_mistake_is_kept() -> None:
    body, _ = parse_file(SourceFile("a.tf", "a {\n  b = 1\n  c = = 2\n  d {}\n  e = 3\n}\nf = 4\n"))
    (block,) = body.blocks
    assert (list(block.body.attributes), list(body.attributes)) == (["b", "c", "e"], ["f"])
    assert [inner.type for inner in block.body.blocks] == ["d"]

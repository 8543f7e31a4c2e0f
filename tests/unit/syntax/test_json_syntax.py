"""JSON to the same tree as native syntax, with the place of everything."""

from __future__ import annotations

import pytest

from sm_tj_cli.diagnostics import SourceFile
from sm_tj_cli.syntax.json_syntax import as_body
from sm_tj_cli.syntax.nodes import (
    KeywordLiteral,
    NumberLiteral,
    ObjectConstructor,
    StringLiteral,
    TemplateWrap,
    TupleConstructor,
)
from sm_tj_cli.syntax.parse import parse_file
from tests.unit.syntax.cases import body_of, fault_of, place_of, told_of

NAME = "a.tf.json"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("-1.5e+3", NumberLiteral),
        ("0", NumberLiteral),
        ("true", KeywordLiteral),
        ("null", KeywordLiteral),
        ('"x"', StringLiteral),
        ('"${a}"', TemplateWrap),
        ("[]", TupleConstructor),
        ("[1, [2]]", TupleConstructor),
        ('{"b": {}}', ObjectConstructor),
    ],
)
def test_each_kind_of_value_has_its_node_and_its_range(text: str, kind: type) -> None:
    source = SourceFile(NAME, f'\ufeff{{\r\n\t"ä" : {text} \r\n}}\n')
    body, problems = parse_file(source)
    assert not problems
    found = body.attributes["ä"]
    assert isinstance(found.expression, kind)
    assert source.excerpt(found.expression.range) == text
    assert source.excerpt(found.name_range) == '"ä"'
    assert source.excerpt(found.range) == f'"ä" : {text}'
    assert found.range.start.line == 2


def test_an_object_can_be_read_as_a_body_where_comments_do_not_count() -> None:
    value = body_of('{"a": {"x": 1, "//": 2, "y": {"z": 2}}}', NAME).attributes["a"].expression
    assert isinstance(value, ObjectConstructor)
    body = as_body(value)
    assert (body.from_json, list(body.attributes)) == (True, ["x", "y"])
    assert (body.range, body.end_range.start) == (value.range, value.range.end)


def test_an_array_of_objects_is_one_file() -> None:
    assert list(body_of('[{"a": 1}, {}, {"b": 2}]', NAME).attributes) == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ('{"a": {"x": 1}, "a": {"y": 2}}', ["1,7", "1,22"]),
        ('{"a": [{}, {}], "a": {}}', ["1,8", "1,12", "1,22"]),
        ('{"a": {}, "b": 1, "a": [{}]}', ["1,7", "1,25"]),
    ],
)
def test_a_blocks_type_may_stand_several_times(text: str, places: list[str]) -> None:
    found = body_of(text, NAME).attributes["a"].expression
    assert isinstance(found, TupleConstructor)
    starts = [item.range.start for item in found.items]
    assert [f"{start.line},{start.column}" for start in starts] == places
    assert (found.range.start, found.range.end.column) == (
        body_of(text, NAME).attributes["a"].expression.range.start,
        len(text),
    )


def test_strings_of_variable_files_stand_for_themselves() -> None:
    source = SourceFile("a.tfvars.json", '{"a": "${b", "c": "\\u00e4"}')
    body, problems = parse_file(source, templates=False)
    assert not problems
    values = [item.expression for item in body.attributes.values()]
    assert [item.value for item in values if isinstance(item, StringLiteral)] == ["${b", "ä"]


@pytest.mark.parametrize(
    ("text", "summary", "where"),
    [
        ("", "Missing value", "1,1-1"),
        ("{", "Unclosed object", "1,1-2"),
        ('{"a": {"b": 1', "Unclosed object", "1,7-8"),
        ("[", "Unclosed array", "1,1-2"),
        ('{"a": [1', "Unclosed array", "1,7-8"),
        ('{"a"}', "Missing property value colon", "1,5-6"),
        ('{"a" "b"}', "Missing property value colon", "1,6-7"),
        ('{"a": }', "Missing JSON value", "1,7-8"),
        ("]", "Missing array element value", "1,1-2"),
        ('{"a":', "Missing value", "1,6-6"),
        ('{"a": 1,}', "Trailing comma in object", "1,8-9"),
        ('{"a": 1,\n}', "Trailing comma in object", "1,8-9"),
        ('{"a": [1,]}', "Trailing comma in array", "1,9-10"),
        ("{,}", "Invalid start of value", "1,2-3"),
        ('{"a": [,]}', "Invalid start of value", "1,8-9"),
        ('{"a": @}', "Invalid start of value", "1,7-8"),
        ("{'a': 1}", "Invalid start of value", "1,2-3"),
        ('{"a": 1 "b": 2}', "Missing attribute seperator comma", "1,9-10"),
        ('{"a": [1 2]}', "Missing attribute seperator comma", "1,10-11"),
        ('{"a": 1]', "Mismatched braces", "1,8-9"),
        ('{"a": [1}', "Mismatched brackets", "1,9-10"),
        ('{"a": tru}', "Invalid JSON keyword", "1,7-10"),
        ('{"a": 01}', "Invalid JSON number", "1,7-9"),
        ('{"a": 1.2.3}', "Invalid JSON number", "1,7-12"),
        ('{"a": -}', "Invalid JSON number", "1,7-8"),
        ('{"a": "b\n"}', "Invalid JSON string", "1,9-2,1"),
        ('{"a": "\t"}', "Invalid JSON string", "1,8-9"),
        ('{"a": "b\\q"}', "Invalid JSON string", "1,9-10"),
        ('{"a": "\\u12"}', "Invalid JSON string", "1,8-9"),
        ('{"a": 1, 2: 3}', "Invalid object property name", "1,10-11"),
        ('{"a": 1} x', "Extraneous data after value", "1,10-11"),
        ('{"a": 1}{}', "Extraneous data after value", "1,9-10"),
        ('"a"', "Root value must be object", "1,1-4"),
        ('[{}, "ä", 1]', "Root value must be object", "1,6-9"),
        ('{"a": 1, "a": {}}', "Duplicate attribute definition", "1,10-13"),
        ('{"a": {"b": {}, "b": 1}}', "Duplicate attribute definition", "1,17-20"),
    ],
)
def test_what_is_wrong_is_told_in_its_place(text: str, summary: str, where: str) -> None:
    fault = fault_of(text, NAME)
    assert (fault.summary, place_of(fault)) == (summary, where)


def test_a_second_property_names_the_place_of_the_first_and_a_comment_may_stand_twice() -> None:
    text = '{"//": 1, "//": 2, "a": 1, "a": 2}'
    assert told_of(text, NAME) == [("Duplicate attribute definition", 1)]
    assert fault_of(text, NAME).detail.endswith("already set at a.tf.json:1,20-26.")


def test_a_word_that_is_nearly_a_keyword_is_advised() -> None:
    assert fault_of('{"a": fasle}', NAME).detail == (
        '"fasle" is not a valid JSON keyword. Did you mean "false"?'
    )


@pytest.mark.parametrize(("count", "faults"), [(127, 0), (128, 1), (5000, 1)])
def test_deep_nesting_is_an_error_and_no_crash(count: int, faults: int) -> None:
    told = told_of('{"a": ' + "[" * count + "]" * count + "}", NAME)
    assert told == [("Nesting too deep", 1)] * faults


def test_width_is_not_depth() -> None:
    body_of('{"a": [' + ", ".join(["[]"] * 300) + "]}", NAME)

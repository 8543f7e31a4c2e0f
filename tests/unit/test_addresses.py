"""Addresses are read and written as Terraform writes them, sort as its states do, and match what people type."""

from __future__ import annotations

import re

import pytest

from sm_tj_cli.addresses import (
    AddressError,
    ModuleInstance,
    ResourceAddress,
    format_key,
    format_module,
    parse_instance,
    parse_module,
)

JOB = "aws_sagemaker_training_job"


@pytest.mark.parametrize(
    "text",
    [
        f"{JOB}.a",
        f"{JOB}.a[0]",
        f'{JOB}.a["k"]',
        f'{JOB}.a["with \\" quote"]',
        f'module.m["x"].module.n[2].{JOB}.a',
        "data.aws_iam_role.r",
        "aws_x.ä-b_1",
        f'module.a.module.b["k"].data.{JOB}.c[10]',
    ],
)
def test_what_is_read_is_written_the_same(text: str) -> None:
    assert str(parse_instance(text)) == text


# As Terraform 1.11 shows them in `state list`.
@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("a${b}", "a$${b}"),
        ("%{c $ % {", "%%{c $ % {"),
        ("$$${x", "$$$${x"),
        ('q"\\', 'q\\"\\\\'),
        ("t\tn\nr\r", "t\\tn\\nr\\r"),
        ("b\bf\f\x7f", "b\\u0008f\\u000c\\u007f"),
        ("z\u200b\xa0", "z\\u200b\\u00a0"),
        ("\U000e0001", "\\U000e0001"),
        ("e😀ä", "e😀ä"),
        ("]", "]"),
        ("", ""),
    ],
    ids=ascii,
)
def test_keys_are_quoted_as_in_hcl(key: str, shown: str) -> None:
    assert format_key(key) == f'["{shown}"]'
    assert parse_instance(f'{JOB}.a["{shown}"]').key == key


@pytest.mark.parametrize(
    "text",
    ["", "a", "a.b.c", "a.b[x]", 'a.b["x]', "a.b[0].c", "1.a", "a.b[01]", "a.b[-1]", "a.b[]"]
    + [
        "module.a",
        "module.a.b",
        "data.a",
        "data.data.a",
        "a.b[1234567890123456789012345]",
        "a.b[٣]",
        " a.b",
    ],
)
def test_what_is_no_address_says_what_one_is(text: str) -> None:
    with pytest.raises(AddressError, match=f'^"{re.escape(text)}" is not a resource address, such'):
        parse_instance(text)


@pytest.mark.parametrize("escape", [r"\q", r"\u12", r"\ud800", r"\U00110000", r"\b"])
def test_an_escape_that_hcl_does_not_have_is_told(escape: str) -> None:
    with pytest.raises(AddressError, match="which HCL does not have") as told:
        parse_instance(f'a.b["x{escape}"]')
    assert f'The instance key ["x{escape}"] has the escape' in str(told.value)


def test_numbers_come_before_names_and_in_their_order() -> None:
    texts = [f'{JOB}.a["b"]', f"{JOB}.a[10]", f"{JOB}.a[9]", f"{JOB}.a", f'{JOB}.a["a"]']
    ordered = sorted(map(parse_instance, texts))
    assert [format_key(item.key) for item in ordered] == ["", "[9]", "[10]", '["a"]', '["b"]']


@pytest.mark.parametrize(
    ("selector", "is_selected"),
    [
        (f'module.m.{JOB}.a["k"]', True),
        (f"module.m.{JOB}.a", True),
        ("module.m", True),
        ('a["k"]', True),
        ("a", True),
        ("a*", True),
        ('a["?"]', True),
        ("b", False),
        ('a["other"]', False),
        ("module.n", False),
        ("[am]", False),
    ],
)
def test_a_selector_selects_by_address_label_module_or_glob(
    selector: str,
    is_selected: bool,
) -> None:
    assert parse_instance(f'module.m.{JOB}.a["k"]').matches(selector) is is_selected


@pytest.mark.parametrize("selector", ["module.m", 'module.m["x"]', 'module.m["x"].module.n'])
def test_a_module_without_its_key_means_all_of_its_instances(selector: str) -> None:
    assert parse_instance(f'module.m["x"].module.n[2].{JOB}.a').matches(selector)


def test_addresses_sort_by_module_type_name_and_key() -> None:
    texts = [
        "a.a",
        "a.b[9]",
        "a.b[10]",
        'a.b["A"]',
        'a.b["a"]',
        "b.a",
        "module.m.a.a",
        "module.m[2].a.a",
        "module.m[10].a.a",
        'module.m["k"].a.a',
        "module.n.a.a",
    ]
    assert [str(item) for item in sorted(map(parse_instance, reversed(texts)))] == texts


def test_module_paths() -> None:
    path = parse_module('module.a.module.b["k"]')
    assert path == (ModuleInstance("a"), ModuleInstance("b", "k"))
    assert format_module(path, dot=True) == 'module.a.module.b["k"].'
    assert (parse_module(""), format_module((), dot=True)) == ((), "")
    with pytest.raises(
        AddressError, match='^"module.a.x" is not a module address, such as module.name'
    ):
        parse_module("module.a.x")


def test_an_instance_of_a_resource() -> None:
    instance = ResourceAddress(JOB, "a").instance(3)
    assert (str(instance), instance.label) == (f"{JOB}.a[3]", "a[3]")

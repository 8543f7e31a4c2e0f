"""Addresses are read and written as Terraform writes them, sort as its states do, and match what people type."""

from __future__ import annotations

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
    ],
)
def test_what_is_read_is_written_the_same(text: str) -> None:
    assert str(parse_instance(text)) == text


@pytest.mark.parametrize("text", ["", "a", "a.b.c", "a.b[x]", 'a.b["x]', "a.b[0].c", "1.a"])
def test_what_is_no_address_says_what_one_is(text: str) -> None:
    with pytest.raises(AddressError, match="is not a resource address|instance key"):
        parse_instance(text)


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


def test_module_paths() -> None:
    path = parse_module('module.a.module.b["k"]')
    assert path == (ModuleInstance("a"), ModuleInstance("b", "k"))
    assert format_module(path, dot=True) == 'module.a.module.b["k"].'
    assert (parse_module(""), format_module((), dot=True)) == ((), "")
    with pytest.raises(AddressError, match="module address"):
        parse_module("module.a.x")


def test_an_instance_of_a_resource() -> None:
    instance = ResourceAddress(JOB, "a").instance(3)
    assert (str(instance), instance.label) == (f"{JOB}.a[3]", "a[3]")

from __future__ import annotations

import pytest

from sm_tj_cli.request.given import GivenBlock, GivenValue, entries_of, entries_of_body, items_of
from tests.unit.request.written import instances, resource


@pytest.mark.parametrize("text", ["x { a = 1 }", "x = { a = 1 }", "x = merge({}, { a = 1 })"])
def test_a_block_and_an_object_have_the_same_entries(text: str) -> None:
    (instance,) = instances(resource(text))
    (given,) = entries_of_body(instance.body)["x"]
    entries = entries_of(given)
    assert list(entries) == ["a"]
    (inner,) = entries["a"]
    assert isinstance(inner, GivenValue)
    assert inner.value.raw == 1
    assert text[inner.name_range.start.column - 1] == "a"
    assert text[inner.range.start.column - 1] == "1"


def test_repeated_blocks_stand_together() -> None:
    (instance,) = instances(
        resource('x {}\nx "label" {}\ndynamic "x" {\nfor_each = unknown\ncontent {}\n}')
    )
    first, second, third = entries_of_body(instance.body)["x"]
    assert isinstance(second, GivenBlock)
    assert second.labels == ("label",)
    assert isinstance(third, GivenBlock)
    assert third.is_open
    assert isinstance(first, GivenBlock)
    assert not first.is_open


def test_marks_of_the_whole_are_on_every_part() -> None:
    (instance,) = instances(resource("x = sensitive({ a = [1, secret] })"))
    (given,) = entries_of_body(instance.body)["x"]
    (inner,) = entries_of(given)["a"]
    assert isinstance(inner, GivenValue)
    assert all(item.value.is_sensitive for item in items_of(inner))


def test_an_item_without_a_place_of_its_own_has_that_of_the_whole() -> None:
    (instance,) = instances(resource("x = slice([1, 2], 0, 1)"))
    (given,) = entries_of_body(instance.body)["x"]
    assert isinstance(given, GivenValue)
    (item,) = items_of(given)
    assert item.range == given.range

"""What a data source's reader gets: its arguments in their types."""

from __future__ import annotations

import pytest

from sm_tj_cli.data_sources._registry import SOURCES, Arguments, DataSourceError, data_source

GIVEN = Arguments({"name": "x", "on": "true", "ids": ["a", 1], "tags": {"k": 2}, "no": None})


def test_arguments_in_their_types() -> None:
    assert GIVEN.text("name") == "x"
    assert GIVEN.text("no", "default") == "default"
    assert (GIVEN.flag("on"), GIVEN.flag("off", default=True)) == (True, True)
    assert (GIVEN.texts("ids"), GIVEN.texts("name")) == (["a", "1"], [])
    assert GIVEN.map("tags") == {"k": "2"}


def test_a_null_where_a_value_is_needed_is_told_at_the_argument() -> None:
    with pytest.raises(DataSourceError, match='"no" must not be null') as told:
        GIVEN.text("no")
    assert told.value.argument == "no"


def test_a_declaration_says_what_the_block_may_hold() -> None:
    data_source("test_thing", ("name",), ("size",))(lambda _clients, _arguments: {})
    try:
        assert SOURCES["test_thing"].arguments == ("name", "size", "region")
    finally:
        del SOURCES["test_thing"]

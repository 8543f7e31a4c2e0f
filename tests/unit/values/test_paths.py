"""Paths that configurations name."""

from __future__ import annotations

from pathlib import Path

import pytest

from sm_tj_cli.values.call import FunctionError
from sm_tj_cli.values.paths import path_of
from sm_tj_cli.values.value import string


def test_the_home_directory_stands_for_its_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/me")
    assert path_of(string("~/x")) == Path("/home/me/x")
    assert path_of(string("a/~")) == Path("a/~")


@pytest.mark.parametrize("text", ["a\0b", "~nobody-of-this-name/x"])
def test_what_is_no_path_is_refused(text: str) -> None:
    with pytest.raises(FunctionError) as told:
        path_of(string(text), argument=0)
    assert told.value.argument == 0

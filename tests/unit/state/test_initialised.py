"""What `terraform init` keeps of a backend."""

from __future__ import annotations

import json

import pytest

from sm_tj_cli.state.initialised import initialised

KEPT = {"bucket": "b", "key": "k", "encrypt": None}


def kept(kind: str = "s3", config: object = None) -> str:
    return json.dumps({"version": 3, "backend": {"type": kind, "config": config or KEPT}})


@pytest.mark.parametrize("written", [{}, {"bucket": "b"}, {"bucket": "b", "region": "r"}])
def test_what_stands_in_no_block_is_found(written: dict[str, object]) -> None:
    assert initialised(kept(), "s3", written) == {**KEPT, **written}


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", '{"backend": 1}', '{"backend": {"type": "s3"}}', kept("gcs")],
)
def test_what_is_no_such_thing_says_nothing(text: str) -> None:
    assert initialised(text, "s3", {"bucket": "b"}) == {"bucket": "b"}


def test_what_was_kept_of_an_earlier_version_of_the_block_says_nothing() -> None:
    assert initialised(kept(), "s3", {"bucket": "other"}) == {"bucket": "other"}

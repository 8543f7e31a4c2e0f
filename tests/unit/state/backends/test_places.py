"""Where smtj's own state is."""

from __future__ import annotations

from pathlib import Path

import pytest

from sm_tj_cli.state.backends import beside_terraforms, local_path


@pytest.mark.parametrize(
    ("terraforms", "ours"),
    [
        ("terraform.tfstate", "terraform.smtj.tfstate"),
        ("a/terraform.tfstate", "a/terraform.smtj.tfstate"),
        ("/a.b/state", "/a.b/state.smtj"),
    ],
)
def test_ours_stands_beside_terraforms(terraforms: str, ours: str) -> None:
    assert beside_terraforms(terraforms) == ours


@pytest.mark.parametrize(
    ("option", "kind", "settings", "path"),
    [
        (None, None, {}, "d/smtj.tfstate"),
        ("x", None, {}, "x"),
        ("x", "s3", {}, "x"),
        (None, "local", {}, "d/terraform.smtj.tfstate"),
        (None, "local", {"path": "p/t.tfstate"}, "d/p/t.smtj.tfstate"),
        (None, "local", {"path": "/p/t.tfstate"}, "/p/t.smtj.tfstate"),
    ],
)
def test_the_states_file(
    option: str | None, kind: str | None, settings: dict[str, object], path: str
) -> None:
    assert local_path("d", option, kind, settings) == Path(path)


def test_a_backend_that_is_no_file_has_none() -> None:
    assert local_path("d", None, "s3", {"bucket": "b"}) is None

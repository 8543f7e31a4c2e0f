"""YAML's events as Terraform's emitter writes them."""

from __future__ import annotations

import pytest
from yaml.events import (
    DocumentEndEvent,
    DocumentStartEvent,
    ScalarEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from sm_tj_cli.values.yaml_emitter import emit


def written(text: str, style: str | None) -> str:
    """One scalar as a document."""
    return emit(
        [
            StreamStartEvent(),
            DocumentStartEvent(),
            ScalarEvent(None, None, (True, True), text, style=style),
            DocumentEndEvent(),
            StreamEndEvent(),
        ]
    )


@pytest.mark.parametrize(
    ("text", "style", "wanted"),
    [
        ("a b", '"', '"a b"\n'),
        ("ä", '"', '"ä"\n'),
        ("😀", '"', '"\\U0001F600"\n'),
        ("a\nb\n", "|", "|\n  a\n  b\n"),
        ("\u2028", '"', '"\\L"\n'),
    ],
)
def test_scalars(text: str, style: str | None, wanted: str) -> None:
    assert written(text, style).removesuffix("...\n") == wanted

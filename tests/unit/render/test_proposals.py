from __future__ import annotations

import pytest

from sm_tj_cli.render.proposals import proposed

HERE = r" --chdir 'a \1' --sandbox"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Run smtj apply again.", f"Run smtj{HERE} apply again."),
        ("with: smtj state mv 'a' 'b'", f"with: smtj{HERE} state mv 'a' 'b'"),
        ('"smtj wait" and "smtj list"', f'"smtj{HERE} wait" and "smtj{HERE} list"'),
        ("smtj --sandbox wait '*'", "smtj --sandbox wait '*'"),
        ("smtj waits and smtj explain", "smtj waits and smtj explain"),
        ("x.smtj-intents", "x.smtj-intents"),
    ],
)
def test_commands_find_the_same_jobs(text: str, whole: str) -> None:
    assert proposed(text, HERE) == whole
    assert proposed(text, "") == text

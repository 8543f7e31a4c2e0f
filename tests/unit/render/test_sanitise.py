from __future__ import annotations

import json

import pytest

from sm_tj_cli.render.sanitise import (
    foreign_line,
    one_line,
    sanitise,
    sanitise_json,
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain é 👩‍👩‍👧", "plain é 👩‍👩‍👧"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07x", "x"),
        ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("a\x1bcb", "ab"),
        ("bell\x07", "bell\\u0007"),
        ("back\x08", "back\\u0008"),
        ("\x9b31mred", "red"),
        ("pay\u202etxt.exe", "pay\\u202etxt.exe"),
        ("one\r\ntwo\tthree", "one\ntwo\tthree"),
        ("over\rwritten", "over\\u000dwritten"),
        ("lone \ud800", "lone \\ud800"),
        ("\x1b", "\\u001b"),
    ],
)
def test_takes_the_tricks_out(text: str, shown: str) -> None:
    assert sanitise(text) == shown


def test_one_line_has_no_line_ends() -> None:
    assert one_line("a\nb\tc") == "a\\nb c"


def test_json_means_the_same_afterwards() -> None:
    value = {"a": "\x9b31m \u202e \x7f é \x1b"}
    safe = sanitise_json(json.dumps(value, ensure_ascii=False))
    assert "\x9b" not in safe
    assert "\u202e" not in safe
    assert "é" in safe
    assert json.loads(safe) == value


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("::set-output name=x::y", r"\u003a:set-output name=x::y"),
        ("  ::error::no", r"  \u003a:error::no"),
        ("a ##vso[task.setvariable variable=x]y", r"a \u0023#vso[task.setvariable variable=x]y"),
        ("##[set-env name=x]y", r"\u0023#[set-env name=x]y"),
        ("##teamcity[buildStop]", r"\u0023#teamcity[buildStop]"),
        ("\x1b[0m::stop-commands::x", r"\u003a:stop-commands::x"),
        ("arn:aws:iam::123:role/x", "arn:aws:iam::123:role/x"),
        ("## heading", "## heading"),
        ("10%\r50%\r100%\n", "100%"),
        ("section_start:1:x\r\x1b[0Kno", "no"),
        ("a\nb", r"a\nb"),
    ],
)
def test_what_a_container_wrote_gives_no_commands(text: str, shown: str) -> None:
    assert foreign_line(text) == shown


def test_json_gives_no_commands_and_means_the_same() -> None:
    document = json.dumps({"message": "##vso[x] ##[y]"})
    assert "##vso[" not in sanitise_json(document)
    assert "##[" not in sanitise_json(document)
    assert json.loads(sanitise_json(document)) == json.loads(document)

from __future__ import annotations

import pytest

from sm_tj_cli.request.literals import aligned, key, map_value, quoted, scalar, string_list


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ('say "hi"\\', r'"say \"hi\"\\"'),
        ("${a} %{b}", '"$${a} %%{b}"'),
        ("$${a}", r'"\u0024$${a}"'),
        ("a\tb\x07\u200b\U000e0001", r'"a\tb\u0007\u200b\U000e0001"'),
        ("naïve 漢字 😀", '"naïve 漢字 😀"'),
        ("\ud800", '"\ufffd"'),
        ("$5 {x}", '"$5 {x}"'),
    ],
)
def test_quoted(text: str, written: str) -> None:
    assert quoted(text) == written


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("batch_size", "batch_size"),
        ("for", '"for"'),
        ("null", '"null"'),
        ("a-b", '"a-b"'),
        ("9", '"9"'),
        ("", '""'),
    ],
)
def test_key(name: str, written: str) -> None:
    assert key(name) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (True, "true"),
        (10**18, "1000000000000000000"),
        (1e-07, "0.0000001"),
        (-2, "-2"),
        ("1", '"1"'),
    ],
)
def test_scalars_are_exact(value: float | str, written: str) -> None:
    assert scalar(value) == (written,)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\n  b\n", ("<<-EOT", "  a", "    b", "EOT")),
        ("a\n\nb", ("chomp(<<-EOT", "  a", "", "  b", "EOT", ")")),
        ("EOT\nx\n", ("<<-EOT_", "  EOT", "  x", "EOT_")),
        ("${a}\n%{b}\n", ("<<-EOT", "  $${a}", "  %%{b}", "EOT")),
    ],
)
def test_text_of_several_lines_is_a_heredoc(text: str, lines: tuple[str, ...]) -> None:
    assert scalar(text) == lines


@pytest.mark.parametrize(
    "text",
    [
        "a\nb",
        "one\n",
        " a\n b\n",
        "a \nb\n",
        "a\r\nb\r\n",
        "a\n\x07\nb\n",
        "$${a}\nb\n",
        "\n\n",
        "a\n \nb\n",
    ],
)
def test_text_that_a_heredoc_would_change_or_hide_is_quoted(text: str) -> None:
    assert scalar(text) == (quoted(text),)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('"train.py"', ('jsonencode("train.py")',)),
        ('{"a":[1,2.5,null,true]}', ("jsonencode({ a = [1, 2.5, null, true] })",)),
        ("[1e2]", ('"[1e2]"',)),
        ('{"a": 1}', (r'"{\"a\": 1}"',)),
        ('{"b":1,"a":2}', (r'"{\"b\":1,\"a\":2}"',)),
        ('{"a":1,"a":1}', (r'"{\"a\":1,\"a\":1}"',)),
        ("[NaN]", ('"[NaN]"',)),
        ("[]", ('"[]"',)),
        ("10", ('"10"',)),
        ("[" * 5000, (f'"{"[" * 5000}"',)),
    ],
)
def test_json_is_a_function_call_where_that_makes_the_very_text(
    text: str, lines: tuple[str, ...]
) -> None:
    assert map_value(text) == lines


def test_long_json_is_spread() -> None:
    long = "x" * 60
    assert map_value(f'{{"a":["{long}"],"bb":1}}') == (
        "jsonencode({",
        "  a = [",
        f'    "{long}",',
        "  ]",
        "  bb = 1",
        "})",
    )


def test_a_list_that_does_not_fit_has_an_item_on_each_line() -> None:
    assert string_list(["a", "b"], 20) == ('["a", "b"]',)
    assert string_list(["a" * 9, "b" * 9], 20) == ("[", f'  "{"a" * 9}",', f'  "{"b" * 9}",', "]")


def test_equals_signs_of_neighbours_stand_in_one_column() -> None:
    entries = [("a", ("1",)), ('"äö"', ("2",)), ("long", ("{", "}")), ("b", ("3",))]
    assert aligned(entries) == ["a    = 1", '"äö" = 2', "long = {", "}", "b = 3"]

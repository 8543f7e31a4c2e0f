from __future__ import annotations

from sm_tj_cli.diagnostics import Diagnostic, SourceFile
from sm_tj_cli.render.diagnostics import tell
from tests.unit.render.samples import Screen

SOURCE = SourceFile("main.tf", 'resource "aws_x" "y" {\n  a = foo(2)\n}\n')
SOURCES = {"main.tf": SOURCE}
START = SOURCE.text.index("foo")
FAULT = Diagnostic.error(
    "Call to unknown function",
    'There is no function named "foo". Did you mean "floor"? It is a longer sentence.',
    SOURCE.range(START, START + 3),
    address="aws_x.y",
)


def test_elsewhere_it_is_terraforms_plain_text_with_carets() -> None:
    screen = Screen()
    tell(screen.terminal, [FAULT], SOURCES)
    assert screen.out.getvalue() == ""
    assert screen.error.getvalue() == (
        "\nError: Call to unknown function\n"
        "\n  with aws_x.y,\n"
        '  on main.tf line 2, in resource "aws_x" "y":\n'
        "   2:   a = foo(2)\n"
        "            ^^^\n"
        '\nThere is no function named "foo". Did you mean "floor"? It is a longer sentence.\n'
    )


def test_on_a_terminal_it_is_boxed_and_wrapped() -> None:
    screen = Screen(width=50, is_terminal=True, color=False)
    tell(screen.terminal, [FAULT], SOURCES)
    lines = screen.error.getvalue().splitlines()
    assert lines[0] == "╷"
    assert lines[-1] == "╵"
    assert all(line.startswith("│ ") for line in lines[1:-1])
    assert max(map(len, lines)) <= 50
    assert "^^^" in screen.error.getvalue()


def test_colours_underline_instead_of_pointing() -> None:
    screen = Screen(width=80, is_terminal=True)
    tell(screen.terminal, [FAULT], SOURCES)
    text = screen.error.getvalue()
    assert "\x1b[4mfoo\x1b[0m" in text
    assert "^^^" not in text


def test_errors_come_last() -> None:
    screen = Screen()
    tell(screen.terminal, [FAULT, Diagnostic.warning("Old")], SOURCES)
    text = screen.error.getvalue()
    assert text.index("Warning: Old") < text.index("Error: Call")


def test_a_file_that_is_not_at_hand_is_named_all_the_same() -> None:
    screen = Screen()
    tell(screen.terminal, [FAULT], {})
    assert "  on main.tf line 2:\n" in screen.error.getvalue()


def test_text_from_outside_cannot_act() -> None:
    screen = Screen()
    tell(screen.terminal, [Diagnostic.error("Bad", "\x1b[2Jgone [bold]not markup[/bold]")], {})
    assert "\ngone [bold]not markup[/bold]\n" in screen.error.getvalue()

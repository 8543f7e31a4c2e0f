"""A token in the wrong place, in Terraform's words (its answers on whole files are in `tests/spec/syntax`)."""

from __future__ import annotations

import pytest

from tests.unit.syntax.cases import fault_of, place_of


@pytest.mark.parametrize(
    ("text", "summary", "where"),
    [
        ("", "Invalid expression", "1,5-2,1"),
        ("1 +", "Invalid expression", "1,8-2,1"),
        ("[1, ,]", "Invalid expression", "1,9-10"),
        ("[1,", "Missing expression", "2,1-1"),
        ("(1 2)", "Unbalanced parentheses", "1,8-9"),
        ("1 : 2", "Missing newline after argument", "1,7-8"),
        ("b ? c", "Missing false expression in conditional", "1,10-2,1"),
        ("b ? (c) d", "Missing false expression in conditional", "1,13-14"),
        ("b ? c : d e", "Missing newline after argument", "1,15-16"),
        ("b.", "Invalid attribute name", "1,7-2,1"),
        ("b..c", "Invalid attribute name", "1,7-8"),
        ("b[1 2]", "Missing close bracket on index", "1,9-10"),
        ("b.c[1 2]", "Missing close bracket on index", "1,11-12"),
        ("b[*", "Missing close bracket on splat index", "2,1-1"),
        ("b::", "Missing function name", "1,8-2,1"),
        ("b::c", "Missing open parenthesis", "1,9-2,1"),
        ("f(1 2)", "Missing argument separator", "1,9-10"),
        ("[f(1 2)]", "Missing argument separator", "1,10-11"),
        ("f(1", "Unterminated function call", "1,5-7"),
        ("[b, core::f(1", "Unterminated function call", "1,9-17"),
        ("f(b..., c)", "Missing closing parenthesis", "1,8-11"),
        ("[1 2]", "Missing item separator", "1,8-9"),
        ('["ä" "ö"]', "Missing item separator", "1,10-11"),
        ("[1", "Unterminated tuple constructor expression", "1,5-6"),
        ("{ b 1 }", "Missing key/value separator", "1,9-10"),
        ("{ (b) 1 }", "Missing key/value separator", "1,11-12"),
        ("{ b }", "Missing key/value separator", "1,9-10"),
        ("{ b, }", "Missing attribute value", "1,8-9"),
        ("{ b\n}", "Missing attribute value", "1,8-2,1"),
        ("{ b = 1 c = 2 }", "Missing attribute separator", "1,13-14"),
        ("{ b : 1 c }", "Missing attribute separator", "1,13-14"),
        ("{ b = 1\n c }", "Missing key/value separator", "2,4-5"),
        ("{ b = (1)", "Missing expression", "2,1-1"),
        ("<<E\nb", "Unterminated template string", "3,1-1"),
    ],
)
def test_a_mistake_has_its_words_and_its_place(text: str, summary: str, where: str) -> None:
    fault = fault_of(f"a = {text}\n")
    assert (fault.summary, place_of(fault)) == (summary, where)


def test_an_object_that_nothing_ends_is_told_at_its_brace() -> None:
    fault = fault_of("a = { b = 1")
    assert (fault.summary, place_of(fault)) == (
        "Unterminated object constructor expression",
        "1,5-6",
    )


@pytest.mark.parametrize(
    ("text", "detail", "where"),
    [
        ("[for", "For expression requires variable name after 'for'.", "2,1-1"),
        ("[for x,", "For expression requires value variable name after comma.", "2,1-1"),
        ("[for x y", "requires the 'in' keyword after its name declarations.", "1,12-13"),
        ("[for x, y of z", "requires the 'in' keyword after its name declarations.", "1,15-17"),
        ("[for x in y", "requires a colon after the collection expression.", "2,1-1"),
        ("{for x in y z", "requires a colon after the collection expression.", "1,17-18"),
        (
            "[for x in y : x z]",
            "Extra characters after the end of the 'for' expression.",
            "1,21-22",
        ),
        ("{for x in y : x => y z}", "Extra characters after the end of the 'for' exp", "1,26-27"),
    ],
)
def test_a_for_expression_says_what_it_requires_next(text: str, detail: str, where: str) -> None:
    fault = fault_of(f"a = {text}\n")
    assert (fault.summary, place_of(fault)) == ("Invalid 'for' expression", where)
    assert detail in fault.detail


@pytest.mark.parametrize(
    ("text", "summary", "detail", "where"),
    [
        ("${b c}", "Extra characters after interpolation expression", "shell", "1,10-11"),
        ("${b:c}", "Extra characters after interpolation expression", "colon at", "1,9-10"),
        ("${b", "Unclosed template interpolation sequence", "the quoted template", "1,6-8"),
        ("%{ foo }", "Invalid template control keyword", '"foo" is not', "1,9-12"),
        ("%{ esle }", "Invalid template control keyword", 'Did you mean "else"?', "1,9-13"),
        ("%{ 1 }", "Invalid template directive", "at the beginning of a %{", "1,9-10"),
        ("%{ if }", "Invalid expression", "start of an expression", "1,12-13"),
        ("%{ if b c }", "Extra characters in if marker", "closing brace", "1,14-15"),
        ("%{ else b }", "Extra characters in else marker", "closing brace", "1,14-15"),
        ("%{ endif b }", "Extra characters in endif marker", "closing brace", "1,15-16"),
        ("%{ for }", "Invalid 'for' directive", "variable name after 'for'", "1,13-14"),
        ("%{ for b, }", "Invalid 'for' directive", "name after comma", "1,16-17"),
        ("%{ for b }", "Invalid 'for' directive", "requires 'in' keyword after", "1,15-16"),
        ("%{ for b in }", "Invalid expression", "start of an expression", "1,18-19"),
        ("%{ for b in c d }", "Extra characters in for marker", "closing brace", "1,20-21"),
    ],
)
def test_a_sequence_says_what_stands_in_its_way(
    text: str, summary: str, detail: str, where: str
) -> None:
    fault = fault_of(f'a = "{text}"\n')
    assert (fault.summary, place_of(fault)) == (summary, where)
    assert detail in fault.detail


def test_a_sequence_that_the_file_ends_in_is_told_where_it_begins() -> None:
    fault = fault_of('a = "b ${c')
    assert (fault.summary, place_of(fault)) == ("Unclosed template interpolation sequence", "1,6-8")
    assert "before the end of the file." in fault.detail


def test_only_a_name_before_the_equals_sign_is_advised_to_be_quoted() -> None:
    assert "write the name in quotes" in fault_of("a = { b c = 1 }\n").detail
    assert "write the name in quotes" not in fault_of("a = { b 1 }\n").detail

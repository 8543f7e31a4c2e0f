from __future__ import annotations

import pytest

from sm_tj_cli.request.schema import Limits
from sm_tj_cli.request.validate import choices_of, count_fault, number_fault, text_fault

NAME = Limits(1, 63, "[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}")
FEW = Limits(choices=("File", "Pipe"))
MANY = Limits(choices=tuple(f"ml.m{number}.large" for number in range(20)))


@pytest.mark.parametrize(
    ("text", "limits", "fault"),
    [
        ("train-1", NAME, None),
        ("", NAME, "x is empty; at least 1 character is needed."),
        ("a" * 64, NAME, "x has 64 characters; at most 63 are allowed."),
        ("a", Limits(2, 3), "x has 1 character; at least 2 characters are needed."),
        ("a b", NAME, 'ending with a letter or a digit; "a b" is not. Did you mean "a-b"?'),
        ("-", NAME, 'ending with a letter or a digit; "-" is not.'),
        ("abc", Limits(pattern="[a-z]"), 'x must be text that matches [a-z]; "abc" is not.'),
        ("a\nb", Limits(pattern=".*"), r'x must be text on one line; "a\nb" is not.'),
        ("٣", Limits(pattern=r"\d"), r'x must be text that matches \d; "٣" is not.'),
        ("é", Limits(pattern=r"[\p{L}]*"), None),
        ("a b9", Limits(pattern=r"[\p{L}\p{Z}\p{N}]*"), None),
        ("a-b", Limits(pattern=r"[\p{L}\p{Z}\p{N}]*"), '"a-b" is not.'),
        ("é-b", Limits(pattern=r"[\p{L}\p{Z}\p{N}]*"), '"é-b" is not.'),
        ("File", FEW, None),
        ("file", FEW, 'x must be one of "File", "Pipe"; "file" is not. Did you mean "File"?'),
        ("m7.large", MANY, 'Did you mean "ml.m7.large"?'),
        ("ml.m1.larg", MANY, "x must be one of the 20 values that CreateTrainingJob knows"),
    ],
)
def test_texts(text: str, limits: Limits, fault: str | None) -> None:
    told = text_fault("x", text, limits)
    assert (told is None) if fault is None else (fault in str(told))


@pytest.mark.parametrize("limits", [NAME, FEW, MANY, Limits(maximum=3)])
def test_a_secret_is_not_repeated(limits: Limits) -> None:
    told = text_fault("x", "hunter 2", limits, lambda: True)
    assert told is not None
    assert "hunter" not in told


def test_a_long_text_is_cut() -> None:
    assert f'"{"a" * 80}…" is not' in str(text_fault("x", "a" * 200, FEW))


@pytest.mark.parametrize(
    ("number", "limits", "fault"),
    [
        (5, Limits(1, 9), None),
        (0, Limits(1, 9), "x must be at least 1; it is 0."),
        (2419201, Limits(1, 2419200), "x must be at most 2419200; it is 2419201."),
        (3, Limits(choices=(1, 2)), "x must be one of 1, 2; it is 3."),
        (2, Limits(choices=(1, 2)), None),
    ],
)
def test_numbers(number: int, limits: Limits, fault: str | None) -> None:
    assert number_fault("x", number, limits) == fault


@pytest.mark.parametrize(
    ("count", "limits", "fault"),
    [
        (0, Limits(1, 5), "x is empty; at least 1 entry is needed."),
        (1, Limits(2, 5), "x has 1 entry; at least 2 entries are needed."),
        (2, Limits(0, 1), "x has 2 entries; at most 1 is allowed."),
        (6, Limits(1, 5), "x has 6 entries; at most 5 are allowed."),
        (5, Limits(1, 5), None),
        (5, Limits(), None),
    ],
)
def test_counts(count: int, limits: Limits, fault: str | None) -> None:
    assert count_fault("x", count, limits, ("entry", "entries")) == fault


def test_choices_are_listed_where_they_are_few() -> None:
    assert choices_of(FEW) == ' It is one of "File", "Pipe".'
    assert choices_of(MANY) == choices_of(Limits()) == ""

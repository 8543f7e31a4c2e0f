"""Logarithms and powers to the last digit, as Terraform answers them."""

from __future__ import annotations

import math

import pytest

from sm_tj_cli.values.doubles import logarithm, power


@pytest.mark.parametrize(
    ("content", "base", "result"),
    [
        (2, 10, 0.30102999566398114),
        (1000, 10, 2.9999999999999996),
        (123456789, 7, 9.57464648365859),
        (5e-324, 1e21, -14.664461217345371),
    ],
)
def test_logarithms(content: float, base: float, result: float) -> None:
    assert logarithm(content) / logarithm(base) == result


@pytest.mark.parametrize(
    ("base", "exponent", "result"),
    [
        (10, 100, 1.0000000000000002e100),
        (3, 1.7, 6.473007839923779),
        (-2, 3, -8),
        (10, -3, 0.001),
        (0, 0, 1),
        (2, 0.5, 2**0.5),
        (2, 2000, math.inf),
        (-2, 2001, -math.inf),
        (2, -2000, 0),
        (0, -1, math.inf),
    ],
)
def test_powers(base: float, exponent: float, result: float) -> None:
    assert power(base, exponent) == result


def test_what_has_no_result() -> None:
    assert math.isnan(power(-8, 0.333))
    assert math.isnan(logarithm(-1))
    assert logarithm(0) == -math.inf
    assert logarithm(math.inf) == math.inf

"""Terraform's numbers: whole ones exact, others binary with 512 bits, as cty's `big.Float`."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from types import ModuleType

    import gmpy2

Number: TypeAlias = "int | gmpy2.mpfr"

PRECISION = 512
MOST_DIGITS = 160
# Numbers with more digits than this are refused: nobody needs them, and they cost time and memory.
MOST_WHOLE_DIGITS = 4_000

_WHOLE = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE]([+-]?[0-9]+))?")


def parse_number(text: str) -> Number:
    """A decimal number as cty parses it.

    Raises:
        ValueError: the text is no decimal number.
    """
    if _WHOLE.fullmatch(text) and len(text) <= MOST_DIGITS:
        return _rounded(int(text))
    if text.lower().lstrip("+-") in {"inf", "infinity"}:
        return _real(text)
    found = _DECIMAL.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is not a number")
    if found[1] and abs(int(found[1][:12])) > MOST_WHOLE_DIGITS:
        raise ValueError(f"{text[:40]!r} is out of range")
    try:
        return _simplest(_real(text))
    except OverflowError as problem:
        raise ValueError(f"{text[:40]!r} is out of range") from problem


def from_float(content: float) -> Number:
    """A double as a number."""
    return int(content) if content.is_integer() else _real(content)


def format_number(content: Number) -> str:
    """The shortest decimal digits that mean this number, never with an exponent (Go's `Text('f', -1)`)."""
    if isinstance(content, int):
        if content.bit_length() <= PRECISION:
            return str(content)
        content = _real(content)
    if not _is_finite(content):
        return "+Inf" if content > 0 else "-Inf"
    low, high = 1, MOST_DIGITS
    while low < high:
        middle = (low + high) // 2
        if _shown(content, middle)[2]:
            high = middle
        else:
            low = middle + 1
    digits, exponent, _ = _shown(content, low)
    return _plain(digits, exponent)


def short_form(content: Number) -> str:
    """Ten digits at the most, with an exponent where it is shorter (Go's `big.Float.String`)."""
    try:
        return f"{float(content):.10g}"
    except OverflowError:
        return format_number(content)


def add(left: Number, right: Number) -> Number:
    """`left + right`. Raises ArithmeticError where it is no number, as all of these, with cty's words."""
    if isinstance(left, int) and isinstance(right, int):
        return _rounded(left + right)
    return _defined(_context().add(left, right), "can't compute sum of opposing infinities")


def subtract(left: Number, right: Number) -> Number:
    """`left - right`."""
    if isinstance(left, int) and isinstance(right, int):
        return _rounded(left - right)
    return _defined(_context().sub(left, right), "can't subtract infinity from itself")


def multiply(left: Number, right: Number) -> Number:
    """`left * right`."""
    if isinstance(left, int) and isinstance(right, int):
        return _rounded(left * right)
    return _defined(_context().mul(left, right), "can't multiply zero by infinity")


def divide(left: Number, right: Number) -> Number:
    """`left / right`; by zero it is infinite, as in Terraform."""
    refusal = "can't divide zero by zero or infinity by infinity"
    if right == 0:
        if left == 0:
            raise ArithmeticError(refusal)
        return _real("-inf" if left < 0 else "inf")
    if isinstance(left, int) and isinstance(right, int) and left % right == 0:
        return left // right
    return _defined(_context().div(left, right), refusal)


def modulo(left: Number, right: Number) -> Number:
    """`left % right` with the sign of `left`, as cty's `Modulo`: what is left of no parts is all."""
    if right == 0:
        return left
    if isinstance(left, int) and isinstance(right, int):
        rest = abs(left) % abs(right)
        return -rest if left < 0 else rest
    if _is_infinite(left) or _is_infinite(right):
        raise ArithmeticError("can't use modulo with zero and infinity")
    quotient = _context().div(left, right)
    return subtract(left, multiply(int(_context().trunc(quotient)), right))


def negate(content: Number) -> Number:
    """`-content`."""
    return -content if isinstance(content, int) else _context().minus(content)


def is_whole(content: Number) -> bool:
    """Whether there is no fraction."""
    return isinstance(content, int)


@cache
def _gmpy2() -> ModuleType:
    # Importing it takes longer than most commands need altogether.
    return import_module("gmpy2")


@cache
def _context() -> gmpy2.context:
    return _gmpy2().context(precision=PRECISION, emax=10**8, emin=-(10**8))


def _real(content: str | float) -> gmpy2.mpfr:
    with _gmpy2().context(_context()):
        return _gmpy2().mpfr(content)


def _is_infinite(content: Number) -> bool:
    return bool(_gmpy2().is_infinite(content))


def _is_finite(content: gmpy2.mpfr) -> bool:
    return bool(_gmpy2().is_finite(content))


def _defined(content: gmpy2.mpfr, refusal: str) -> Number:
    if _gmpy2().is_nan(content):
        raise ArithmeticError(refusal)
    return _simplest(content)


def _simplest(content: gmpy2.mpfr) -> Number:
    """Raises OverflowError for more digits than a number may have."""
    if not _is_finite(content) or not content.is_integer():
        return content
    if abs(content) > _limit():
        raise OverflowError(f"a number must not have more than {MOST_WHOLE_DIGITS:,} digits")
    return int(content)


def _rounded(content: int) -> int:
    return content if content.bit_length() <= PRECISION else int(_simplest(_real(content)))


@cache
def _limit() -> gmpy2.mpfr:
    return _real(f"1e{MOST_WHOLE_DIGITS}")


def _shown(content: gmpy2.mpfr, digits: int) -> tuple[str, int, bool]:
    """That many digits, the exponent of the point behind the first, and whether they mean the same number."""
    if digits == 1:
        # MPFR shows two digits at the least.
        text, exponent, _ = content.digits(10, 2)
        sign, first, second = ("-", text[1], text[2]) if text[0] == "-" else ("", text[0], text[1])
        if second != "0":
            return text, exponent, False
        shown = f"{sign}{first}"
    else:
        shown, exponent, _ = content.digits(10, digits)
    bare = shown.lstrip("-")
    sign = "-" if shown.startswith("-") else ""
    return shown, exponent, bool(_real(f"{sign}0.{bare}e{exponent}") == content)


def _plain(digits: str, exponent: int) -> str:
    sign, bare = ("-", digits[1:]) if digits.startswith("-") else ("", digits)
    bare = bare.rstrip("0") or "0"
    if exponent <= 0:
        return f"{sign}0.{'0' * -exponent}{bare}"
    if exponent >= len(bare):
        return f"{sign}{bare}{'0' * (exponent - len(bare))}"
    return f"{sign}{bare[:exponent]}.{bare[exponent:]}"

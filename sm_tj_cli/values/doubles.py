"""Logarithms and powers of doubles, to the last digit as Go's `math` computes them for Terraform."""

from __future__ import annotations

import math
import struct

# The coefficients and the two halves of log(2) of FreeBSD's e_log.c, which Go follows.
LN2_HIGH, LN2_LOW = 6.93147180369123816490e-01, 1.90821492927058770002e-10
ODD = (
    6.666666666666735130e-01,
    2.857142874366239149e-01,
    1.818357216161805012e-01,
    1.479819860511658591e-01,
)
EVEN = (3.999999999940941908e-01, 2.222219843214978396e-01, 1.531383769920937332e-01)


def logarithm(content: float) -> float:
    """The natural logarithm."""
    if not content > 0 or math.isinf(content):
        return -math.inf if content == 0 else content if content > 0 else math.nan
    fraction, exponent = _split(content)
    if fraction < math.sqrt(2) / 2:
        fraction, exponent = fraction * 2, exponent - 1
    f = fraction - 1
    s = f / (2 + f)
    s2 = s * s
    s4 = s2 * s2
    odd = s2 * (ODD[0] + s4 * (ODD[1] + s4 * (ODD[2] + s4 * ODD[3])))
    even = s4 * (EVEN[0] + s4 * (EVEN[1] + s4 * EVEN[2]))
    half = 0.5 * f * f
    return exponent * LN2_HIGH - ((half - (s * (half + (odd + even)) + exponent * LN2_LOW)) - f)


def _split(content: float) -> tuple[float, int]:
    """Fraction and exponent as the processor keeps them: of the smallest doubles the wrong ones, as in Go."""
    (bits,) = struct.unpack("<q", struct.pack("<d", content))
    fraction = (bits & (1 << 52) - 1) | (0x3FE << 52)
    return struct.unpack("<d", struct.pack("<q", fraction))[0], (bits >> 52 & 0x7FF) - 0x3FE


def power(base: float, exponent: float) -> float:
    """`base` to the power of `exponent`; not a number where there is no result."""
    whole = int(abs(exponent)) if math.isfinite(exponent) else 0
    is_special = base in (0, 1, -1) or not (math.isfinite(base) and math.isfinite(exponent))
    if is_special or exponent in (0, 0.5, -0.5) or whole >= 1 << 63:
        return _special(base, exponent)
    part = abs(exponent) - whole
    if part and base < 0:
        return math.nan
    result, scale = 1.0, 0
    if part:
        if part > 0.5:
            part, whole = part - 1, whole + 1
        result = math.exp(part * logarithm(base))
    factor, doubled = math.frexp(base)
    while whole:
        if abs(doubled) > 1 << 12:
            scale += doubled
            break
        if whole & 1:
            result, scale = result * factor, scale + doubled
        factor, doubled = factor * factor, doubled * 2
        if factor < 0.5:
            factor, doubled = factor * 2, doubled - 1
        whole >>= 1
    return _scaled(1 / result, -scale) if exponent < 0 else _scaled(result, scale)


def _special(base: float, exponent: float) -> float:
    try:
        return math.pow(base, exponent)
    except OverflowError:
        return -math.inf if base < 0 and exponent % 2 == 1 else math.inf
    except ValueError:
        return math.inf if base == 0 else math.nan


def _scaled(content: float, exponent: int) -> float:
    try:
        return math.ldexp(content, exponent)
    except OverflowError:
        return math.copysign(math.inf, content)

"""Terraform's numbers: whole ones exact, others binary with 512 bits, as cty's `big.Float`."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import gmpy2

Number: TypeAlias = "int | gmpy2.mpfr"

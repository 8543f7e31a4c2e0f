"""How many examples a property is tried with: a few in the normal run, many in `python -m tests.property`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, settings

from tests.property import VARIABLE

if TYPE_CHECKING:
    from collections.abc import Callable


def examples(count: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The settings of a property that is tried with `count` examples in the normal run."""
    factor = os.environ.get(VARIABLE)
    return settings(
        max_examples=count * int(factor or 1),
        derandomize=factor is None,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=[
            HealthCheck.too_slow,
            HealthCheck.data_too_large,
            HealthCheck.large_base_example,
        ],
    )

from __future__ import annotations

import pytest

from sm_tj_cli.diagnostics import a_few


@pytest.mark.parametrize(
    ("count", "told"),
    [(0, ""), (1, "0"), (2, "0, 1"), (3, "0, 1 and 1 more"), (9, "0, 1 and 7 more")],
)
def test_the_first_are_named_and_the_others_counted(count: int, told: str) -> None:
    assert a_few(range(count), 2) == told

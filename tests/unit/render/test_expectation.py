from __future__ import annotations

import pytest

from sm_tj_cli.render.expectation import expected
from sm_tj_cli.watch.outlook import Outlook


@pytest.mark.parametrize(
    ("outlook", "text"),
    [
        (Outlook(), ""),
        (Outlook(share=0.01), "1%"),
        (Outlook(share=0.45, remaining_seconds=730), "45%, 12m00s left"),
        (Outlook(limit_seconds=3550), "at most 59m00s"),
        (Outlook(share=0.1, limit_seconds=15), "10%, at most 5s"),
    ],
)
def test_what_to_expect_ten_seconds_later(outlook: Outlook, text: str) -> None:
    assert expected(outlook, 10) == text

from __future__ import annotations

import pytest

from sm_tj_cli.cli.downloading import Wanted, _once_more
from sm_tj_cli.download.artifacts import Kind
from sm_tj_cli.download.transfer import ReplacedError


def test_what_is_fetched_where_nothing_is_said() -> None:
    wanted = Wanted("job")
    assert wanted.kinds == (Kind.MODEL, Kind.OUTPUT)
    assert wanted.optional == {Kind.OUTPUT}


@pytest.mark.parametrize("times", [0, 1, 2])
def test_what_was_replaced_is_looked_for_once_more(times: int) -> None:
    troubles = [ReplacedError("s3://b/k")] * times

    def run() -> list[object]:
        if troubles:
            raise troubles.pop()
        return []

    if times == 2:
        with pytest.raises(ReplacedError):
            _once_more(run)  # type: ignore[arg-type]
    else:
        assert _once_more(run) == []  # type: ignore[arg-type]

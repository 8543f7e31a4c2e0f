"""All texts of a configuration have a number of tokens together."""

from __future__ import annotations

import pytest

from sm_tj_cli.diagnostics import SourceFile
from sm_tj_cli.syntax.allowance import Allowance
from sm_tj_cli.syntax.parse import parse_file

TEXTS = {
    "a.tf": "a = [1, 2]\n",
    "a.tf.json": '{"a": [1, "${2}"]}',
}


@pytest.mark.parametrize("name", TEXTS)
def test_files_share_it_and_too_much_is_told_once(name: str) -> None:
    source = SourceFile(name, TEXTS[name])
    allowance = Allowance(28)
    told = [parse_file(source, allowance=allowance)[1] for _ in range(4)]
    assert [item.summary for problems in told for item in problems] == ["Text too long"]
    assert (len(told[0]), allowance.is_told, allowance.tokens < 0) == (0, True, True)

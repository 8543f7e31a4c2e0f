from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from sm_tj_cli.cli.one_processor import on_one_processor

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has affinities")


def here() -> set[int]:
    return os.sched_getaffinity(0)


def test_all_threads_share_one_processor_and_have_them_all_again() -> None:
    before = here()
    with ThreadPoolExecutor(1) as older:
        assert older.submit(here).result() == before
        with on_one_processor(), ThreadPoolExecutor(1) as newer:
            assert len(here()) == 1
            assert older.submit(here).result() == newer.submit(here).result() == here()
        assert older.submit(here).result() == here() == before


def test_a_failure_gives_the_processors_back() -> None:
    before = here()
    with pytest.raises(KeyError), on_one_processor():
        raise KeyError
    assert here() == before

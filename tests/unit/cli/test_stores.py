"""A place is opened as what it is."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sm_tj_cli.cli.options import GlobalOptions
from sm_tj_cli.cli.stores import open_store
from sm_tj_cli.state.backends.local import LocalStore
from sm_tj_cli.state.backends.s3.settings import S3Settings
from sm_tj_cli.state.backends.s3.store import S3Store
from sm_tj_cli.state.lock import Surroundings

AROUND = Surroundings(lambda: datetime(2026, 1, 1, tzinfo=UTC), print, str, "", "")


def in_s3(options: GlobalOptions, *, locks: bool = True) -> S3Store:
    settings = S3Settings("b", "k", locks=locks, values={"region": "r"})
    store = open_store(settings, AROUND, options, {})
    assert isinstance(store, S3Store)
    return store


def test_a_file() -> None:
    assert isinstance(open_store(Path("x"), AROUND, GlobalOptions(), {}), LocalStore)


def test_s3_is_locked_unless_option_or_block_say_otherwise() -> None:
    assert in_s3(GlobalOptions()).locks
    assert not in_s3(GlobalOptions(lock=False)).locks
    assert not in_s3(GlobalOptions(), locks=False).locks
    assert in_s3(GlobalOptions()).described == "s3://b/k.smtj"

"""Opens smtj's state where it lies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.cli.options import GlobalOptions
    from sm_tj_cli.state.backends.s3.settings import S3Settings
    from sm_tj_cli.state.lock import Surroundings
    from sm_tj_cli.state.store import StateStore


def open_store(
    place: Path | S3Settings,
    around: Surroundings,
    options: GlobalOptions,
    sandbox: Mapping[str, str],
) -> StateStore:
    """The state in a file, or beside Terraform's in S3."""
    if isinstance(place, Path):
        from sm_tj_cli.state.backends.local import LocalStore

        return LocalStore(place, around, options.lock)
    from sm_tj_cli.cli.s3_states import objects_of
    from sm_tj_cli.state.backends.s3.seen import Seen
    from sm_tj_cli.state.backends.s3.store import S3Store

    objects = objects_of(place, options, sandbox)
    locks = place.locks and options.lock
    return S3Store(objects, place.bucket, place.own_key, around, locks, Seen(_notes()))


def _notes() -> Path:
    from platformdirs import user_state_path

    return user_state_path("smtj") / "states"

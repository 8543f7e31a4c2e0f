"""What there is of a state besides its own file: the backup, and what a run could not save.

In: the path of a state. Out: the copies that can be read, the newest first.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sm_tj_cli.state.durable import read_regular
from sm_tj_cli.state.format import decode_state

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sm_tj_cli.state.model import State

RESCUED = "errored*.tfstate"


@dataclass(frozen=True, slots=True)
class Copy:
    """A state in another file than its own."""

    path: Path
    state: State

    @property
    def described(self) -> str:
        """`smtj.tfstate.backup (serial 4, 3 jobs)`."""
        jobs = sum(1 for _ in self.state.jobs())
        return f"{self.path} (serial {self.state.serial}, {jobs} {'job' if jobs == 1 else 'jobs'})"


def find_copies(path: Path) -> tuple[Copy, ...]:
    """The copies of the state at `path`, the newest first."""
    backup = path.with_name(f"{path.name}.backup")
    rescued: list[Path] = []
    with suppress(OSError):
        # Where the folder cannot be listed, the backup is known by its name.
        rescued = _rescued(path.parent)
    found = _readable([backup, *rescued])
    return tuple(sorted(found, key=lambda copy: copy.state.serial, reverse=True))


def unmerged(directories: Iterable[Path], state: State) -> tuple[Copy, ...]:
    """What earlier runs could not save and nobody has pushed since: later versions of `state`.

    Where nothing was ever saved in it, it may have been lost, and any of them may be its own.

    Raises:
        OSError: a directory cannot be read.
    """
    places = {place.resolve(): None for folder in directories for place in _rescued(folder)}
    return tuple(
        copy
        for copy in _readable(places)
        if (copy.state.lineage == state.lineage or not state.serial)
        and copy.state.serial > state.serial
        and _content(copy.state) != _content(state)
    )


def read_copy(path: Path) -> Copy | None:
    """The state in a file; None where there is none that can be read."""
    try:
        content = read_regular(path)
    except OSError:
        # A copy that cannot be read is none.
        return None
    state = decode_state(content, str(path))[0] if content is not None else None
    return Copy(path, state) if state is not None else None


def _content(state: State) -> tuple[object, ...]:
    return state.resources, state.outputs, state.extra


def _readable(paths: Iterable[Path]) -> list[Copy]:
    return [copy for path in paths if (copy := read_copy(path)) is not None]


def _rescued(directory: Path) -> list[Path]:
    return sorted(directory.glob(RESCUED))

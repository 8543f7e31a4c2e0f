"""Where a state goes that could not be saved, or that another takes the place of: a file on this machine.

The one is called `errored.tfstate`, as Terraform's, the other `NAME.damaged`.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sm_tj_cli.state.durable import replace_file
from sm_tj_cli.state.format import StateText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sm_tj_cli.state.model import State

ERRORED = "errored.tfstate"
MOST_LEFT = 1000


@dataclass(slots=True)
class Rescue:
    """Puts the state of one run into one file, in the first directory that takes it."""

    directories: Sequence[Path] = ()
    _text: StateText = field(default_factory=StateText)
    _place: Path | None = None

    def keep(self, state: State) -> str:
        """Writes it, and says where it is and what to do."""
        for found in self._places():
            # The working directory may be gone, or nobody's home be known.
            with suppress(OSError, RuntimeError):
                place = self._place or _free_errored(found())
                replace_file(place, self._text.write(state).encode())
                self._place = place
                return (
                    f"What is known by now was written to {place}; once the cause is mended, bring it back with: "
                    f"smtj state push {place}"
                )
        return "It could not be written anywhere else either; the journal still names every job."

    def forget(self) -> None:
        """Removes it: what was put elsewhere is in its place by now."""
        if self._place is not None:
            with suppress(OSError):
                self._place.unlink()
            self._place = None

    def _places(self) -> Iterator[Callable[[], Path]]:
        for directory in self.directories:
            yield directory.absolute
        yield from (Path.cwd, Path.home)


def put_aside(directory: Path, name: str, content: bytes) -> Path:
    """Keeps what was called `name` and is to be replaced; where it is then. Raises OSError."""
    damaged = f"{name}.damaged"
    place = _free(directory, damaged, (f"{damaged}.{number}" for number in range(1, MOST_LEFT)))
    replace_file(place, content)
    return place


def _free_errored(directory: Path) -> Path:
    others = (f"errored.{number}.tfstate" for number in range(1, MOST_LEFT))
    return _free(directory, ERRORED, others)


def _free(directory: Path, first: str, others: Iterable[str]) -> Path:
    """What an earlier run put there may be all that is left of it."""
    names = (first, *others)
    free = (place for name in names if not (place := directory / name).exists())
    return next(free, directory / first)

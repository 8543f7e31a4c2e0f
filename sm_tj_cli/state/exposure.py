"""Who else can change a state in a file: the facts of the file in, warnings out.

Nothing here stops a command. Folders that everybody may write, and files of another owner, are usual where volumes are
mounted into containers; whoever runs smtj there cannot change it, and has to go on. A state that others can read is
made private by the next change without a word: there are file systems on which every file looks like that.
"""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROOT = 0


def exposures(path: Path, backup: Path, user: int) -> Iterator[Diagnostic]:
    """What is to be told of the state at `path`, for the user with the number `user`. Raises OSError."""
    folder = path.parent.stat().st_mode
    # In a folder with the sticky bit, as /tmp, nobody else can put another file in the place of ours.
    if folder & stat.S_IWOTH and not folder & stat.S_ISVTX:
        yield Diagnostic.warning(
            "Everybody can change the state",
            f"Every user of this machine may write in {path.parent}, and so put another state there, whose jobs smtj "
            f"would stop. To forbid it: chmod o-w {path.parent}",
        )
    try:
        facts = path.stat()
    except FileNotFoundError:
        return
    if not stat.S_ISREG(facts.st_mode):
        # A folder has several names by nature; what it is in the place of is told where it is read.
        return
    # For root in a container the files of the mounted folder are regularly somebody else's.
    if facts.st_uid not in {user, ROOT} and user != ROOT:
        yield Diagnostic.warning(
            "State belongs to another user",
            f"The state {path} belongs to {_name(facts.st_uid)}, who can change it; the next version will be yours.",
        )
    if facts.st_nlink > 1 and not _is_same_file(facts, backup):
        yield Diagnostic.warning(
            "State has several names",
            f"The file {path} has {facts.st_nlink} names (hard links). The next change makes a new file of this name; "
            "the others keep the old content. To have it under several names, use symbolic links.",
        )


def _is_same_file(facts: os.stat_result, other: Path) -> bool:
    """A run that was killed while it made the backup leaves one file with both names."""
    try:
        return os.path.samestat(facts, other.stat())
    except FileNotFoundError:
        return False


def _name(user: int) -> str:
    import pwd

    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return f"the user {user}"

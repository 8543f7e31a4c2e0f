"""A file that an option names for writing: whatever else stands there already is not written over."""

from __future__ import annotations

from pathlib import Path

from sm_tj_cli.cli.outcome import stop


def check_written_over(file: str, option: str, beginning: bytes) -> None:
    """Nothing, where there is no such file, it is empty, or holds what the option writes.

    Args:
        file: the path that was given.
        option: what it was given for, `--out`.
        beginning: how everything begins that the option writes, and what may be replaced.

    Raises:
        Stopped: there is something else.
    """
    path = Path(file)
    if not path.is_file():
        return
    try:
        with path.open("rb") as opened:
            there = opened.read(len(beginning))
    except OSError as problem:
        raise stop("File cannot be written over", f"{file}: {problem.strerror}.") from problem
    if there and there != beginning:
        raise stop(
            "File is in the way",
            f"{file} exists and holds something that {option} does not write, so it was left as it is. Name another "
            "file, or move that one away.",
        )

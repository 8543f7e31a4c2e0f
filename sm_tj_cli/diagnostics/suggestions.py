"""Did you mean: the nearest of the words that would have been right."""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


# Each comparison takes microseconds, and a file may have any number of unknown words.
MOST_CANDIDATES = 500


def closest(word: str, candidates: Iterable[str], likeness: float = 0.7) -> str | None:
    """The candidate that `word` was most likely meant to be; None where none is near, or where there are too many to look.

    Case and underscores count for nothing: `HyperParameters` and `hyperparameters` are near
    `hyper_parameters`. `likeness` is 1 for equal words.
    """
    few = tuple(islice(candidates, MOST_CANDIDATES + 1))
    return _closest(word, few, likeness) if len(few) <= MOST_CANDIDATES else None


@lru_cache(maxsize=256)
def _closest(word: str, candidates: tuple[str, ...], likeness: float) -> str | None:
    # A loop makes the same mistake again and again.
    folded = {_fold(candidate): candidate for candidate in candidates}
    found = get_close_matches(_fold(word), folded, n=1, cutoff=likeness)
    return folded[found[0]] if found else None


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """` Did you mean "x"?` with its leading space, or nothing."""
    found = closest(word, candidates)
    return f' Did you mean "{found}"?' if found else ""


def _fold(word: str) -> str:
    return word.lower().replace("_", "").replace("-", "")

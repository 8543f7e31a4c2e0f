"""Intents that are written down before anything is sent, so that the next run finds what this one began.

An append-only file of one JSON object per line, each with a checksum. A torn last line, which a crash leaves
behind, counts as not written. Requests are not in it, so it holds no secrets.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from sm_tj_cli.diagnostics import Diagnostic, Diagnostics

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Intent:
    """One submission that was begun: its unique id, for which address, under which name, since when (RFC 3339).

    Attributes:
        replaces: what tells the recorded job of the same name, whose place it takes, from the new one; else empty.
        is_tagged: whether the request carries our tag.
        region, account: where the request is sent; empty where that is not known.
    """

    id: str
    lineage: str
    address: str
    name: str
    since: str
    replaces: str = ""
    is_tagged: bool = True
    region: str = ""
    account: str = ""


class JournalStorage(Protocol):
    """Where the lines lie."""

    @property
    def rewrites(self) -> bool:
        """Whether it can only be written whole, as an object can: then nothing is ever appended."""
        ...

    def read(self) -> str:
        """Everything that was appended, empty where nothing was."""
        ...

    def append(self, lines: str) -> None:
        """Durable when it returns."""
        ...

    def replace(self, lines: str) -> None:
        """Instead of everything that was appended; removed where empty."""
        ...


class Journal:
    """The intents of one state. Only whoever holds the state's lock may use it."""

    def __init__(self, storage: JournalStorage) -> None:
        self._storage = storage
        self._open: dict[str, Intent] = {}
        self._is_torn = False
        self._is_behind = False
        self.diagnostics = self._load()

    def begin(self, intents: Sequence[Intent]) -> None:
        """Writes intents down; durable when it returns."""
        begun = {intent.id: intent for intent in intents}
        if self._storage.rewrites:
            self._storage.replace(_lines(self._open | begun))
            self._is_behind = False
        else:
            self._append(_lines(begun))
        self._open.update(begun)

    def settle(self, outcomes: Mapping[str, str]) -> None:
        """These intents, by id, came to an end; the outcome is a word for whoever reads the file.

        What is written whole loses them with the next intents, or in the end: whoever finds them before that finds
        in the state what became of them.
        """
        if self._storage.rewrites:
            self._is_behind = True
        else:
            self._append(
                "".join(_line({"settled": key, "outcome": word}) for key, word in outcomes.items())
            )
        for key in outcomes:
            self._open.pop(key, None)

    def open_intents(self) -> tuple[Intent, ...]:
        """Those that nobody knows the outcome of, oldest first."""
        return tuple(self._open.values())

    def compact(self) -> None:
        """Keeps the open intents only; nothing at all where there are none."""
        self._storage.replace(_lines(self._open))
        self._is_torn = self._is_behind = False

    def catch_up(self) -> None:
        """Writes what is settled where that was put off."""
        if self._is_behind:
            self.compact()

    def _append(self, lines: str) -> None:
        if self._is_torn:
            # What is added would become a part of the torn line.
            self.compact()
        # Should it fail, a part of it may be there.
        self._is_torn = True
        self._storage.append(lines)
        self._is_torn = False

    def _load(self) -> Diagnostics:
        *lines, last = self._storage.read().split("\n")
        self._is_torn = last != ""
        damaged = []
        for number, line in enumerate(lines, 1):
            record = _record(line)
            if record is None:
                damaged.append(_damaged(number))
            else:
                self._take(record)
        self._take(_record(last) or {})
        return Diagnostics(tuple(damaged))

    def _take(self, record: dict[str, object]) -> None:
        intent = record.get("intent")
        if isinstance(intent, dict):
            texts = {name: str(intent.get(name, "")) for name in _TEXTS}
            made = Intent(**texts, is_tagged=intent.get("is_tagged") is not False)
            self._open[made.id] = made
        else:
            self._open.pop(str(record.get("settled", "")), None)


_TEXTS = tuple(name for name in Intent.__slots__ if name != "is_tagged")


def _lines(intents: Mapping[str, Intent]) -> str:
    # `asdict` would copy each text of it.
    return "".join(
        _line({"intent": {name: getattr(intent, name) for name in Intent.__slots__}})
        for intent in intents.values()
    )


def _line(record: Mapping[str, object]) -> str:
    text = json.dumps(record, separators=(",", ":"))
    return f"{_checksum(text)} {text}\n"


def _record(line: str) -> dict[str, object] | None:
    checksum, _, text = line.partition(" ")
    if checksum != _checksum(text):
        return None
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _damaged(number: int) -> Diagnostic:
    return Diagnostic.error(
        "Journal of submissions is damaged",
        f"Line {number} of the journal beside the state is not as it was written. It may name a training job that an "
        'interrupted run submitted, and that would be submitted once more. Nothing was done. Look for such a job with "smtj '
        'list --remote", take it over with "smtj import", and then remove the journal (the file whose name ends in '
        ".smtj-intents); or put a good copy of it in its place.",
    )

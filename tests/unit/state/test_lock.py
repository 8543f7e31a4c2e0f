from __future__ import annotations

import json

from sm_tj_cli.state.lock import LockInfo


def test_the_keys_are_terraforms() -> None:
    info = LockInfo("id", "apply", "", "ann@host", "1", "2026-01-01T00:00:00Z", "smtj.tfstate")
    document = json.loads(info.to_json())
    assert list(document) == ["ID", "Operation", "Info", "Who", "Version", "Created", "Path"]
    assert LockInfo.from_json(info.to_json()) == info


def test_what_cannot_be_read_is_empty() -> None:
    for text in ("", "[]", "{", '{"ID": null}'):
        assert LockInfo.from_json(text) == LockInfo("")


def test_the_sentence_says_who_since_when_and_for_what() -> None:
    info = LockInfo("1", "apply", "", "ann@host", "", "2026-01-01T00:00:00Z", "")
    assert info.sentence == "held by ann@host since 2026-01-01T00:00:00Z for apply (lock ID 1)"
    assert LockInfo("").sentence == "held by another process"

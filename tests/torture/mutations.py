"""Files that are no longer what was written: state and journal, damaged in a hundred ways."""

from __future__ import annotations

import io
import json
import random
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

STATE, JOURNAL = "smtj.tfstate", "smtj.tfstate.smtj-intents"
LOCK = ".smtj.tfstate.smtj.lock"
ODD: tuple[object, ...] = (
    None, True, 0, -1, 1.5, 10**30, "", "x", "\u2028\ud800", [], {}, [None], [[]], {"": None}, [{"a": []}],
)  # fmt: skip


def mutated(content: bytes, dice: random.Random) -> bytes:
    """`content`, changed in one place or another."""
    changes: tuple[Callable[[bytes, random.Random], bytes], ...] = (
        _bit, _byte, _cut, _hole, _twice, _zeros, _shuffled, _odd_value, _odd_value, _odd_value, _renamed, _literal,
    )  # fmt: skip
    return dice.choice(changes)(content, dice)


def _place(content: bytes, dice: random.Random) -> int:
    return dice.randrange(max(1, len(content)))


def _bit(content: bytes, dice: random.Random) -> bytes:
    changed = bytearray(content)
    changed[_place(content, dice)] ^= 1 << dice.randrange(8)
    return bytes(changed)


def _byte(content: bytes, dice: random.Random) -> bytes:
    changed = bytearray(content)
    changed[_place(content, dice)] = dice.randrange(256)
    return bytes(changed)


def _cut(content: bytes, dice: random.Random) -> bytes:
    return content[: _place(content, dice)]


def _hole(content: bytes, dice: random.Random) -> bytes:
    begin = _place(content, dice)
    return content[:begin] + content[begin + dice.randrange(1, 200) :]


def _twice(content: bytes, dice: random.Random) -> bytes:
    begin = _place(content, dice)
    end = begin + dice.randrange(1, 200)
    return content[:end] + content[begin:]


def _zeros(content: bytes, dice: random.Random) -> bytes:
    begin = _place(content, dice)
    end = min(len(content), begin + dice.randrange(1, 4096))
    return content[:begin] + bytes(end - begin) + content[end:]


def _shuffled(content: bytes, dice: random.Random) -> bytes:
    lines = content.split(b"\n")
    first, second = dice.randrange(len(lines)), dice.randrange(len(lines))
    lines[first], lines[second] = lines[second], lines[first]
    return b"\n".join(lines)


def _literal(content: bytes, dice: random.Random) -> bytes:
    odd = dice.choice(
        [b"NaN", b"-Infinity", b"1e999", b"[" * 3000, b"\xff\xfe", b"\xef\xbb\xbf", b'"\\ud800"']
    )
    begin = _place(content, dice)
    return content[:begin] + odd + content[begin:]


def _odd_value(content: bytes, dice: random.Random) -> bytes:
    return _in_document(
        content, dice, lambda holder, key: holder.__setitem__(key, dice.choice(ODD))
    )


def _renamed(content: bytes, dice: random.Random) -> bytes:
    def rename(holder: dict[object, object] | list[object], key: object) -> None:
        if isinstance(holder, dict):
            holder[f"{key}x"] = holder.pop(key)

    return _in_document(content, dice, rename)


def _in_document(
    content: bytes, dice: random.Random, change: Callable[[object, object], None]
) -> bytes:
    try:
        document = json.loads(content)
    except ValueError:
        return _bit(content, dice)
    places: list[tuple[object, object]] = []
    waiting = [document]
    while waiting:
        holder = waiting.pop()
        pairs = holder.items() if isinstance(holder, dict) else enumerate(holder)
        for key, value in pairs:
            places.append((holder, key))
            if isinstance(value, dict | list):
                waiting.append(value)
    change(*dice.choice(places))
    return json.dumps(document, indent=2).encode()


def survive(seed: int, cases: int) -> int:
    """Applies over so many mutated files in this process; writes what went wrong into `survived`."""
    from sm_tj_cli.cli.main import run

    # With the file that tells which version was saved last: an older one is refused before anything else is looked at.
    whole = {name: Path(name).read_bytes() for name in (STATE, JOURNAL, LOCK)}
    dice = random.Random(seed)
    results = []
    for number in range(cases):
        for name, content in whole.items():
            Path(name).write_bytes(content)
        name = dice.choice((STATE, STATE, JOURNAL))
        content = mutated(whole[name], dice)
        Path(name).write_bytes(content)
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = run(["apply"])
        text = out.getvalue() + err.getvalue()
        wrong = []
        if "itself failed" in text or "Traceback" in text:
            wrong.append(text[-600:])
        # 9: the changed ARN is of another account.
        if code not in {0, 1, 3, 8, 9}:
            wrong.append(f"ended with {code}: {text[-600:]}")
        if code == 1 and "cannot be read" in text:
            if Path(name).read_bytes() != content:
                wrong.append("a file that cannot be read was changed")
            if name == STATE and f"{STATE}.backup" not in text:
                wrong.append(f"no word about the copy: {text[-600:]}")
        results.append(
            {"case": f"seed {seed}, case {number}, {name}", "code": code, "wrong": wrong}
        )
    Path("survived").write_text(json.dumps(results))
    return 0

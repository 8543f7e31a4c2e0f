"""A resource's attributes before and after in, the lines of Terraform's plan out.

Attributes are in the state's form: a block is a list of objects, a map an object.
"""

from __future__ import annotations

import difflib
import json
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from sm_tj_cli.render.console import Line, Piece
from sm_tj_cli.render.masking import is_hidden
from sm_tj_cli.render.sanitise import sanitise
from sm_tj_cli.render.values import KNOWN_AFTER_APPLY, SENSITIVE_VALUE, scalar
from sm_tj_cli.values.quoting import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sm_tj_cli.documents import JSON
    from sm_tj_cli.request.training_job import AttributePath

STYLES = {"+": "green", "-": "red", "~": "yellow"}

Side: TypeAlias = "JSON"
Written: TypeAlias = "tuple[Side, list[Line]]"
"""A block and its lines."""


def marked(depth: int, symbol: str, text: str, remark: str = "") -> Line:
    """A line at this depth of nesting with its `+`, `-` or `~` before it and a quiet remark behind it."""
    line = (*_before(depth, symbol), Piece(text))
    return (*line, Piece(remark, "red")) if remark else line


@cache
def _before(depth: int, symbol: str) -> tuple[Piece, Piece]:
    return Piece(" " * (2 + 4 * depth)), Piece(f"{symbol or ' '} ", STYLES.get(symbol, ""))


@dataclass(frozen=True, slots=True)
class Differences:
    """How to show a change.

    Attributes:
        unknown: the paths that are known after apply.
        sensitive: the paths whose values are never shown.
        touched: the paths that the configuration changed; None where everything that differs counts.
        remark: what stands behind a touched attribute.
        always: the attributes that are shown though they do not change.
        objects_are_values: whether a list of objects is a value, as in outputs, and not blocks.
        written: new blocks and their lines, by path: most of what a thousand jobs say is the same.
    """

    unknown: frozenset[AttributePath] = frozenset()
    sensitive: frozenset[AttributePath] = frozenset()
    touched: tuple[AttributePath, ...] | None = None
    remark: str = ""
    always: frozenset[str] = frozenset()
    objects_are_values: bool = False
    written: dict[AttributePath, Written] = field(default_factory=dict)

    def body(
        self, before: Mapping[str, JSON], after: Mapping[str, JSON], path: AttributePath, depth: int
    ) -> Iterator[Line]:
        """The attributes of a block, then its blocks, then how much is not shown."""
        names = sorted(before.keys() | after.keys())
        present = [name for name in names if self._is_present(before, after, (*path, name))]
        blocks = [name for name in present if self._is_block(before.get(name), after.get(name))]
        plain = [name for name in present if name not in blocks]
        shown = [name for name in plain if self._is_shown(before, after, (*path, name))]
        width = max(map(len, shown), default=0)
        for name in shown:
            label = f"{name.ljust(width)} = "
            yield from self._value(label, before.get(name), after.get(name), (*path, name), depth)
        yield from _hidden(len(plain) - len(shown), "attribute", depth)
        shown = [name for name in blocks if self._is_shown(before, after, (*path, name))]
        for name in shown:
            yield from self._blocks(name, before.get(name), after.get(name), (*path, name), depth)
        if len(blocks) > len(shown) and shown:
            yield ""
        yield from _hidden(len(blocks) - len(shown), "block", depth)

    def _is_block(self, *sides: Side) -> bool:
        if self.objects_are_values:
            return False
        lists = [side for side in sides if side and isinstance(side, list)]
        return bool(lists) and all(isinstance(item, dict) for side in lists for item in side)

    def _is_present(
        self, before: Mapping[str, JSON], after: Mapping[str, JSON], path: AttributePath
    ) -> bool:
        name = str(path[-1])
        is_empty = _is_empty(after.get(name)) and _is_empty(before.get(name))
        return not is_empty or path in self.unknown

    def _is_shown(
        self, before: Mapping[str, JSON], after: Mapping[str, JSON], path: AttributePath
    ) -> bool:
        name = str(path[-1])
        if before.get(name) != after.get(name) and (self.touched is None or self._is_touched(path)):
            return True
        return self._has_unknown(path) or (len(path) == 1 and name in self.always)

    def _is_touched(self, path: AttributePath) -> bool:
        return any(
            path[: len(other)] == other or other[: len(path)] == path
            for other in self.touched or ()
        )

    def _remark(self, path: AttributePath) -> str:
        return self.remark if self.remark and path in (self.touched or ()) else ""

    def _value(
        self, label: str, before: Side, after: Side, path: AttributePath, depth: int
    ) -> Iterator[Line]:
        remark = self._remark(path)
        symbol = _symbol(before, after, is_unknown=path in self.unknown)
        if is_hidden(path, self.sensitive, before, after):
            yield marked(depth, symbol, f"{label}{SENSITIVE_VALUE}", remark)
        elif path in self.unknown:
            old = f"{scalar(before)} -> " if before is not None and not _has_parts(before) else ""
            yield marked(depth, symbol, f"{label}{old}{KNOWN_AFTER_APPLY}", remark)
        elif isinstance(before, dict | None) and isinstance(after, dict | None) and symbol != " ":
            yield from self._map(label, before, after, path, depth)
        elif isinstance(before, list | None) and isinstance(after, list | None) and symbol != " ":
            yield from self._list(label, before, after, path, depth)
        elif _is_long(before) or _is_long(after):
            yield from _heredoc(label, before, after, depth, remark)
        elif symbol == "~":
            yield marked(depth, symbol, f"{label}{scalar(before)} -> {scalar(after)}", remark)
        else:
            text = scalar(before if after is None else after)
            yield marked(
                depth, symbol, f"{label}{text}{' -> null' if symbol == '-' else ''}", remark
            )

    def _map(
        self,
        label: str,
        before: dict[str, JSON] | None,
        after: dict[str, JSON] | None,
        path: AttributePath,
        depth: int,
    ) -> Iterator[Line]:
        symbol = _symbol(before, after)
        old, new = before or {}, after or {}
        if not old and not new:
            yield marked(depth, symbol, f"{label}{{}}", self._remark(path))
            return
        yield marked(depth, symbol, f"{label}{{", self._remark(path))
        names = sorted(old.keys() | new.keys())
        shown = [name for name in names if self._is_shown(old, new, (*path, name))]
        width = max((len(quoted(name)) for name in shown), default=0)
        for name in shown:
            text = f"{quoted(name).ljust(width)} = "
            yield from self._value(text, old.get(name), new.get(name), (*path, name), depth + 1)
        yield from _hidden(len(names) - len(shown), "element", depth + 1)
        yield marked(depth, "", f"}}{' -> null' if symbol == '-' else ''}")

    def _list(
        self,
        label: str,
        before: list[JSON] | None,
        after: list[JSON] | None,
        path: AttributePath,
        depth: int,
    ) -> Iterator[Line]:
        symbol = _symbol(before, after)
        if not before and not after:
            yield marked(depth, symbol, f"{label}[]", self._remark(path))
            return
        yield marked(depth, symbol, f"{label}[", self._remark(path))
        hidden = 0
        for sign, place, item in _aligned(before or [], after or []):
            if not sign:
                hidden += 1
                continue
            inner = (*path, place)
            if is_hidden(inner, self.sensitive, item):
                text = SENSITIVE_VALUE
            else:
                is_open = sign == "+" and inner in self.unknown
                text = KNOWN_AFTER_APPLY if is_open else scalar(item)
            yield marked(depth + 1, sign, f"{text},")
        yield from _hidden(hidden, "element", depth + 1)
        yield marked(depth, "", f"]{' -> null' if symbol == '-' else ''}")

    def _blocks(
        self, name: str, before: Side, after: Side, path: AttributePath, depth: int
    ) -> Iterator[Line]:
        old = before if isinstance(before, list) else []
        new = after if isinstance(after, list) else []
        for place in range(max(len(old), len(new))):
            earlier = old[place] if place < len(old) else None
            later = new[place] if place < len(new) else None
            inner = (*path, place)
            symbol = _symbol(earlier, later)
            if symbol == " ":
                if not self._has_unknown(inner):
                    continue
                symbol = "~"
            yield ""
            if symbol == "+" and not self._is_peculiar(inner):
                yield from self._new_block(name, later, inner, depth)
            else:
                remark = self._remark(inner) or self._remark(path)
                yield marked(depth, symbol, f"{name} {{", remark)
                yield from self._inside(earlier, later, inner, depth)

    def _inside(self, before: Side, after: Side, path: AttributePath, depth: int) -> Iterator[Line]:
        inside = list(self.body(_object(before), _object(after), path, depth + 1))
        yield from inside[1:] if inside[:1] == [""] else inside
        yield marked(depth, "", "}")

    def _new_block(self, name: str, after: Side, path: AttributePath, depth: int) -> list[Line]:
        known = self.written.get(path)
        if known is None or known[0] != after:
            lines = [marked(depth, "+", f"{name} {{"), *self._inside(None, after, path, depth)]
            known = self.written[path] = (after, lines)
        return known[1]

    def _is_peculiar(self, path: AttributePath) -> bool:
        """Whether more is to be said of a new block than what is in it."""
        return self.touched is not None or any(
            other[: len(path)] == path for other in (*self.unknown, *self.sensitive)
        )

    def _has_unknown(self, path: AttributePath) -> bool:
        return bool(self.unknown) and any(other[: len(path)] == path for other in self.unknown)


def _object(side: Side) -> dict[str, JSON]:
    return side if isinstance(side, dict) else {}


def _symbol(before: Side, after: Side, *, is_unknown: bool = False) -> str:
    if before is None:
        return "+" if after is not None or is_unknown else " "
    if after is None and not is_unknown:
        return "-"
    return " " if before == after and not is_unknown else "~"


def _has_parts(side: Side) -> bool:
    return isinstance(side, dict | list)


def _is_empty(side: Side) -> bool:
    return side is None or side == []


def _is_long(side: Side) -> bool:
    return isinstance(side, str) and "\n" in side


def _aligned(before: list[JSON], after: list[JSON]) -> Iterator[tuple[str, int, JSON]]:
    old = [json.dumps(item, sort_keys=True) for item in before]
    new = [json.dumps(item, sort_keys=True) for item in after]
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for _, start, end, new_start, new_end in matcher.get_opcodes():
        if old[start:end] == new[new_start:new_end]:
            yield from (("", place, after[place]) for place in range(new_start, new_end))
        else:
            yield from (("-", place, before[place]) for place in range(start, end))
            yield from (("+", place, after[place]) for place in range(new_start, new_end))


def _heredoc(label: str, before: Side, after: Side, depth: int, remark: str) -> Iterator[Line]:
    symbol = _symbol(before, after)
    yield marked(depth, symbol, f"{label}<<-EOT", remark)
    old, new = (side.splitlines() if isinstance(side, str) else [] for side in (before, after))
    if symbol == "~":
        for text in difflib.ndiff(old, new):
            if not text.startswith("?"):
                yield marked(depth + 1, text[0].strip(), sanitise(text[2:]))
    else:
        yield from (marked(depth + 1, "", sanitise(text)) for text in new or old)
    yield marked(depth, "", f"EOT{' -> null' if symbol == '-' else ''}")


def _hidden(count: int, what: str, depth: int) -> Iterator[Line]:
    if count:
        text = f"# ({count} unchanged {what}{'' if count == 1 else 's'} hidden)"
        yield (Piece(" " * (4 + 4 * depth)), Piece(text, "dim"))

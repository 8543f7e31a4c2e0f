"""Secrets hidden: in values by their paths and names, in lines of a file by the names that they are given to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sm_tj_cli.request.secrets import is_secret

if TYPE_CHECKING:
    from collections.abc import Collection

    from sm_tj_cli.documents import JSON
    from sm_tj_cli.request.training_job import AttributePath

HIDDEN = "(sensitive value)"

# name = "text" and "name": "text", and what a heredoc holds.
_GIVEN = re.compile(
    r"""(?<![\w-])([\w-]++)["')\s]*[=:]\s*(?:"((?:[^"\\\n]++|\\.)*+)|<<-?(\w+)\r?\n(.*?)(?=\n[ \t]*\3\b|\Z))""",
    re.DOTALL,
)


def is_hidden(path: AttributePath, sensitive: Collection[AttributePath], *values: JSON) -> bool:
    """Whether the values at this path, before and after, are never shown."""
    name = str(path[-1]) if path else ""
    return path in sensitive or any(isinstance(it, str) and is_secret(name, it) for it in values)


def masked(value: JSON, sensitive: Collection[AttributePath] = ()) -> JSON:
    """The value with its secrets replaced by words; what is null or empty hides nothing."""
    return mask(value, sensitive)[0]


def mask(
    value: JSON, sensitive: Collection[AttributePath] = ()
) -> tuple[JSON, frozenset[AttributePath]]:
    """The same, and the paths of what was replaced."""
    found: list[AttributePath] = []
    return _masked(value, sensitive, (), found), frozenset(found)


def masked_code(code: str) -> str:
    """Lines of a file with an asterisk for every character of a secret, so that columns stay what they are."""
    return _GIVEN.sub(_starred, code)


def _masked(
    value: JSON,
    sensitive: Collection[AttributePath],
    path: AttributePath,
    found: list[AttributePath],
) -> JSON:
    match value:
        case None | "":
            return value
        case _ if is_hidden(path, sensitive, value):
            found.append(path)
            return HIDDEN
        case dict():
            return {
                name: _masked(it, sensitive, (*path, name), found) for name, it in value.items()
            }
        case list():
            return [_masked(it, sensitive, (*path, at), found) for at, it in enumerate(value)]
        case _:
            return value


def _starred(found: re.Match[str]) -> str:
    group = 2 if found[2] is not None else 4
    if not is_secret(found[1], found[group]):
        return found[0]
    start, end = found.start(group) - found.start(), found.end(group) - found.start()
    return found[0][:start] + re.sub(r"[^\r\n]", "*", found[0][start:end]) + found[0][end:]

"""Commands that a text proposes, in; the same with the options without which they would look elsewhere, out."""

from __future__ import annotations

import re

# The verbs that act on jobs or on the state; what is said of smtj itself ("smtj plan --out wrote") stays true with them.
_COMMAND = re.compile(
    r"\bsmtj (?=(?:apply|destroy|download|force-unlock|import|list|logs|metrics|plan|show|state|stop|wait)\b)"
)


def proposed(text: str, whereabouts: str) -> str:
    """The text, its commands fit to be pasted.

    Args:
        text: a sentence or several.
        whereabouts: the global options of this run, ` --sandbox`; empty where there are none.
    """
    return _COMMAND.sub(lambda _: f"smtj{whereabouts} ", text) if whereabouts else text

"""Text from users or AWS in, text that cannot play tricks on a terminal out.

Whole escape sequences go (a coloured log stays readable); single control characters and the characters that
turn the direction of writing (CVE-2021-42574) are written out as escapes.
"""

from __future__ import annotations

import re

# ECMA-48: CSI sequences, string sequences (OSC, DCS, PM, APC, SOS) up to their end, and two-character escapes.
_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]*[0-Z\\^-~]"
)
# What continuous integration takes for a command in whatever a program prints: GitHub Actions at the beginning of a
# line, its first version, Azure Pipelines and TeamCity anywhere.
_COMMAND = re.compile(r"#(?=#(?:vso|teamcity)?\[)", re.IGNORECASE)
_COMMAND_AT_START = re.compile(r"^(\s*):(?=:[A-Za-z])")
_BIDIRECTIONAL = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_CONTROL = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{_BIDIRECTIONAL}]")
_IN_JSON = re.compile(rf"[\x7f-\x9f\u2028\u2029\ud800-\udfff{_BIDIRECTIONAL}]")


def sanitise(text: str) -> str:
    """The text, fit for a terminal; line ends and tabs stay."""
    if text.isprintable():
        return text
    return _CONTROL.sub(_escape, _SEQUENCE.sub("", text.replace("\r\n", "\n")))


def one_line(text: str) -> str:
    """The text on one line, fit for a terminal."""
    return sanitise(text).replace("\n", "\\n").replace("\t", " ")


def foreign_line(text: str) -> str:
    """Text that a container wrote, on one line, fit for a terminal and for a log that a machine reads.

    Of a progress bar that went back to the beginning of its line, the last state is what counts.
    """
    text = text.rstrip("\r\n")
    if "\r" in text:
        text = next((part for part in reversed(text.split("\r")) if part.strip()), "")
    return defuse(one_line(text))


def defuse(line: str) -> str:
    """The line with nothing in it that a build server would take for a command (`##vso[`, `::set-output`)."""
    if "##" in line:
        line = _COMMAND.sub(r"\\u0023", line)
    return _COMMAND_AT_START.sub(r"\1\\u003a", line) if "::" in line else line


def sanitise_json(document: str) -> str:
    """JSON text with what a terminal or a build server would act on escaped; it means the same."""
    if "##" in document:
        document = _COMMAND.sub(r"\\u0023", document)
    if document.isascii() and "\x7f" not in document:
        return document
    return _IN_JSON.sub(_escape, document)


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"

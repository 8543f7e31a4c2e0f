"""PyYAML's emitter where it differs from the one in Terraform, though both were made from libyaml."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from yaml.emitter import Emitter
from yaml.events import ScalarEvent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yaml.emitter import ScalarAnalysis
    from yaml.events import Event

ALWAYS_ESCAPED = frozenset('"\\\x85\u2028\u2029\ufeff')
BEYOND = "\U00010000"


def emit(events: Iterable[Event]) -> str:
    """The text that these events write."""
    stream = StringIO()
    emitter = _TerraformEmitter(stream, allow_unicode=True)
    for event in events:
        emitter.emit(event)
    return stream.getvalue()


class _TerraformEmitter(Emitter):
    def analyze_scalar(self, scalar: str) -> ScalarAnalysis:
        # Characters beyond the first 65536 count as special: they stand escaped between quotes.
        analysis = super().analyze_scalar(scalar)
        if any(letter >= BEYOND or letter == "\x85" for letter in scalar):
            analysis.allow_block = False
        return analysis

    def check_empty_document(self) -> bool:
        # An empty string at the root needs no `---` in front.
        return False

    def check_simple_key(self) -> bool:
        # An empty key needs no question mark.
        if isinstance(self.event, ScalarEvent) and self.event.value == "":
            self.analysis = self.analyze_scalar("")
            return True
        return bool(super().check_simple_key())

    def write_literal(self, text: str) -> None:
        super().write_literal(text)
        self.open_ended = False

    def write_double_quoted(self, text: str, split: bool = True) -> None:  # noqa: FBT001, FBT002 - PyYAML's signature
        # Lines break only at spaces, never within a word.
        self.write_indicator('"', need_whitespace=True)
        behind_space = False
        for position, letter in enumerate(text):
            folds = letter == " " and split and not behind_space and self.column > self.best_width
            behind_space = letter == " "
            if folds and 0 < position < len(text) - 1:
                self.write_indent()
                self._put("\\" if text[position + 1] == " " else "")
            else:
                self._put(self._escaped(letter))
        self.write_indicator('"', need_whitespace=False)

    def _put(self, data: str) -> None:
        self.stream.write(data)
        self.column += len(data)
        self.whitespace = self.indention = False

    def _escaped(self, letter: str) -> str:
        if letter not in ALWAYS_ESCAPED and (
            "\x20" <= letter <= "\x7e" or "\xa0" <= letter <= "\ufffd"
        ):
            return letter
        if letter in self.ESCAPE_REPLACEMENTS:
            return "\\" + self.ESCAPE_REPLACEMENTS[letter]
        code = ord(letter)
        return (
            f"\\x{code:02X}"
            if code <= 0xFF
            else f"\\u{code:04X}"
            if code <= 0xFFFF
            else f"\\U{code:08X}"
        )

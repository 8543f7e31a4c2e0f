"""PyYAML's reader, with tabs wherever libyaml and Terraform's reader take them for blanks, and a limit to nesting."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import yaml

# PyYAML's time grows with the square of this.
MOST_NESTED = 1_000
LINE_END = "\0\r\n\x85\u2028\u2029"


@cache
def tab_tolerant_loader() -> type[yaml.SafeLoader]:
    """The loader's class, made when the first document is read: importing PyYAML costs more than most commands."""
    import yaml

    class TabTolerantLoader(yaml.SafeLoader):
        def scan_plain_spaces(self, indent: int, start_mark: yaml.Mark) -> list[str] | None:
            """What stands between two words of a plain scalar."""
            length = 0
            while self.peek(length) in " \t":
                length += 1
            blanks = self.prefix(length)
            if "\t" not in blanks:
                return super().scan_plain_spaces(indent, start_mark)
            self.forward(length)
            if self.peek() in LINE_END:
                return super().scan_plain_spaces(indent, start_mark)
            return [blanks]

        def fetch_flow_collection_start(self, token: type[yaml.Token]) -> None:
            """`[` or `{`."""
            if self.flow_level >= MOST_NESTED:
                problem = f"exceeded max depth of {MOST_NESTED}"
                raise yaml.scanner.ScannerError(None, None, problem, self.get_mark())
            super().fetch_flow_collection_start(token)

        def scan_to_next_token(self) -> None:
            """Skips blanks, and tabs among them where no indentation counts."""
            super().scan_to_next_token()
            while self.peek() == "\t" and (self.flow_level or not self.allow_simple_key):
                self.forward()
                super().scan_to_next_token()

    return TabTolerantLoader

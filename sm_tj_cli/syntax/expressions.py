"""One expression or template out of the token stream: the parser fed token by token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.syntax import faults
from sm_tj_cli.syntax.lower import Lowering
from sm_tj_cli.syntax.machine import Machine
from sm_tj_cli.syntax.scan import MOST_NESTED
from sm_tj_cli.syntax.tokens import END, Token
from sm_tj_cli.syntax.walk import children

if TYPE_CHECKING:
    from sm_tj_cli.diagnostics import Findings, SourceFile
    from sm_tj_cli.syntax.nodes import Expression
    from sm_tj_cli.syntax.scan import Scanner
    from sm_tj_cli.syntax.walk import Node


class ExpressionReader:
    """Reads the expressions of one text; what is wrong with them goes to the findings."""

    def __init__(self, source: SourceFile, scanner: Scanner, findings: Findings) -> None:
        self.lowering = Lowering(source, findings)
        self._source = source
        self._scanner = scanner
        self._findings = findings

    def read(self, token: Token, start: str = "one_expression") -> tuple[Expression | None, Token]:
        """The expression that begins with `token`, and the first token behind it.

        After a mistake there is no expression, and the token is the one that could not stand there.
        """
        machine, fed = Machine(start, self.lowering), 0
        while token.type != END and (machine.feed(token) or _feed_legacy(machine, token)):
            fed += 1
            token = self._scanner.next()
            if self._findings.is_full:
                return None, token
        if token.type == "INVALID":
            return None, token
        found = machine.finish()
        if found is None:
            self._explain(machine, token)
            return None, token
        expression = self.lowering.expression(found)
        if fed > MOST_NESTED and _height(expression) > MOST_NESTED:
            self._findings.add([faults.nested_too_deeply(expression.range, MOST_NESTED)])
            return None, token
        return expression, token

    def _explain(self, machine: Machine, token: Token) -> None:
        # Most texts have nothing to explain.
        from sm_tj_cli.syntax.explain import explain

        self._findings.add([explain(machine.stack, machine.choices(), token, self._source)])


def _feed_legacy(machine: Machine, token: Token) -> bool:
    """HCL1 wrote blocks inside objects: `key {`, where today's language has `key = {`."""
    if token.type != "LBRACE" or "EQ" not in machine.choices():
        return False
    return machine.feed(Token("EQ", "", token.start, token.start)) and machine.feed(token)


def _height(expression: Expression) -> int:
    """The levels of an expression, counted without recursion."""
    height = 0
    level: list[Node] = [expression]
    while level:
        height += 1
        level = [child for node in level for child, _ in children(node)]
    return height

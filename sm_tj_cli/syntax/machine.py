"""Runs the grammar's automaton, token by token; each reduction makes a node at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeAlias

from sm_tj_cli.syntax.grammar import tables
from sm_tj_cli.syntax.tokens import END, Token

if TYPE_CHECKING:
    from sm_tj_cli.syntax.templates import Part

    Symbol: TypeAlias = "Token | Part | list[Token | Part]"


class Builder(Protocol):
    """Makes the node of a rule."""

    def build(self, rule: str, children: list[Token | Part]) -> Part:
        """The node for the rule's name and children."""
        ...


class Machine:
    """One run of the parser.

    A rule whose name begins with `_`, and Lark's own helper rules, are no nodes: their parts go to the rule around.

    Attributes:
        stack: what was read and not yet put together: tokens, nodes, and lists of parts.
    """

    def __init__(self, start: str, builder: Builder) -> None:
        """A run from the start rule `start` on."""
        self._tables = tables()
        begin, self._end = self._tables.starts[start]
        self._states = [begin]
        self._builder = builder
        self.stack: list[Symbol] = []

    def choices(self) -> frozenset[str]:
        """The tokens and rules that could follow."""
        return frozenset(self._tables.states[self._states[-1]])

    def feed(self, token: Token) -> bool:
        """Takes one token; False, with the token not taken, where it cannot stand here."""
        states, actions = self._states, self._tables.states
        while True:
            action = actions[states[-1]].get(token.type)
            if action is None:
                return False
            if action >= 0:
                states.append(action)
                self.stack.append(token)
                return True
            self._reduce(-1 - action)

    def finish(self) -> Part | None:
        """The node of the start rule; None where something is missing before the end."""
        while self._states[-1] != self._end:
            action = self._tables.states[self._states[-1]].get(END)
            if action is None:
                return None
            self._reduce(-1 - action)
        node = self.stack[-1]
        assert not isinstance(node, list | Token)
        return node

    def _reduce(self, number: int) -> None:
        rule = self._tables.rules[number]
        if rule.keeps_single and rule.size == 1 and not isinstance(self.stack[-1], list):
            # Most reductions only go up from one level of precedence to the next.
            self._states[-1] = self._tables.states[self._states[-2]][rule.origin]
            return
        at = len(self.stack) - rule.size
        children = _flat(self.stack[at:])
        del self.stack[at:], self._states[at + 1 :]
        made: Symbol
        if rule.origin.startswith("_"):
            made = children
        elif rule.keeps_single and len(children) == 1:
            made = children[0]
        else:
            made = self._builder.build(rule.name, children)
        self.stack.append(made)
        self._states.append(self._tables.states[self._states[-1]][rule.origin])


def _flat(symbols: list[Symbol]) -> list[Token | Part]:
    """The symbols with the lists among them opened; a list at the front grows in place, which keeps this linear."""
    if symbols and isinstance(symbols[0], list):
        flat, rest = symbols[0], symbols[1:]
    else:
        flat, rest = [], symbols
    for symbol in rest:
        if isinstance(symbol, list):
            flat.extend(symbol)
        else:
            flat.append(symbol)
    return flat

"""python-hcl2's grammar with the rules that Terraform's language needs otherwise, made into tables by Lark, once.

The tree and the rules that are right come from the installed `hcl2.lark`. What is overridden, and why: a template's
sequences nest, carry their strip markers and stand in heredocs too (python-hcl2 takes a heredoc for one token);
unary operators chain; line breaks are left to the scanner, which knows where they count; functions have any number
of namespaces; a `for` expression has its parts in any combination, so that `lower` can say which does not belong.

Lark computes the LALR(1) tables; `machine` runs them. A run that finds the tables in the cache does not load Lark,
whose import alone takes longer than to parse most configurations.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from platformdirs import user_cache_path

if TYPE_CHECKING:
    from lark import Lark

OVERRIDES = r"""
%declare TEMPLATE_END HEREDOC_BEGIN HEREDOC_END INVALID

one_expression : expression
template : _part*

%override string : DBLQUOTE _part* DBLQUOTE
%override heredoc_template : HEREDOC_BEGIN _part* HEREDOC_END
_part : STRING_CHARS | interpolation | template_if_start | template_else | template_endif
    | template_for_start | template_endfor
%override interpolation : INTERP_START expression TEMPLATE_END
%override template_if_start : DIRECTIVE_START IF expression TEMPLATE_END
%override template_else : DIRECTIVE_START ELSE TEMPLATE_END
%override template_endif : DIRECTIVE_START ENDIF TEMPLATE_END
%override template_for_start : DIRECTIVE_START FOR NAME (COMMA NAME)? IN expression TEMPLATE_END
%override template_endfor : DIRECTIVE_START ENDFOR TEMPLATE_END

%override ?expression : or_expr QMARK expression COLON expression -> conditional
    | or_expr
%override ?or_expr : or_expr DOUBLE_PIPE and_expr -> binary_op
    | and_expr
%override ?and_expr : and_expr DOUBLE_AMP eq_expr -> binary_op
    | eq_expr
%override ?eq_expr : eq_expr (DOUBLE_EQ | NEQ) rel_expr -> binary_op
    | rel_expr
%override ?rel_expr : rel_expr (LT | GT | LEQ | GEQ) add_expr -> binary_op
    | add_expr
%override ?add_expr : add_expr (PLUS | MINUS) mul_expr -> binary_op
    | mul_expr
%override ?mul_expr : mul_expr (ASTERISK | SLASH | PERCENT) unary_expr -> binary_op
    | unary_expr
%override ?unary_expr : (MINUS | NOT) unary_expr -> unary_op
    | expr_term

%override ?expr_term : LPAR expression RPAR -> parentheses
    | (INT_LITERAL | FLOAT_LITERAL) -> number
    | NAME -> identifier
    | string
    | heredoc_template
    | tuple
    | object
    | function_call
    | expr_term DOT NAME -> get_attr
    | expr_term DOT (INT_LITERAL | FLOAT_LITERAL) -> short_index
    | expr_term LSQB expression RSQB -> braces_index
    | expr_term DOT ASTERISK -> attr_splat
    | expr_term LSQB ASTERISK RSQB -> full_splat
    | for_tuple_expr
    | for_object_expr

%override tuple : LSQB (expression (COMMA expression)* COMMA?)? RSQB
%override object : LBRACE NL_OR_COMMENT? (object_elem (_separator object_elem)* _separator?)? RBRACE
_separator : COMMA NL_OR_COMMENT? | NL_OR_COMMENT
%override object_elem : expression (EQ | COLON) expression
%override function_call : NAME (COLONS NAME)* LPAR (expression (COMMA expression)* (COMMA | ELLIPSIS)?)? RPAR

%override for_tuple_expr : LSQB _intro _product RSQB
%override for_object_expr : LBRACE _intro _product RBRACE
_intro : FOR NAME (COMMA NAME)? IN expression COLON
_product : expression (FOR_OBJECT_ARROW expression)? ELLIPSIS? (IF expression)?
"""

STARTS = ("one_expression", "template")
# Raise it with every change of the shape of `Tables`.
_SHAPE = 1

Entries: TypeAlias = "dict[str, int]"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a reduction makes: the rule's `name`, how many symbols it takes, whether a lone one stays as it is."""

    origin: str
    name: str
    size: int
    keeps_single: bool


@dataclass(frozen=True, slots=True)
class Tables:
    """An LALR(1) automaton.

    Attributes:
        states: by state and symbol: the state to go to, or `-1 - n` to reduce by rule `n`.
        rules: the rules, by number.
        starts: by start rule: the states at the begin and behind it.
    """

    states: tuple[Entries, ...]
    rules: tuple[Rule, ...]
    starts: dict[str, tuple[int, int]]


@cache
def tables() -> Tables:
    """The automaton, from the user's cache where it lies there whole."""
    text = _base_grammar() + OVERRIDES
    key = hashlib.sha256(f"{_SHAPE}\n{text}".encode()).hexdigest()
    path = user_cache_path("smtj") / f"grammar-{key[:16]}.json"
    found = _load(path)
    if found is None:
        found = _compiled(text)
        _keep(found, path)
    return found


def _base_grammar() -> str:
    # Importing hcl2 would load its builders and queries too, which costs more than a whole parse.
    found = find_spec("hcl2")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).with_name("hcl2.lark").read_text(encoding="utf-8")


def _load(path: Path) -> Tables | None:
    """The cached tables; None where there are none, or not as they were written."""
    try:
        digest, _, body = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    if hashlib.sha256(body).hexdigest().encode() != digest:
        return None
    document = json.loads(body)
    return Tables(
        tuple(document["states"]),
        tuple(Rule(*rule) for rule in document["rules"]),
        {name: (begin, end) for name, (begin, end) in document["starts"].items()},
    )


def _keep(found: Tables, path: Path) -> None:
    rules = [(rule.origin, rule.name, rule.size, rule.keeps_single) for rule in found.rules]
    document = {"states": found.states, "rules": rules, "starts": found.starts}
    body = json.dumps(document, separators=(",", ":")).encode()
    # Two processes may do this at once: each writes its own file, and the last one to be renamed stays.
    partial = path.with_suffix(f".{id(body):x}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        partial.write_bytes(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
        partial.replace(path)
    except OSError:
        # Where nothing can be kept, the next run computes the tables again.
        return


def _compiled(text: str) -> Tables:
    from lark import Lark
    from lark.grammar import Rule as LarkRule
    from lark.lexer import TerminalDef

    compiled: Lark = Lark(
        text, parser="lalr", lexer="basic", start=list(STARTS), maybe_placeholders=False
    )
    # The form that Lark's own stand-alone parsers are written from.
    data, memo = compiled.memo_serialize([TerminalDef, LarkRule])
    automaton = data["parser"]["parser"]
    numbers: dict[str, int] = {}
    rules: list[Rule] = []
    for key, rule in memo.items():
        if rule["__type__"] == "Rule":
            numbers[key] = len(rules)
            origin, options = str(rule["origin"]["name"]), rule["options"]
            keeps_single = bool(options and options["expand1"]) and not rule["alias"]
            rules.append(
                Rule(origin, rule["alias"] or origin, len(rule["expansion"]), keeps_single)
            )
    states: list[Entries] = [{} for _ in automaton["states"]]
    for state, entries in automaton["states"].items():
        for symbol, (action, argument) in entries.items():
            target = argument if action == 0 else -1 - numbers[argument["@"]]
            states[state][automaton["tokens"][symbol]] = target
    ends = automaton["end_states"]
    starts = {name: (begin, ends[name]) for name, begin in automaton["start_states"].items()}
    return Tables(tuple(states), tuple(rules), starts)

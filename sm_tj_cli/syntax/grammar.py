"""python-hcl2's grammar with the rules that Terraform's language needs otherwise, compiled once and cached.

The terminals, the tree and the rules that are right come from the installed `hcl2.lark`. What is overridden, and
why: newlines end an argument and separate the items of an object, and stand nowhere else (python-hcl2 lets two
arguments share a line); unary operators chain; a template's sequences nest and carry their strip markers; splats
apply to what follows them; a heredoc is a template, not one opaque token; functions have any number of namespaces.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING

from lark import Lark
from lark.lexer import Lexer
from platformdirs import user_cache_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from lark import Token

OVERRIDES = r"""
%declare TEMPLATE_END HEREDOC_BEGIN HEREDOC_END

one_expression : NL_OR_COMMENT? expression NL_OR_COMMENT?
template : _part*

%override body : NL_OR_COMMENT? (_statement NL_OR_COMMENT)* _statement?
_statement : attribute | block
%override attribute : (NAME | string) EQ expression
%override block : NAME (NAME | string)* LBRACE body RBRACE

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
    | (TRUE | FALSE | NULL) -> literal_value
    | string
    | heredoc_template
    | tuple
    | object
    | function_call
    | expr_term DOT NAME -> get_attr
    | expr_term DOT INT_LITERAL -> short_index
    | expr_term LSQB expression RSQB -> braces_index
    | expr_term ATTR_SPLAT -> attr_splat
    | expr_term FULL_SPLAT_START -> full_splat
    | for_tuple_expr
    | for_object_expr

%override tuple : LSQB (expression (COMMA expression)* COMMA?)? RSQB
%override object : LBRACE NL_OR_COMMENT? (object_elem (_separator object_elem)* _separator?)? RBRACE
_separator : COMMA NL_OR_COMMENT? | NL_OR_COMMENT
%override object_elem : expression (EQ | COLON) expression
%override function_call : NAME (COLONS NAME)* LPAR (expression (COMMA expression)* (COMMA | ELLIPSIS)?)? RPAR

%override for_tuple_expr : LSQB _intro expression [_condition] RSQB
%override for_object_expr : LBRACE _intro expression FOR_OBJECT_ARROW expression [ELLIPSIS] [_condition] RBRACE
_intro : FOR NAME (COMMA NAME)? IN expression COLON
_condition : IF expression
"""

STARTS = ("body", "one_expression", "template")


class TokenFeed(Lexer):
    """Lark's name for what hands tokens to the parser; ours come from `scan`."""

    def __init__(self, _configuration: object) -> None: ...

    def lex(self, tokens: Iterable[Token]) -> Iterator[Token]:  # type: ignore[override]
        """The tokens as they are."""
        yield from tokens


@cache
def parser() -> Lark:
    """The compiled grammar, from the cache where there is one."""
    text = files("hcl2").joinpath("hcl2.lark").read_text(encoding="utf-8") + OVERRIDES
    versions = f"{version('python-hcl2')} {version('lark')}"
    key = hashlib.sha256(f"{versions}\n{text}".encode()).hexdigest()[:16]
    path = user_cache_path("smtj") / f"grammar-{key}.bin"
    return _load(path) or _compile(text, path)


def _load(path: Path) -> Lark | None:
    try:
        with path.open("rb") as stream:
            return Lark.load(stream)
    except Exception:  # noqa: BLE001 - whatever is wrong with a cached file, the grammar itself is at hand
        return None


def _compile(text: str, path: Path) -> Lark:
    compiled = Lark(text, parser="lalr", lexer=TokenFeed, start=list(STARTS))
    partial = path.with_suffix(f".{id(compiled):x}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("wb") as stream:
            compiled.save(stream)
        partial.replace(path)
    except OSError:
        # A read-only home only costs the time to compile again.
        partial.unlink(missing_ok=True) if partial.parent.is_dir() else None
    return compiled

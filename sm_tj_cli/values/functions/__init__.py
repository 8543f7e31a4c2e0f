"""The functions of the language. A theme's file is imported when one of its functions is first called."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from sm_tj_cli.values.call import Function

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Which file holds which functions, so that a call imports no other file.
THEMES: Mapping[str, str] = {
    "collection": (
        "alltrue anytrue coalesce coalescelist contains element index length one range sum"
    ),
    "collection_lists": "chunklist compact concat distinct flatten reverse slice sort",
    "collection_maps": "keys lookup matchkeys merge transpose values zipmap",
    "collection_sets": "setintersection setproduct setsubtract setunion",
    "date_time": "formatdate plantimestamp timeadd timecmp timestamp",
    "encoding": (
        "base64decode base64encode base64gzip csvdecode textdecodebase64 textencodebase64 urlencode"
    ),
    "encoding_json": "jsondecode jsonencode",
    "encoding_yaml": "yamlencode",
    "encoding_yaml_decode": "yamldecode",
    "filesystem": (
        "abspath basename dirname file filebase64 filebase64sha256 filebase64sha512 fileexists "
        "filemd5 filesha1 filesha256 filesha512 pathexpand templatefile templatestring"
    ),
    "filesystem_globs": "fileset",
    "hash_crypto": (
        "base64sha256 base64sha512 bcrypt md5 rsadecrypt sha1 sha256 sha512 uuid uuidv5"
    ),
    "ip_network": "cidrhost cidrnetmask cidrsubnet cidrsubnets",
    "numeric": "abs ceil floor log max min parseint pow signum",
    "string_format": "format formatlist",
    "string_patterns": "regex regexall replace",
    "strings": (
        "chomp endswith indent join lower split startswith strcontains strrev substr title trim "
        "trimprefix trimspace trimsuffix upper"
    ),
    "terraform_provider": (
        "provider::terraform::decode_tfvars provider::terraform::encode_expr "
        "provider::terraform::encode_tfvars"
    ),
    "type_conversion": (
        "ephemeralasnull issensitive nonsensitive sensitive tobool tolist tomap tonumber toset "
        "tostring"
    ),
}


class StandardFunctions:
    """All functions but `try` and `can`, which the evaluator has itself because they are lazy."""

    def get(self, name: str) -> Function | None:
        """The function, None where there is none of that name."""
        theme = _theme_of().get(name)
        return _functions_in(theme).get(name) if theme else None

    def names(self) -> Iterable[str]:
        """All names."""
        return _theme_of()


STANDARD = StandardFunctions()


@cache
def _theme_of() -> Mapping[str, str]:
    return {name: theme for theme, names in THEMES.items() for name in names.split()}


@cache
def _functions_in(theme: str) -> Mapping[str, Function]:
    module = import_module(f"{__name__}.{theme}")
    return {item.name: item for item in vars(module).values() if isinstance(item, Function)}

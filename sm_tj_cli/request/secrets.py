"""Names that promise a secret: `DB_PASSWORD`, `HF_TOKEN`, `wandb_api_key`. Their values are never printed.

Hyperparameters are full of innocent tokens and keys (`max_tokens`, `pad_token`, `s3_key`), so that a word alone
decides nothing: it has to be the last one, and not of a kind that machine learning knows.
"""

from __future__ import annotations

import re
from functools import cache

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")

_SECRETS = frozenset(
    {"password", "passwd", "passphrase", "pwd", "secret", "secrets", "credential", "credentials", "apikey", "pat"}
)  # fmt: skip
# Of a tokenizer, not of a login.
_INNOCENT_TOKENS = frozenset(
    {"additional", "begin", "bos", "cls", "end", "eos", "image", "mask", "new", "next", "pad", "per", "prefix", "sep",
     "special", "start", "stop", "suffix", "unk", "unknown", "video", "audio"}
)  # fmt: skip
_SECRET_KEYS = frozenset(
    {
        "access",
        "account",
        "api",
        "auth",
        "client",
        "encryption",
        "license",
        "private",
        "secret",
        "signing",
        "ssh",
    }
)


@cache
def is_secret_name(name: str) -> bool:
    """Whether what goes by this name is probably a secret."""
    words = [word.lower() for word in _WORDS.findall(name)]
    match words:
        case [*_, ("key" | "keys") as last]:
            before = words[-2] if len(words) > 1 else ""
            return last == "key" and before in _SECRET_KEYS
        case [*_, "token"]:
            return len(words) == 1 or words[-2] not in _INNOCENT_TOKENS
        case [*_, last]:
            return last in _SECRETS
        case _:
            return False


# What issuers mark as theirs, private keys, and addresses with a password in them.
_ISSUED = re.compile(
    r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bgh[pousr]_[0-9A-Za-z]{36}|\bhf_[0-9A-Za-z]{30,}"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----|\b[a-z][a-z0-9+.-]*://[^/\s:@]*:[^/\s@]+@"
)
# Where something is, which is no secret even where the name says so (`secret = "arn:…"`).
_PLACES = re.compile(r"arn:aws[a-z-]*:|s3://|/")


def is_secret(name: str, value: str) -> bool:
    """Whether an entry should not stand in a file that is shared, by its name or by what its value shows."""
    named = bool(value) and is_secret_name(name) and not _PLACES.match(value)
    return named or bool(_ISSUED.search(value))

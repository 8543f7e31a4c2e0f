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

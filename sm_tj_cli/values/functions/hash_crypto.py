"""Hashes, encryption and unique names: `md5` … `sha512`, `bcrypt`, `rsadecrypt`, `uuid`, `uuidv5`."""

from __future__ import annotations

import hashlib
import re
from base64 import b64decode, b64encode
from binascii import Error as Base64Error

from sm_tj_cli.values.functions._registry import (
    Arguments,
    FunctionContext,
    FunctionError,
    Parameter,
    function,
    function_of_context,
    text_of,
    whole_number_of,
)
from sm_tj_cli.values.types import NUMBER, STRING
from sm_tj_cli.values.value import Value, string, unknown

STR = Parameter("str", STRING)

# Each step doubles the time of the one before; this one takes a second or two.
COSTLIEST = 14

# RFC 4122, appendix C.
NAMESPACES = {
    "dns": "6ba7b8109dad11d180b400c04fd430c8",
    "url": "6ba7b8119dad11d180b400c04fd430c8",
    "oid": "6ba7b8129dad11d180b400c04fd430c8",
    "x500": "6ba7b8149dad11d180b400c04fd430c8",
}


@function(
    "base64sha256",
    STR,
    returns=STRING,
    examples=(('base64sha256("hello")', '"LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="'),),
)
def base64sha256(arguments: Arguments) -> Value:
    """The SHA-256 hash of a string, in Base64."""
    digest = hashlib.sha256(text_of(arguments[0]).encode()).digest()
    return string(b64encode(digest).decode())


@function(
    "base64sha512",
    STR,
    returns=STRING,
    examples=(
        (
            'base64sha512("hello")',
            '"m3HSJL1i83hdltRq0+o9czGb+8KJDKra4t/3JRlnPKcjI8PZm6XBHXx6zG4UuMXaDEZjR1wuXDre9G9zvN7AQw=="',
        ),
    ),
)
def base64sha512(arguments: Arguments) -> Value:
    """The SHA-512 hash of a string, in Base64."""
    digest = hashlib.sha512(text_of(arguments[0]).encode()).digest()
    return string(b64encode(digest).decode())


@function_of_context(
    "bcrypt",
    STR,
    variadic=Parameter("cost", NUMBER),
    returns=STRING,
)
def bcrypt_hash(arguments: Arguments, context: FunctionContext) -> Value:
    """A Blowfish hash of a string, with a random salt; a higher cost (10) takes longer."""
    if len(arguments) > 2:
        raise FunctionError("bcrypt() takes no more than two arguments")
    cost = whole_number_of(arguments[1]) if len(arguments) == 2 else 10
    if cost > 31:
        raise FunctionError(
            "error occured generating password crypto/bcrypt: "
            f"cost {cost} is outside allowed range (4,31)"
        )
    if cost > COSTLIEST:
        raise FunctionError(f"a cost of {cost} takes minutes; at most {COSTLIEST} is allowed here")
    password = text_of(arguments[0]).encode()
    if len(password) > 72:
        raise FunctionError(
            "error occured generating password bcrypt: password length exceeds 72 bytes"
        )
    if context.timestamp is None:
        return unknown(STRING)
    import bcrypt

    alphabet = bytes.maketrans(
        b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
        b"./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
    )
    salt = b64encode(context.random_bytes(16)).rstrip(b"=").translate(alphabet)
    settings = f"$2a${cost if cost >= 4 else 10:02}$".encode()
    return string(bcrypt.hashpw(password, settings + salt).decode())


@function(
    "md5",
    STR,
    returns=STRING,
    examples=(('md5("hello world")', '"5eb63bbbe01eeed093cb22bb8f5acdc3"'),),
)
def md5(arguments: Arguments) -> Value:
    """The MD5 hash of a string, in hexadecimal."""
    return string(_hexadecimal("md5", arguments))


@function(
    "rsadecrypt",
    Parameter("ciphertext", STRING),
    Parameter("privatekey", STRING),
    returns=STRING,
)
def rsadecrypt(arguments: Arguments) -> Value:
    """The text that was encrypted with RSA (PKCS #1 v1.5) and Base64, with its private key."""
    text, key_text = map(text_of, arguments)
    try:
        ciphertext = b64decode(text.replace("\n", "").replace("\r", ""), validate=True)
    except (Base64Error, ValueError):
        raise FunctionError(
            f'failed to decode input "{text}": cipher text must be base64-encoded', 0
        ) from None
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import padding, rsa

    if "-----BEGIN" not in key_text:
        raise FunctionError("invalid private key: ssh: no key found", 1)
    load = (
        serialization.load_ssh_private_key
        if "OPENSSH PRIVATE KEY" in key_text
        else serialization.load_pem_private_key
    )
    try:
        key = load(key_text.encode(), password=None)
    except (ValueError, TypeError) as error:
        raise FunctionError(f"invalid private key: {error}", 1) from None
    if not isinstance(key, rsa.RSAPrivateKey):
        raise FunctionError("invalid private key: an RSA key is required", 1)
    try:
        return string(key.decrypt(ciphertext, padding.PKCS1v15()).decode())
    except ValueError:
        raise FunctionError("failed to decrypt: error decrypting with the given key") from None


@function(
    "sha1",
    STR,
    returns=STRING,
    examples=(('sha1("hello world")', '"2aae6c35c94fcfb415dbe95f408b9ce91ee846ed"'),),
)
def sha1(arguments: Arguments) -> Value:
    """The SHA-1 hash of a string, in hexadecimal."""
    return string(_hexadecimal("sha1", arguments))


@function(
    "sha256",
    STR,
    returns=STRING,
    examples=(
        (
            'sha256("hello")',
            '"2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"',
        ),
    ),
)
def sha256(arguments: Arguments) -> Value:
    """The SHA-256 hash of a string, in hexadecimal."""
    return string(_hexadecimal("sha256", arguments))


@function(
    "sha512",
    STR,
    returns=STRING,
    examples=(('substr(sha512("hello"), 0, 16)', '"9b71d224bd62f378"'),),
)
def sha512(arguments: Arguments) -> Value:
    """The SHA-512 hash of a string, in hexadecimal."""
    return string(_hexadecimal("sha512", arguments))


def _hexadecimal(algorithm: str, arguments: Arguments) -> str:
    return hashlib.new(algorithm, text_of(arguments[0]).encode(), usedforsecurity=False).hexdigest()


@function_of_context(
    "uuid",
    returns=STRING,
)
def uuid(_: Arguments, context: FunctionContext) -> Value:
    """A random unique name; known only while applying."""
    if context.timestamp is None:
        return unknown(STRING)
    return string(_dashed(context.random_bytes(16).hex()))


@function(
    "uuidv5",
    Parameter("namespace", STRING),
    Parameter("name", STRING),
    returns=STRING,
    examples=(('uuidv5("dns", "www.terraform.io")', '"a5008fae-b28c-5ba5-96cd-82b4c53552d6"'),),
)
def uuidv5(arguments: Arguments) -> Value:
    """The unique name that belongs to a name in a namespace: `dns`, `url`, `oid`, `x500` or a UUID."""
    namespace, name = map(text_of, arguments)
    digest = hashlib.sha1(
        bytes.fromhex(_namespace(namespace)) + name.encode(), usedforsecurity=False
    ).digest()
    made = bytearray(digest[:16])
    made[6] = made[6] & 0x0F | 0x50
    made[8] = made[8] & 0x3F | 0x80
    return string(_dashed(made.hex()))


def _namespace(text: str) -> str:
    if text in NAMESPACES:
        return NAMESPACES[text]
    bare = text.removeprefix("urn:uuid:").removeprefix("{").removesuffix("}")
    digits = bare.replace("-", "") if _dashed(bare.replace("-", "")) == bare else bare
    if re.fullmatch(r"[0-9a-fA-F]{32}", digits):
        return digits
    reason = (
        "invalid UUID format"
        if len(text) in (32, 36, 38, 45)
        else f"invalid UUID length: {len(text)}"
    )
    raise FunctionError(f"uuidv5() doesn't support namespace {text} ({reason})")


def _dashed(digits: str) -> str:
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))

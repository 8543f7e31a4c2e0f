"""`hash_crypto` against what Terraform answered."""

from __future__ import annotations

from sm_tj_cli.values.value import string
from tests.unit.values.functions.cases import (
    Case,
    FixedContext,
    answer,
    evaluated,
    plain,
    recorded,
    value_of,
)


@recorded("hash_crypto")
def test_answers_as_terraform_does(case: Case) -> None:
    assert answer(case) == case


def test_uuid_is_made_of_the_context_s_bytes() -> None:
    assert plain(value_of("uuid()")) == "00010203-0405-0607-0809-0a0b0c0d0e0f"


def test_uuid_and_bcrypt_are_unknown_before_apply() -> None:
    for text in ("uuid()", 'bcrypt("x")'):
        value, faults = evaluated(text, None, FixedContext(timestamp=None))
        assert (plain(value), list(faults)) == ("unknown", [])


def test_bcrypt_makes_a_hash_that_fits_the_password() -> None:
    import bcrypt

    made = str(plain(value_of('bcrypt("secret", 4)')))
    assert made.startswith("$2a$04$")
    assert bcrypt.checkpw(b"secret", made.encode())


def test_rsadecrypt_reads_what_was_encrypted() -> None:
    from base64 import b64encode

    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import padding, rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    secret = key.public_key().encrypt(b"secret", padding.PKCS1v15())
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    names = {"cipher": string(b64encode(secret).decode()), "key": string(pem.decode())}
    assert plain(value_of("rsadecrypt(cipher, key)", **names)) == "secret"

"""``python -m awsemu.selfsigned``: write a certificate and its key, for examples that import one.

The files have no chain and nobody trusts them by themselves; they are for tests.
"""

from __future__ import annotations

import argparse
import datetime
import os
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

VALIDITY = datetime.timedelta(days=825, seconds=-1)
"""As long as clients accept (Apple, "Requirements for trusted certificates"); both ends count."""

SKEW = datetime.timedelta(hours=1)
"""How far the certificate is dated back, for clocks that are behind."""


def main(arguments: list[str] | None = None) -> int:
    """Write `certificate.pem` and `private_key.pem`; files of these names are replaced."""
    parser = argparse.ArgumentParser(
        prog="python -m awsemu.selfsigned",
        description="Write certificate.pem and private_key.pem: self-signed, RSA 2048, 825 days.",
    )
    parser.add_argument("--name", required=True, help="DNS name, at most 64 characters")
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="made if missing")
    options = parser.parse_args(arguments)
    try:
        certificate, key = make_pem(options.name)
    except ValueError as problem:
        parser.error(f"--name {options.name}: {problem}")
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "certificate.pem").write_bytes(certificate)
    _write_private(options.out / "private_key.pem", key)
    return 0


def make_pem(name: str) -> tuple[bytes, bytes]:
    """Return a certificate of `name` and its new key, both in PEM. Raises `ValueError` as `make`."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    certificate = make(name, key).public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return certificate, private


def make(name: str, key: rsa.RSAPrivateKey) -> x509.Certificate:
    """Return a certificate of `name` for TLS servers. Raises `ValueError` if it is no DNS name."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    start = datetime.datetime.now(datetime.UTC) - SKEW
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + VALIDITY)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )


def _write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner can read, also if it was there with another mode."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        os.fchmod(descriptor, 0o600)
        file.write(content)


if __name__ == "__main__":
    raise SystemExit(main())

"""The certificate that examples import."""

from __future__ import annotations

import datetime
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from awsemu.selfsigned import main

FOLDER = Path(__file__).parents[1]
NAME = "api.example.internal"


def test_a_certificate_and_its_key_are_written_and_can_be_imported(tmp_path: Path, aws) -> None:
    out = tmp_path / "new" / "folder"
    command = [sys.executable, "-m", "awsemu.selfsigned", "--name", NAME, "--out", str(out)]
    subprocess.run(command, cwd=FOLDER, check=True)
    certificate_file, key_file = out / "certificate.pem", out / "private_key.pem"
    assert sorted(out.iterdir()) == [certificate_file, key_file]
    assert key_file.stat().st_mode & 0o777 == 0o600

    key = serialization.load_pem_private_key(key_file.read_bytes(), password=None)
    assert isinstance(key, rsa.RSAPrivateKey)
    assert key.key_size == 2048
    certificate = x509.load_pem_x509_certificate(certificate_file.read_bytes())
    assert certificate.public_key() == key.public_key()
    certificate.verify_directly_issued_by(certificate)
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == [NAME]
    start, end = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    assert start < datetime.datetime.now(datetime.UTC) < end
    assert end - start < datetime.timedelta(days=825)

    acm = aws("acm")
    arn = acm.import_certificate(
        Certificate=certificate_file.read_bytes(), PrivateKey=key_file.read_bytes()
    )["CertificateArn"]
    shown = acm.describe_certificate(CertificateArn=arn)["Certificate"]
    assert (shown["Status"], shown["DomainName"]) == ("ISSUED", NAME)


def test_a_key_that_others_could_read_is_closed(tmp_path: Path) -> None:
    file = tmp_path / "private_key.pem"
    file.touch(0o644)
    assert main(["--name", NAME, "--out", str(tmp_path)]) == 0
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["", "exämple.internal", "x" * 65])
def test_a_name_that_no_certificate_can_have_is_refused(name: str, tmp_path: Path, capsys) -> None:
    with pytest.raises(SystemExit):
        main(["--name", name, "--out", str(tmp_path)])
    assert "--name" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []

"""The program that imports and deletes certificates."""

from __future__ import annotations

from awsemu.certificate import main


def test_a_certificate_is_imported_and_deleted(endpoint: str, account: str, aws, capsys) -> None:
    where = ["--endpoint", endpoint, "--account", account]
    assert main([*where, "--name", "api.example.internal"]) == 0
    arn = capsys.readouterr().out.strip()
    certificate = aws("acm").describe_certificate(CertificateArn=arn)["Certificate"]
    assert (certificate["DomainName"], certificate["Type"]) == ("api.example.internal", "IMPORTED")
    assert main([*where, "--delete", arn]) == 0
    assert aws("acm").list_certificates()["CertificateSummaryList"] == []

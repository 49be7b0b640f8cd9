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


def test_validation_records_that_stay_are_deleted(endpoint: str, account: str, aws) -> None:
    route53 = aws("route53")
    zone = route53.create_hosted_zone(Name="api.example.com", CallerReference=account)
    place = {"HostedZoneId": zone["HostedZone"]["Id"]}
    for name, value in (("_a", "_b.c.acm-validations.aws."), ("www", "api.example.com.")):
        record = {
            "Name": f"{name}.api.example.com.",
            "Type": "CNAME",
            "TTL": 300,
            "ResourceRecords": [{"Value": value}],
        }
        change = {"Action": "CREATE", "ResourceRecordSet": record}
        route53.change_resource_record_sets(**place, ChangeBatch={"Changes": [change]})
    assert main(["--endpoint", endpoint, "--account", account, "--delete-records"]) == 0
    rows = route53.list_resource_record_sets(**place)["ResourceRecordSets"]
    names = [row["Name"] for row in rows if row["Type"] == "CNAME"]
    assert names == ["www.api.example.com."]

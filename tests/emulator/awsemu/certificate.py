"""``python -m awsemu.certificate``: import a self-signed certificate into ACM, or delete what stays.

For templates that take the ARN of a certificate: CloudFormation has no resource that imports one. And for
zones of which they had certificates validated: CloudFormation leaves the records there, and a zone with
records can not be deleted.
"""

from __future__ import annotations

import argparse
import sys
from typing import Any

from awsemu.clients import Clients
from awsemu.selfsigned import make_pem


def main(arguments: list[str] | None = None) -> int:
    """Import a certificate and print its ARN, delete the one with the given ARN, or records."""
    parser = argparse.ArgumentParser(
        prog="python -m awsemu.certificate",
        description="Import a self-signed certificate into ACM and print its ARN, delete one, "
        "or delete the validation records of certificates.",
    )
    parser.add_argument("--endpoint", required=True, help="address of the emulator")
    parser.add_argument("--account", required=True, help="twelve digits")
    parser.add_argument("--region", default="us-east-1")
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--name", help="DNS name of the certificate to import")
    action.add_argument("--delete", metavar="ARN", help="certificate to delete")
    action.add_argument("--delete-records", action="store_true", help="in zones of the account")
    options = parser.parse_args(arguments)
    if options.delete_records:
        _delete_records(Clients(options.endpoint).get("route53", options.account, options.region))
        return 0
    acm = Clients(options.endpoint).get("acm", options.account, options.region)
    if options.delete:
        acm.delete_certificate(CertificateArn=options.delete)
        return 0
    certificate, key = make_pem(options.name)
    imported = acm.import_certificate(Certificate=certificate, PrivateKey=key)
    sys.stdout.write(f"{imported['CertificateArn']}\n")
    return 0


def _delete_records(route53: Any) -> None:
    """Delete records that look as if ACM had asked for them."""
    for zone in route53.list_hosted_zones()["HostedZones"]:
        rows = route53.list_resource_record_sets(HostedZoneId=zone["Id"])["ResourceRecordSets"]
        for row in rows:
            values = [entry["Value"] for entry in row.get("ResourceRecords", [])]
            if row["Type"] == "CNAME" and all("acm-validations.aws" in value for value in values):
                change = {"Action": "DELETE", "ResourceRecordSet": row}
                route53.change_resource_record_sets(
                    HostedZoneId=zone["Id"], ChangeBatch={"Changes": [change]}
                )


if __name__ == "__main__":
    raise SystemExit(main())

"""``python -m awsemu.certificate``: import a self-signed certificate into ACM, or delete one.

For templates that take the ARN of a certificate: CloudFormation has no resource that imports one.
"""

from __future__ import annotations

import argparse
import sys

from awsemu.clients import Clients
from awsemu.selfsigned import make_pem


def main(arguments: list[str] | None = None) -> int:
    """Import a certificate and print its ARN, or delete the one with the given ARN."""
    parser = argparse.ArgumentParser(
        prog="python -m awsemu.certificate",
        description="Import a self-signed certificate into ACM and print its ARN, or delete one.",
    )
    parser.add_argument("--endpoint", required=True, help="address of the emulator")
    parser.add_argument("--account", required=True, help="twelve digits")
    parser.add_argument("--region", default="us-east-1")
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--name", help="DNS name of the certificate to import")
    action.add_argument("--delete", metavar="ARN", help="certificate to delete")
    options = parser.parse_args(arguments)
    acm = Clients(options.endpoint).get("acm", options.account, options.region)
    if options.delete:
        acm.delete_certificate(CertificateArn=options.delete)
        return 0
    certificate, key = make_pem(options.name)
    imported = acm.import_certificate(Certificate=certificate, PrivateKey=key)
    sys.stdout.write(f"{imported['CertificateArn']}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

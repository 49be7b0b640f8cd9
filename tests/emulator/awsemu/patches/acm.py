"""Certificates: issued when their DNS records exist, kept while a listener uses them.

Stock moto issues every requested certificate after a wait, records or not, and deletes certificates in
use. AWS issues one when the validation records are in public DNS (here with ``--strict``, and "public DNS"
is the public zones of all accounts), and refuses to delete one that a listener has.
"""

from __future__ import annotations

from typing import Any

from moto.acm.models import AWSCertificateManagerBackend, CertBundle
from moto.core.exceptions import JsonRESTError
from moto.elbv2.models import elbv2_backends
from moto.route53.models import route53_backends

from awsemu.moto_state import all_backends
from awsemu.patching import Function, wrap
from awsemu.settings import settings


def _users(certificate: Any) -> list[str]:
    """Return the load balancers whose listeners have the certificate."""
    return [
        balancer.arn
        for _, _, backend in all_backends(elbv2_backends)
        for balancer in list(backend.load_balancers.values())
        if any(certificate.arn in item.certificates for item in balancer.listeners.values())
    ]


# moto keeps a list that only grows; setting it is left without effect.
CertBundle.in_use_by = property(_users, lambda self, value: None)


@wrap(CertBundle, "check")
def _check(original: Function, self: Any) -> None:
    """Issue a requested certificate only if its validation records exist."""
    pending = self.type == "AMAZON_ISSUED" and self.status == "PENDING_VALIDATION"
    if settings.strict and pending and not _has_records(self):
        return
    original(self)


def _has_records(certificate: Any) -> bool:
    options = certificate.describe()["Certificate"]["DomainValidationOptions"]
    wanted = {
        (option["ResourceRecord"]["Name"], option["ResourceRecord"]["Value"]) for option in options
    }
    return wanted <= _public_cnames()


def _public_cnames() -> set[tuple[str, str]]:
    found = set()
    for _, _, backend in all_backends(route53_backends):
        for zone in list(backend.zones.values()):
            for record in zone.rrsets if not zone.private_zone else ():
                if record.type == "CNAME":
                    found |= {(_dotted(record.name), _dotted(_value(v))) for v in record.records}
    return found


def _value(entry: Any) -> str:
    return str(entry["Value"] if isinstance(entry, dict) else entry)


def _dotted(name: str) -> str:
    return name.rstrip(".") + "."


@wrap(AWSCertificateManagerBackend, "delete_certificate")
def _delete(original: Function, self: Any, arn: str) -> None:
    """Refuse to delete a certificate in use."""
    certificate = self._certificates.get(arn)
    if certificate is not None and certificate.in_use_by:
        raise JsonRESTError(
            "ResourceInUseException",
            f"Certificate {arn} in account {self.account_id} is in use.",
        )
    original(self, arn)

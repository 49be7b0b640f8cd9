"""Private DNS names of endpoint services: the TXT record and its verification.

Stock moto shows state ``verified``, record ``n`` and value ``val`` for every service and does not know
the verification call. On AWS the name is ``pendingVerification`` until the owner asks for verification
and the TXT record is found in public DNS. Here "public DNS" is the public hosted zones of all accounts;
the record may sit at the private name or at any parent domain.
"""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models.vpc_service_configuration import VPCServiceConfiguration
from moto.ec2.responses.vpc_service_configuration import VPCEndpointServiceConfiguration as Response
from moto.route53.models import route53_backends

from awsemu.moto_state import all_backends
from awsemu.patches.endpoint_services import requested_service
from awsemu.patching import replace


def _configuration(service: Any) -> dict[str, str]:
    """Describe the TXT record that proves ownership of the name."""
    if not service.private_dns_name:
        return {}
    return {
        "State": service.private_dns_state,
        "Type": "TXT",
        "Value": service.private_dns_value,
        "Name": service.private_dns_record,
    }


VPCServiceConfiguration.private_dns_name_configuration = property(_configuration)


@replace(Response)
def start_vpc_endpoint_service_private_dns_verification(self: Any) -> ActionResult:
    """Look for the TXT record now; AWS takes minutes, this answers at once."""
    service = requested_service(self)
    if not service.private_dns_name:
        raise EC2ClientError("InvalidParameter", f"Service {service.id} has no private DNS name")
    service.private_dns_state = "verified" if _is_proved(service) else "failed"
    return ActionResult({"ReturnValue": True})


def _is_proved(service: Any) -> bool:
    labels = service.private_dns_name.removeprefix("*.").split(".")
    names = {
        f"{service.private_dns_record}." + ".".join(labels[start:])
        for start in range(len(labels) - 1)
    }
    return service.private_dns_value in _public_txt_values(names)


def _public_txt_values(names: set[str]) -> set[str]:
    values = set()
    for _, _, backend in all_backends(route53_backends):
        for zone in list(backend.zones.values()):
            if zone.private_zone:
                continue
            for record in zone.rrsets:
                if record.type == "TXT" and record.name.rstrip(".") in names:
                    values |= {_text(value) for value in record.records or []}
    return values


def _text(value: Any) -> str:
    return str(value["Value"] if isinstance(value, dict) else value).strip('"')

"""DescribeVpcEndpointServices across accounts.

Stock moto lists the caller's own services only. AWS shows a service to every allowed principal, in its
Region, in its supported Regions, and wherever it is asked for by name.
"""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.exceptions import InvalidServiceName
from moto.ec2.models.vpcs import VPCBackend
from moto.ec2.responses.vpcs import VPCs as Response

from awsemu.patches.endpoint_service_permissions import is_allowed
from awsemu.patches.endpoint_services import services
from awsemu.patching import replace


@replace(VPCBackend)
def describe_vpc_endpoint_services(
    self: Any,
    service_names: list[str],
    filters: list[dict[str, Any]] | None,
    max_results: int | None,
    next_token: str | None,
    region: str,
) -> dict[str, Any]:
    """List AWS's services and those customers' services that the caller may use."""
    visible = list(self._collect_default_endpoint_services(self.account_id, region))
    for service in services():
        near = region in {service.ec2_backend.region_name, *service._supported_region_names}
        if is_allowed(service, self.account_id) and (near or service.service_name in service_names):
            visible.append(service.to_dict())
    known = {entry["ServiceName"] for entry in visible}
    for name in service_names:
        if name not in known:
            raise InvalidServiceName(name)
    wanted = [
        {"Name": item["Name"], "Value": item.get("Values", item.get("Value", []))}
        for item in filters or []
    ]
    found = self._filter_endpoint_services(service_names, wanted, visible)
    found = sorted(found, key=lambda entry: str(entry["ServiceName"]))
    return {
        "servicesDetails": found,
        "serviceNames": [entry["ServiceName"] for entry in found],
        "nextToken": None,
    }


@replace(Response)
def describe_vpc_endpoint_associations(self: Any) -> ActionResult:
    """Answer that there are none; they belong to resource endpoints, which moto does not have."""
    return ActionResult({"VpcEndpointAssociations": []})

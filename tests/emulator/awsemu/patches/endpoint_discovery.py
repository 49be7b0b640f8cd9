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

from awsemu.patches.endpoint_names import hosted_zone
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
    """List what endpoints of VPC Lattice reach; their DNS names are here and not at the endpoint."""
    wanted = self._get_param("VpcEndpointIds", []) or []
    rows = [
        _association(endpoint)
        for endpoint in list(self.ec2_backend.vpc_end_points.values())
        if endpoint.vpc_endpoint_type in ("Resource", "ServiceNetwork")
        and (not wanted or endpoint.id in wanted)
    ]
    return ActionResult({"VpcEndpointAssociations": rows})


def _association(endpoint: Any) -> dict[str, Any]:
    region, digits = endpoint.ec2_backend.region_name, endpoint.id.split("-")[-1]
    reached = endpoint.resource_configuration_arn or endpoint.service_network_arn
    return {
        "Id": f"vpce-rsc-asc-{digits}",
        "VpcEndpointId": endpoint.id,
        "ServiceNetworkArn": endpoint.service_network_arn,
        "AssociatedResourceAccessibility": "Accessible",
        "AssociatedResourceArn": reached,
        "DnsEntry": {
            "DnsName": f"{endpoint.id}-{endpoint.dns_suffix}.{digits}.vpc-lattice-rsc.{region}.on.aws",
            "HostedZoneId": hosted_zone(region),
        },
        "Tags": [],
    }

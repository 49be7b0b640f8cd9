"""Connections of an endpoint service: list, accept, reject.

Stock moto has none of the three calls and calls every endpoint ``available``. On AWS an endpoint of a
service with acceptance waits as ``pendingAcceptance`` until the owner of the service decides.
"""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.responses.vpc_service_configuration import VPCEndpointServiceConfiguration as Response

from awsemu.patches.endpoint_services import connections, requested_service
from awsemu.patching import replace

DECIDABLE = {
    "available": ("pendingAcceptance", "rejected"),
    "rejected": ("pendingAcceptance", "available"),
}
"""States that can become available by accepting, and rejected by rejecting."""

FILTERS = {
    "service-id": "ServiceId",
    "vpc-endpoint-id": "VpcEndpointId",
    "vpc-endpoint-state": "VpcEndpointState",
    "vpc-endpoint-owner": "VpcEndpointOwner",
}


@replace(Response)
def describe_vpc_endpoint_connections(self: Any) -> ActionResult:
    """List the connections of the caller's services, from whatever account they come."""
    rows = [
        _connection(service, endpoint)
        for service in list(self.ec2_backend.configurations.values())
        for endpoint in connections(service)
    ]
    for name, values in self._filters_from_querystring().items():
        if name in FILTERS:
            rows = [row for row in rows if row[FILTERS[name]] in values]
    return ActionResult({"VpcEndpointConnections": rows})


@replace(Response)
def accept_vpc_endpoint_connections(self: Any) -> ActionResult:
    """Make the endpoints available to their owners."""
    return _decide(self, "available")


@replace(Response)
def reject_vpc_endpoint_connections(self: Any) -> ActionResult:
    """Refuse the endpoints; they stay visible as rejected."""
    return _decide(self, "rejected")


def _decide(response: Any, state: str) -> ActionResult:
    endpoints = {endpoint.id: endpoint for endpoint in connections(requested_service(response))}
    refused = []
    for endpoint_id in response._get_param("VpcEndpointIds", []):
        endpoint = endpoints.get(endpoint_id)
        if endpoint is None:
            code = "InvalidVpcEndpoint.NotFound"
            message = f"The Vpc Endpoint Id '{endpoint_id}' does not exist"
        elif endpoint.state not in DECIDABLE[state]:
            code = "InvalidState"
            message = f"Endpoint connection {endpoint_id} is {endpoint.state}"
        else:
            endpoint.state = state
            continue
        refused.append({"ResourceId": endpoint_id, "Error": {"Code": code, "Message": message}})
    return ActionResult({"Unsuccessful": refused})


def _connection(service: Any, endpoint: Any) -> dict[str, Any]:
    return {
        "ServiceId": service.id,
        "VpcEndpointId": endpoint.id,
        "VpcEndpointOwner": endpoint.ec2_backend.account_id,
        "VpcEndpointState": endpoint.state,
        "CreationTimestamp": endpoint.creation_timestamp,
        "DnsEntries": endpoint.dns_entries,
        "NetworkLoadBalancerArns": service.network_load_balancer_arns or None,
        "GatewayLoadBalancerArns": service.gateway_load_balancer_arns or None,
        "IpAddressType": endpoint.ip_address_type,
        "VpcEndpointConnectionId": "vpce-conn-" + endpoint.id.split("-")[-1],
        "VpcEndpointRegion": endpoint.ec2_backend.region_name,
        "Tags": [],
    }

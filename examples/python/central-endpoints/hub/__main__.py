"""The shared services account: endpoints once for all VPCs, a private zone for the names of each, and a transit gateway.

Deployed twice: without `connections` first, and again with the service that another account offers.
"""

import json

import pulumi
import pulumi_privatelink as privatelink

config = pulumi.Config()

# What other accounts hand over about their services: the output `connectionJson` of each, by a name for the service.
connections: dict[str, str] = config.get_object("connections") or {}

hub = privatelink.CentralizedEndpointHub(
    "hub",
    name="shared",
    cidr_block="10.200.0.0/20",
    # Ids mean the same zone in every account; names do not.
    availability_zone_ids=["use1-az1", "use1-az2", "use1-az4"],
    # The ranges of all VPCs, now and later: none of them may overlap another one.
    client_cidrs=["10.0.0.0/9"],
    # Spokes reach the endpoints and not each other.
    route_domains={"spokes": privatelink.RouteDomainArgs(reach=privatelink.Reach.HUB_ONLY)},
    # Who may attach VPCs: the ARN of the organization, or some of its units or accounts. Its sharing is on in AWS RAM.
    share_with=config.require_object("shareWith"),
    # One endpoint for each service; each has an interface in each of the three zones.
    services={
        "execute-api": privatelink.HubServiceArgs(),
        "appconfigdata": privatelink.HubServiceArgs(),
    },
    endpoint_services={
        name: privatelink.HubEndpointServiceArgs(
            connection=json.loads(connection),
            dns_names=[f"{name}.example.internal"],
            ports=[80],
        )
        for name, connection in connections.items()
    },
)

# All that a spoke has to know.
pulumi.export("hubJson", hub.hub_json)
# VPC of the endpoints.
pulumi.export("vpcId", hub.vpc_id)
# Resource policy for private APIs of API Gateway that are called through the hub.
pulumi.export("privateApiPolicy", hub.private_api_policy)

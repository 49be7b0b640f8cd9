"""Endpoints for services of AWS once, in a VPC of their own, and a VPC that uses them through a transit gateway."""

import pulumi
import pulumi_privatelink as privatelink

config = pulumi.Config()
bundles = ["ssm", "ecr"]

# The hub: a VPC, an endpoint and a private zone for each service, a transit gateway.
network = privatelink.CentralizedEndpointHub(
    "network",
    name="shared",
    cidr_block="10.200.0.0/20",
    availability_zone_ids=["use1-az1", "use1-az2"],
    client_cidrs=[config.require("vpcRange")],
    bundles=bundles,
)

# The spoke: an attachment, routes to the hub, and names that lead to its endpoints. Another spoke is the same lines, and
# changes nothing here.
team_a = privatelink.EndpointHubSpoke(
    "team-a",
    name="team-a",
    # `hub` is the same as an object, but in Python the types of outputs are not those of inputs.
    hub_json=network.hub_json,
    same_account=True,
    bundles=bundles,
    vpc_id=config.require("vpcId"),
    route_table_ids={"private": config.require("routeTableId")},
    # Keys are ids of Availability Zones: they mean the same zone in every account, names do not.
    subnets={
        "use1-az1": privatelink.AttachmentSubnetArgs(subnet_id=config.require("subnetA")),
        "use1-az2": privatelink.AttachmentSubnetArgs(subnet_id=config.require("subnetB")),
    },
    # Layers of images come from S3, by a gateway endpoint, which costs nothing and cannot be shared.
    gateway_endpoints=[privatelink.GatewayService.S3],
)

pulumi.export("services", network.expanded_services)
pulumi.export("attachmentId", team_a.attachment_id)

"""An account whose clients use the hub's endpoints, and the microservice of another account through one of them."""

import pulumi
import pulumi_aws as aws
import pulumi_privatelink as privatelink

# Ids mean the same zone in every account; names do not.
RANGES = {"use1-az1": "10.2.0.0/20", "use1-az2": "10.2.16.0/20", "use1-az4": "10.2.32.0/20"}

config = pulumi.Config()

# What the hub hands over: its output `hubJson`.
hub_json = config.require("hubJson")

# The network has no way out. Both attributes are needed to resolve private names.
vpc = aws.ec2.Vpc(
    "team",
    cidr_block="10.2.0.0/16",
    enable_dns_support=True,
    enable_dns_hostnames=True,
    tags={"Name": "team"},
)
table = aws.ec2.RouteTable("team", vpc_id=vpc.id, tags={"Name": "team"})
subnets = {
    zone: aws.ec2.Subnet(
        f"team-{zone}",
        vpc_id=vpc.id,
        availability_zone_id=zone,
        cidr_block=cidr_block,
        tags={"Name": f"team-{zone}"},
    )
    for zone, cidr_block in RANGES.items()
}
for zone, subnet in subnets.items():
    aws.ec2.RouteTableAssociation(f"team-{zone}", route_table_id=table.id, subnet_id=subnet.id)

# The account of the hub. The default provider is this account.
hub_provider = aws.Provider(
    "hub", profile=config.require("hubProfile"), region=pulumi.Config("aws").require("region")
)

# The spoke: an attachment, routes to the hub, and names that lead to its endpoints.
privatelink.EndpointHubSpoke(
    "spoke",
    name="team",
    hub_json=hub_json,
    hub_provider=hub_provider,
    admission=privatelink.SpokeAdmission.HERE,
    vpc_id=vpc.id,
    subnets={
        zone: privatelink.AttachmentSubnetArgs(subnet_id=subnet.id)
        for zone, subnet in subnets.items()
    },
    route_table_ids={"private": table.id},
    services=["execute-api", "appconfigdata"],
    # A service that is none of AWS has a zone of its own name.
    zones=["orders.example.internal"],
)

# VPC of the clients.
pulumi.export("vpcId", vpc.id)

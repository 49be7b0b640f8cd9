"""A VPC with endpoints of its own: one for each service, with an interface in each of three zones.

The same program serves every VPC: nothing in it is about another one, and ranges may be the same everywhere.
"""

import pulumi
import pulumi_aws as aws
import pulumi_privatelink as privatelink

# Ids mean the same zone in every account; names do not.
RANGES = {"use1-az1": "10.0.0.0/20", "use1-az2": "10.0.16.0/20", "use1-az4": "10.0.32.0/20"}

# The network has no way out. Both attributes are needed to resolve private names.
vpc = aws.ec2.Vpc(
    "clients",
    cidr_block="10.0.0.0/16",
    enable_dns_support=True,
    enable_dns_hostnames=True,
    tags={"Name": "clients"},
)
subnets = {
    zone: aws.ec2.Subnet(
        f"clients-{zone}",
        vpc_id=vpc.id,
        availability_zone_id=zone,
        cidr_block=cidr_block,
        tags={"Name": f"clients-{zone}"},
    )
    for zone, cidr_block in RANGES.items()
}

# An endpoint serves one service. Its security group lets the VPC in on the ports of the service.
endpoints = {
    service: privatelink.PrivateLinkConsumer(
        service,
        name=service,
        vpc_id=vpc.id,
        service=service,
        subnets={
            zone: privatelink.EndpointSubnetArgs(subnet_id=subnet.id)
            for zone, subnet in subnets.items()
        },
    )
    for service in ["execute-api", "appconfigdata"]
}

# VPC of the clients.
pulumi.export("vpcId", vpc.id)
# Ids of the endpoints by service.
pulumi.export("endpointIds", {name: endpoint.endpoint_id for name, endpoint in endpoints.items()})

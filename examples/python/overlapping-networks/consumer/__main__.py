"""A client in a network that has the same addresses as that of the service it uses.

Deployed twice: the endpoint waits first, and again with `accepted` when the provider has accepted it.
"""

import pulumi
import pulumi_aws as aws
import pulumi_privatelink as privatelink

RANGES = {"use1-az1": "10.0.0.0/20", "use1-az2": "10.0.16.0/20"}

config = pulumi.Config()

vpc = aws.ec2.Vpc("consumer", cidr_block="10.0.0.0/16", tags={"Name": "consumer"})
subnets = {
    zone: aws.ec2.Subnet(
        f"consumer-{zone}",
        vpc_id=vpc.id,
        availability_zone_id=zone,
        cidr_block=cidr_block,
        tags={"Name": f"consumer-{zone}"},
    )
    for zone, cidr_block in RANGES.items()
}

client_group = aws.ec2.SecurityGroup(
    "client", vpc_id=vpc.id, description="client", tags={"Name": "client"}
)
aws.ec2.Instance(
    "client",
    ami=config.require("imageId"),
    instance_type="t3.nano",
    subnet_id=subnets["use1-az1"].id,
    vpc_security_group_ids=[client_group.id],
    tags={"Name": "client"},
)

consumer = privatelink.PrivateLinkConsumer(
    "consumer",
    name="consumer",
    vpc_id=vpc.id,
    connection_json=config.require("connectionJson"),
    subnets={
        zone: privatelink.EndpointSubnetArgs(subnet_id=subnet.id)
        for zone, subnet in subnets.items()
    },
    security_group=privatelink.EndpointSecurityGroupArgs(
        allowed_security_group_ids=[client_group.id],
    ),
    acceptance=privatelink.AcceptanceArgs(
        mode=privatelink.AcceptanceMode.PROVIDER, accepted=config.get_bool("accepted")
    ),
)

# The client reaches the endpoint on port 80, and nothing else.
aws.vpc.SecurityGroupEgressRule(
    "client",
    security_group_id=client_group.id,
    referenced_security_group_id=consumer.security_group_id.apply(str),
    ip_protocol="tcp",
    from_port=80,
    to_port=80,
)

# Endpoint that the provider has to accept.
pulumi.export("endpointId", consumer.endpoint_id)
# `pendingAcceptance`, and `available` when the provider has accepted.
pulumi.export("state", consumer.state)
# Where the client reaches the service.
pulumi.export("url", pulumi.Output.format("http://{}", consumer.regional_dns_name))

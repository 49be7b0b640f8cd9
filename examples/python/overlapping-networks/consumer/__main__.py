"""A client in a network that has the same addresses as that of the service it uses.

Deployed twice: the endpoint waits first, and again with `accepted` when the provider has accepted it.
"""

import json

import pulumi
import pulumi_aws as aws
import pulumi_privatelink as privatelink

config = pulumi.Config()
connection_json = config.require("connectionJson")
partition = aws.get_partition().partition
image = aws.ssm.get_parameter(
    name="/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
)
# The zones of the service.
zones: list[str] = json.loads(connection_json)["availabilityZoneIds"]

# The network has no way out. Session Manager's names need both attributes.
vpc = aws.ec2.Vpc(
    "consumer",
    cidr_block="10.0.0.0/16",
    enable_dns_support=True,
    enable_dns_hostnames=True,
    tags={"Name": "consumer"},
)
subnets = {
    zone: aws.ec2.Subnet(
        f"consumer-{zone}",
        vpc_id=vpc.id,
        availability_zone_id=zone,
        cidr_block=f"10.0.{16 * index}.0/20",
        tags={"Name": f"consumer-{zone}"},
    )
    for index, zone in enumerate(zones)
}

client_group = aws.ec2.SecurityGroup(
    "client", vpc_id=vpc.id, description="client", tags={"Name": "client"}
)
endpoint_subnets = {
    zone: privatelink.EndpointSubnetArgs(subnet_id=subnet.id) for zone, subnet in subnets.items()
}
from_client = privatelink.EndpointSecurityGroupArgs(allowed_security_group_ids=[client_group.id])
consumer = privatelink.PrivateLinkConsumer(
    "consumer",
    name="consumer",
    vpc_id=vpc.id,
    connection_json=connection_json,
    subnets=endpoint_subnets,
    security_group=from_client,
    acceptance=privatelink.AcceptanceArgs(
        mode=privatelink.AcceptanceMode.PROVIDER, accepted=config.get_bool("accepted")
    ),
)
# The way into the client, without a way in from the internet.
session = privatelink.PrivateLinkConsumer(
    "session",
    name="session",
    vpc_id=vpc.id,
    bundle="ssm",
    subnets=endpoint_subnets,
    security_group=from_client,
)


def reach(
    name: str, endpoint: privatelink.PrivateLinkConsumer, port: int
) -> aws.vpc.SecurityGroupEgressRule:
    """Lets the client reach an endpoint."""
    return aws.vpc.SecurityGroupEgressRule(
        name,
        security_group_id=client_group.id,
        description=name,
        referenced_security_group_id=endpoint.security_group_id.apply(str),
        ip_protocol="tcp",
        from_port=port,
        to_port=port,
    )


# The client reaches these two, and nothing else.
reach("service", consumer, 80)
to_session = reach("session", session, 443)

role = aws.iam.Role(
    "client",
    name_prefix="client-",
    assume_role_policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"Service": "ec2.amazonaws.com"},
                    "Action": "sts:AssumeRole",
                }
            ],
        }
    ),
)
attached = aws.iam.RolePolicyAttachment(
    "client",
    role=role.name,
    policy_arn=f"arn:{partition}:iam::aws:policy/AmazonSSMManagedInstanceCore",
)
profile = aws.iam.InstanceProfile("client", name_prefix="client-", role=role.name)
client = aws.ec2.Instance(
    "client",
    ami=image.insecure_value,
    instance_type="t3.nano",
    subnet_id=subnets[zones[0]].id,
    vpc_security_group_ids=[client_group.id],
    iam_instance_profile=profile.name,
    metadata_options=aws.ec2.InstanceMetadataOptionsArgs(http_tokens="required"),
    tags={"Name": "client"},
    # A newer image is for new instances. An agent that finds no Session Manager when it starts tries again ever more
    # rarely.
    opts=pulumi.ResourceOptions(ignore_changes=["ami"], depends_on=[session, to_session, attached]),
)

# Endpoint that the provider has to accept.
pulumi.export("endpointId", consumer.endpoint_id)
# `pendingAcceptance`, and `available` when the provider has accepted.
pulumi.export("state", consumer.state)
# Where the client reaches the service.
pulumi.export("url", pulumi.Output.format("http://{}", consumer.regional_dns_name))
# Name of the endpoint in each zone, for a client that is to stay in its own, and what they lead to.
pulumi.export("zonalDnsNames", consumer.zonal_dns_names)
pulumi.export("privateIpv4Addresses", consumer.private_ipv4_addresses)
# Instance to start a session on.
pulumi.export("clientId", client.id)

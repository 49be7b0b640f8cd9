"""A VPC without a way out that uses the service of another account, and the API of EC2.

client --> orders.example.com            --> endpoint --> endpoint service of the provider
       --> EC2's name in the Region      --> endpoint --> EC2

Deployed twice: the endpoint waits first, and again with `accepted` when the provider has accepted it.
"""

import json

import pulumi
import pulumi_aws as aws
import pulumi_privatelink as privatelink

config = pulumi.Config()
connection_json = config.require("connectionJson")
connection = json.loads(connection_json)
partition = aws.get_partition().partition
image = aws.ssm.get_parameter(
    name="/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
)
# The zones of the service.
zones: list[str] = connection["availabilityZoneIds"]

# The network. Both attributes are needed for private DNS names.
vpc = aws.ec2.Vpc(
    "consumer",
    cidr_block="10.0.0.0/16",
    enable_dns_support=True,
    enable_dns_hostnames=True,
    tags={"Name": "consumer"},
)
subnet_ids = {
    zone: aws.ec2.Subnet(
        f"consumer-{zone}",
        vpc_id=vpc.id,
        availability_zone_id=zone,
        cidr_block=f"10.0.{16 * index}.0/20",
        tags={"Name": f"consumer-{zone}"},
    ).id
    for index, zone in enumerate(zones)
}

client_group = aws.ec2.SecurityGroup(
    "client", vpc_id=vpc.id, description="Clients of the endpoints", tags={"Name": "client"}
)

# The endpoints.
subnets = {
    zone: privatelink.EndpointSubnetArgs(subnet_id=subnet_id)
    for zone, subnet_id in subnet_ids.items()
}
security_group = privatelink.EndpointSecurityGroupArgs(allowed_security_group_ids=[client_group.id])
orders = privatelink.PrivateLinkConsumer(
    "orders",
    name="orders",
    vpc_id=vpc.id,
    subnets=subnets,
    security_group=security_group,
    connection_json=connection_json,
    acceptance=privatelink.AcceptanceArgs(
        mode=privatelink.AcceptanceMode.PROVIDER, accepted=config.get_bool("accepted") or False
    ),
)
ec2 = privatelink.PrivateLinkConsumer(
    "ec2",
    name="ec2",
    vpc_id=vpc.id,
    subnets=subnets,
    security_group=security_group,
    service="ec2",
    # Whatever a role may do elsewhere: from this VPC it looks, and changes nothing.
    policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {"Effect": "Allow", "Principal": "*", "Action": "ec2:Describe*", "Resource": "*"}
            ],
        }
    ),
)
# The way into the client, without a way in from the internet.
session = privatelink.PrivateLinkConsumer(
    "session",
    name="session",
    vpc_id=vpc.id,
    subnets=subnets,
    security_group=security_group,
    bundle="ssm",
)


def reach(name: str, endpoint: privatelink.PrivateLinkConsumer) -> aws.vpc.SecurityGroupEgressRule:
    """Lets the client reach an endpoint."""
    return aws.vpc.SecurityGroupEgressRule(
        name,
        security_group_id=client_group.id,
        description=name,
        referenced_security_group_id=endpoint.security_group_id.apply(str),
        ip_protocol="tcp",
        from_port=443,
        to_port=443,
    )


# The client reaches these three, and nothing else.
reach("orders", orders)
reach("ec2", ec2)
to_session = reach("session", session)

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
    subnet_id=subnet_ids[zones[0]],
    vpc_security_group_ids=[client_group.id],
    iam_instance_profile=profile.name,
    metadata_options=aws.ec2.InstanceMetadataOptionsArgs(http_tokens="required"),
    tags={"Name": "client"},
    # A newer image is for new instances. An agent that finds no Session Manager when it starts tries again ever more
    # rarely.
    opts=pulumi.ResourceOptions(ignore_changes=["ami"], depends_on=[session, to_session, attached]),
)

# Endpoint that the provider has to accept.
pulumi.export("endpointId", orders.endpoint_id)
# State of that endpoint.
pulumi.export("state", orders.state)
# Where the client reaches the service, once it is accepted.
pulumi.export("url", f"https://{connection['privateDnsName']}")
# Address of that endpoint in each zone, in the network of the consumer.
pulumi.export("privateIpv4Addresses", orders.private_ipv4_addresses)
# Instance to start a session on.
pulumi.export("clientId", client.id)

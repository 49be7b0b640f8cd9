"""A VPC without a way out that uses the service of another account, and the API of EC2.

client --> orders.example.com            --> endpoint --> endpoint service of the provider
       --> ec2.us-east-1.amazonaws.com   --> endpoint --> EC2

Deployed twice: the endpoint waits first, and again with `accepted` when the provider has accepted it.
"""

import json

import pulumi
import pulumi_aws as aws
import pulumi_privatelink as privatelink

config = pulumi.Config()

# The network. Both attributes are needed for private DNS names.
RANGES = {"use1-az1": "10.0.0.0/20", "use1-az2": "10.0.16.0/20", "use1-az4": "10.0.32.0/20"}
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
        cidr_block=cidr_block,
        tags={"Name": f"consumer-{zone}"},
    ).id
    for zone, cidr_block in RANGES.items()
}

# The client, which may reach the two endpoints and nothing else.
client_group = aws.ec2.SecurityGroup(
    "client", vpc_id=vpc.id, description="Clients of the endpoints", tags={"Name": "client"}
)
client = aws.ec2.Instance(
    "client",
    ami=config.require("imageId"),
    instance_type="t3.nano",
    subnet_id=subnet_ids["use1-az1"],
    vpc_security_group_ids=[client_group.id],
    metadata_options=aws.ec2.InstanceMetadataOptionsArgs(http_tokens="required"),
    tags={"Name": "client"},
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
    connection_json=config.require("connectionJson"),
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
for name, endpoint in {"orders": orders, "ec2": ec2}.items():
    aws.vpc.SecurityGroupEgressRule(
        name,
        security_group_id=client_group.id,
        description=name,
        referenced_security_group_id=endpoint.security_group_id.apply(str),
        ip_protocol="tcp",
        from_port=443,
        to_port=443,
    )

# Endpoint that the provider has to accept.
pulumi.export("endpointId", orders.endpoint_id)
# State of that endpoint.
pulumi.export("state", orders.state)
pulumi.export("clientId", client.id)

"""An HTTPS application in one VPC, reached from another one by a name of its own.

client --> service.example.internal --> endpoint --> endpoint service --> NLB --> ALB (HTTPS) --> instance
"""

from typing import NamedTuple

import pulumi
import pulumi_aws as aws
import pulumi_privatelink as privatelink

RANGES = {"use1-az1": "10.0.0.0/20", "use1-az2": "10.0.16.0/20"}


class Network(NamedTuple):
    """A VPC and its subnets by zone."""

    vpc_id: pulumi.Output[str]
    subnet_ids: dict[str, pulumi.Output[str]]


def network(name: str, internet: bool) -> Network:
    """A VPC with one subnet per zone, and a way out if it is wanted."""
    # Both attributes are needed for names of endpoints to be answered.
    vpc = aws.ec2.Vpc(
        name,
        cidr_block="10.0.0.0/16",
        enable_dns_support=True,
        enable_dns_hostnames=True,
        tags={"Name": name},
    )
    subnet_ids = {}
    for zone, cidr_block in RANGES.items():
        subnet = aws.ec2.Subnet(
            f"{name}-{zone}",
            vpc_id=vpc.id,
            availability_zone_id=zone,
            cidr_block=cidr_block,
            map_public_ip_on_launch=internet,
            tags={"Name": f"{name}-{zone}"},
        )
        subnet_ids[zone] = subnet.id
    if internet:
        gateway = aws.ec2.InternetGateway(name, vpc_id=vpc.id, tags={"Name": name})
        routes = aws.ec2.RouteTable(name, vpc_id=vpc.id, tags={"Name": name})
        aws.ec2.Route(
            name,
            route_table_id=routes.id,
            destination_cidr_block="0.0.0.0/0",
            gateway_id=gateway.id,
        )
        for zone, subnet_id in subnet_ids.items():
            aws.ec2.RouteTableAssociation(
                f"{name}-{zone}", subnet_id=subnet_id, route_table_id=routes.id
            )
    return Network(vpc.id, subnet_ids)


config = pulumi.Config()
account = aws.get_caller_identity()

# The application. It needs a way out to install its web server; nobody on the internet finds a way in.
service_network = network("service", internet=True)
web_group = aws.ec2.SecurityGroup(
    "web", vpc_id=service_network.vpc_id, description="The application", tags={"Name": "web"}
)
aws.vpc.SecurityGroupEgressRule(
    "packages",
    security_group_id=web_group.id,
    description="Packages of the web server",
    cidr_ipv4="0.0.0.0/0",
    ip_protocol="tcp",
    from_port=443,
    to_port=443,
)
web = aws.ec2.Instance(
    "web",
    ami=config.require("imageId"),
    instance_type="t3.nano",
    subnet_id=service_network.subnet_ids["use1-az1"],
    vpc_security_group_ids=[web_group.id],
    user_data="#!/bin/sh\nuntil yum install -y nginx; do sleep 5; done\nsystemctl enable --now nginx\n",
    metadata_options=aws.ec2.InstanceMetadataOptionsArgs(http_tokens="required"),
    tags={"Name": "web"},
)
certificate = aws.acm.Certificate(
    "service",
    certificate_body=config.require("certificate"),
    private_key=config.require_secret("privateKey"),
)

# Both load balancers and the endpoint service. The group of the instance gets a rule that lets the ALB in.
service = privatelink.PrivateLinkService(
    "service",
    name="service",
    vpc_id=service_network.vpc_id,
    load_balancer=privatelink.LoadBalancerArgs(
        subnets={
            zone: privatelink.SubnetArgs(subnet_id=subnet_id)
            for zone, subnet_id in service_network.subnet_ids.items()
        },
    ),
    listeners={
        "https": privatelink.ListenerArgs(
            port=443,
            target_type=privatelink.TargetType.ALB,
            health_check=privatelink.HealthCheckArgs(path="/", matcher="200"),
        ),
    },
    application_load_balancer=privatelink.ApplicationLoadBalancerArgs(
        port=443,
        protocol=privatelink.WebProtocol.HTTPS,
        certificate_arn=certificate.arn,
        ssl_policy="ELBSecurityPolicy-TLS13-1-2-2021-06",
        target_type=privatelink.WebTargetType.INSTANCE,
        target_port=80,
        targets={"web": privatelink.ApplicationTargetArgs(id=web.id)},
        security_group=privatelink.SecurityGroupsArgs(targets={"web": web_group.id}),
    ),
    acceptance_required=False,
    allowed_principals=[f"arn:aws:iam::{account.account_id}:root"],
)

# The consumer: a VPC with the same addresses and no way out.
consumer_network = network("consumer", internet=False)
client_group = aws.ec2.SecurityGroup(
    "client",
    vpc_id=consumer_network.vpc_id,
    description="Clients of the service",
    tags={"Name": "client"},
)
client = aws.ec2.Instance(
    "client",
    ami=config.require("imageId"),
    instance_type="t3.nano",
    subnet_id=consumer_network.subnet_ids["use1-az1"],
    vpc_security_group_ids=[client_group.id],
    metadata_options=aws.ec2.InstanceMetadataOptionsArgs(http_tokens="required"),
    tags={"Name": "client"},
)

# The certificate is for a name of the application, so the endpoint gets that name.
consumer = privatelink.PrivateLinkConsumer(
    "consumer",
    name="consumer",
    vpc_id=consumer_network.vpc_id,
    # `connection` is the same as an object, but in Python the types of outputs are not those of inputs.
    connection_json=service.connection_json,
    subnets={
        zone: privatelink.EndpointSubnetArgs(subnet_id=subnet_id)
        for zone, subnet_id in consumer_network.subnet_ids.items()
    },
    security_group=privatelink.EndpointSecurityGroupArgs(
        allowed_security_group_ids=[client_group.id]
    ),
    custom_dns=privatelink.CustomDnsArgs(
        zone_name="example.internal", records={"service": privatelink.CustomRecordArgs()}
    ),
)
aws.vpc.SecurityGroupEgressRule(
    "service",
    security_group_id=client_group.id,
    description="The service",
    referenced_security_group_id=consumer.security_group_id.apply(str),
    ip_protocol="tcp",
    from_port=443,
    to_port=443,
)

pulumi.export("serviceName", service.service_name)
pulumi.export("url", "https://service.example.internal")
# Names that AWS gave to the endpoint. The certificate is not for them.
pulumi.export("endpointDnsNames", consumer.dns_names)
pulumi.export("clientId", client.id)

"""An HTTPS application in one VPC, reached from another one by a name of its own.

client --> service.example.internal --> endpoint --> endpoint service --> NLB --> ALB (HTTPS) --> instance
"""

import json
from typing import NamedTuple

import pulumi
import pulumi_aws as aws
import pulumi_privatelink as privatelink

# The way out may come a little later than the instance.
INSTALL = """#!/bin/sh
until yum install -y nginx; do sleep 5; done
systemctl enable --now nginx
"""

# Has an instance trust a certificate. One of a public authority needs nothing of the kind.
TRUST = """#!/bin/sh
cat > /etc/pki/ca-trust/source/anchors/service.pem <<'PEM'
{}
PEM
update-ca-trust
"""


class Network(NamedTuple):
    """A VPC and its subnets by zone."""

    vpc_id: pulumi.Output[str]
    subnet_ids: dict[str, pulumi.Output[str]]


def network(name: str, zones: list[str], internet: bool) -> Network:
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
    for index, zone in enumerate(zones):
        subnet = aws.ec2.Subnet(
            f"{name}-{zone}",
            vpc_id=vpc.id,
            availability_zone_id=zone,
            cidr_block=f"10.0.{16 * index}.0/20",
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
partition = aws.get_partition().partition
image = aws.ssm.get_parameter(
    name="/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
)
# Zones that have such instances, in whatever Region this is. A consumer needs a subnet in one of the zones that the
# service is in. Without `[:2]` it is in all of the Region.
offered = aws.ec2.get_instance_type_offerings(
    location_type="availability-zone-id",
    filters=[aws.ec2.GetInstanceTypeOfferingsFilterArgs(name="instance-type", values=["t3.nano"])],
)
zones = sorted(offered.locations)[:2]
certificate_body = config.require("certificate")

# The application. It needs a way out to install its web server; nobody on the internet finds a way in.
service_network = network("service", zones, internet=True)
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
    ami=image.insecure_value,
    instance_type="t3.nano",
    subnet_id=service_network.subnet_ids[zones[0]],
    vpc_security_group_ids=[web_group.id],
    user_data=INSTALL,
    metadata_options=aws.ec2.InstanceMetadataOptionsArgs(http_tokens="required"),
    tags={"Name": "web"},
    # A newer image is for new instances.
    opts=pulumi.ResourceOptions(ignore_changes=["ami"]),
)
certificate = aws.acm.Certificate(
    "service",
    certificate_body=certificate_body,
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
        target_type=privatelink.WebTargetType.INSTANCE,
        target_port=80,
        targets={"web": privatelink.ApplicationTargetArgs(id=web.id)},
        security_group=privatelink.SecurityGroupsArgs(targets={"web": web_group.id}),
    ),
    acceptance_required=False,
    allowed_principals=[f"arn:aws:iam::{account.account_id}:root"],
)

# The consumer: a VPC with the same addresses and no way out.
consumer_network = network("consumer", zones, internet=False)
client_group = aws.ec2.SecurityGroup(
    "client",
    vpc_id=consumer_network.vpc_id,
    description="Clients of the service",
    tags={"Name": "client"},
)
endpoint_subnets = {
    zone: privatelink.EndpointSubnetArgs(subnet_id=subnet_id)
    for zone, subnet_id in consumer_network.subnet_ids.items()
}
from_client = privatelink.EndpointSecurityGroupArgs(allowed_security_group_ids=[client_group.id])

# The certificate is for a name of the application, so the endpoint gets that name.
consumer = privatelink.PrivateLinkConsumer(
    "consumer",
    name="consumer",
    vpc_id=consumer_network.vpc_id,
    # `connection` is the same as an object, but in Python the types of outputs are not those of inputs.
    connection_json=service.connection_json,
    subnets=endpoint_subnets,
    security_group=from_client,
    custom_dns=privatelink.CustomDnsArgs(
        zone_name="example.internal", records={"service": privatelink.CustomRecordArgs()}
    ),
)
# The way into the client, without a way in from the internet.
session = privatelink.PrivateLinkConsumer(
    "session",
    name="session",
    vpc_id=consumer_network.vpc_id,
    bundle="ssm",
    subnets=endpoint_subnets,
    security_group=from_client,
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


# The client reaches these two, and nothing else.
reach("service", consumer)
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
    subnet_id=consumer_network.subnet_ids[zones[0]],
    vpc_security_group_ids=[client_group.id],
    iam_instance_profile=profile.name,
    metadata_options=aws.ec2.InstanceMetadataOptionsArgs(http_tokens="required"),
    user_data=TRUST.format(certificate_body.strip()),
    tags={"Name": "client"},
    # A newer image is for new instances. An agent that finds no Session Manager when it starts tries again ever more
    # rarely.
    opts=pulumi.ResourceOptions(ignore_changes=["ami"], depends_on=[session, to_session, attached]),
)

pulumi.export("serviceName", service.service_name)
pulumi.export("url", "https://service.example.internal")
# Names that AWS gave to the endpoint, for all zones and for each. The certificate is not for them.
pulumi.export("endpointDnsNames", consumer.dns_names)
# Address of the endpoint in each zone, in the network of the consumer.
pulumi.export("privateIpv4Addresses", consumer.private_ipv4_addresses)
# Instance to start a session on.
pulumi.export("clientId", client.id)

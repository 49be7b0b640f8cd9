"""What the forms are made of: networks, web servers, the service and its consumer, each in a Region that is given."""

from typing import NamedTuple

import pulumi
import pulumi_aws as aws
import pulumi_privatelink as privatelink

# Ids mean the same zone in every account; names do not.
ZONES = {"us-east-1": ["use1-az1", "use1-az2"], "eu-west-1": ["euw1-az1", "euw1-az2"]}

# Python is on the image already, so nothing has to be downloaded and the network needs no way out.
USER_DATA = """#!/bin/sh
mkdir -p /srv/www
echo 'Hello from ZONE' > /srv/www/index.html
cat > /etc/systemd/system/web.service <<'UNIT'
[Service]
ExecStart=/usr/bin/python3 -m http.server 80 --directory /srv/www
Restart=always
DynamicUser=yes
AmbientCapabilities=CAP_NET_BIND_SERVICE
[Install]
WantedBy=multi-user.target
UNIT
systemctl enable --now web
"""


class Place:
    """A Region, and its provider."""

    def __init__(self, name: str, region: str):
        self.name = name
        self.region = region
        self.provider = aws.Provider(name, region=region)
        self.options = pulumi.ResourceOptions(provider=self.provider)


class Network(NamedTuple):
    """A VPC without a way out."""

    vpc: aws.ec2.Vpc
    table: aws.ec2.RouteTable
    subnets: dict[str, aws.ec2.Subnet]

    def by_zone(self) -> dict[str, privatelink.SubnetArgs]:
        """Subnets as load balancers take them."""
        return {
            zone: privatelink.SubnetArgs(subnet_id=subnet.id)
            for zone, subnet in self.subnets.items()
        }


def network(name: str, prefix: str, place: Place) -> Network:
    """Both attributes are needed for names of endpoints to be answered."""
    vpc = aws.ec2.Vpc(
        f"{name}-{place.name}",
        cidr_block=f"{prefix}.0.0/16",
        enable_dns_support=True,
        enable_dns_hostnames=True,
        tags={"Name": name},
        opts=place.options,
    )
    table = aws.ec2.RouteTable(
        f"{name}-{place.name}", vpc_id=vpc.id, tags={"Name": name}, opts=place.options
    )
    subnets = {
        zone: aws.ec2.Subnet(
            f"{name}-{zone}",
            vpc_id=vpc.id,
            availability_zone_id=zone,
            cidr_block=f"{prefix}.{16 * index}.0/20",
            tags={"Name": f"{name}-{zone}"},
            opts=place.options,
        )
        for index, zone in enumerate(ZONES[place.region])
    }
    for zone, subnet in subnets.items():
        aws.ec2.RouteTableAssociation(
            f"{name}-{zone}", route_table_id=table.id, subnet_id=subnet.id, opts=place.options
        )
    return Network(vpc, table, subnets)


def web_servers(
    own: Network, place: Place
) -> tuple[aws.ec2.SecurityGroup, dict[str, aws.ec2.Instance]]:
    """A web server in each zone, and a security group that lets nobody in yet."""
    image = aws.ssm.get_parameter(
        name="/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
        opts=pulumi.InvokeOptions(provider=place.provider),
    )
    group = aws.ec2.SecurityGroup(
        f"web-{place.name}",
        vpc_id=own.vpc.id,
        description="web servers",
        tags={"Name": "web"},
        opts=place.options,
    )
    servers = {
        zone: aws.ec2.Instance(
            f"web-{zone}",
            ami=image.value,
            instance_type="t3.nano",
            subnet_id=subnet.id,
            vpc_security_group_ids=[group.id],
            metadata_options=aws.ec2.InstanceMetadataOptionsArgs(http_tokens="required"),
            user_data=USER_DATA.replace("ZONE", zone),
            tags={"Name": f"web-{zone}"},
            # A newer image is for new instances.
            opts=pulumi.ResourceOptions(provider=place.provider, ignore_changes=["ami"]),
        )
        for zone, subnet in own.subnets.items()
    }
    return group, servers


def allowed() -> list[str]:
    """Who may connect: this account alone, so nobody has to accept connections by hand."""
    return [f"arn:aws:iam::{aws.get_caller_identity().account_id}:root"]


def offer(place: Place, supported_regions: list[str]) -> privatelink.PrivateLinkService:
    """Web servers and the endpoint service in front of them, both in one Region."""
    own = network("service", "10.1", place)
    web, servers = web_servers(own, place)
    service = privatelink.PrivateLinkService(
        f"service-{place.name}",
        name="service",
        vpc_id=own.vpc.id,
        load_balancer=privatelink.LoadBalancerArgs(
            subnets=own.by_zone(),
            security_group=privatelink.SecurityGroupArgs(
                egress={"web": privatelink.TrafficRuleArgs(from_port=80, security_group_id=web.id)}
            ),
        ),
        listeners={
            "http": privatelink.ListenerArgs(
                port=80,
                target_type=privatelink.TargetType.INSTANCE,
                targets={zone: privatelink.TargetArgs(id=it.id) for zone, it in servers.items()},
                health_check=privatelink.HealthCheckArgs(
                    protocol=privatelink.HealthCheckProtocol.HTTP
                ),
            )
        },
        supported_regions=supported_regions,
        allowed_principals=allowed(),
        acceptance_required=False,
        opts=pulumi.ResourceOptions(providers=[place.provider]),
    )
    # Connections come from the load balancer, never from the consumer's addresses.
    aws.vpc.SecurityGroupIngressRule(
        f"web-{place.name}",
        security_group_id=web.id,
        referenced_security_group_id=service.security_group_id.apply(str),
        ip_protocol="tcp",
        from_port=80,
        to_port=80,
        opts=place.options,
    )
    return service


def consume(service: privatelink.PrivateLinkService, place: Place) -> dict[str, pulumi.Output[str]]:
    """A network with an endpoint, and a security group for clients that reach it and nothing else."""
    own = network("consumer", "10.3", place)
    client = aws.ec2.SecurityGroup(
        f"client-{place.name}",
        vpc_id=own.vpc.id,
        description="clients",
        tags={"Name": "client"},
        opts=place.options,
    )
    consumer = privatelink.PrivateLinkConsumer(
        f"consumer-{place.name}",
        name="consumer",
        vpc_id=own.vpc.id,
        connection=service.connection,
        subnets={
            zone: privatelink.EndpointSubnetArgs(subnet_id=subnet.id)
            for zone, subnet in own.subnets.items()
        },
        security_group=privatelink.EndpointSecurityGroupArgs(
            allowed_security_group_ids=[client.id]
        ),
        opts=pulumi.ResourceOptions(providers=[place.provider]),
    )
    aws.vpc.SecurityGroupEgressRule(
        f"client-{place.name}",
        security_group_id=client.id,
        referenced_security_group_id=consumer.security_group_id.apply(str),
        ip_protocol="tcp",
        from_port=80,
        to_port=80,
        opts=place.options,
    )
    url = pulumi.Output.concat("http://", consumer.regional_dns_name)
    return {"url": url, "vpcId": own.vpc.id, "clientGroupId": client.id}

"""What is there before anything is shared: web servers behind an Application Load Balancer, for clients in the same VPC."""

from typing import NamedTuple

import pulumi
import pulumi_aws as aws

# Python is on the image already, so nothing has to be downloaded and the network needs no way out.
USER_DATA = """#!/bin/sh
mkdir -p /srv/www
echo 'Hello from the shared service' > /srv/www/index.html
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

VPC_RANGE = "10.0.0.0/16"


class Application(NamedTuple):
    """What others need to know of it."""

    vpc_id: pulumi.Output[str]
    subnet_ids: dict[str, pulumi.Output[str]]
    """By zone."""
    alb_arn: pulumi.Output[str]
    """Read from the listener: a load balancer has to listen before it can be a target."""
    alb_security_group_id: pulumi.Output[str]
    alb_dns_name: pulumi.Output[str]


def subnets_of(vpc: aws.ec2.Vpc) -> dict[str, aws.ec2.Subnet]:
    """A subnet in each of two zones."""
    # Zones that have such instances, in whatever Region this is. Ids mean the same zone in every account; names do not.
    offered = aws.ec2.get_instance_type_offerings(
        location_type="availability-zone-id",
        filters=[
            aws.ec2.GetInstanceTypeOfferingsFilterArgs(name="instance-type", values=["t3.nano"])
        ],
    )
    zones = sorted(offered.locations)[:2]
    return {
        zone: aws.ec2.Subnet(
            f"service-{zone}",
            vpc_id=vpc.id,
            availability_zone_id=zone,
            cidr_block=f"10.0.{16 * index}.0/20",
            tags={"Name": f"service-{zone}"},
        )
        for index, zone in enumerate(zones)
    }


def web_servers(
    web: aws.ec2.SecurityGroup, subnets: dict[str, aws.ec2.Subnet]
) -> dict[str, aws.ec2.Instance]:
    """A web server in each subnet."""
    image = aws.ssm.get_parameter(
        name="/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
    )
    return {
        zone: aws.ec2.Instance(
            f"web-{zone}",
            ami=image.insecure_value,
            instance_type="t3.nano",
            subnet_id=subnet.id,
            vpc_security_group_ids=[web.id],
            metadata_options=aws.ec2.InstanceMetadataOptionsArgs(http_tokens="required"),
            user_data=USER_DATA,
            tags={"Name": f"web-{zone}"},
            # A newer image is for new instances.
            opts=pulumi.ResourceOptions(ignore_changes=["ami"]),
        )
        for zone, subnet in subnets.items()
    }


def groups(vpc: aws.ec2.Vpc) -> tuple[aws.ec2.SecurityGroup, aws.ec2.SecurityGroup]:
    """Groups of the load balancer and of the web servers."""
    alb = aws.ec2.SecurityGroup(
        "alb", vpc_id=vpc.id, description="Application Load Balancer", tags={"Name": "alb"}
    )
    web = aws.ec2.SecurityGroup(
        "web", vpc_id=vpc.id, description="web servers", tags={"Name": "web"}
    )
    # Clients of the VPC, and whatever load balancer comes before this one.
    aws.vpc.SecurityGroupIngressRule(
        "alb",
        security_group_id=alb.id,
        cidr_ipv4=VPC_RANGE,
        ip_protocol="tcp",
        from_port=80,
        to_port=80,
    )
    aws.vpc.SecurityGroupEgressRule(
        "alb",
        security_group_id=alb.id,
        referenced_security_group_id=web.id,
        ip_protocol="tcp",
        from_port=80,
        to_port=80,
    )
    aws.vpc.SecurityGroupIngressRule(
        "web",
        security_group_id=web.id,
        referenced_security_group_id=alb.id,
        ip_protocol="tcp",
        from_port=80,
        to_port=80,
    )
    return alb, web


def application() -> Application:
    """The application with its network."""
    vpc = aws.ec2.Vpc("service", cidr_block=VPC_RANGE, tags={"Name": "service"})
    subnets = subnets_of(vpc)
    group, web = groups(vpc)
    alb = aws.lb.LoadBalancer(
        "web",
        internal=True,
        load_balancer_type="application",
        security_groups=[group.id],
        subnets=[subnet.id for subnet in subnets.values()],
        tags={"Name": "web"},
    )
    targets = aws.lb.TargetGroup(
        "web",
        vpc_id=vpc.id,
        port=80,
        protocol="HTTP",
        health_check=aws.lb.TargetGroupHealthCheckArgs(path="/", matcher="200"),
        tags={"Name": "web"},
    )
    for zone, server in web_servers(web, subnets).items():
        aws.lb.TargetGroupAttachment(
            f"web-{zone}", target_group_arn=targets.arn, target_id=server.id
        )
    listener = aws.lb.Listener(
        "web",
        load_balancer_arn=alb.arn,
        port=80,
        protocol="HTTP",
        default_actions=[
            aws.lb.ListenerDefaultActionArgs(type="forward", target_group_arn=targets.arn)
        ],
    )
    subnet_ids = {zone: subnet.id for zone, subnet in subnets.items()}
    return Application(vpc.id, subnet_ids, listener.load_balancer_arn, group.id, alb.dns_name)

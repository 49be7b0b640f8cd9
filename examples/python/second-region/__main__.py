"""A service of one Region and its consumer in another one, in three forms."""

import pulumi
import pulumi_aws as aws
import pulumi_privatelink as privatelink
from parts import Place, allowed, consume, network, offer, web_servers

first = Place("first", "us-east-1")
second = Place("second", "eu-west-1")


def again() -> privatelink.PrivateLinkService:
    """1. Deploy again: the service in both Regions, and consumers in each that use their own."""
    of_first = consume(offer(first, []), first)
    pulumi.export("urlOfFirst", of_first["url"])
    return offer(second, [])


def near() -> privatelink.PrivateLinkService:
    """2. Load balancer near, targets far: VPC peering leads from the load balancer to the servers."""
    far_network = network("far", "10.1", first)
    web, servers = web_servers(far_network, first)
    near_network = network("near", "10.2", second)
    # Groups of the other Region cannot be named, so this is a range.
    aws.vpc.SecurityGroupIngressRule(
        "near",
        security_group_id=web.id,
        cidr_ipv4="10.2.0.0/16",
        ip_protocol="tcp",
        from_port=80,
        to_port=80,
        opts=first.options,
    )
    privatelink.CrossRegionPeering(
        "peering",
        name="far-near",
        mode=privatelink.PeeringMode.VPC_PEERING,
        peer_provider=second.provider,
        requester=privatelink.PeeringSideArgs(
            region=first.region,
            vpc_id=far_network.vpc.id,
            cidr_blocks=["10.1.0.0/16"],
            route_table_ids={"far": far_network.table.id},
        ),
        accepter=privatelink.PeeringSideArgs(
            region=second.region,
            vpc_id=near_network.vpc.id,
            cidr_blocks=["10.2.0.0/16"],
            route_table_ids={"near": near_network.table.id},
        ),
        opts=pulumi.ResourceOptions(providers=[first.provider]),
    )
    return privatelink.PrivateLinkService(
        "near",
        name="near",
        vpc_id=near_network.vpc.id,
        load_balancer=privatelink.LoadBalancerArgs(
            subnets=near_network.by_zone(),
            security_group=privatelink.SecurityGroupArgs(
                egress={"far": privatelink.TrafficRuleArgs(from_port=80, cidr_ipv4="10.1.0.0/16")}
            ),
        ),
        listeners={
            "http": privatelink.ListenerArgs(
                port=80,
                # Servers of a peered VPC are targets by their addresses, for the load balancer in all zones.
                target_type=privatelink.TargetType.IP,
                targets={
                    zone: privatelink.TargetArgs(id=it.private_ip, availability_zone="all")
                    for zone, it in servers.items()
                },
                preserve_client_ip=False,
                health_check=privatelink.HealthCheckArgs(
                    protocol=privatelink.HealthCheckProtocol.HTTP
                ),
            )
        },
        allowed_principals=allowed(),
        acceptance_required=False,
        opts=pulumi.ResourceOptions(providers=[second.provider]),
    )


def between() -> privatelink.PrivateLinkService:
    """3. PrivateLink between Regions: the service names the Regions of its consumers, and nothing else is made."""
    return offer(first, [second.region])


# The same consumer in each form: it does not see where the servers are. Where its clients reach the service, and their
# network and security group.
service = {"again": again, "near": near, "between": between}[pulumi.Config().require("form")]()
for name, value in consume(service, second).items():
    pulumi.export(name, value)

"""All readers, by kind, and reading with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from awsemu.clients import Clients
from awsemu.inventory import (
    read_compute,
    read_dns,
    read_ec2_endpoints,
    read_ec2_networks,
    read_ec2_security,
    read_elbv2,
    read_identity,
    read_ipam,
    read_lattice,
    read_messaging,
    read_monitoring,
    read_storage,
    read_transit,
)
from awsemu.inventory.items import Item, Items, Scope

READERS: dict[str, Callable[[Scope], Items]] = {
    "acm": read_identity.certificates,
    "autoscaling": read_compute.groups,
    "cloudwatch": read_monitoring.alarms_and_dashboards,
    "ec2-endpoints": read_ec2_endpoints.endpoints_and_services,
    "ec2-instances": read_compute.instances_and_templates,
    "ec2-ipam": read_ipam.pools,
    "ec2-networks": read_ec2_networks.networks,
    "ec2-peering": read_transit.peerings,
    "ec2-security-groups": read_ec2_security.groups,
    "ec2-transit-gateways": read_transit.gateways,
    "elbv2": read_elbv2.balancers_and_groups,
    "iam": read_identity.roles,
    "lambda": read_compute.functions,
    "logs": read_monitoring.log_groups,
    "ram": read_identity.shares,
    "route53": read_dns.zones,
    "route53profiles": read_dns.profiles,
    "route53resolver": read_dns.resolver,
    "s3": read_storage.buckets,
    "sns": read_messaging.topics,
    "sqs": read_messaging.queues,
    "vpc-lattice": read_lattice.resources,
}
"""Readers by the name that ``--only`` and ``--without`` take."""

GLOBAL = ("iam", "route53", "s3")
"""Services without Regions: read once per account."""


def read(
    endpoint: str,
    accounts: Iterable[str],
    regions: Iterable[str] = ("us-east-1",),
    only: Iterable[str] | None = None,
) -> list[Item]:
    """Read the accounts in the Regions; `only` limits it to some readers."""
    clients, wanted = Clients(endpoint), list(only or READERS)
    places = list(regions)
    items: list[Item] = []
    for account in accounts:
        for region in places:
            scope = Scope(account, region, clients)
            for name in wanted:
                if name not in GLOBAL or region == places[0]:
                    items += READERS[name](scope)
    return items

"""The differences between moto and AWS that PrivateLink deployments meet, one area per module.

Importing a module of this package installs its patches; :func:`install` imports them all. Modules are
imported once, so installing twice is harmless.
"""

from __future__ import annotations

import importlib

CORE = ("accounts", "requests", "speed")
"""What the server needs even when it shows stock moto."""

AREAS = (
    "network_interfaces",
    "endpoint_services",
    "endpoint_service_dns",
    "endpoint_service_permissions",
    "endpoint_connections",
    "endpoint_notifications",
    "endpoint_catalog",
    "endpoints",
    "endpoint_discovery",
    "security_groups",
    "prefix_lists",
    "subnets",
    "ipam",
    "ipam_vpcs",
    "peering",
    "transit_gateways",
    "transit_gateway_attachments",
    "transit_gateway_peerings",
    "transit_gateway_routes",
    "transit_gateway_defaults",
    "transit_gateway_prefix_lists",
    "vpc_routes",
    "load_balancers",
    "capacity",
    "target_groups",
    "listeners",
    "auto_scaling",
    "managed_policies",
    "route53_zones",
    "route53_associations",
    "ram_shares",
    "ram_invitations",
    "ram_listing",
    "lattice",
    "lattice_configurations",
    "resolver",
    "acm",
    "buckets",
)
"""One module per service area, in installation order."""


def install(stock: bool = False) -> None:
    """Install the patches of all areas, or with `stock` only those in :data:`CORE`."""
    for name in CORE if stock else CORE + AREAS:
        importlib.import_module(f"{__name__}.{name}")
    if not stock:
        from awsemu import route53profiles

        route53profiles.register()

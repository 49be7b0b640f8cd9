"""How each resource type is made, changed and deleted: one class per type, one file per service.

A file registers its classes with `base.handles`; :func:`find_handler` loads them all on first use.
"""

from __future__ import annotations

import importlib
from functools import cache

from awsemu.cloudformation.handlers.base import HANDLERS, Handler

SERVICES = (
    "autoscaling",
    "certificates",
    "custom",
    "ec2_endpoints",
    "ec2_instances",
    "ec2_ipam",
    "ec2_networks",
    "ec2_peering",
    "ec2_routes",
    "ec2_security_groups",
    "ec2_transit_gateways",
    "elbv2",
    "iam",
    "lambda_functions",
    "messaging",
    "monitoring",
    "nested_stacks",
    "ram",
    "route53",
    "route53_profiles",
    "route53_resolver",
    "s3",
    "vpc_lattice",
)
"""Files of this package."""

CUSTOM = "AWS::CloudFormation::CustomResource"
"""The type that stands for all ``Custom::`` types too."""


def find_handler(kind: str) -> Handler | None:
    """Return the handler of a resource type, None if it is not known here."""
    _load()
    return HANDLERS.get(CUSTOM if is_custom(kind) else kind)


def get_handler(kind: str) -> Handler:
    """Return the handler of a type that was checked before."""
    handler = find_handler(kind)
    if handler is None:
        raise LookupError(f"no handler for {kind}")
    return handler


def is_custom(kind: str) -> bool:
    """Return whether a type is served by a function of the customer."""
    return kind.startswith("Custom::") or kind == CUSTOM


def known_types() -> list[str]:
    """Return the resource types that can be deployed."""
    _load()
    return sorted(HANDLERS)


@cache
def _load() -> None:
    for service in SERVICES:
        importlib.import_module(f"{__name__}.{service}")

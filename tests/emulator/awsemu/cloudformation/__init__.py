"""CloudFormation, a service of its own in place of moto's.

moto's CloudFormation leaves out the types it does not know and still says ``CREATE_COMPLETE``, makes an
Application Load Balancer of every load balancer, and lacks half of the functions. This engine makes
every resource through the AWS API of the same server, so that Terraform, Pulumi and CloudFormation
land on the same state and meet the same checks; it refuses what it does not know.

The way of a request: `responses` (the API) -> `prepare` (everything CloudFormation checks before it
starts) -> `operations` (create, update, delete and roll back in dependency order, in a thread) ->
`handlers` (one small class per resource type).
"""

from __future__ import annotations

import importlib
import sys

import moto

from awsemu.cloudformation.models import cloudformation_backends

__all__ = ["cloudformation_backends", "register"]


def register() -> None:
    """Make moto serve this engine as CloudFormation; doing it twice changes nothing."""
    name = "moto.cloudformation"
    package = sys.modules[__name__]
    if sys.modules.get(name) is package:
        return
    sys.modules[name] = package
    for part in ("models", "responses", "urls"):
        sys.modules[f"{name}.{part}"] = importlib.import_module(f"{__name__}.{part}")
    moto.cloudformation = package

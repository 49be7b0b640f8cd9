"""Subnets: only those of the default VPC are the default of their zone.

Stock moto takes the first subnet of a zone for its default whatever its VPC, which also gives its
instances public addresses, and files a subnet made by zone id under no zone.
"""

from __future__ import annotations

from typing import Any

from moto.ec2.models.subnets import SubnetBackend

from awsemu.patching import Function, wrap


@wrap(SubnetBackend, "create_subnet")
def _create(original: Function, self: Any, *arguments: Any, **keywords: Any) -> Any:
    """Create it, then say of it what AWS says."""
    subnet = original(self, *arguments, **keywords)
    if not self.get_vpc(subnet.vpc_id).is_default:
        subnet.default_for_az = False
        subnet.map_public_ip_on_launch = False
    self.subnets.get(None, {}).pop(subnet.id, None)
    self.subnets[subnet.availability_zone][subnet.id] = subnet
    return subnet

"""Prefix lists: AWS's own have one id per Region and show their addresses, and a change keeps the name.

Stock moto gives AWS's lists other ids in every account, so that the routes of equal gateway endpoints
differ, leaves their addresses out of DescribePrefixLists, and takes the name from a list that is changed
without giving it again. The ids here are invented.
"""

from __future__ import annotations

import hashlib
from typing import Any

from moto.ec2.models.managed_prefixes import ManagedPrefixList, ManagedPrefixListBackend

from awsemu.patching import Function, wrap


@wrap(ManagedPrefixListBackend, "_create_aws_managed_prefix_list")
def _create_aws_list(original: Function, self: Any, name: str, *rest: Any, **keywords: Any) -> None:
    """Give the list an id that depends on Region and name only."""
    original(self, name, *rest, **keywords)
    _, created = self.managed_prefix_lists.popitem()
    digest = hashlib.sha256(f"{self.region_name}/{name}".encode()).hexdigest()
    created.id = f"pl-{digest[:8]}"
    created.prefix_list_arn = created.arn(self.region_name, "aws")
    self.managed_prefix_lists[created.id] = created


def _cidrs(prefix_list: Any) -> list[str]:
    """List the addresses of the newest version."""
    newest = max(prefix_list.entries, default=None)
    return [entry["Cidr"] for entry in prefix_list.entries.get(newest) or []]


ManagedPrefixList.cidrs = property(_cidrs)


@wrap(ManagedPrefixListBackend, "modify_managed_prefix_list")
def _modify(original: Function, self: Any, *arguments: Any, **keywords: Any) -> Any:
    """Keep the name if no other one is given."""
    shown = self.managed_prefix_lists.get(keywords.get("prefix_list_id"))
    if shown is not None and not keywords.get("prefix_list_name"):
        keywords["prefix_list_name"] = shown.prefix_list_name
    return original(self, *arguments, **keywords)

"""What readers produce: resources as items, with their generated identifiers set apart."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from awsemu.clients import Clients

Facts = dict[str, Any]

NOISE = {"ResponseMetadata", "RequestId", "NextToken", "Marker", "IsTruncated"}
"""Keys of answers that say nothing about the resource."""


@dataclass(frozen=True)
class Scope:
    """An account in a Region, with clients for it."""

    account: str
    region: str
    clients: Clients = field(compare=False, repr=False)

    def client(self, service: str) -> Any:
        """Return a client for a service."""
        return self.clients.get(service, self.account, self.region)

    def pages(self, service: str, call: str, key: str, **arguments: Any) -> list[Facts]:
        """Return all rows of a list call."""
        client = self.client(service)
        if not client.can_paginate(call):
            return list(getattr(client, call)(**arguments).get(key) or [])
        pages = client.get_paginator(call).paginate(**arguments)
        return [row for page in pages for row in page.get(key) or []]

    def __str__(self) -> str:
        """Write it as items show it."""
        return f"{self.account}/{self.region}"


@dataclass
class Item:
    """One resource."""

    kind: str
    """Service and type, such as ``ec2/vpc``."""
    scope: str
    facts: Facts
    """Everything AWS says about it, under AWS's own names."""
    ids: dict[str, str] = field(default_factory=dict)
    """Generated identifiers that mean this resource, each with what it is (id, arn, dns ...)."""
    label: str = ""
    """What the resource is, in a word that does not change between deployments."""
    chance: Facts = field(default_factory=dict)
    """What AWS picks anew in every deployment, such as a free address; only raw documents show it."""


Items = Iterator[Item]


def without(facts: Facts, *keys: str) -> Facts:
    """Return the facts except those keys, times, noise, and what is empty.

    Absent and empty are the same: APIs are not consistent about it.
    """
    return {
        key: cleaned
        for key, value in facts.items()
        if key not in keys and key not in NOISE
        for cleaned in [clean(value)]
        if cleaned not in (None, "", [], {})
    }


def clean(value: Any) -> Any:
    """Drop times and emptiness from inside a value; they carry no difference worth showing."""
    if isinstance(value, datetime.datetime):
        return None
    if isinstance(value, dict):
        return without(value)
    if isinstance(value, list):
        items = [clean(item) for item in value]
        return [item for item in items if item not in (None, "", [], {})]
    return value


def tags_of(rows: Any) -> dict[str, str]:
    """Return a tag list as a map, whatever the API calls the keys; AWS's own tags are left out."""
    found = {}
    for row in rows or []:
        key = row.get("Key", row.get("key"))
        if not key.startswith("aws:"):
            found[key] = row.get("Value", row.get("value", ""))
    return found


def document(text: str | None) -> Any:
    """Read a policy or another JSON text, so that spelling makes no difference."""
    try:
        return json.loads(text) if text else None
    except ValueError:
        return text

"""State of Route 53 Profiles: profiles, their VPCs, their resources, tags."""

from __future__ import annotations

from typing import Any

from moto.core.base_backend import BackendDict, BaseBackend

from awsemu.moto_state import all_backends, service_error
from awsemu.patches.ram_shares import shares
from awsemu.patches.transit_gateways import is_shared_with

Entry = dict[str, Any]


class Route53ProfilesBackend(BaseBackend):
    """Profiles of one account in one Region."""

    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self.profiles: dict[str, Entry] = {}
        """By profile id."""
        self.vpcs: dict[str, Entry] = {}
        """Associations of profiles with VPCs, by association id."""
        self.resources: dict[str, Entry] = {}
        """Associations of resources with profiles, by association id."""
        self.tags: dict[str, dict[str, str]] = {}
        """By ARN."""

    def arn(self, kind: str, identifier: str) -> str:
        """Write the ARN of something in this account and Region."""
        return f"arn:aws:route53profiles:{self.region_name}:{self.account_id}:{kind}/{identifier}"


route53profiles_backends = BackendDict(Route53ProfilesBackend, "route53profiles")


def refusal(code: str, message: str) -> Exception:
    """Build an error of this service."""
    return service_error("route53profiles", code, message)


def is_visible(profile: Entry, account: str) -> bool:
    """Return whether an account owns the profile or was given it."""
    return profile["OwnerId"] == account or is_shared_with(profile["Arn"], account)


def find_profile(identifier: str, account: str) -> Entry:
    """Return a profile that the account owns or was given; AWS's error if there is none."""
    profile = find("profiles", identifier)
    if not is_visible(profile, account):
        raise refusal("ResourceNotFoundException", f"{identifier} not found")
    return profile


def seen(profile: Entry, account: str) -> Entry:
    """Describe a profile as the account sees it."""
    if profile["OwnerId"] != account:
        return profile | {"ShareStatus": "SHARED_WITH_ME"}
    shared = any(
        share.status == "ACTIVE" and profile["Arn"] in share.resource_arns for share in shares()
    )
    return profile | {"ShareStatus": "SHARED_BY_ME" if shared else "NOT_SHARED"}


def visible_profiles(account: str, region: str) -> list[Entry]:
    """Return the profiles that the account owns or was given in a Region."""
    return [
        seen(profile, account)
        for _, place, backend in all_backends(route53profiles_backends)
        for profile in list(backend.profiles.values())
        if place == region and is_visible(profile, account)
    ]


def find(store: str, identifier: str) -> Entry:
    """Return an entry of whatever account, because profiles are shared; AWS's error if none."""
    for _, _, backend in all_backends(route53profiles_backends):
        entries: dict[str, Entry] = getattr(backend, store)
        if identifier in entries:
            return entries[identifier]
    raise refusal("ResourceNotFoundException", f"{identifier} not found")


def vpc_associations() -> list[Entry]:
    """Return the VPC associations of all accounts."""
    return [
        entry
        for _, _, backend in all_backends(route53profiles_backends)
        for entry in list(backend.vpcs.values())
    ]

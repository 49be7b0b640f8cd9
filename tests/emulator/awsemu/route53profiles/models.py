"""State of Route 53 Profiles: profiles, their VPCs, their resources, tags."""

from __future__ import annotations

from typing import Any

from moto.core.base_backend import BackendDict, BaseBackend

from awsemu.moto_state import all_backends, service_error

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

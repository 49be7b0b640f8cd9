"""Calls of Route 53 Profiles, as the AWS API reference describes them."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from moto.core.responses import ActionResult, BaseResponse, EmptyResult
from moto.core.utils import utcnow

from awsemu.moto_state import as_dict, random_hex
from awsemu.route53profiles.models import (
    Entry,
    Route53ProfilesBackend,
    find,
    find_profile,
    refusal,
    route53profiles_backends,
    seen,
    visible_profiles,
    vpc_associations,
)

RESOURCE_TYPES = {
    ":hostedzone/": "PRIVATE_HOSTED_ZONE",
    ":resolver-rule/": "RESOLVER_RULE",
    ":firewall-rule-group/": "FIREWALL_RULE_GROUP",
}
"""Resource type by a part of the ARN; everything else is a VPC endpoint."""


class Route53ProfilesResponse(BaseResponse):
    """One method per call."""

    def __init__(self) -> None:
        super().__init__(service_name="route53profiles")
        self.automated_parameter_parsing = True

    @property
    def backend(self) -> Route53ProfilesBackend:
        """State of the caller's account and Region."""
        backend: Route53ProfilesBackend = route53profiles_backends[self.current_account][
            self.region
        ]
        return backend

    def _profile(self) -> Entry:
        return find_profile(self._get_param("ProfileId"), self.current_account)

    def _new(self, identifier: str, **values: Any) -> Entry:
        now = utcnow()
        return {
            "Id": identifier,
            "OwnerId": self.current_account,
            "CreationTime": now,
            "ModificationTime": now,
            "Status": "COMPLETE",
            "StatusMessage": "",
            **values,
        }

    def create_profile(self) -> ActionResult:
        """Make a profile."""
        identifier = "rp-" + random_hex(16)
        arn = self.backend.arn("profile", identifier)
        profile = self._new(
            identifier,
            Arn=arn,
            Name=self._get_param("Name"),
            ShareStatus="NOT_SHARED",
            ClientToken=self._get_param("ClientToken"),
        )
        self.backend.profiles[identifier] = profile
        self.backend.tags[arn] = as_dict(self._get_param("Tags", []))
        return ActionResult({"Profile": profile})

    def get_profile(self) -> ActionResult:
        """Show one profile."""
        return ActionResult({"Profile": seen(self._profile(), self.current_account)})

    def list_profiles(self) -> ActionResult:
        """List the profiles that the account owns or was given."""
        found = visible_profiles(self.current_account, self.region)
        return ActionResult({"ProfileSummaries": found})

    def delete_profile(self) -> ActionResult:
        """Delete a profile that no VPC uses."""
        profile = self._profile()
        if profile["OwnerId"] != self.current_account:
            raise refusal("AccessDeniedException", f"Profile {profile['Id']} is not yours")
        if any(entry["ProfileId"] == profile["Id"] for entry in vpc_associations()):
            raise refusal("ConflictException", f"Profile {profile['Id']} is associated")
        self.backend.profiles.pop(profile["Id"], None)
        return ActionResult({"Profile": {**profile, "Status": "DELETED"}})

    def associate_profile(self) -> ActionResult:
        """Give a VPC a profile, also one of another account; it can have one."""
        self._profile()
        vpc_id = self._get_param("ResourceId")
        if any(entry["ResourceId"] == vpc_id for entry in self.backend.vpcs.values()):
            raise refusal("ConflictException", f"{vpc_id} already has a profile")
        identifier = "rpassoc-" + random_hex(16)
        association = self._new(
            identifier,
            Name=self._get_param("Name"),
            ProfileId=self._get_param("ProfileId"),
            ResourceId=vpc_id,
        )
        self.backend.vpcs[identifier] = association
        arn = self.backend.arn("profile-association", identifier)
        self.backend.tags[arn] = as_dict(self._get_param("Tags", []))
        return ActionResult({"ProfileAssociation": association})

    def get_profile_association(self) -> ActionResult:
        """Show one VPC association."""
        identifier = self._get_param("ProfileAssociationId")
        return ActionResult({"ProfileAssociation": find("vpcs", identifier)})

    def list_profile_associations(self) -> ActionResult:
        """List VPC associations, of one profile or one VPC if asked."""
        profile, vpc = self._get_param("ProfileId"), self._get_param("ResourceId")
        found = [
            entry
            for entry in self.backend.vpcs.values()
            if profile in (None, entry["ProfileId"]) and vpc in (None, entry["ResourceId"])
        ]
        return ActionResult({"ProfileAssociations": found})

    def disassociate_profile(self) -> ActionResult:
        """Take the profile away from a VPC."""
        entry = self._take(self.backend.vpcs, "ResourceId", self._get_param("ResourceId"))
        return ActionResult({"ProfileAssociation": entry})

    def associate_resource_to_profile(self) -> ActionResult:
        """Add a zone, rule, rule group or endpoint to a profile."""
        self._profile()
        arn = self._get_param("ResourceArn")
        kinds = [kind for part, kind in RESOURCE_TYPES.items() if part in arn]
        identifier = "rpr-" + random_hex(16)
        association = self._new(
            identifier,
            Name=self._get_param("Name"),
            ProfileId=self._get_param("ProfileId"),
            ResourceArn=arn,
            ResourceType=kinds[0] if kinds else "VPC_ENDPOINT",
            ResourceProperties=self._get_param("ResourceProperties"),
        )
        self.backend.resources[identifier] = association
        return ActionResult({"ProfileResourceAssociation": association})

    def get_profile_resource_association(self) -> ActionResult:
        """Show one resource association."""
        identifier = self._get_param("ProfileResourceAssociationId")
        return ActionResult({"ProfileResourceAssociation": find("resources", identifier)})

    def list_profile_resource_associations(self) -> ActionResult:
        """List what a profile contains."""
        profile = self._get_param("ProfileId")
        found = [e for e in self.backend.resources.values() if e["ProfileId"] == profile]
        return ActionResult({"ProfileResourceAssociations": found})

    def update_profile_resource_association(self) -> ActionResult:
        """Change name and properties."""
        entry = find("resources", self._get_param("ProfileResourceAssociationId"))
        for key in ("Name", "ResourceProperties"):
            if self._get_param(key) is not None:
                entry[key] = self._get_param(key)
        return ActionResult({"ProfileResourceAssociation": entry})

    def disassociate_resource_from_profile(self) -> ActionResult:
        """Take a resource out of a profile."""
        arn = unquote(self._get_param("ResourceArn"))
        entry = self._take(self.backend.resources, "ResourceArn", arn)
        return ActionResult({"ProfileResourceAssociation": entry})

    def _take(self, store: dict[str, Entry], key: str, value: str) -> Entry:
        profile = self._get_param("ProfileId")
        for identifier, entry in list(store.items()):
            if entry["ProfileId"] == profile and entry[key] == value:
                del store[identifier]
                return {**entry, "Status": "DELETED"}
        raise refusal("ResourceNotFoundException", f"{value} has no profile {profile}")

    def _tags(self) -> dict[str, str]:
        return self.backend.tags.setdefault(unquote(self._get_param("ResourceArn")), {})

    def list_tags_for_resource(self) -> ActionResult:
        """Show tags."""
        return ActionResult({"Tags": self._tags()})

    def tag_resource(self) -> EmptyResult:
        """Add tags; this call has them as a map."""
        tags = self._get_param("Tags", {}) or {}
        self._tags().update(tags if isinstance(tags, dict) else as_dict(tags))
        return EmptyResult()

    def untag_resource(self) -> EmptyResult:
        """Remove tags."""
        for key in self._get_param("TagKeys", []) or []:
            self._tags().pop(key, None)
        return EmptyResult()

"""Buckets and their policies."""

from __future__ import annotations

import uuid

from awsemu.cloudformation.context import Context
from awsemu.cloudformation.errors import StackError
from awsemu.cloudformation.handlers.base import (
    Created,
    Handler,
    handles,
    is_true,
    json_text,
    tag_list,
)
from awsemu.cloudformation.resources import Change, Properties, Resource

REMOVALS = {
    "LifecycleConfiguration": "delete_bucket_lifecycle",
    "OwnershipControls": "delete_bucket_ownership_controls",
    "PublicAccessBlockConfiguration": "delete_public_access_block",
}
"""What a bucket may lose, and the call for it."""


@handles("AWS::S3::Bucket")
class Bucket(Handler):
    """A bucket with versioning, encryption, ownership, public access block, lifecycle and tags."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Make it."""
        name = properties.get("BucketName") or context.name(63, lower=True)
        place = {"CreateBucketConfiguration": {"LocationConstraint": context.region}}
        home = context.region == "us-east-1"
        context.client("s3").create_bucket(Bucket=name, **({} if home else place))
        self._configure(context, context.begin(name), properties)
        return name, {
            "Arn": f"arn:aws:s3:::{name}",
            "DomainName": f"{name}.s3.amazonaws.com",
            "RegionalDomainName": f"{name}.s3.{context.region}.amazonaws.com",
        }

    def _configure(self, context: Context, name: str, properties: Properties) -> None:
        s3 = context.client("s3")
        if properties.get("PublicAccessBlockConfiguration"):
            block = properties["PublicAccessBlockConfiguration"]
            s3.put_public_access_block(
                Bucket=name,
                PublicAccessBlockConfiguration={
                    key: is_true(value) for key, value in block.items()
                },
            )
        if properties.get("VersioningConfiguration"):
            s3.put_bucket_versioning(
                Bucket=name, VersioningConfiguration=properties["VersioningConfiguration"]
            )
        if properties.get("BucketEncryption"):
            s3.put_bucket_encryption(
                Bucket=name,
                ServerSideEncryptionConfiguration={"Rules": _encryption_rules(properties)},
            )
        if properties.get("OwnershipControls"):
            s3.put_bucket_ownership_controls(
                Bucket=name, OwnershipControls=properties["OwnershipControls"]
            )
        if properties.get("LifecycleConfiguration"):
            s3.put_bucket_lifecycle_configuration(
                Bucket=name, LifecycleConfiguration={"Rules": _lifecycle_rules(properties)}
            )
        if properties.get("Tags"):
            s3.put_bucket_tagging(Bucket=name, Tagging={"TagSet": tag_list(properties)})

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Change its configuration."""
        self._configure(context, str(resource.physical), change.new)
        for part, call in REMOVALS.items():
            if change.old.get(part) and not change.new.get(part):
                getattr(context.client("s3"), call)(Bucket=resource.physical)
        if change.old.get("Tags") and not change.new.get("Tags"):
            context.client("s3").delete_bucket_tagging(Bucket=resource.physical)

    def delete(self, context: Context, resource: Resource) -> None:
        """Delete it; a bucket that is not empty stays, as on AWS."""
        context.client("s3").delete_bucket(Bucket=resource.physical)


def _encryption_rules(properties: Properties) -> list[Properties]:
    """Write the encryption rules as the API spells them."""
    rules = []
    for rule in properties["BucketEncryption"]["ServerSideEncryptionConfiguration"]:
        api = {key: value for key, value in rule.items() if key != "ServerSideEncryptionByDefault"}
        if "ServerSideEncryptionByDefault" in rule:
            api["ApplyServerSideEncryptionByDefault"] = rule["ServerSideEncryptionByDefault"]
        if "BucketKeyEnabled" in api:
            api["BucketKeyEnabled"] = is_true(api["BucketKeyEnabled"])
        rules.append(api)
    return rules


def _lifecycle_rules(properties: Properties) -> list[Properties]:
    """Write the lifecycle rules as the API spells them.

    The keys here are all that is handled; another one is refused, so that nothing is lost in silence.
    """
    return [_lifecycle_rule(rule) for rule in properties["LifecycleConfiguration"]["Rules"]]


def _lifecycle_rule(rule: Properties) -> Properties:
    known = {
        "Id",
        "Status",
        "Prefix",
        "ExpirationInDays",
        "NoncurrentVersionExpiration",
        "AbortIncompleteMultipartUpload",
        "Transitions",
    }
    if set(rule) - known:
        raise StackError(f"awsemu does nothing for {sorted(set(rule) - known)} of a lifecycle rule")
    api: Properties = {
        "ID": rule.get("Id", uuid.uuid4().hex),
        "Status": rule["Status"],
        "Filter": {"Prefix": rule.get("Prefix", "")},
    }
    if "ExpirationInDays" in rule:
        api["Expiration"] = {"Days": int(rule["ExpirationInDays"])}
    for name, part in (
        ("NoncurrentVersionExpiration", "NoncurrentDays"),
        ("AbortIncompleteMultipartUpload", "DaysAfterInitiation"),
    ):
        if name in rule:
            api[name] = {**rule[name], part: int(rule[name][part])}
    if "Transitions" in rule:
        api["Transitions"] = [
            {"Days": int(entry["TransitionInDays"]), "StorageClass": entry["StorageClass"]}
            for entry in rule["Transitions"]
        ]
    return api


@handles("AWS::S3::BucketPolicy")
class BucketPolicy(Handler):
    """The policy of a bucket."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Set it."""
        context.client("s3").put_bucket_policy(
            Bucket=properties["Bucket"], Policy=json_text(properties["PolicyDocument"])
        )
        return properties["Bucket"] + "-policy", {}

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Set it again."""
        self.create(context, change.new)

    def delete(self, context: Context, resource: Resource) -> None:
        """Remove it."""
        context.client("s3").delete_bucket_policy(Bucket=resource.properties["Bucket"])

"""Buckets and their policies."""

from __future__ import annotations

from awsemu.cloudformation.context import Context
from awsemu.cloudformation.handlers.base import (
    Created,
    Handler,
    handles,
    is_true,
    json_text,
    tag_list,
)
from awsemu.cloudformation.resources import Change, Properties, Resource


@handles("AWS::S3::Bucket")
class Bucket(Handler):
    """A bucket with versioning, encryption, public access block and tags."""

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
        if properties.get("Tags"):
            s3.put_bucket_tagging(Bucket=name, Tagging={"TagSet": tag_list(properties)})

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Change its configuration."""
        self._configure(context, str(resource.physical), change.new)
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

"""S3 buckets, without their contents."""

from __future__ import annotations

from typing import Any

from botocore.exceptions import ClientError

from awsemu.inventory.items import Item, Items, Scope, document, tags_of, without


def buckets(scope: Scope) -> Items:
    """Read buckets with versioning, encryption, public access block, policy, lifecycle, tags."""
    client = scope.client("s3")
    for row in scope.pages("s3", "list_buckets", "Buckets"):
        name = row["Name"]
        facts: dict[str, Any] = {"BucketName": name}
        for key, call, part in (
            ("Versioning", client.get_bucket_versioning, "Status"),
            ("Encryption", client.get_bucket_encryption, "ServerSideEncryptionConfiguration"),
            ("PublicAccessBlock", client.get_public_access_block, "PublicAccessBlockConfiguration"),
            ("Lifecycle", client.get_bucket_lifecycle_configuration, "Rules"),
            ("Ownership", client.get_bucket_ownership_controls, "OwnershipControls"),
        ):
            facts[key] = _optional(call, name).get(part)
        facts["Policy"] = document(_optional(client.get_bucket_policy, name).get("Policy"))
        facts["Tags"] = tags_of(_optional(client.get_bucket_tagging, name).get("TagSet"))
        yield Item("s3/bucket", str(scope), without(facts), {f"arn:aws:s3:::{name}": "arn"})


def _optional(call: Any, bucket: str) -> dict[str, Any]:
    """Call, and answer nothing for a configuration that the bucket does not have."""
    try:
        answer: dict[str, Any] = call(Bucket=bucket)
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code.startswith("NoSuch") or code.endswith(("NotFoundError", "NotFound")):
            return {}
        raise
    return answer

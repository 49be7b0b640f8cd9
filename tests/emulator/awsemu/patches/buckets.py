"""Tags of buckets that are given when a bucket is made.

Stock moto reads no more of that request than the Region, so what version 6 of the Terraform provider makes
has no tags.
"""

from __future__ import annotations

from typing import Any

import xmltodict  # type: ignore[import-untyped]
from moto.s3.responses import S3Response

from awsemu.patching import wrap

REQUEST = "CreateBucketConfiguration"


@wrap(S3Response, "_bucket_response_put")
def bucket_response_put(call: Any, self: Any, request: Any, bucket_name: str, query: Any) -> Any:
    """Make a bucket with its tags."""
    answer = call(self, request, bucket_name, query)
    if tags := _tags(self.body):
        self.backend.put_bucket_tagging(bucket_name, tags)
    return answer


def _tags(body: Any) -> dict[str, str]:
    """Tags in the request that makes a bucket; none of any other."""
    if f"<{REQUEST}".encode() not in (body if isinstance(body, bytes) else str(body).encode()):
        return {}
    wanted = xmltodict.parse(body, force_list=("Tag",))[REQUEST] or {}
    tags = (wanted.get("Tags") or {}).get("Tag", [])
    return {tag["Key"]: tag["Value"] or "" for tag in tags}

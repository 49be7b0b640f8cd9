"""Buckets as they are made."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("region", ["us-east-1", "eu-west-1"])
def test_a_bucket_has_the_tags_that_it_is_made_with(aws, region) -> None:
    s3 = aws("s3", region=region)
    wanted = [{"Key": "Name", "Value": "vault"}, {"Key": "empty", "Value": ""}]
    place = {} if region == "us-east-1" else {"LocationConstraint": region}
    name = f"logs-of-{region}"
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={**place, "Tags": wanted})
    assert sorted(s3.get_bucket_tagging(Bucket=name)["TagSet"], key=str) == sorted(wanted, key=str)
    s3.put_bucket_tagging(Bucket=name, Tagging={"TagSet": wanted[:1]})
    assert s3.get_bucket_tagging(Bucket=name)["TagSet"] == wanted[:1]

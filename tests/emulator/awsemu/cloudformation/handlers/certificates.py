"""Certificates that ACM issues. The type can not import one."""

from __future__ import annotations

from typing import Any

from awsemu.cloudformation.context import Context
from awsemu.cloudformation.handlers.base import (
    Created,
    Handler,
    handles,
    pick,
    tag_arguments,
    tag_changes,
    wait_until,
)
from awsemu.cloudformation.handlers.route53 import change_records
from awsemu.cloudformation.resources import Change, Properties, Resource


@handles("AWS::CertificateManager::Certificate")
class Certificate(Handler):
    """A certificate; the validation records of zones that are named are written by itself."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Request it, write the records, wait until it is issued."""
        arn = context.client("acm").request_certificate(
            DomainName=properties["DomainName"],
            ValidationMethod=properties.get("ValidationMethod", "DNS"),
            **pick(properties, "SubjectAlternativeNames", "KeyAlgorithm"),
            **tag_arguments(properties),
        )["CertificateArn"]
        context.begin(arn)
        zones = {
            option["DomainName"]: option["HostedZoneId"]
            for option in properties.get("DomainValidationOptions") or []
            if option.get("HostedZoneId")
        }
        for option in self._describe(context, arn).get("DomainValidationOptions", []):
            if option["DomainName"] in zones and "ResourceRecord" in option:
                record = {
                    **pick(option["ResourceRecord"], "Name", "Type"),
                    "TTL": 300,
                    "ResourceRecords": [option["ResourceRecord"]["Value"]],
                }
                change_records(context, zones[option["DomainName"]], ("UPSERT", record))
        wait_until(lambda: bool(self._describe(context, arn)["Status"] == "ISSUED"), 90)
        return arn, {"Id": arn}

    def _describe(self, context: Context, arn: str) -> dict[str, Any]:
        answer = context.client("acm").describe_certificate(CertificateArn=arn)
        certificate: dict[str, Any] = answer["Certificate"]
        return certificate

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Change tags."""
        added, removed = tag_changes(change)
        client, arn = context.client("acm"), resource.physical
        if removed:
            gone = [{"Key": key} for key in removed]
            client.remove_tags_from_certificate(CertificateArn=arn, Tags=gone)
        if added:
            client.add_tags_to_certificate(CertificateArn=arn, Tags=added)

    def delete(self, context: Context, resource: Resource) -> None:
        """Delete it."""
        context.client("acm").delete_certificate(CertificateArn=resource.physical)

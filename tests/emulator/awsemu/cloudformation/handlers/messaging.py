"""SNS topics and SQS queues."""

from __future__ import annotations

from typing import Any

from awsemu.cloudformation.context import Context
from awsemu.cloudformation.handlers.base import (
    Created,
    Handler,
    handles,
    json_text,
    pick,
    tag_changes,
    tag_list,
)
from awsemu.cloudformation.parameters import as_text
from awsemu.cloudformation.resources import Change, Properties, Resource

TOPIC_ATTRIBUTES = ("DisplayName", "KmsMasterKeyId", "SignatureVersion", "TracingConfig")
QUEUE_ATTRIBUTES = (
    "DelaySeconds",
    "KmsMasterKeyId",
    "MaximumMessageSize",
    "MessageRetentionPeriod",
    "ReceiveMessageWaitTimeSeconds",
    "SqsManagedSseEnabled",
    "VisibilityTimeout",
)


@handles("AWS::SNS::Topic")
class Topic(Handler):
    """A topic with its subscriptions."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Make it."""
        client, name = context.client("sns"), properties.get("TopicName") or context.name(80)
        attributes = pick(properties, *TOPIC_ATTRIBUTES)
        arn = client.create_topic(
            Name=name,
            Attributes={key: as_text(value) for key, value in attributes.items()},
            Tags=tag_list(properties),
        )["TopicArn"]
        context.begin(arn)
        for subscription in properties.get("Subscription") or []:
            client.subscribe(TopicArn=arn, **pick(subscription, "Protocol", "Endpoint"))
        return arn, {"TopicArn": arn, "TopicName": name}

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Change attributes, subscriptions and tags."""
        client, arn = context.client("sns"), resource.physical
        for name in set(TOPIC_ATTRIBUTES) & change.names:
            value = as_text(change.new.get(name, ""))
            client.set_topic_attributes(TopicArn=arn, AttributeName=name, AttributeValue=value)
        for subscription in change.added("Subscription"):
            client.subscribe(TopicArn=arn, **pick(subscription, "Protocol", "Endpoint"))
        added, removed = tag_changes(change)
        if removed:
            client.untag_resource(ResourceArn=arn, TagKeys=removed)
        if added:
            client.tag_resource(ResourceArn=arn, Tags=added)

    def delete(self, context: Context, resource: Resource) -> None:
        """Delete it."""
        context.client("sns").delete_topic(TopicArn=resource.physical)


@handles("AWS::SNS::TopicPolicy")
class TopicPolicy(Handler):
    """One policy for several topics; deleting it leaves the topics theirs, as on AWS."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Set it."""
        self._set(context, properties)
        identifier = context.name(60)
        return identifier, {"Id": identifier}

    def _set(self, context: Context, properties: Properties) -> None:
        for topic in properties["Topics"]:
            context.client("sns").set_topic_attributes(
                TopicArn=topic,
                AttributeName="Policy",
                AttributeValue=json_text(properties["PolicyDocument"]),
            )

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Set it again."""
        self._set(context, change.new)

    def delete(self, context: Context, resource: Resource) -> None:
        """Leave the topics alone."""


@handles("AWS::SNS::Subscription")
class Subscription(Handler):
    """A subscription of its own."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Subscribe."""
        arn = context.client("sns").subscribe(
            **pick(properties, "TopicArn", "Protocol", "Endpoint"), ReturnSubscriptionArn=True
        )["SubscriptionArn"]
        return arn, {"Arn": arn}

    def delete(self, context: Context, resource: Resource) -> None:
        """Unsubscribe."""
        context.client("sns").unsubscribe(SubscriptionArn=resource.physical)


@handles("AWS::SQS::Queue")
class Queue(Handler):
    """A queue."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Make it."""
        name = properties.get("QueueName") or context.name(80)
        url = context.client("sqs").create_queue(
            QueueName=name,
            Attributes=self._attributes(properties),
            tags={tag["Key"]: tag["Value"] for tag in tag_list(properties)},
        )["QueueUrl"]
        arn = f"arn:aws:sqs:{context.region}:{context.account}:{name}"
        return url, {"Arn": arn, "QueueName": name, "QueueUrl": url}

    def _attributes(self, properties: Properties) -> dict[str, Any]:
        given = pick(properties, *QUEUE_ATTRIBUTES)
        return {name: as_text(value) for name, value in given.items()}

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Change attributes and tags."""
        client, url = context.client("sqs"), resource.physical
        attributes = self._attributes(pick(change.new, *change.names))
        if attributes:
            client.set_queue_attributes(QueueUrl=url, Attributes=attributes)
        added, removed = tag_changes(change)
        if removed:
            client.untag_queue(QueueUrl=url, TagKeys=removed)
        if added:
            client.tag_queue(QueueUrl=url, Tags={tag["Key"]: tag["Value"] for tag in added})

    def delete(self, context: Context, resource: Resource) -> None:
        """Delete it."""
        context.client("sqs").delete_queue(QueueUrl=resource.physical)

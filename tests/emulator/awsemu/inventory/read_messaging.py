"""SNS topics and SQS queues."""

from __future__ import annotations

from awsemu.inventory.items import Item, Items, Scope, document, tags_of, without

TOPIC_OWN = (
    "TopicArn",
    "Owner",
    "Policy",
    "EffectiveDeliveryPolicy",
    "SubscriptionsConfirmed",
    "SubscriptionsPending",
    "SubscriptionsDeleted",
)
QUEUE_OWN = ("QueueArn", "Policy", "CreatedTimestamp", "LastModifiedTimestamp")


def topics(scope: Scope) -> Items:
    """Read topics with policies and subscriptions."""
    client = scope.client("sns")
    for row in scope.pages("sns", "list_topics", "Topics"):
        arn = row["TopicArn"]
        attributes = client.get_topic_attributes(TopicArn=arn)["Attributes"]
        subscriptions = scope.pages(
            "sns", "list_subscriptions_by_topic", "Subscriptions", TopicArn=arn
        )
        facts = without(attributes, *TOPIC_OWN)
        facts["TopicName"] = arn.split(":")[-1]
        facts["Policy"] = document(attributes.get("Policy"))
        facts["Subscriptions"] = [
            without(s, "SubscriptionArn", "TopicArn", "Owner") for s in subscriptions
        ]
        facts["Tags"] = tags_of(client.list_tags_for_resource(ResourceArn=arn).get("Tags"))
        yield Item("sns/topic", str(scope), facts, {arn: "arn"})


def queues(scope: Scope) -> Items:
    """Read queues."""
    client = scope.client("sqs")
    for url in scope.pages("sqs", "list_queues", "QueueUrls"):
        shown = client.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
        own = [key for key in shown if key.startswith("ApproximateNumber")]
        facts = without(shown, *QUEUE_OWN, *own)
        facts["QueueName"] = str(url).rsplit("/", 1)[-1]
        facts["Policy"] = document(shown.get("Policy"))
        facts["Tags"] = client.list_queue_tags(QueueUrl=url).get("Tags", {})
        yield Item("sqs/queue", str(scope), facts, {str(url): "url", shown["QueueArn"]: "arn"})

"""Auto Scaling groups and launch templates."""

from __future__ import annotations

from typing import Any

from awsemu.cloudformation.context import Context
from awsemu.cloudformation.handlers.base import Created, Handler, handles, integers, is_true, pick
from awsemu.cloudformation.resources import Change, Properties, Resource

NUMBERS = (
    "MinSize",
    "MaxSize",
    "DesiredCapacity",
    "HealthCheckGracePeriod",
    "Cooldown",
    "MaxInstanceLifetime",
)
RENAMED = {"Cooldown": "DefaultCooldown"}


@handles("AWS::EC2::LaunchTemplate")
class LaunchTemplate(Handler):
    """A launch template; a change makes a new version."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Make it."""
        template = context.client("ec2").create_launch_template(
            LaunchTemplateName=properties.get("LaunchTemplateName") or context.name(128),
            LaunchTemplateData=properties["LaunchTemplateData"],
            **pick(properties, "TagSpecifications"),
        )["LaunchTemplate"]
        identifier = template["LaunchTemplateId"]
        return identifier, {
            "LaunchTemplateId": identifier,
            "DefaultVersionNumber": "1",
            "LatestVersionNumber": "1",
        }

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Make a version."""
        version = context.client("ec2").create_launch_template_version(
            LaunchTemplateId=resource.physical, LaunchTemplateData=change.new["LaunchTemplateData"]
        )["LaunchTemplateVersion"]
        resource.attributes["LatestVersionNumber"] = str(version["VersionNumber"])

    def delete(self, context: Context, resource: Resource) -> None:
        """Delete it with all versions."""
        context.client("ec2").delete_launch_template(LaunchTemplateId=resource.physical)


@handles("AWS::AutoScaling::AutoScalingGroup")
class AutoScalingGroup(Handler):
    """A group of instances, registered in target groups."""

    ARGUMENTS = (
        "AvailabilityZones",
        "HealthCheckType",
        "LaunchConfigurationName",
        "LaunchTemplate",
        "MixedInstancesPolicy",
    )

    def create(self, context: Context, properties: Properties) -> Created:
        """Make it."""
        name = properties.get("AutoScalingGroupName") or context.name(255)
        client = context.client("autoscaling")
        client.create_auto_scaling_group(
            AutoScalingGroupName=name,
            **self._arguments(properties),
            **pick(properties, "TargetGroupARNs"),
            Tags=_tags(name, properties.get("Tags")),
        )
        shown = client.describe_auto_scaling_groups(AutoScalingGroupNames=[name])
        return name, {"AutoScalingGroupARN": shown["AutoScalingGroups"][0]["AutoScalingGroupARN"]}

    def _arguments(self, properties: Properties) -> dict[str, Any]:
        arguments: dict[str, Any] = pick(properties, *self.ARGUMENTS)
        for key, number in integers(properties, *NUMBERS).items():
            arguments[RENAMED.get(key, key)] = number
        if "VPCZoneIdentifier" in properties:
            arguments["VPCZoneIdentifier"] = ",".join(properties["VPCZoneIdentifier"])
        return arguments

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Change sizes, template, target groups and tags."""
        client, name = context.client("autoscaling"), str(resource.physical)
        client.update_auto_scaling_group(AutoScalingGroupName=name, **self._arguments(change.new))
        for call, arns in (
            (client.detach_load_balancer_target_groups, change.removed("TargetGroupARNs")),
            (client.attach_load_balancer_target_groups, change.added("TargetGroupARNs")),
        ):
            if arns:
                call(AutoScalingGroupName=name, TargetGroupARNs=arns)
        kept = {tag["Key"] for tag in change.new.get("Tags") or []}
        gone = [tag for tag in change.removed("Tags") if tag["Key"] not in kept]
        if gone:
            client.delete_tags(Tags=_tags(name, gone))
        if change.added("Tags"):
            client.create_or_update_tags(Tags=_tags(name, change.added("Tags")))

    def delete(self, context: Context, resource: Resource) -> None:
        """Delete it with its instances."""
        context.client("autoscaling").delete_auto_scaling_group(
            AutoScalingGroupName=resource.physical, ForceDelete=True
        )


def _tags(group: str, tags: Any) -> list[dict[str, Any]]:
    return [
        {
            "ResourceId": group,
            "ResourceType": "auto-scaling-group",
            "Key": tag["Key"],
            "Value": tag["Value"],
            "PropagateAtLaunch": is_true(tag.get("PropagateAtLaunch", True)),
        }
        for tag in tags or []
    ]

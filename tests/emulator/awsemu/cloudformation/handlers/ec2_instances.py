"""Instances, as far as target groups need them."""

from __future__ import annotations

from awsemu.cloudformation.context import Context
from awsemu.cloudformation.handlers.base import Created, Handler, handles, pick
from awsemu.cloudformation.handlers.ec2_tags import retag, specification
from awsemu.cloudformation.resources import Change, Properties, Resource


@handles("AWS::EC2::Instance")
class Instance(Handler):
    """An instance."""

    ARGUMENTS = (
        "ImageId",
        "InstanceType",
        "SubnetId",
        "SecurityGroupIds",
        "UserData",
        "KeyName",
        "MetadataOptions",
    )

    def create(self, context: Context, properties: Properties) -> Created:
        """Start it."""
        profile = properties.get("IamInstanceProfile")
        answer = context.client("ec2").run_instances(
            MinCount=1,
            MaxCount=1,
            **pick(properties, *self.ARGUMENTS),
            **({"IamInstanceProfile": {"Name": profile}} if profile else {}),
            **specification("instance", properties),
        )
        (instance,) = answer["Instances"]
        return instance["InstanceId"], {
            "InstanceId": instance["InstanceId"],
            "AvailabilityZone": instance["Placement"]["AvailabilityZone"],
            "PrivateIp": instance.get("PrivateIpAddress", ""),
            "PrivateDnsName": instance.get("PrivateDnsName", ""),
        }

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Change groups and tags."""
        if "SecurityGroupIds" in change:
            context.client("ec2").modify_instance_attribute(
                InstanceId=resource.physical, Groups=change.new.get("SecurityGroupIds", [])
            )
        retag(context, resource, change)

    def delete(self, context: Context, resource: Resource) -> None:
        """Terminate it."""
        context.client("ec2").terminate_instances(InstanceIds=[resource.physical])

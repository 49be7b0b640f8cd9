"""Instances, launch templates, Auto Scaling groups, functions."""

from __future__ import annotations

from awsemu.inventory.items import Item, Items, Scope, tags_of, without


def instances_and_templates(scope: Scope) -> Items:
    """Read instances that run or can run, and launch templates."""
    for reservation in scope.pages("ec2", "describe_instances", "Reservations"):
        for instance in reservation["Instances"]:
            if instance["State"]["Name"] == "terminated":
                continue
            kept = ("ImageId", "InstanceType", "SubnetId", "VpcId", "State", "Placement")
            facts = without({key: instance.get(key) for key in kept})
            facts["Groups"] = [group["GroupId"] for group in instance.get("SecurityGroups", [])]
            facts["Tags"] = tags_of(instance.get("Tags"))
            ids = {instance["InstanceId"]: "id"}
            if instance.get("PrivateIpAddress"):
                ids[instance["PrivateIpAddress"]] = "address"
            yield Item("ec2/instance", str(scope), facts, ids)
    for template in scope.pages("ec2", "describe_launch_templates", "LaunchTemplates"):
        identifier = template["LaunchTemplateId"]
        versions = scope.pages(
            "ec2",
            "describe_launch_template_versions",
            "LaunchTemplateVersions",
            LaunchTemplateId=identifier,
        )
        facts = without(template, "LaunchTemplateId", "CreatedBy", "Tags")
        facts["Versions"] = [version["LaunchTemplateData"] for version in versions]
        facts["Tags"] = tags_of(template.get("Tags"))
        yield Item("ec2/launch_template", str(scope), facts, {identifier: "id"})


def groups(scope: Scope) -> Items:
    """Read Auto Scaling groups without their instances, which are read as such."""
    for group in scope.pages("autoscaling", "describe_auto_scaling_groups", "AutoScalingGroups"):
        facts = without(group, "AutoScalingGroupARN", "Instances", "Tags", "VPCZoneIdentifier")
        facts["Subnets"] = [s for s in group.get("VPCZoneIdentifier", "").split(",") if s]
        facts["Tags"] = [without(tag, "ResourceId") for tag in group.get("Tags", [])]
        ids = {group["AutoScalingGroupARN"]: "arn"}
        yield Item("autoscaling/group", str(scope), facts, ids)


def functions(scope: Scope) -> Items:
    """Read Lambda functions with the digest of their code."""
    client = scope.client("lambda")
    for function in scope.pages("lambda", "list_functions", "Functions"):
        arn = function["FunctionArn"]
        kept = (
            "FunctionName",
            "Role",
            "Handler",
            "Runtime",
            "Timeout",
            "MemorySize",
            "Environment",
        )
        facts = without({key: function.get(key) for key in kept})
        facts["CodeSha256"] = function.get("CodeSha256")
        facts["Tags"] = client.list_tags(Resource=arn).get("Tags", {})
        yield Item("lambda/function", str(scope), facts, {arn: "arn"})

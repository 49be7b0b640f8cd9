"""VPCs, subnets, gateways, addresses, prefix lists, flow logs."""

from __future__ import annotations

from typing import Any

from awsemu.cloudformation.context import Context
from awsemu.cloudformation.errors import StackError
from awsemu.cloudformation.handlers.base import (
    Created,
    Handler,
    flags,
    handles,
    integers,
    is_true,
    pick,
)
from awsemu.cloudformation.handlers.ec2_tags import SimpleEc2, retag, specification
from awsemu.cloudformation.resources import Change, Properties, Resource


@handles("AWS::EC2::VPC")
class Vpc(Handler):
    """A VPC with its DNS attributes."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Make it and read the default objects that came along."""
        ec2 = context.client("ec2")
        vpc = ec2.create_vpc(
            **pick(properties, "CidrBlock", "InstanceTenancy", "Ipv4IpamPoolId"),
            **integers(properties, "Ipv4NetmaskLength"),
            **specification("vpc", properties),
        )["Vpc"]
        identifier = context.begin(vpc["VpcId"])
        self._set_attributes(context, identifier, properties)
        of_vpc = {"Name": "vpc-id", "Values": [identifier]}
        groups = ec2.describe_security_groups(
            Filters=[of_vpc, {"Name": "group-name", "Values": ["default"]}]
        )["SecurityGroups"]
        acls = ec2.describe_network_acls(Filters=[of_vpc, {"Name": "default", "Values": ["true"]}])[
            "NetworkAcls"
        ]
        blocks = ec2.describe_vpcs(VpcIds=[identifier])["Vpcs"][0]["CidrBlockAssociationSet"]
        return identifier, {
            "VpcId": identifier,
            "CidrBlock": vpc["CidrBlock"],
            "CidrBlockAssociations": [block["AssociationId"] for block in blocks],
            "DefaultSecurityGroup": groups[0]["GroupId"],
            "DefaultNetworkAcl": acls[0]["NetworkAclId"] if acls else "",
        }

    def attribute(self, context: Context, resource: Resource, name: str) -> Any:
        """Read the IPv6 ranges, which resources of their own add."""
        if name != "Ipv6CidrBlocks":
            return None
        answer = context.client("ec2").describe_vpcs(VpcIds=[resource.physical])
        rows = answer["Vpcs"][0].get("Ipv6CidrBlockAssociationSet", [])
        return [row["Ipv6CidrBlock"] for row in rows]

    def _set_attributes(self, context: Context, vpc_id: str, properties: Properties) -> None:
        for name in ("EnableDnsSupport", "EnableDnsHostnames"):
            if name in properties:
                context.client("ec2").modify_vpc_attribute(
                    VpcId=vpc_id, **{name: {"Value": is_true(properties[name])}}
                )

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Change DNS attributes and tags; an attribute that is left out goes back to its default."""
        defaults = {"EnableDnsSupport": True, "EnableDnsHostnames": False}
        wanted = {name: change.new.get(name, default) for name, default in defaults.items()}
        self._set_attributes(context, str(resource.physical), wanted)
        retag(context, resource, change)

    def delete(self, context: Context, resource: Resource) -> None:
        """Delete it."""
        context.client("ec2").delete_vpc(VpcId=resource.physical)


@handles("AWS::EC2::VPCCidrBlock")
class VpcCidrBlock(Handler):
    """Another address range of a VPC."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Add the range."""
        answer = context.client("ec2").associate_vpc_cidr_block(
            **pick(properties, "VpcId", "CidrBlock"),
            **flags(properties, "AmazonProvidedIpv6CidrBlock"),
        )
        made = answer.get("CidrBlockAssociation") or answer["Ipv6CidrBlockAssociation"]
        identifier = made["AssociationId"]
        return identifier, {"Id": identifier}

    def delete(self, context: Context, resource: Resource) -> None:
        """Take the range away."""
        context.client("ec2").disassociate_vpc_cidr_block(AssociationId=resource.physical)


@handles("AWS::EC2::Subnet")
class Subnet(Handler):
    """A subnet."""

    PLACE = ("VpcId", "CidrBlock", "Ipv6CidrBlock", "AvailabilityZone", "AvailabilityZoneId")
    SWITCHES = ("AssignIpv6AddressOnCreation", "MapPublicIpOnLaunch")

    def create(self, context: Context, properties: Properties) -> Created:
        """Make it."""
        placed = pick(properties, *self.PLACE)
        subnet = context.client("ec2").create_subnet(
            **placed, **specification("subnet", properties)
        )["Subnet"]
        context.begin(subnet["SubnetId"])
        self._switch(context, subnet["SubnetId"], pick(properties, *self.SWITCHES))
        names = ("SubnetId", "VpcId", "CidrBlock", "AvailabilityZone", "AvailabilityZoneId")
        blocks = [properties["Ipv6CidrBlock"]] if "Ipv6CidrBlock" in properties else []
        return subnet["SubnetId"], {**pick(subnet, *names), "Ipv6CidrBlocks": blocks}

    def _switch(self, context: Context, subnet_id: str, wanted: Properties) -> None:
        for name, value in wanted.items():
            context.client("ec2").modify_subnet_attribute(
                SubnetId=subnet_id, **{name: {"Value": is_true(value)}}
            )

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Change tags and which addresses instances get."""
        wanted = {name: change.new.get(name, False) for name in self.SWITCHES if name in change}
        self._switch(context, str(resource.physical), wanted)
        retag(context, resource, change)

    def delete(self, context: Context, resource: Resource) -> None:
        """Delete it."""
        context.client("ec2").delete_subnet(SubnetId=resource.physical)


@handles("AWS::EC2::InternetGateway")
class InternetGateway(SimpleEc2):
    """An internet gateway."""

    create_call = "create_internet_gateway"
    delete_call = "delete_internet_gateway"
    answer = "InternetGateway"
    id_key = "InternetGatewayId"
    tag_kind = "internet-gateway"


@handles("AWS::EC2::VPCGatewayAttachment")
class GatewayAttachment(Handler):
    """The attachment of an internet gateway to a VPC."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Attach."""
        context.client("ec2").attach_internet_gateway(
            **pick(properties, "InternetGatewayId", "VpcId")
        )
        return f"IGW|{properties['VpcId']}", {"AttachmentType": "IGW"}

    def delete(self, context: Context, resource: Resource) -> None:
        """Detach."""
        context.client("ec2").detach_internet_gateway(
            **pick(resource.properties, "InternetGatewayId", "VpcId")
        )


@handles("AWS::EC2::EIP")
class ElasticIp(Handler):
    """A public address."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Allocate it."""
        answer = context.client("ec2").allocate_address(
            Domain=properties.get("Domain", "vpc"), **specification("elastic-ip", properties)
        )
        return answer["PublicIp"], pick(answer, "AllocationId", "PublicIp")

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Change tags; they are the allocation's, which is not what ``Ref`` returns."""
        retag(context, resource, change, resource.attributes["AllocationId"])

    def delete(self, context: Context, resource: Resource) -> None:
        """Release it."""
        context.client("ec2").release_address(AllocationId=resource.attributes["AllocationId"])


@handles("AWS::EC2::NatGateway")
class NatGateway(SimpleEc2):
    """A NAT gateway."""

    create_call = "create_nat_gateway"
    delete_call = "delete_nat_gateway"
    answer = "NatGateway"
    id_key = "NatGatewayId"
    tag_kind = "natgateway"
    arguments = ("SubnetId", "AllocationId", "ConnectivityType")


@handles("AWS::EC2::PrefixList")
class PrefixList(SimpleEc2):
    """A list of address ranges of the customer."""

    create_call = "create_managed_prefix_list"
    delete_call = "delete_managed_prefix_list"
    answer = "PrefixList"
    id_key = "PrefixListId"
    tag_kind = "prefix-list"
    arguments = ("PrefixListName", "AddressFamily", "MaxEntries", "Entries")

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Change name, entries and tags."""
        retag(context, resource, change)
        if not change.names - {"Tags"}:
            return
        ec2 = context.client("ec2")
        shown = ec2.describe_managed_prefix_lists(PrefixListIds=[resource.physical])
        removed = [{"Cidr": entry["Cidr"]} for entry in change.removed("Entries")]
        lists = {"AddEntries": change.added("Entries"), "RemoveEntries": removed}
        arguments = pick(change.new, "PrefixListName")
        arguments |= {key: entries for key, entries in lists.items() if entries}
        ec2.modify_managed_prefix_list(
            PrefixListId=resource.physical,
            CurrentVersion=shown["PrefixLists"][0]["Version"],
            **arguments,
        )


@handles("AWS::EC2::FlowLog")
class FlowLog(Handler):
    """A flow log of a VPC, subnet, interface or transit gateway."""

    ARGUMENTS = (
        "ResourceType",
        "TrafficType",
        "LogDestination",
        "LogDestinationType",
        "LogGroupName",
        "DeliverLogsPermissionArn",
        "LogFormat",
        "MaxAggregationInterval",
    )

    def create(self, context: Context, properties: Properties) -> Created:
        """Start it; the call answers 200 even if it fails."""
        answer = context.client("ec2").create_flow_logs(
            ResourceIds=[properties["ResourceId"]],
            **pick(properties, *self.ARGUMENTS),
            **specification("vpc-flow-log", properties),
        )
        if answer.get("Unsuccessful"):
            raise StackError(answer["Unsuccessful"][0]["Error"]["Message"])
        return answer["FlowLogIds"][0], {"Id": answer["FlowLogIds"][0]}

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Change tags; everything else is fixed."""
        retag(context, resource, change)

    def delete(self, context: Context, resource: Resource) -> None:
        """Stop it."""
        context.client("ec2").delete_flow_logs(FlowLogIds=[resource.physical])

"""PrivateLink: endpoint services, their permissions and notifications, endpoints."""

from __future__ import annotations

from typing import Any

from awsemu.cloudformation.context import Context
from awsemu.cloudformation.errors import StackError
from awsemu.cloudformation.handlers.base import (
    Created,
    Handler,
    handles,
    is_true,
    json_text,
    pick,
)
from awsemu.cloudformation.handlers.ec2_tags import retag, specification
from awsemu.cloudformation.resources import Change, Properties, Resource

SERVICE_LISTS = (
    "NetworkLoadBalancerArns",
    "GatewayLoadBalancerArns",
    "SupportedRegions",
    "SupportedIpAddressTypes",
)


@handles("AWS::EC2::VPCEndpointService")
class EndpointService(Handler):
    """An endpoint service. What AWS makes of its private DNS name is read of the service."""

    NAME = "PrivateDnsName"

    def create(self, context: Context, properties: Properties) -> Created:
        """Make it."""
        ec2 = context.client("ec2")
        service = ec2.create_vpc_endpoint_service_configuration(
            AcceptanceRequired=is_true(properties.get("AcceptanceRequired", True)),
            **pick(properties, *SERVICE_LISTS, self.NAME),
            **specification("vpc-endpoint-service", properties),
        )["ServiceConfiguration"]
        self._set_payer(context, context.begin(service["ServiceId"]), properties)
        # CloudWatch keeps the rules of Contributor Insights, which moto does not have.
        properties.get("ContributorInsightsEnabled")
        return service["ServiceId"], self._attributes(context, service["ServiceId"])

    def _attributes(self, context: Context, service_id: str) -> Properties:
        """Return what `Fn::GetAtt` reads: the id and the record that proves the name."""
        shown = context.client("ec2").describe_vpc_endpoint_service_configurations(
            ServiceIds=[service_id]
        )["ServiceConfigurations"][0]
        record = shown.get("PrivateDnsNameConfiguration", {})
        proof = {f"PrivateDnsNameConfiguration.{part}": value for part, value in record.items()}
        return {"ServiceId": service_id, **proof}

    def _set_payer(self, context: Context, service_id: str, properties: Properties) -> None:
        if properties.get("PayerResponsibility"):
            context.client("ec2").modify_vpc_endpoint_service_payer_responsibility(
                ServiceId=service_id, PayerResponsibility=properties["PayerResponsibility"]
            )

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Change lists, acceptance and tags."""
        arguments: dict[str, Any] = change.list_arguments(*SERVICE_LISTS)
        if "AcceptanceRequired" in change:
            wanted = is_true(change.new.get("AcceptanceRequired", True))
            arguments["AcceptanceRequired"] = wanted
        if self.NAME in change:
            name = change.new.get(self.NAME)
            arguments |= {self.NAME: name} if name else {"RemovePrivateDnsName": True}
        if arguments:
            context.client("ec2").modify_vpc_endpoint_service_configuration(
                ServiceId=resource.physical, **arguments
            )
            resource.attributes = self._attributes(context, str(resource.physical))
        if "PayerResponsibility" in change:
            self._set_payer(context, str(resource.physical), change.new)
        retag(context, resource, change)

    def delete(self, context: Context, resource: Resource) -> None:
        """Delete it; the call answers 200 even if it fails."""
        answer = context.client("ec2").delete_vpc_endpoint_service_configurations(
            ServiceIds=[resource.physical]
        )
        if answer["Unsuccessful"]:
            raise StackError(answer["Unsuccessful"][0]["Error"]["Message"])


@handles("AWS::EC2::VPCEndpointServicePermissions")
class EndpointServicePermissions(Handler):
    """Who may connect: the whole list of a service."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Add the principals."""
        self._modify(context, Change({"ServiceId": properties["ServiceId"]}, properties))
        return properties["ServiceId"], {}

    def _modify(self, context: Context, change: Change) -> None:
        arguments = change.list_arguments("AllowedPrincipals")
        if arguments:
            context.client("ec2").modify_vpc_endpoint_service_permissions(
                ServiceId=change.old["ServiceId"], **arguments
            )

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Add and remove principals; the others keep their connections."""
        self._modify(context, change)

    def delete(self, context: Context, resource: Resource) -> None:
        """Remove the principals."""
        gone = {"ServiceId": resource.properties["ServiceId"]}
        self._modify(context, Change(resource.properties, gone))


@handles("AWS::EC2::VPCEndpoint")
class Endpoint(Handler):
    """An endpoint. It is complete when made, also while it waits for acceptance."""

    ARGUMENTS = (
        "VpcId",
        "ServiceName",
        "VpcEndpointType",
        "RouteTableIds",
        "SubnetIds",
        "SecurityGroupIds",
        "IpAddressType",
        "ServiceRegion",
        "ResourceConfigurationArn",
        "ServiceNetworkArn",
    )
    NOT_SPECIFIED = ("not-specified", "NotSpecified")
    """Words that leave an option to AWS."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Make it; private DNS is off unless the template says on."""
        arguments = {
            name: value
            for name, value in pick(properties, *self.ARGUMENTS).items()
            if value not in self.NOT_SPECIFIED
        }
        if properties.get("DnsOptions"):
            arguments["DnsOptions"] = self._dns_options(properties["DnsOptions"])
        if "PolicyDocument" in properties:
            arguments["PolicyDocument"] = json_text(properties["PolicyDocument"])
        if properties.get("VpcEndpointType", "Gateway") not in ("Gateway", "GatewayLoadBalancer"):
            wanted = is_true(properties.get("PrivateDnsEnabled", False))
            arguments["PrivateDnsEnabled"] = wanted
        endpoint = context.client("ec2").create_vpc_endpoint(
            **arguments, **specification("vpc-endpoint", properties)
        )["VpcEndpoint"]
        return endpoint["VpcEndpointId"], {"Id": endpoint["VpcEndpointId"]}

    def _dns_options(self, options: Properties) -> Properties:
        """Write the DNS options as the API spells them: it has a flag where the type has words."""
        api = {k: v for k, v in options.items() if v not in self.NOT_SPECIFIED}
        inbound = "PrivateDnsOnlyForInboundResolverEndpoint"
        if inbound in api:
            api[inbound] = api[inbound] == "OnlyInboundResolver"
        return api

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Change lists, policy, private DNS, DNS options and tags."""
        arguments: dict[str, Any] = change.list_arguments(
            "SubnetIds", "RouteTableIds", "SecurityGroupIds"
        )
        if "PolicyDocument" in change and "PolicyDocument" in change.new:
            arguments["PolicyDocument"] = json_text(change.new["PolicyDocument"])
        elif "PolicyDocument" in change:
            arguments["ResetPolicy"] = True
        if "PrivateDnsEnabled" in change:
            wanted = is_true(change.new.get("PrivateDnsEnabled", False))
            arguments["PrivateDnsEnabled"] = wanted
        if "IpAddressType" in change:
            arguments |= pick(change.new, "IpAddressType")
        if "DnsOptions" in change and change.new.get("DnsOptions"):
            arguments["DnsOptions"] = self._dns_options(change.new["DnsOptions"])
        if arguments:
            context.client("ec2").modify_vpc_endpoint(VpcEndpointId=resource.physical, **arguments)
        retag(context, resource, change)

    def attribute(self, context: Context, resource: Resource, name: str) -> Any:
        """Read names and interfaces from AWS; names are ``HostedZoneId:DnsName``."""
        answer = context.client("ec2").describe_vpc_endpoints(VpcEndpointIds=[resource.physical])
        endpoint = answer["VpcEndpoints"][0]
        entries = [
            f"{entry['HostedZoneId']}:{entry['DnsName']}"
            for entry in endpoint.get("DnsEntries", [])
        ]
        return {
            "CreationTimestamp": str(endpoint["CreationTimestamp"]),
            "DnsEntries": entries,
            "NetworkInterfaceIds": endpoint.get("NetworkInterfaceIds", []),
        }.get(name)

    def delete(self, context: Context, resource: Resource) -> None:
        """Delete it; the call answers 200 even if it fails."""
        answer = context.client("ec2").delete_vpc_endpoints(VpcEndpointIds=[resource.physical])
        for refused in answer["Unsuccessful"]:
            raise StackError(refused["Error"]["Message"])


@handles("AWS::EC2::VPCEndpointConnectionNotification")
class ConnectionNotification(Handler):
    """A notification about connections."""

    def create(self, context: Context, properties: Properties) -> Created:
        """Make it."""
        arguments = pick(properties, "ServiceId", "ConnectionNotificationArn", "ConnectionEvents")
        if "VPCEndpointId" in properties:
            arguments["VpcEndpointId"] = properties["VPCEndpointId"]
        answer = context.client("ec2").create_vpc_endpoint_connection_notification(**arguments)
        identifier = answer["ConnectionNotification"]["ConnectionNotificationId"]
        return identifier, {"VPCEndpointConnectionNotificationId": identifier}

    def update(self, context: Context, resource: Resource, change: Change) -> None:
        """Change topic and events."""
        context.client("ec2").modify_vpc_endpoint_connection_notification(
            ConnectionNotificationId=resource.physical,
            **pick(change.new, "ConnectionNotificationArn", "ConnectionEvents"),
        )

    def delete(self, context: Context, resource: Resource) -> None:
        """Delete it."""
        context.client("ec2").delete_vpc_endpoint_connection_notifications(
            ConnectionNotificationIds=[resource.physical]
        )

"""A network to put services and endpoints into."""

from __future__ import annotations

from typing import Any

S3 = "com.amazonaws.us-east-1.s3"
SQS = "com.amazonaws.us-east-1.sqs"


class Place:
    """A VPC with DNS, an IPv6 block and a subnet in each of three zones, the last one without IPv6."""

    def __init__(self, ec2, elbv2, region: str = "us-east-1") -> None:
        self.ec2, self.elbv2 = ec2, elbv2
        made = ec2.create_vpc(CidrBlock="10.0.0.0/16", AmazonProvidedIpv6CidrBlock=True)["Vpc"]
        self.vpc = made["VpcId"]
        block = made["Ipv6CidrBlockAssociationSet"][0]["Ipv6CidrBlock"].replace("::/56", "")
        for attribute in ("EnableDnsSupport", "EnableDnsHostnames"):
            ec2.modify_vpc_attribute(VpcId=self.vpc, **{attribute: {"Value": True}})
        self.blocks = [f"{block[:-2]}0{n}::/64" for n in range(2)]
        self.subnets = [
            ec2.create_subnet(
                VpcId=self.vpc,
                CidrBlock=f"10.0.{n}.0/24",
                AvailabilityZone=f"{region}{zone}",
                **({"Ipv6CidrBlock": self.blocks[n]} if n < 2 else {}),
            )["Subnet"]["SubnetId"]
            for n, zone in enumerate("abc")
        ]

    def balancer(self, name: str = "n", kind: str = "network", **options: Any) -> str:
        options = {"Subnets": self.subnets[:2], "Scheme": "internal", **options}
        answer = self.elbv2.create_load_balancer(Name=name, Type=kind, **options)
        return answer["LoadBalancers"][0]["LoadBalancerArn"]

    def service(self, **options: Any) -> dict[str, Any]:
        options = {"AcceptanceRequired": False, **options}
        if not {"GatewayLoadBalancerArns", "NetworkLoadBalancerArns"} & set(options):
            options["NetworkLoadBalancerArns"] = [self.balancer()]
        return self.ec2.create_vpc_endpoint_service_configuration(**options)["ServiceConfiguration"]

    def endpoint(self, service: str | None = SQS, **options: Any) -> dict[str, Any]:
        wanted = {
            "VpcId": self.vpc,
            "VpcEndpointType": "Interface",
            "SubnetIds": self.subnets[:2],
            "PrivateDnsEnabled": False,
            **options,
        }
        if service is not None:
            wanted["ServiceName"] = service
        return self.ec2.create_vpc_endpoint(**{k: v for k, v in wanted.items() if v is not None})[
            "VpcEndpoint"
        ]

    def gateway(self) -> dict[str, Any]:
        table = self.ec2.create_route_table(VpcId=self.vpc)["RouteTable"]["RouteTableId"]
        return self.endpoint(
            S3,
            VpcEndpointType="Gateway",
            SubnetIds=None,
            PrivateDnsEnabled=None,
            RouteTableIds=[table],
        )

    def shown(self, endpoint: dict[str, Any]) -> dict[str, Any]:
        answer = self.ec2.describe_vpc_endpoints(VpcEndpointIds=[endpoint["VpcEndpointId"]])
        return answer["VpcEndpoints"][0]

    def interfaces(self, endpoint: dict[str, Any]) -> dict[str, dict[str, Any]]:
        ids = self.shown(endpoint)["NetworkInterfaceIds"]
        answer = self.ec2.describe_network_interfaces(NetworkInterfaceIds=ids)
        return {row["SubnetId"]: row for row in answer["NetworkInterfaces"]}

    def modify(self, endpoint: dict[str, Any], **options: Any) -> None:
        self.ec2.modify_vpc_endpoint(VpcEndpointId=endpoint["VpcEndpointId"], **options)

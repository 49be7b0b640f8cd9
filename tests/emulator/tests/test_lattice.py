"""Resources of a VPC that are shared without a load balancer: VPC Lattice."""

from __future__ import annotations

from typing import Any

import pytest
from test_refusals import refused
from test_sharing import accept, share, subnets_of, vpc_of

from awsemu.inventory import normalise, raw, read

DATABASE = "arn:aws:rds:us-east-1:111111111111:db:orders"


class Place:
    """A gateway in a VPC with two subnets."""

    def __init__(self, aws: Any) -> None:
        self.lattice, self.ec2 = aws("vpc-lattice"), aws("ec2")
        self.vpc = vpc_of(self.ec2)
        self.subnets = subnets_of(self.ec2, self.vpc)
        self.gateway = self.add_gateway("orders")

    def add_gateway(self, name: str, **options: Any) -> str:
        wanted = {"vpcIdentifier": self.vpc, "subnetIds": self.subnets, **options}
        return str(self.lattice.create_resource_gateway(name=name, **wanted)["id"])

    def single(self, name: str, **options: Any) -> dict[str, Any]:
        wanted = {
            "type": "SINGLE",
            "resourceGatewayIdentifier": self.gateway,
            "resourceConfigurationDefinition": {"ipResource": {"ipAddress": "10.0.0.9"}},
            "portRanges": ["5432"],
            **options,
        }
        given = {key: value for key, value in wanted.items() if value is not None}
        made: dict[str, Any] = self.lattice.create_resource_configuration(name=name, **given)
        return made

    def group(self, name: str, **options: Any) -> dict[str, Any]:
        empty = {"resourceConfigurationDefinition": None, "portRanges": None}
        return self.single(name, **(empty | {"type": "GROUP"} | options))

    def child(self, name: str, group: str, **options: Any) -> dict[str, Any]:
        wanted = {"type": "CHILD", "resourceGatewayIdentifier": None}
        return self.single(name, **wanted, resourceConfigurationGroupIdentifier=group, **options)

    def endpoint(self, ec2: Any, arn: str) -> str:
        vpc = vpc_of(ec2, "10.9.0.0/16")
        return str(
            ec2.create_vpc_endpoint(
                VpcId=vpc, VpcEndpointType="Resource", ResourceConfigurationArn=arn
            )["VpcEndpoint"]["VpcEndpointId"]
        )


@pytest.fixture
def place(aws) -> Place:
    return Place(aws)


def test_a_gateway_has_defaults_changes_its_groups_and_goes(place: Place) -> None:
    shown = place.lattice.get_resource_gateway(resourceGatewayIdentifier=place.gateway)
    assert shown["status"] == "ACTIVE"
    assert (shown["ipAddressType"], shown["ipv4AddressesPerEni"]) == ("IPV4", 16)
    assert len(shown["securityGroupIds"]) == 1
    group = place.ec2.create_security_group(GroupName="g", Description="g", VpcId=place.vpc)
    place.lattice.update_resource_gateway(
        resourceGatewayIdentifier=shown["arn"], securityGroupIds=[group["GroupId"]]
    )
    row = place.lattice.list_resource_gateways()["items"][0]
    assert row["securityGroupIds"] == [group["GroupId"]]
    assert row["vpcIdentifier"] == place.vpc
    place.lattice.delete_resource_gateway(resourceGatewayIdentifier=place.gateway)
    with refused("ResourceNotFoundException"):
        place.lattice.get_resource_gateway(resourceGatewayIdentifier=place.gateway)


def test_a_gateway_is_refused(place: Place, aws, new_account) -> None:
    other = aws("ec2", new_account())
    foreign = subnets_of(other, vpc_of(other))
    with refused("ConflictException"):
        place.add_gateway("orders")
    with refused("ValidationException"):
        place.add_gateway("foreign", subnetIds=foreign)
    for kind in ("IPV6", "DUALSTACK"):
        with refused("ValidationException"):
            place.add_gateway("other", ipAddressType=kind)


def test_a_resource_is_made_changed_and_tagged(place: Place) -> None:
    made = place.single("orders", tags={"Name": "orders"})
    assert (made["protocol"], made["portRanges"]) == ("TCP", ["5432"])
    named = {"dnsResource": {"domainName": "db.example.com", "ipAddressType": "IPV4"}}
    place.lattice.update_resource_configuration(
        resourceConfigurationIdentifier=made["id"],
        resourceConfigurationDefinition=named,
        portRanges=["5432-5440"],
    )
    shown = place.lattice.get_resource_configuration(resourceConfigurationIdentifier=made["arn"])
    assert shown["resourceConfigurationDefinition"] == named
    assert shown["portRanges"] == ["5432-5440"]
    place.lattice.tag_resource(resourceArn=made["arn"], tags={"team": "a"})
    place.lattice.untag_resource(resourceArn=made["arn"], tagKeys=["Name"])
    tags = place.lattice.list_tags_for_resource(resourceArn=made["arn"])["tags"]
    assert tags == {"team": "a"}
    with refused("ConflictException"):
        place.lattice.delete_resource_gateway(resourceGatewayIdentifier=place.gateway)


@pytest.mark.parametrize(
    "options",
    [
        {"portRanges": None},
        {"portRanges": ["90-80"]},
        {"portRanges": ["65536"]},
        {"resourceConfigurationDefinition": None},
        {"resourceConfigurationDefinition": {"ipResource": {"ipAddress": "8.8.8.8"}}},
        {"resourceConfigurationDefinition": {"ipResource": {"ipAddress": "2001:db8::1"}}},
        {"resourceConfigurationDefinition": {"arnResource": {"arn": DATABASE}}},
        {"type": "ARN", "resourceConfigurationDefinition": {"arnResource": {"arn": DATABASE}}},
        {"type": "GROUP"},
        {"resourceGatewayIdentifier": None},
        {"groupDomain": "example.com"},
    ],
)
def test_a_resource_is_refused(place: Place, options: dict[str, Any]) -> None:
    with refused("ValidationException"):
        place.single("orders", **options)


def test_a_database_has_no_ports_and_a_child_no_gateway(place: Place) -> None:
    by_arn = {"resourceConfigurationDefinition": {"arnResource": {"arn": DATABASE}}}
    made = place.single("database", type="ARN", portRanges=None, **by_arn)
    assert "portRanges" not in made
    group = place.group("all", groupDomain="example.com")
    child = place.child("first", group["id"], customDomainName="a.example.com")
    assert child["resourceGatewayId"] == place.gateway
    listed = place.lattice.list_resource_configurations(
        resourceConfigurationGroupIdentifier=group["id"]
    )["items"]
    assert [row["name"] for row in listed] == ["first"]
    with refused("ValidationException"):
        place.child("second", group["id"], customDomainName="a.example.net")
    with refused("ValidationException"):
        place.child("third", child["id"])
    with refused("ConflictException"):
        place.lattice.delete_resource_configuration(resourceConfigurationIdentifier=group["id"])
    with refused("InvalidParameter"):
        place.endpoint(place.ec2, child["arn"])


def test_a_domain_is_proved_for_what_is_below_it(place: Place) -> None:
    begun = place.lattice.start_domain_verification(domainName="example.com")
    assert begun["txtMethodConfig"]["name"].endswith("example.com")
    proof = {"domainVerificationIdentifier": begun["id"]}
    place.single("orders", customDomainName="orders.example.com", **proof)
    with refused("ValidationException"):
        place.single("other", customDomainName="orders.example.net", **proof)
    place.lattice.delete_domain_verification(domainVerificationIdentifier=begun["id"])
    with refused("ResourceNotFoundException"):
        place.lattice.get_domain_verification(domainVerificationIdentifier=begun["id"])


def test_endpoints_of_who_may_reach_a_resource_hold_it(place: Place, aws, new_account) -> None:
    arn, consumer = place.single("orders")["arn"], new_account()
    other = aws("ec2", consumer)
    with refused("InvalidParameter"):
        place.endpoint(other, arn)
    accept(aws("ram", consumer), share(aws("ram"), arn, consumer))
    shown = aws("vpc-lattice", consumer).list_resource_configurations()["items"]
    assert [row["arn"] for row in shown] == [arn]
    with refused("AccessDeniedException"):
        aws("vpc-lattice", consumer).delete_resource_configuration(
            resourceConfigurationIdentifier=arn
        )
    ends = [(place.ec2, place.endpoint(place.ec2, arn)), (other, place.endpoint(other, arn))]
    for ec2, endpoint in ends:
        with refused("ConflictException"):
            place.lattice.delete_resource_configuration(resourceConfigurationIdentifier=arn)
        ec2.delete_vpc_endpoints(VpcEndpointIds=[endpoint])
    place.lattice.delete_resource_configuration(resourceConfigurationIdentifier=arn)


def test_a_stack_makes_changes_and_deletes_all_of_it(template, stacks, endpoint, account) -> None:
    body = template("lattice.yaml")
    first = stacks.deploy("lattice", body, {}, {})
    assert first["Arn"].split("/")[0].endswith(":resourceconfiguration")
    found = normalise(read(endpoint, [account], only=["vpc-lattice"]), [account])
    rows = {row["name"]: row for row in found["vpclattice/resource_configuration"]}
    assert rows["first"]["portRanges"] == ["443", "8443-8444"]
    assert rows["first"]["resourceConfigurationGroupId"].endswith("/all id>")
    assert rows["all"]["allowAssociationToShareableServiceNetwork"] is True
    assert [row["name"] for row in found["vpclattice/resource_gateway"]] == ["orders"]
    assert stacks.deploy("lattice", body, {"Port": "5432-5433"}, {}) == first
    found = raw(read(endpoint, [account], only=["vpc-lattice"]))
    rows = {row["name"]: row for row in found["vpclattice/resource_configuration"]}
    assert rows["orders"]["portRanges"] == ["5432-5433"]
    stacks.delete("lattice")
    assert raw(read(endpoint, [account], only=["vpc-lattice"])) == {}

"""VPC Lattice: gateways to resources of a VPC, what consumers may reach, and proofs of domains."""

from __future__ import annotations

from awsemu.inventory.items import Item, Items, Scope, without


def resources(scope: Scope) -> Items:
    """Read what the account owns."""
    service, client = "vpc-lattice", scope.client("vpc-lattice")
    for row in scope.pages(service, "list_resource_gateways", "items"):
        gateway = client.get_resource_gateway(resourceGatewayIdentifier=row["id"])
        yield _item(scope, "resource_gateway", gateway, gateway["name"])
    for row in scope.pages(service, "list_resource_configurations", "items"):
        if row["arn"].split(":")[4] != scope.account:
            continue
        shown = client.get_resource_configuration(resourceConfigurationIdentifier=row["id"])
        yield _item(scope, "resource_configuration", shown, shown["name"])
    for row in scope.pages(service, "list_domain_verifications", "items"):
        shown = client.get_domain_verification(domainVerificationIdentifier=row["id"])
        yield _item(scope, "domain_verification", shown, shown["domainName"])


def _item(scope: Scope, kind: str, shown: dict[str, object], label: str) -> Item:
    arn = str(shown["arn"])
    tags = scope.client("vpc-lattice").list_tags_for_resource(resourceArn=arn)["tags"]
    facts = without(shown, "id", "arn", "tags") | {"Tags": dict(tags)}
    ids = {str(shown["id"]): "id", arn: "arn"}
    return Item(f"vpclattice/{kind}", str(scope), facts, ids, label)

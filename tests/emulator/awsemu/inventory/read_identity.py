"""Certificates, roles, resource shares."""

from __future__ import annotations

from awsemu.inventory.items import Facts, Item, Items, Scope, tags_of, without


def certificates(scope: Scope) -> Items:
    """Read certificates by what they are for; key, serial number and validity are their own."""
    client = scope.client("acm")
    kept = (
        "DomainName",
        "SubjectAlternativeNames",
        "Type",
        "Status",
        "KeyAlgorithm",
        "InUseBy",
        "Options",
        "CertificateAuthorityArn",
    )
    for row in scope.pages("acm", "list_certificates", "CertificateSummaryList"):
        arn = row["CertificateArn"]
        certificate = client.describe_certificate(CertificateArn=arn)["Certificate"]
        facts = without({key: certificate.get(key) for key in kept})
        tags = client.list_tags_for_certificate(CertificateArn=arn)
        facts["Tags"] = tags_of(tags.get("Tags"))
        yield Item("acm/certificate", str(scope), facts, {arn: "arn"}, certificate["DomainName"])


def roles(scope: Scope) -> Items:
    """Read roles with their policies, except AWS's own."""
    client = scope.client("iam")
    for role in scope.pages("iam", "list_roles", "Roles"):
        name = role["RoleName"]
        if role["Path"].startswith("/aws-service-role/"):
            continue
        inline = scope.pages("iam", "list_role_policies", "PolicyNames", RoleName=name)
        attached = scope.pages(
            "iam", "list_attached_role_policies", "AttachedPolicies", RoleName=name
        )
        facts: Facts = without(role, "RoleId", "Arn", "Tags", "RoleLastUsed")
        facts["Policies"] = {
            policy: client.get_role_policy(RoleName=name, PolicyName=policy)["PolicyDocument"]
            for policy in map(str, inline)
        }
        facts["AttachedPolicies"] = [policy["PolicyArn"] for policy in attached]
        facts["Tags"] = tags_of(client.list_role_tags(RoleName=name)["Tags"])
        yield Item("iam/role", str(scope), facts, {role["Arn"]: "arn", role["RoleId"]: "id"})


def shares(scope: Scope) -> Items:
    """Read the account's own shares with members."""
    for share in scope.pages("ram", "get_resource_shares", "resourceShares", resourceOwner="SELF"):
        if share["status"] != "ACTIVE":
            continue
        arn = share["resourceShareArn"]
        facts = without(share, "resourceShareArn", "owningAccountId", "tags")
        for kind in ("PRINCIPAL", "RESOURCE"):
            members = scope.pages(
                "ram",
                "get_resource_share_associations",
                "resourceShareAssociations",
                associationType=kind,
                resourceShareArns=[arn],
            )
            facts[f"{kind.lower()}s"] = [row["associatedEntity"] for row in members]
        facts["Tags"] = tags_of(share.get("tags"))
        yield Item("ram/resource_share", str(scope), facts, {arn: "arn"}, share["name"])

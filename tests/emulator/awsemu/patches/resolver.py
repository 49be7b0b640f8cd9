"""Route 53 Resolver: rules of other accounts, changes of rules, and what answers show.

Stock moto knows rules of the own account only and cannot change them, forgets the protocols and the
type of an endpoint, shows targets without the port and protocol that AWS takes by default, and
fails to list what has no name.
"""

from __future__ import annotations

import json
from typing import Any

from moto.route53resolver.exceptions import ResourceInUseException, ResourceNotFoundException
from moto.route53resolver.models import (
    ResolverEndpoint,
    ResolverRule,
    Route53ResolverBackend,
    route53resolver_backends,
)
from moto.route53resolver.responses import Route53ResolverResponse as Response

from awsemu.moto_state import all_backends
from awsemu.patches.ram_shares import shares
from awsemu.patches.transit_gateways import is_shared_with
from awsemu.patching import Function, replace, wrap

Facts = dict[str, Any]


def _foreign_rules(backend: Any) -> dict[str, Any]:
    """Return the rules of other accounts that are shared with the account of `backend`."""
    return {
        rule.id: rule
        for _, region, other in all_backends(route53resolver_backends)
        for rule in list(other.resolver_rules.values())
        if other is not backend
        and region == backend.region_name
        and is_shared_with(rule.arn, backend.account_id)
    }


def _find_rule(backend: Any, identifier: str) -> Any:
    """Return a rule that the account of `backend` owns or was given; AWS's error if there is none."""
    rule = backend.resolver_rules.get(identifier) or _foreign_rules(backend).get(identifier)
    if rule is None:
        raise ResourceNotFoundException(f"Resolver rule with ID '{identifier}' does not exist.")
    return rule


def _with_rule(original: Function, self: Any, identifier: str, *arguments: Any) -> Any:
    """Call what looks only among the own rules with a rule that may be another account's."""
    rule, own = _find_rule(self, identifier), self.resolver_rules
    self.resolver_rules = {**own, rule.id: rule}
    try:
        return original(self, identifier, *arguments)
    finally:
        self.resolver_rules = own


@wrap(Route53ResolverBackend, "associate_resolver_rule")
def _associate(
    original: Function, self: Any, resolver_rule_id: str, name: str | None, vpc_id: str
) -> Any:
    """Associate a rule, also one of another account."""
    return _with_rule(original, self, resolver_rule_id, name or "", vpc_id)


@wrap(Route53ResolverBackend, "disassociate_resolver_rule")
def _disassociate(original: Function, self: Any, resolver_rule_id: str, vpc_id: str) -> Any:
    """End an association, also with a rule of another account."""
    return _with_rule(original, self, resolver_rule_id, vpc_id)


@replace(Response)
def get_resolver_rule(self: Any) -> str:
    """Show a rule that the caller owns or was given."""
    rule = _find_rule(self.route53resolver_backend, self._get_param("ResolverRuleId"))
    return json.dumps({"ResolverRule": _seen(rule, self.current_account)})


@replace(Response)
def list_resolver_rules(self: Any) -> str:
    """List the rules that the caller owns or was given."""
    backend, filters = self.route53resolver_backend, self._get_param("Filters") or []
    backend._add_field_name_to_filter(filters)
    backend._validate_filters(filters, ResolverRule.FILTER_NAMES)
    rules = [*backend.resolver_rules.values(), *_foreign_rules(backend).values()]
    rows = [
        _seen(rule, self.current_account)
        for rule in rules
        if backend._matches_all_filters(rule, filters)
    ]
    return json.dumps({"ResolverRules": rows, "MaxResults": 100})


def _seen(rule: Any, account: str) -> Facts:
    """Describe a rule as the account sees it."""
    shared = any(share.status == "ACTIVE" and rule.arn in share.resource_arns for share in shares())
    by_me = "SHARED_BY_ME" if shared else "NOT_SHARED"
    facts: Facts = rule.description()
    return facts | {"ShareStatus": by_me if rule.account_id == account else "SHARED_WITH_ME"}


@replace(Response)
def update_resolver_rule(self: Any) -> str:
    """Change name, endpoint and targets of a rule; what is not given stays."""
    backend, config = self.route53resolver_backend, self._get_param("Config") or {}
    identifier = self._get_param("ResolverRuleId")
    if identifier not in backend.resolver_rules:
        raise ResourceNotFoundException(f"Resolver rule with ID '{identifier}' does not exist.")
    rule = backend.resolver_rules[identifier]
    if "ResolverEndpointId" in config:
        backend._validate_resolver_endpoint_id(config["ResolverEndpointId"])
        rule.resolver_endpoint_id = config["ResolverEndpointId"]
    if "TargetIps" in config:
        rule.target_ips = _complete(config["TargetIps"])
    rule.name = config.get("Name", rule.name)
    return json.dumps({"ResolverRule": _seen(rule, self.current_account)})


def _complete(targets: list[Facts]) -> list[Facts]:
    return [{"Port": 53, "Protocol": "Do53", **target} for target in targets]


@wrap(Route53ResolverBackend, "create_resolver_rule")
def _create_rule(original: Function, self: Any, **keywords: Any) -> Any:
    """Keep the defaults of AWS."""
    keywords["target_ips"] = _complete(keywords["target_ips"] or [])
    return original(self, **keywords | {"name": keywords["name"] or ""})


@wrap(Route53ResolverBackend, "delete_resolver_rule")
def _delete_rule(original: Function, self: Any, resolver_rule_id: str) -> Any:
    """Refuse while VPCs of other accounts follow the rule."""
    for _, _, other in all_backends(route53resolver_backends):
        for association in other.resolver_rule_associations.values():
            if association.resolver_rule_id == resolver_rule_id:
                raise ResourceInUseException(
                    "Please disassociate this resolver rule from VPC first before deleting"
                )
    return original(self, resolver_rule_id)


@wrap(Route53ResolverBackend, "create_resolver_endpoint")
def _create_endpoint(original: Function, self: Any, **keywords: Any) -> Any:
    """Take an endpoint without a name."""
    return original(self, **keywords | {"name": keywords["name"] or ""})


def _keep(endpoint: Any, response: Any) -> str:
    """Keep what the request says about type and protocols, and show the endpoint."""
    for name, attribute in (("ResolverEndpointType", "kind"), ("Protocols", "protocols")):
        value = response._get_param(name)
        if value:
            setattr(endpoint, attribute, value)
    return json.dumps({"ResolverEndpoint": endpoint.description()})


@wrap(Response, "create_resolver_endpoint")
def _create_endpoint_answer(original: Function, self: Any) -> str:
    """Make an endpoint of a type, with protocols."""
    made = json.loads(original(self))["ResolverEndpoint"]["Id"]
    return _keep(self.route53resolver_backend.resolver_endpoints[made], self)


@replace(Response)
def update_resolver_endpoint(self: Any) -> str:
    """Change name, type and protocols; what is not given stays."""
    endpoint = self.route53resolver_backend.get_resolver_endpoint(
        self._get_param("ResolverEndpointId")
    )
    if self._get_param("Name") is not None:
        endpoint.update_name(self._get_param("Name"))
    return _keep(endpoint, self)


@wrap(ResolverEndpoint, "description")
def _description(original: Function, self: Any) -> Facts:
    """Show type and protocols."""
    facts: Facts = original(self)
    return facts | {
        "ResolverEndpointType": getattr(self, "kind", "IPV4"),
        "Protocols": getattr(self, "protocols", ["Do53"]),
    }

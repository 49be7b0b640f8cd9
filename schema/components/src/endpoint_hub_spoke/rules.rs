//! What has to hold for a spoke and its hub together.

use crate::endpoint_hub_spoke::admission::Admitted;
use crate::endpoint_hub_spoke::automatic_rules;
use crate::endpoint_hub_spoke::names::Names;
use crate::endpoint_hub_spoke::{Inputs, InputsFields};
use crate::shared::hub::{Hub, HubDomainFields, HubFields};
use crate::shared::names_mode::{has_profile, has_zones};
use crate::sources;
use privatelink_ir::handle::{Handle, Late, each_rule, one_of};
use privatelink_ir::rule::Rule;
use privatelink_macros::text;

/// What has to hold.
pub(crate) fn rules(
    inputs: Handle<Inputs>,
    admitted: Admitted,
    names: Names,
    hub: Handle<Hub, Late>,
) -> Vec<Rule> {
    let ways =
        one_of("spoke/hub", [inputs.hub().way(), inputs.hub_json().way()], "which hub it is");
    ways.into_iter()
        .chain(about_domains(inputs, hub))
        .chain(about_admission(inputs, admitted, hub))
        .chain(automatic_rules::rules(inputs, admitted, hub))
        .chain(about_names(inputs, names, hub))
        .chain([about_transport(inputs, hub)])
        .chain(about_ipv6(inputs, hub))
        .chain(about_tables(inputs))
        .collect()
}

/// Whether no hub is given, or one that is not known yet.
fn is_unknown(hub: Handle<Hub, Late>) -> Handle<bool, Late> {
    hub.entry_route_table_id().is_absent()
}

/// The hub is reached in a way that this version knows.
fn about_transport(inputs: Handle<Inputs>, hub: Handle<Hub, Late>) -> Rule {
    let transport = hub.transport();
    inputs
        .vpc_id()
        .rule("spoke/transport")
        .must(transport.is_absent() | transport.is("transitGateway"))
        .otherwise(
            text!("cannot be attached: the hub is reached by `{}`", transport.or("")),
            "use a version of this component that knows that",
        )
}

/// IPv6 leads to a hub that has it.
fn about_ipv6(inputs: Handle<Inputs>, hub: Handle<Hub, Late>) -> [Rule; 2] {
    let (ipv6, destinations) = (inputs.ipv6(), inputs.destination_ipv6_cidrs());
    [
        ipv6.rule("spoke/ipv6")
            .source(sources::GATEWAY_ATTACHMENTS)
            .must(!ipv6 | is_unknown(hub) | hub.ipv6_cidr_block().is_set())
            .otherwise(
                "is true, but the hub has no IPv6 range",
                "set it to false, or `ipv6` of the hub to true",
            ),
        destinations.rule("spoke/ipv6-off").must(ipv6 | destinations.is_empty()).otherwise(
            "is given, but the attachment has no IPv6",
            "remove it, or set `ipv6` to true",
        ),
    ]
}

/// Routes need tables to stand in.
fn about_tables(inputs: Handle<Inputs>) -> [Rule; 2] {
    [inputs.destination_cidrs(), inputs.destination_ipv6_cidrs()].map(|destinations| {
        let has_tables = inputs.route_table_ids().has_any();
        destinations.rule("spoke/no-tables").must(destinations.is_empty() | has_tables).otherwise(
            "is given, but there are no route tables for such routes",
            "remove it, or give `routeTableIds`",
        )
    })
}

/// Domains are those of the hub.
fn about_domains(inputs: Handle<Inputs>, hub: Handle<Hub, Late>) -> Vec<Rule> {
    let domains = hub.domains();
    let domain = inputs.domain();
    let wanted = domains.lookup(domain).propagate_to();
    let missing = wanted.filter(|other| !inputs.propagate_to().contains(other));
    let is_unknown = is_unknown(hub);
    let unknown = domain.rule("spoke/domain").must(is_unknown | domains.has_key(domain)).otherwise(
        text!("is `{domain}`, and the hub has {}", domains.keys().quoted()),
        "name a domain of the hub",
    );
    let incomplete = inputs
        .propagate_to()
        .rule("spoke/propagates-all")
        .must(!domains.has_key(domain) | missing.is_empty())
        .otherwise(
            text!(
                "leaves out {}: the spokes of these domains would send to this VPC, and it could not \
                 answer",
                missing.quoted()
            ),
            "add these domains",
        );
    let each = each_rule(inputs.propagate_to(), |_, other| {
        [other
            .rule("spoke/propagates")
            .must(!domains.has_key(domain) | wanted.contains(other))
            .otherwise(
                text!(
                    "is `{other}`, whose spokes are not to reach those of `{domain}`: the hub lists \
                     {}",
                    wanted.quoted()
                ),
                "remove it, or change `reach` of the hub's domains",
            )]
    });
    [unknown, incomplete].into_iter().chain(each).collect()
}

/// The hub's half is done by one side.
fn about_admission(
    inputs: Handle<Inputs>,
    admitted: Admitted,
    hub: Handle<Hub, Late>,
) -> Vec<Rule> {
    let accepts = inputs.accept_attachment();
    vec![
        accepts.rule("spoke/accept-elsewhere").must(!accepts | admitted.is_here).otherwise(
            "is set, but the hub's deployment does the hub's half",
            "remove it, or set `admission` to `here`",
        ),
        accepts
            .rule("spoke/accept-missing")
            .must(hub.accepts_attachments() | inputs.same_account() | !admitted.is_here | accepts)
            .otherwise(
                "is false, but the hub does not accept attachments by itself",
                "set it to true",
            ),
        inputs
            .accept_share()
            .rule("spoke/share-missing")
            .must(!inputs.accept_share() | hub.share_arn().is_set())
            .otherwise(
                "is set, but the hub is shared with nobody",
                "remove it, or name this account in the hub's `shareWith`",
            ),
    ]
}

/// Names are those that the hub has.
fn about_names(inputs: Handle<Inputs>, names: Names, hub: Handle<Hub, Late>) -> Vec<Rule> {
    let is_zoned = has_zones(inputs.dns());
    let (services, bundles, zones) = (inputs.services(), inputs.bundles(), inputs.zones());
    let names_any = services.has_any() | bundles.has_any() | zones.has_any();
    let missing = names.zone_keys.filter(|key| !hub.zone_ids().has_key(key));
    let unknown = each_rule(services, |_, service| {
        let unknown = service.rule("service/unknown");
        let unknown = unknown.must(names.catalogue.services.has_key(service)).otherwise(
            text!("is `{service}`, which the catalogue does not have"),
            "correct it, or name the zone in `zones`",
        );
        [names.catalogue.suggest(service, unknown)]
    });
    let no_bundle = names.catalogue.unknown_bundles(bundles);
    let is_unknown = is_unknown(hub);
    let no_rule = each_rule(inputs.resolver_rules(), |_, name| {
        [name
            .rule("spoke/resolver-rule")
            .must(is_unknown | hub.resolver_rule_ids().has_key(name))
            .otherwise(
                text!(
                    "is `{name}`, and the hub has the rules {}",
                    hub.resolver_rule_ids().keys().quoted()
                ),
                "remove it, or add it to `resolver.forward` of the hub",
            )]
    });
    let of_mode = [
        inputs.dns().rule("spoke/dns-nothing").must(!is_zoned | names_any).otherwise(
            "associates the VPC with zones, but nothing says with which",
            "name services in `services`, `bundles` or `zones`, or set it to `profile` or `none`",
        ),
        inputs.dns().rule("spoke/dns-unused").must(is_zoned | !names_any).otherwise(
            "makes no associations with zones, but `services`, `bundles` or `zones` name some",
            "remove them, or set it to `zones` or `profileZones`",
        ),
        inputs
            .dns()
            .rule("spoke/dns-profile")
            .must(!has_profile(inputs.dns()) | hub.profile_id().is_set())
            .otherwise(
                "associates the VPC with a profile, but the hub has none",
                "set it to `zones`, or `dns` of the hub to `profile`",
            ),
        inputs.dns().rule("spoke/zone-unknown").must(missing.is_empty()).otherwise(
            text!("needs zones that the hub does not have: {}", missing.quoted()),
            "name services of the hub only, or add these to the hub",
        ),
    ];
    unknown.into_iter().chain(no_bundle).chain(no_rule).chain(of_mode).collect()
}

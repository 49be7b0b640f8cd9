//! What has to hold for resources and groups.

use crate::private_link_resource::gateway::AddressType;
use crate::private_link_resource::resource::{
    Given, Resource, ResourceFields, name_of, ranges, written,
};
use crate::shared::ports;
use crate::sources;
use privatelink_ir::handle::{Handle, Text, each_rule, one_of};
use privatelink_ir::rule::Rule;
use privatelink_macros::text;

/// The ranges of which AWS takes IPv4 addresses.
const PRIVATE: &str = r"^(10\.|172\.(1[6-9]|2[0-9]|3[01])\.|192\.168\.|100\.(6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])\.)";

/// Most letters of a name.
const LONGEST: &str = "^.{1,40}$";

/// The rules.
pub(crate) fn rules(name: Handle<Text>, given: Given) -> Vec<Rule> {
    let reserved = name
        .rule("name/reserved")
        .source(sources::CREATE_CONFIGURATION)
        .must(!name.matches("^(rgw-|rcfg(-|$))"))
        .otherwise(
            "begins as AWS's own ids of gateways or resource configurations do",
            "choose another name",
        );
    let of_resources = each_rule(given.resources, |key, resource| {
        let of_kinds = [
            resource.ip_address().way(),
            resource.domain_name().way(),
            resource.database_arn().way(),
        ];
        one_of("resource", of_kinds, "where it is")
            .into_iter()
            .chain([of_name(resource.rule("name/length"), name, key)])
            .chain(of_ports(resource))
            .chain(of_addresses(resource, given.address_type))
            .chain(of_group(resource, given))
            .collect::<Vec<_>>()
    });
    let of_groups = each_rule(given.groups, |key, group| {
        let twice = group.rule("group/key").must(!given.resources.has_key(key)).otherwise(
            text!("has the key `{key}`, which a resource has, too: both would have one name"),
            "give the group another key",
        );
        [of_name(group.rule("name/length"), name, key), twice]
    });
    [reserved].into_iter().chain(of_resources).chain(of_groups).collect()
}

/// The name that is made of both is not too long.
fn of_name(rule: Rule, name: Handle<Text>, key: Handle<Text>) -> Rule {
    let whole = name_of(name, key);
    rule.source(sources::CREATE_CONFIGURATION).must(whole.matches(LONGEST)).otherwise(
        text!("would be called `{whole}`, and AWS takes 40 letters"),
        "shorten its key or `name`",
    )
}

/// A database has ports of its own; whatever else there is needs some.
fn of_ports(resource: Handle<Resource>) -> Vec<Rule> {
    let (ports, database) = (resource.ports(), resource.database_arn());
    let given = resource.port_ranges();
    let are_missing = ranges(resource).is_empty();
    let is_other = resource.ip_address().is_set() | resource.domain_name().is_set();
    let mut rules = vec![
        ports
            .rule("ports/missing")
            .source(sources::CREATE_CONFIGURATION)
            .must(!(is_other & are_missing))
            .otherwise(
                "is empty, and so is `portRanges`, so consumers could use no port",
                "give the ports that they may use",
            ),
        ports
            .rule("ports/database")
            .source(sources::CREATE_CONFIGURATION)
            .must(!database.is_set() | are_missing)
            .otherwise(
                "or `portRanges` is given, but the ports of `databaseArn` are those of the database",
                "remove both",
            ),
        given
            .rule("ports/repeated")
            .must(written(given).repeated().is_empty())
            .otherwise(
                text!("names {} more than once", written(given).repeated().quoted()),
                "list each range once",
            ),
    ];
    rules.push(ports::in_order(given));
    rules
}

/// Addresses are private, and of a type that the gateway has.
fn of_addresses(resource: Handle<Resource>, of_gateway: Handle<AddressType>) -> [Rule; 4] {
    let (address, wanted) = (resource.ip_address(), resource.domain_ip_address_type());
    let is_ipv6 = address.matches(":");
    let fits = (of_gateway.is(AddressType::Dualstack))
        | (is_ipv6 & of_gateway.is(AddressType::Ipv6))
        | (!is_ipv6 & of_gateway.is(AddressType::Ipv4));
    let wanted_fits = of_gateway.is(AddressType::Dualstack)
        | Handle::<Text>::of(wanted).is(Handle::<Text>::of(of_gateway));
    [
        address
            .rule("address/private")
            .source(sources::RESOURCE_CONFIGURATIONS)
            .must(address.is_set().implies(is_ipv6 | address.matches(PRIVATE)))
            .otherwise(
                text!("is `{address}`, which is not private"),
                "give an address in 10.0.0.0/8, 100.64.0.0/10, 172.16.0.0/12 or 192.168.0.0/16, or \
                 `domainName`",
            ),
        address
            .rule("address/type")
            .source(sources::RESOURCE_GATEWAYS)
            .must(address.is_set().implies(fits))
            .otherwise(
                text!("is `{address}`, but the gateway is `{of_gateway}`"),
                "set `ipAddressType` to the type of the address, or to `dualstack`",
            ),
        wanted
            .rule("address/domain-type")
            .source(sources::RESOURCE_GATEWAYS)
            .must(wanted.is_set().implies(wanted_fits))
            .otherwise(
                text!("is `{wanted}`, but the gateway is `{of_gateway}`"),
                "set `ipAddressType` to the same, or to `dualstack`",
            ),
        wanted
            .rule("address/domain-unused")
            .must(wanted.is_set().implies(resource.domain_name().is_set()))
            .otherwise("is given without `domainName`", "remove it"),
    ]
}

/// A member names a group that is there, and is no database.
fn of_group(resource: Handle<Resource>, given: Given) -> [Rule; 2] {
    let group = resource.group();
    [
        group
            .rule("group/unknown")
            .must(group.is_set().implies(given.groups.has_key(group)))
            .otherwise(
                text!("is `{group}`, which is not in `groups`"),
                "add the group, or name one that is there",
            ),
        group
            .rule("group/database")
            .source(sources::RESOURCE_CONFIGURATIONS)
            .must(!(group.is_set() & resource.database_arn().is_set()))
            .otherwise(
                "is given, but a database that is named by its ARN is in no group",
                "remove it, or give the database by its domain name",
            ),
    ]
}

//! The security group of an endpoint: who may reach the service, on its own ports only. Nothing leaves through it.
//!
//! Its rules stand in the group itself: which ports there are is known as late as the connection, and a rule of its own
//! for each port would have to be known before.

use crate::forms::{Ipv4Cidr, Ipv6Cidr, Port, PrefixListId, SecurityGroupId};
use crate::private_link_consumer::endpoint_type::{EndpointType, has_interfaces};
use crate::private_link_consumer::service_choice::Choice;
use crate::shared::Subject;
use crate::shared::connection::{self, ConnectionFields, Handed};
use crate::shared::group_rules::{self, Count};
use crate::shared::nowhere::nowhere;
use crate::shared::ports::{self, PortRange};
use crate::shared::services::{FactsFields, Range, RangeFields, https, range};
use crate::sources;
use privatelink_catalog::ec2;
use privatelink_catalog::ec2::security_group::Ingress;
use privatelink_catalog::engines::{COMPUTING, LOOK_UPS};
use privatelink_ir::Value;
use privatelink_ir::handle::{Condition, Draft, Handle, Late, List, Resource, Text, When, list};
use privatelink_ir::rule::Rule;
use privatelink_macros::{Input, text};
use schemars::JsonSchema;

/// Security groups of an endpoint.
#[derive(Input, JsonSchema)]
#[schemars(rename = "EndpointSecurityGroup", rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct SecurityGroup {
    /// Whether a group is made.
    #[schemars(extend("default" = true))]
    create: bool,
    /// Groups that are already there, to be attached as well.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    ids: Vec<Value<SecurityGroupId>>,
    /// IPv4 ranges that may reach the service. Default: the ranges of the VPC if no other source is given either, which
    /// CloudFormation cannot look up.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    allowed_ipv4_cidrs: Vec<Value<Ipv4Cidr>>,
    /// IPv6 ranges that may reach the service.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    allowed_ipv6_cidrs: Vec<Value<Ipv6Cidr>>,
    /// Prefix lists that may reach the service.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    allowed_prefix_list_ids: Vec<Value<PrefixListId>>,
    /// Most entries that the lists of `allowedPrefixListIds` may have, all of them together: AWS counts each as a rule for every
    /// port. Default: one for each list. An id does not say it; who made a list does, and the guide of Amazon VPC for AWS's own.
    #[schemars(range(min = 1, max = 1000))]
    prefix_list_entries: Option<u32>,
    /// Security groups whose members may reach the service: of the same VPC, or of a peered one. Not through a transit
    /// gateway.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    allowed_security_group_ids: Vec<Value<SecurityGroupId>>,
    /// TCP ports of the service. Default: those of the connection or of the catalogue, else 443.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    ports: Vec<Port>,
    /// Ranges of TCP ports of the service, beside `ports`.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    port_ranges: Vec<PortRange>,
    /// Allows `0.0.0.0/0` and `::/0` among the sources.
    #[schemars(extend("default" = false))]
    allow_open_ingress: bool,
}

/// Ports that are open, with their protocol.
#[derive(Input, JsonSchema)]
struct Opening {
    first: Value<Port>,
    last: Value<Port>,
    protocol: String,
}

/// Who may reach the service.
#[derive(Input, JsonSchema)]
struct Source {
    kind: Kind,
    end: Value<String>,
}

/// What the end of a rule is.
#[derive(Clone, Copy, Input, JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum Kind {
    Ipv4,
    Ipv6,
    List,
    Group,
}

/// An opening for a source.
#[derive(Input, JsonSchema)]
struct Pair {
    first: Value<Port>,
    last: Value<Port>,
    protocol: Value<String>,
    kind: Value<Kind>,
    end: Value<String>,
}

/// What the group is made for.
#[derive(Clone, Copy)]
pub(crate) struct Given {
    /// The settings.
    pub(crate) settings: Handle<SecurityGroup>,
    /// Type of the endpoint.
    pub(crate) endpoint_type: Handle<EndpointType>,
    /// Ports that the user says of the service.
    pub(crate) override_ports: Handle<List<i64>>,
    /// Ranges of them.
    pub(crate) override_ranges: Handle<List<PortRange>>,
    /// Quota of rules.
    pub(crate) most_rules: Handle<i64>,
}

impl Given {
    /// Whether a group is made.
    fn is_made(self) -> Condition {
        has_interfaces(self.endpoint_type) & self.settings.create()
    }

    /// Who may reach the service, and what each input is called among the sources.
    fn sources(self) -> [(Kind, Handle<List<Text, Late>>); 4] {
        let settings = self.settings;
        [
            (Kind::Ipv4, settings.allowed_ipv4_cidrs()),
            (Kind::Ipv6, settings.allowed_ipv6_cidrs()),
            (Kind::List, settings.allowed_prefix_list_ids()),
            (Kind::Group, settings.allowed_security_group_ids()),
        ]
    }

    fn names_no_source(self) -> Condition {
        let [ipv4, ipv6, lists, groups] = self.sources().map(|(_, ends)| ends.is_empty());
        ipv4 & ipv6 & lists & groups
    }
}

/// The group, and the look-up of the VPC that it may need. Gives the ids of all groups of the endpoint; null where it has
/// no interfaces.
pub(crate) fn part(
    draft: &mut Draft,
    subject: Subject,
    given: Given,
    choice: Choice,
    handed: Handed,
) -> Handle<List<Text, Late>, Late> {
    let settings = given.settings;
    let openings = draft.named("openings", openings(settings, choice, handed));
    let [ipv4, ipv6, lists, groups] = given.sources().map(|(kind, ends)| sources(kind, ends));
    let said = draft.named("sources", ipv4 + ipv6 + lists + groups);
    let vpc = ec2::VpcDetails::new()
        .only_if(given.is_made() & given.names_no_source())
        .id(subject.vpc_id);
    let vpc = draft.resource("vpc", vpc);
    let of_vpc = sources(Kind::Ipv4, vpc.cidr_blocks());
    let everyone = given.names_no_source().choose(of_vpc, said);
    let group = ec2::SecurityGroup::new()
        .only_if(given.is_made())
        .vpc_id(subject.vpc_id)
        .description(text!("Endpoint of {}", subject.name))
        .ingress(inbound(everyone, openings))
        .egress(list([nowhere()]))
        .tags(subject.tags);
    let made = draft.resource("security_group", group).id();
    draft.rules(rules(given, handed));
    draft.rules(of_ports(given));
    draft.rules(of_quota(given, openings));
    draft.rules(open(settings));
    draft
        .output("securityGroupId", "Id of the security group, if one was made here.", made)
        .optional();
    let all = settings.create().then_one(made) + settings.ids();
    has_interfaces(given.endpoint_type).then(all).late()
}

/// The ports that are open: those that the user names, else those of the connection or of the catalogue.
fn openings(
    settings: Handle<SecurityGroup>,
    choice: Choice,
    handed: Handed,
) -> Handle<List<Opening, Late>, Late> {
    fn open<V: When, W: When>(
        ports: Handle<List<Range, V>, W>,
        protocol: &str,
    ) -> Handle<List<Opening, Late>, Late> {
        let open = ports
            .map(|port| Opening::object().first(port.first()).last(port.last()).protocol(protocol));
        Handle::of(open)
    }
    let Handed { is_given, connection } = handed;
    let of_service = choice.is_aws_service.choose(choice.facts.ports(), list([https()]));
    let handed_over = ports::all(connection.ports(), connection.port_ranges());
    let of_connection = is_given.choose(handed_over, of_service);
    let own = ports::all(settings.ports(), settings.port_ranges());
    let tcp = own.is_empty().choose(of_connection, own);
    let udp = is_given.then_all(connection.udp_ports().map(range));
    open(tcp, "tcp") + open(udp, "udp")
}

fn sources<W: When>(kind: Kind, ends: Handle<List<Text, Late>, W>) -> Handle<List<Source>, W> {
    ends.map(|end| Source::object().kind(kind).end(end))
}

/// One rule per source and opening: the form in which AWS stores them and every engine reads them back.
fn inbound(
    sources: Handle<List<Source>, Late>,
    openings: Handle<List<Opening, Late>, Late>,
) -> Handle<List<Ingress>, Late> {
    let pairs = sources.flat_map(|source| {
        openings.map(|opening| {
            Pair::object()
                .first(opening.first())
                .last(opening.last())
                .protocol(opening.protocol())
                .kind(source.kind())
                .end(source.end())
        })
    });
    pairs.map(|rule| {
        let only = |kind: Kind| rule.kind().is(kind).then(list([rule.end()]));
        Ingress::new()
            .from_port(rule.first())
            .to_port(rule.last())
            .protocol(rule.protocol())
            .cidr_blocks(only(Kind::Ipv4))
            .ipv6_cidr_blocks(only(Kind::Ipv6))
            .prefix_list_ids(only(Kind::List))
            .security_groups(only(Kind::Group))
    })
}

/// What has to hold for the groups.
fn rules(given: Given, handed: Handed) -> Vec<Rule> {
    let Given { settings, endpoint_type, .. } = given;
    let has_interfaces = has_interfaces(endpoint_type);
    let (ids, ports, connection) = (settings.ids(), settings.ports(), handed.connection);
    let has_ports = ports.has_any() | settings.port_ranges().has_any();
    let says_nothing = given.names_no_source() & !has_ports & !settings.allow_open_ingress();
    vec![
        settings
            .rule("security-group/endpoint-none")
            .source(sources::INTERFACE_ENDPOINT)
            .must(!has_interfaces | settings.create() | ids.has_any())
            .otherwise(
                "leaves the endpoint without a group of yours: AWS would give it the VPC's default \
                 group",
                "set `create`, or name groups in `ids`",
            ),
        settings
            .rule("security-group/endpoint-sources")
            .must(given.is_made().implies(!given.names_no_source()))
            .otherwise(
                "names no one who may reach the endpoint, so it is open to the address ranges of \
                 the VPC",
                "name them in `securityGroup.allowedIpv4Cidrs`",
            )
            .on_engines_without(LOOK_UPS),
        settings
            .rule("security-group/endpoint-unused")
            .must(given.is_made() | says_nothing)
            .otherwise(
                "says who may reach the service, but no group is made to hold it",
                "set `create`, or remove everything but `ids`",
            ),
        ids.rule("security-group/endpoint-type").must(has_interfaces | ids.is_empty()).otherwise(
            text!("is given, but an endpoint of the type `{endpoint_type}` has no groups"),
            "remove it",
        ),
        ports
            .rule("security-group/endpoint-ports")
            .must(
                !given.is_made()
                    | connection.service_name().is_absent()
                    | has_ports
                    | connection::has_ports(connection),
            )
            .otherwise(
                "is empty, and the connection has no ports either: nobody could reach the service",
                "give the ports of the service",
            ),
    ]
}

/// What is said about ports and prefix lists says something.
fn of_ports(given: Given) -> [Rule; 4] {
    let Given { settings, override_ports, override_ranges, .. } = given;
    let has_ports = settings.ports().has_any() | settings.port_ranges().has_any();
    let is_used = |none: Condition, rule: Rule| {
        rule.must(none | (given.is_made() & !has_ports)).otherwise(
            "is given, but no security group is made for these ports, or `securityGroup` has \
             others",
            "remove it",
        )
    };
    [
        is_used(override_ports.is_empty(), override_ports.rule("service/override-ports")),
        is_used(override_ranges.is_empty(), override_ranges.rule("service/override-ports")),
        ports::in_order(settings.port_ranges()),
        settings
            .prefix_list_entries()
            .rule("security-group/prefix-list-entries")
            .only_with(settings.allowed_prefix_list_ids().has_any())
            .otherwise("is given, but no prefix list is let in", "remove it"),
    ]
}

/// No group has more rules than AWS lets it have. The VPC has one range at least.
fn of_quota(given: Given, openings: Handle<List<Opening, Late>, Late>) -> [Rule; 1] {
    let settings = given.settings;
    let lists = settings.allowed_prefix_list_ids().length();
    let groups = settings.allowed_security_group_ids().length();
    let without_family = groups.plus(settings.prefix_list_entries().or(lists));
    let of_vpc = given.names_no_source().choose(1, 0);
    let ends = Count {
        ipv4: settings.allowed_ipv4_cidrs().length().plus(without_family).plus(of_vpc).late(),
        ipv6: settings.allowed_ipv6_cidrs().length().plus(without_family).late(),
    };
    let opened = given.is_made().choose(openings.length(), 0).late();
    let what = "the endpoint's group";
    [group_rules::within(
        given.most_rules,
        "security-group/endpoint-quota",
        what,
        ends.each(opened),
    )]
}

/// Everybody is let in only by who says so.
fn open(settings: Handle<SecurityGroup>) -> [Rule; 3] {
    let is_open = settings.allowed_ipv4_cidrs().contains("0.0.0.0/0")
        | settings.allowed_ipv6_cidrs().contains("::/0");
    [
        settings
            .rule("security-group/endpoint-open")
            .must(settings.allow_open_ingress() | !is_open)
            .otherwise(
                "lets everybody in",
                "name narrower ranges, or confirm with `allowOpenIngress`",
            ),
        settings
            .rule("security-group/endpoint-open-allowed")
            .must(settings.allow_open_ingress().implies(!is_open))
            .otherwise("lets everybody in", "name narrower ranges unless this is meant")
            .warning(),
        settings
            .allow_open_ingress()
            .rule("security-group/endpoint-consent-unused")
            .must(settings.allow_open_ingress().implies(is_open))
            .otherwise("is set, but no range is open to everybody", "remove it")
            .on_engines_with(COMPUTING)
            .warning(),
    ]
}

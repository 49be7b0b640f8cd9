//! The service's own private names. They come after acceptance: names that lead to an endpoint that does not work yet are
//! an outage.

use crate::private_link_consumer::acceptance::Accepted;
use crate::private_link_consumer::address_types::{self, AddressType, DnsRecordIpType};
use crate::private_link_consumer::endpoint_type::{EndpointType, has_interfaces};
use crate::private_link_consumer::engine_only::{self, PrivateDnsPreference};
use crate::private_link_consumer::service_choice::{Choice, alone};
use crate::shared::connection::{ConnectionFields, Handed};
use crate::shared::services::FactsFields;
use crate::shared::{partitions, shadows};
use crate::sources;
use privatelink_catalog::ec2;
use privatelink_catalog::ec2::vpc_endpoint::DnsOptions;
use privatelink_catalog::ec2::vpc_endpoint_connection_accepter::VpcEndpointConnectionAccepterAttributes as Accepter;
use privatelink_catalog::ec2::vpc_endpoint_private_dns::VpcEndpointPrivateDnsAttributes as PrivateDns;
use privatelink_catalog::engines::{RESOLVER_ONLY_DNS, S3_NAMES_EVERYWHERE};
use privatelink_ir::handle::{
    Condition, Draft, Handle, Late, List, Map, One, Resource, Text, absent,
};
use privatelink_ir::rule::Rule;
use privatelink_macros::text;

/// What the user says about private names.
#[derive(Clone, Copy)]
pub(crate) struct Given {
    /// Whether the names lead to the endpoint.
    pub(crate) enabled: Condition,
    /// Whether they are for clients on premises only.
    pub(crate) resolver_only: Condition,
    /// Whether the VPC has a gateway endpoint already.
    pub(crate) existing_gateway: Condition,
    /// Route tables of gateway endpoints.
    pub(crate) route_table_ids: Handle<Map<Text, Late>>,
    /// Whether there is a zone with names of the user's own.
    pub(crate) has_custom: Condition,
    /// Which private names of VPC Lattice are meant.
    pub(crate) preference: Handle<PrivateDnsPreference>,
    /// Domains that the preference speaks of.
    pub(crate) specified_domains: Handle<List<Text>>,
    /// Type of the records.
    pub(crate) record_type: Handle<DnsRecordIpType>,
    /// Type of the addresses.
    pub(crate) address_type: Handle<AddressType>,
}

/// Private names of the endpoint.
#[derive(Clone, Copy)]
pub(crate) struct Names {
    /// Whether they are wanted. Known late, as the connection may be.
    pub(crate) are_wanted: Handle<bool, Late>,
    /// Whether they are on as soon as the endpoint is made; null where the type has none, or where a step of its own turns
    /// them on.
    pub(crate) at_once: Handle<bool, Late>,
    /// How the connection comes to be accepted.
    pub(crate) accepted: Accepted,
    given: Given,
    endpoint_type: Handle<EndpointType>,
}

/// Whether the service's own names lead to the endpoint, and when.
pub(crate) fn part(
    draft: &mut Draft,
    given: Given,
    endpoint_type: Handle<EndpointType>,
    accepted: Accepted,
    choice: Choice,
    zones: Handle<List<Text>>,
    handed: Handed,
) -> Names {
    let of_service = choice.is_aws_service.then(choice.facts.named()).or(false);
    let has_names =
        handed.is_given.choose(handed.connection.private_dns_name().is_set(), of_service);
    let automatic = endpoint_type.is(EndpointType::Interface) & !given.has_custom & has_names;
    let are_wanted = draft.named("private_dns", given.enabled.or(automatic));
    let at_once = (has_interfaces(endpoint_type) & !accepted.is_here & !accepted.is_by_provider)
        .then(are_wanted & !accepted.is_waiting);
    draft.rules(about_names(given, endpoint_type, accepted, choice, handed));
    draft.rules(about_resolver(given, endpoint_type, choice));
    draft.rule(of_s3(given, zones, endpoint_type, choice));
    let hidden = shadows::part(draft);
    let has_names = endpoint_type.is(EndpointType::Interface) & are_wanted;
    let help = "leave it if no client in the VPC needs these; else set `privateDnsEnabled` to false and have clients \
                use the endpoint's own names";
    let what = choice.service.is_set().then(hidden.lookup(choice.service));
    draft.rule(shadows::warning("private-dns/shadow", choice.service, what, has_names, help));
    draft.rules(address_types::of_type(given.record_type, endpoint_type, choice));
    let (preference, domains) = (given.preference, given.specified_domains);
    draft.rules(engine_only::rules(preference, domains, given.enabled.is(true), endpoint_type));
    let gateway = given.existing_gateway;
    draft.rule(alone(gateway, !gateway, choice));
    Names { are_wanted, at_once, accepted, given, endpoint_type }
}

impl Names {
    /// Whether there are private names now, or when the connection is accepted: until then, nobody may ask for them.
    pub(crate) fn are_to_be(self) -> Handle<bool, Late> {
        let are_held = self.accepted.is_held & self.given.enabled.is_absent();
        self.endpoint_type.is(EndpointType::Interface) & (self.are_wanted | are_held)
    }

    /// Whether the endpoint gets names that the one before it may have: those of a service that is none of AWS, and that another
    /// one succeeds. A VPC has each name once.
    pub(crate) fn may_be_taken(self, choice: Choice) -> Handle<bool, Late> {
        let are_on = self.are_wanted & !self.accepted.is_waiting;
        has_interfaces(self.endpoint_type) & !choice.is_aws_service & are_on
    }

    /// Turns the names on when the connection is accepted, here or by its provider. It is a resource of its own in either
    /// case: versions 6.28 to 6.35 of Terraform's provider make the endpoint anew if its own property changes, and a new
    /// endpoint waits to be accepted again (hashicorp/terraform-provider-aws#46776).
    pub(crate) fn after_acceptance(
        self,
        draft: &mut Draft,
        endpoint_id: Handle<Text, Late>,
        accepter: Accepter<One>,
    ) -> PrivateDns<One> {
        let is_interface = self.endpoint_type.is(EndpointType::Interface);
        let names = ec2::VpcEndpointPrivateDns::new()
            .only_if(self.accepted.is_later & is_interface)
            .vpc_endpoint_id(endpoint_id)
            .private_dns_enabled(self.are_wanted)
            .kept(true)
            .after(accepter);
        draft.resource("private_dns", names)
    }

    /// DNS options of the endpoint that was asked for; null where the type has none.
    pub(crate) fn options(self, choice: Choice) -> Handle<DnsOptions> {
        let has_option = self.endpoint_type.is(EndpointType::Interface) & choice.has_gateway();
        let is_left_out = choice.is_named_like_s3() & self.given.record_type.is_absent();
        let has_interfaces = has_interfaces(self.endpoint_type) & !is_left_out;
        self.options_with(has_option.then(self.given.resolver_only), has_interfaces)
    }

    /// DNS options of an endpoint of a bundle.
    pub(crate) fn options_of_member(self) -> Handle<DnsOptions> {
        self.options_with(absent(), has_interfaces(self.endpoint_type))
    }

    fn options_with(self, resolver_only: Condition, of_interface: Condition) -> Handle<DnsOptions> {
        let Given { record_type, address_type, preference, specified_domains, .. } = self.given;
        let options = DnsOptions::new()
            .dns_record_ip_type(as_text(record_type).or(as_text(address_type)))
            .private_dns_preference(preference)
            .private_dns_specified_domains(specified_domains.unless_empty())
            .private_dns_only_for_inbound_resolver_endpoint(resolver_only);
        // Of a gateway endpoint, AWS's default is the service's own choice.
        let of_gateway = self.endpoint_type.is(EndpointType::Gateway) & record_type.is_set();
        (of_interface | of_gateway).then(options)
    }
}

fn as_text<T>(word: Handle<T>) -> Handle<Text> {
    Handle::of(word)
}

/// What has to hold for private names.
fn about_names(
    given: Given,
    endpoint_type: Handle<EndpointType>,
    accepted: Accepted,
    choice: Choice,
    handed: Handed,
) -> Vec<Rule> {
    let (enabled, service) = (given.enabled, choice.service);
    let is_on = enabled.is(true);
    vec![
        enabled
            .rule("private-dns/type")
            .must(is_on.implies(has_interfaces(endpoint_type)))
            .otherwise(
                text!("is set, but an endpoint of the type `{endpoint_type}` has no DNS names"),
                "remove it",
            ),
        enabled
            .rule("private-dns/service")
            .source(sources::SERVICES)
            .must(!is_on | !choice.is_aws_service | choice.facts.named())
            .otherwise(
                text!("is set, but `{service}` has no private DNS name"),
                "remove it, or set `serviceOverride.hasPrivateDns` if it has one by now",
            ),
        enabled
            .rule("private-dns/connection")
            .must(!is_on | !handed.is_given | handed.connection.private_dns_name().is_set())
            .otherwise(
                "is set, but the service has no private DNS name",
                "remove it, use `customDns`, or have the provider give the service a name in \
                 `privateDns`",
            ),
        enabled.rule("private-dns/region").must(is_on.implies(!accepted.is_waiting)).otherwise(
            "is set, but the connection is not accepted yet, and AWS refuses that",
            "remove it: names are turned on by themselves when `acceptance.accepted` is set",
        ),
    ]
}

/// What has to hold for names that are for clients on premises only.
fn about_resolver(given: Given, endpoint_type: Handle<EndpointType>, choice: Choice) -> Vec<Rule> {
    let (resolver_only, existing) = (given.resolver_only, given.existing_gateway);
    let has_gateway = choice.has_gateway();
    let is_asked = resolver_only & given.route_table_ids.is_empty();
    vec![
        existing
            .rule("private-dns/existing-gateway-unused")
            .must(!existing | is_asked | choice.is_bundle)
            .otherwise(
                "is set, but only `privateDnsOnlyForInboundResolverEndpoint` without `routeTableIds` asks \
                 for a gateway endpoint that is there",
                "remove it",
            ),
        resolver_only
            .rule("private-dns/resolver-only")
            .source(sources::S3_RESOLVER)
            .must(resolver_only.implies(endpoint_type.is(EndpointType::Interface) & has_gateway))
            .otherwise(
                "is set, but only interface endpoints of services with gateway endpoints, such as \
                 `s3`, have it",
                "remove it",
            ),
        resolver_only
            .rule("private-dns/resolver-only-gateway")
            .source(sources::S3_RESOLVER)
            .must(
                !resolver_only
                    | !has_gateway
                    | given.route_table_ids.has_any()
                    | given.existing_gateway,
            )
            .otherwise(
                "is set, but no gateway endpoint for the service is configured in this VPC",
                "give `routeTableIds` to have one made, or set `existingGatewayEndpoint`",
            ),
        resolver_only
            .rule("private-dns/resolver-only-s3")
            .must(!resolver_only | !has_gateway | choice.service.is("s3"))
            .otherwise("is set", "remove it")
            .on_engines_without(RESOLVER_ONLY_DNS),
        resolver_only
            .rule("private-dns/resolver-only-off")
            .must(!(resolver_only & given.enabled.is(false)))
            .otherwise("is set, but private DNS is off", "remove it, or set `privateDnsEnabled`"),
    ]
}

/// Private names of S3 lead the whole VPC to the endpoint only if an option says so that some providers leave out.
fn of_s3(
    given: Given,
    zones: Handle<List<Text>>,
    endpoint_type: Handle<EndpointType>,
    choice: Choice,
) -> Rule {
    let has_names = given.enabled.or(!given.has_custom);
    let is_s3 = choice.service.is("s3") & endpoint_type.is(EndpointType::Interface);
    let is_left_out = is_s3 & has_names & partitions::has_long_code(choice.region, zones);
    choice
        .service
        .rule("private-dns/s3-region")
        .source(sources::S3_OPTION)
        .must(!is_left_out | given.resolver_only)
        .otherwise(
            "is `s3` with private DNS in a Region whose code has three words",
            "set `privateDnsOnlyForInboundResolverEndpoint` and give `routeTableIds`, set \
             `privateDnsEnabled` to false",
        )
        .on_engines_without(S3_NAMES_EVERYWHERE)
}

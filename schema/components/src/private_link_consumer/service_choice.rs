//! Which service an endpoint is for: an AWS service of the catalogue, a bundle of them, or any other by name.

use crate::forms::Port;
use crate::private_link_consumer::endpoint_type::EndpointType;
use crate::shared::connection::{ConnectionFields, Handed};
use crate::shared::ports::{self, PortRange};
use crate::shared::services::{
    self, Bundle, BundleFields, Catalogue, Facts, FactsFields, bundle_names, full_name, https,
    or_by_rule,
};
use crate::sources;
use privatelink_catalog::engines::NAMES_LIKE_S3;
use privatelink_catalog::facts::REGION;
use privatelink_ir::handle::{
    Condition, Draft, Early, Handle, Late, List, Map, Term, Text, When, here, list,
};
use privatelink_ir::rule::Rule;
use privatelink_macros::{Input, text};
use schemars::JsonSchema;

/// What the catalogue of AWS services does not say, or says wrongly, about `service`.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct ServiceOverride {
    /// TCP ports of the service. Default: those of the catalogue, else 443.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    ports: Vec<Port>,
    /// Ranges of TCP ports of the service, beside `ports`.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    port_ranges: Vec<PortRange>,
    /// Whether the service takes an endpoint policy.
    supports_policy: Option<bool>,
    /// Whether the service has private DNS names.
    has_private_dns: Option<bool>,
    /// Whether endpoints in other Regions may connect to the service.
    cross_region: Option<bool>,
}

/// Full names of services that providers take for S3.
const NAMED_LIKE_S3: &str = r"^com\.amazonaws\.[a-z0-9-]+\.s3[^.]";

/// How the full names of AWS services begin, and no short name does.
const FULL_NAME: &str = r"^((cn\.)?com\.amazonaws|aws|api\.aws)\.";

/// The ways to say what the endpoint is for, and what belongs to them.
#[derive(Clone, Copy)]
pub(crate) struct Choices {
    pub(crate) service: Handle<Text>,
    pub(crate) service_override: Handle<ServiceOverride>,
    pub(crate) bundle: Handle<Text>,
    pub(crate) service_name: Handle<Text, Late>,
    pub(crate) service_region: Handle<Text>,
}

/// What the endpoint is for.
#[derive(Clone, Copy)]
pub(crate) struct Choice {
    /// Short name of an AWS service.
    pub(crate) service: Handle<Text>,
    /// What is known about that service; null for any other choice.
    pub(crate) facts: Handle<Facts>,
    /// Whether it is an AWS service by its short name.
    pub(crate) is_aws_service: Condition,
    /// Whether it is a bundle.
    pub(crate) is_bundle: Condition,
    /// The name that the endpoint connects to; null for VPC Lattice.
    pub(crate) name: Handle<Text, Late>,
    /// Region of the service, if the user names one.
    pub(crate) region: Handle<Text>,
    /// Region of the service: that one, or the endpoint's own.
    pub(crate) home: Handle<Text, Late>,
    table: Handle<Map<Facts>>,
    bundle: Handle<Bundle>,
}

impl Choice {
    /// Whether it is an AWS service that has gateway endpoints.
    pub(crate) fn has_gateway(self) -> Condition {
        self.is_aws_service & self.facts.gateway()
    }

    /// Whether providers take the service for S3, since its name begins like that of S3 (terraform-provider-aws#46102): they
    /// send an option of S3 along with any other option of names, and AWS refuses that.
    pub(crate) fn is_named_like_s3(self) -> Condition {
        self.service.is_set().choose(self.service.matches("^s3."), false)
    }

    /// Services of the bundle that get an interface endpoint.
    pub(crate) fn interface_members(self) -> Handle<List<Text>> {
        self.bundle.is_set().then_all(self.bundle.interface())
    }

    /// Services of the bundle that get a gateway endpoint.
    pub(crate) fn gateway_members(self) -> Handle<List<Text>> {
        self.bundle.is_set().then_all(self.bundle.gateway())
    }

    /// What the catalogue says about the service of this short name.
    pub(crate) fn entry(self, short_name: Handle<Text>) -> Handle<Facts> {
        self.table.lookup(short_name)
    }

    /// The full name of a service of the catalogue.
    pub(crate) fn full_name(self, service: Handle<Facts>) -> Handle<Text, Late> {
        full_name(service, self.home)
    }
}

/// What the endpoint is for.
pub(crate) fn part(draft: &mut Draft, given: Choices, handed: Handed) -> Choice {
    let Choices { service, bundle, service_region: region, .. } = given;
    let catalogue = services::part(draft);
    let Catalogue { services: table, bundles, .. } = catalogue;
    let is_bundle = bundle.is_set();
    let members = draft.named("bundle", is_bundle.then(bundles.lookup(bundle)));
    let known = draft.named("service_known", service.is_set().then(table.lookup(service)));
    let described = described(service, known, given.service_override);
    let facts = draft.named("service", service.is_set().then(described));
    let is_aws_service = facts.is_set();
    let home = draft.named("region", region.or(here(REGION)));
    let other = is_aws_service.choose(full_name(facts, home), given.service_name);
    let name = handed.is_given.choose(handed.connection.service_name(), other);
    let name = draft.named("service_name", name);
    let choice = Choice {
        service,
        facts,
        is_aws_service,
        is_bundle,
        name,
        region,
        home,
        table,
        bundle: members,
    };
    draft.rules(rules(given, choice, known, catalogue));
    draft.rules(about_region(given, choice, handed));
    choice
}

/// A bundle is several endpoints; what is about one of them does not go with it.
pub(crate) fn alone<T, W: When>(
    input: Handle<T, W>,
    is_absent: Handle<bool, W>,
    choice: Choice,
) -> Rule {
    input.rule("bundle/single").must(choice.is_bundle.implies(is_absent)).otherwise(
        "is given, but a bundle is several endpoints",
        "remove it, or make an endpoint for each service",
    )
}

/// What the catalogue says about a service, and what the user knows better.
fn described(
    service: Handle<Text>,
    known: Handle<Facts>,
    own: Handle<ServiceOverride>,
) -> impl Term<Is = Facts, When = Early> {
    let is_known = known.is_set();
    let listed = is_known.choose(known.ports(), list([https()]));
    let own_ports = ports::all(own.ports(), own.port_ranges());
    let ports = (own.is_absent() | own_ports.is_empty()).choose(listed, own_ports);
    or_by_rule(known, service)
        .ports(ports)
        .policy(own.supports_policy().or(is_known.choose(known.policy(), true)))
        .named(own.has_private_dns().or(is_known.choose(known.named(), true)))
        .remote(own.cross_region().or(is_known.choose(known.remote(), false)))
}

/// What has to hold for the choice.
fn rules(given: Choices, choice: Choice, known: Handle<Facts>, catalogue: Catalogue) -> Vec<Rule> {
    let Choices { service, service_override, bundle, .. } = given;
    let is_full_name = service.matches(FULL_NAME);
    let no_service = service.is_absent();
    let unknown = service
        .rule("service/unknown")
        .must(no_service | known.is_set() | service_override.is_set() | is_full_name)
        .otherwise(
            text!("is `{service}`, which the catalogue does not have"),
            "correct it, describe the service in `serviceOverride`, or give its full name in \
             `serviceName`",
        );
    vec![
        catalogue.suggest(service, unknown),
        service.rule("service/full-name").must(no_service | !is_full_name).otherwise(
            "is the full name of a service",
            "give it as `serviceName`, or give the short name: what follows the Region in it",
        ),
        bundle
            .rule("bundle/unknown")
            .must(choice.is_bundle.implies(choice.bundle.is_set()))
            .otherwise(
                text!("is `{bundle}`, which is no bundle"),
                &format!("use one of `{}`", bundle_names().join("`, `")),
            ),
        service_override
            .rule("service/override-unused")
            .only_with(service.is_set())
            .otherwise("is given, but there is no `service` to describe", "remove it"),
        given
            .service_name
            .rule("service/name-like-s3")
            .must(given.service_name.is_absent() | !given.service_name.matches(NAMED_LIKE_S3))
            .otherwise(
                "is a service whose name begins like that of S3",
                "give its short name as `service`: what follows the Region",
            )
            .on_engines_without(NAMES_LIKE_S3),
    ]
}

/// What is said about a service says something.
pub(crate) fn about_override(given: Choices, endpoint_type: Handle<EndpointType>) -> [Rule; 3] {
    let own = given.service_override;
    [
        ports::in_order(own.port_ranges()),
        own.cross_region()
            .rule("service/override-region")
            .only_with(given.service_region.is_set())
            .otherwise(
                "is given, but the endpoint is in the Region of the service",
                "remove it, or give `serviceRegion`",
            ),
        own.has_private_dns()
            .rule("service/override-names")
            .only_with(endpoint_type.is(EndpointType::Interface))
            .otherwise(
                "is given, but only interface endpoints have private DNS names",
                "remove it",
            ),
    ]
}

/// What has to hold for the Region of the service.
fn about_region(given: Choices, choice: Choice, handed: Handed) -> Vec<Rule> {
    let Choices { service, service_region, .. } = given;
    let of_connection = handed.connection.service_region();
    let home = list([of_connection]).quoted();
    vec![
        service_region
            .rule("region/connection")
            .must(
                service_region.is_absent()
                    | of_connection.is_absent()
                    | service_region.is(of_connection),
            )
            .otherwise(
                text!("is `{service_region}`, but the service of the connection is in {}", home),
                "use the Region of the service",
            ),
        service_region
            .rule("service/region")
            .source(sources::CROSS_REGION_SERVICES)
            .must(service_region.is_absent() | service.is_absent() | choice.facts.remote())
            .otherwise(
                text!("is given, but `{service}` serves its own Region only"),
                "remove it, or set `serviceOverride.crossRegion` if AWS offers it by now",
            ),
        service_region
            .rule("service/region-bundle")
            .must(!(service_region.is_set() & choice.is_bundle))
            .otherwise(
                "is given, but the services of a bundle serve their own Region only",
                "remove it",
            ),
    ]
}

//! The private DNS name of a service: the name, the record that proves who owns its domain, and the verification.

use crate::forms::{DomainName, HostedZoneId, PrivateDnsName};
use crate::sources;
use privatelink_catalog::ec2;
use privatelink_catalog::ec2::vpc_endpoint_service::VpcEndpointServiceAttributes;
use privatelink_catalog::engines::READING_BACK;
use privatelink_catalog::route53;
use privatelink_ir::Value;
use privatelink_ir::handle::{Condition, Draft, Each, Handle, Late, One, Resource, Text, list};
use privatelink_ir::rule::Rule;
use privatelink_macros::{Input, text};
use schemars::JsonSchema;

/// How long resolvers may keep the record unless the user says so.
const USUAL_TTL: i64 = 1800;

/// A name of yours that leads consumers to the service inside their VPCs.
#[derive(Input, JsonSchema)]
#[schemars(rename = "PrivateDns", rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct PrivateDns {
    /// The name, such as `api.example.com`, or `*.example.com` for all names below. AWS verifies another name anew, by another
    /// record. Terraform needs two steps for it, because the provider learns of the record too late:
    /// `terraform apply -target=module.<name>.aws_vpc_endpoint_service.service`, then `terraform apply`.
    name: PrivateDnsName,
    /// How AWS learns that the domain is yours: `route53` writes the record that proves it and starts the verification;
    /// `manual` leaves both to you; the output `privateDnsVerification` is the record.
    #[schemars(extend("default" = "route53"))]
    verification: Verification,
    /// Public hosted zone that gets the record. Needed with `route53`.
    hosted_zone_id: Option<Value<HostedZoneId>>,
    /// Domain that is verified: the name itself or a domain above it, in the hosted zone. Default: the name. Needed if the
    /// name begins with `*.`.
    domain: Option<DomainName>,
    /// Whether the deployment waits until AWS has verified the domain. Consumers cannot use the name before.
    #[schemars(extend("default" = true))]
    wait_for_verification: bool,
    /// How long resolvers may keep the record. Unit: seconds.
    #[schemars(extend("default" = USUAL_TTL), range(min = 60, max = 172_800))]
    ttl_seconds: u32,
}

/// How the domain is verified.
#[derive(Input, JsonSchema)]
#[schemars(rename = "DomainVerification", rename_all = "lowercase")]
pub(crate) enum Verification {
    /// The deployment writes the record that proves it and starts the verification.
    Route53,
    /// Record and verification are left to you.
    Manual,
}

/// A record that proves who owns a domain.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct VerificationRecord {
    /// Name below the domain. Absent without a private DNS name.
    name: Option<Value<String>>,
    /// Type: `TXT`.
    r#type: Option<Value<String>>,
    /// Value.
    value: Option<Value<String>>,
}

/// The name that the service has: what the engine leaves there, unless the user gives one.
pub(crate) fn name_in_use(
    given: Handle<PrivateDns>,
    service: VpcEndpointServiceAttributes<One>,
) -> Handle<Text, Late> {
    let left = service.private_dns_name();
    let is_there = !(left.is_absent() | left.is(""));
    given.is_set().choose(given.name(), is_there.then(left))
}

/// The record and the verification. Both belong to one name: another name gets new ones, because AWS makes up another
/// proof, and because no engine verifies again by itself.
pub(crate) fn part(
    draft: &mut Draft,
    given: Handle<PrivateDns>,
    service: VpcEndpointServiceAttributes<One>,
    has_gateway: Condition,
) -> Each<ec2::VpcEndpointServicePrivateDnsVerification> {
    let by_route53 = given.verification().is(Verification::Route53);
    let names = by_route53.then_one(given.name());
    let proof = service.private_dns_name_configuration_name();
    let domain = given.domain().or(given.name());
    let record = draft.resources("verification_record", names, |_, _| {
        route53::Record::new()
            .zone_id(given.hosted_zone_id())
            .name(text!("{proof}.{domain}"))
            .type_("TXT")
            .ttl(given.ttl_seconds())
            .records(list([service.private_dns_name_configuration_record()]))
    });
    let verification = draft.resources("verification", names, |_, name| {
        ec2::VpcEndpointServicePrivateDnsVerification::new()
            .service_id(service.id())
            .private_dns_name(name)
            .proof(service.private_dns_name_configuration_value())
            .wait_for_verification(given.wait_for_verification())
            .after(record)
    });
    draft.rules(rules(given, by_route53, has_gateway));
    let given_name = given.name();
    draft
        .output(
            "privateDnsName",
            "Private DNS name of the service, once it can be used.",
            name_in_use(given, service),
        )
        .on_engines_without(READING_BACK, given_name)
        .optional()
        .after(verification);
    let if_given = |proof: Handle<Text, Late>| given.is_set().then(proof);
    draft.output(
        "privateDnsVerification",
        "Record that proves who owns the domain: `name` below the domain, `type` and `value`.",
        VerificationRecord::object()
            .name(if_given(proof))
            .r#type(if_given(service.private_dns_name_configuration_type()))
            .value(if_given(service.private_dns_name_configuration_value())),
    );
    verification
}

/// What has to hold for the name.
fn rules(given: Handle<PrivateDns>, by_route53: Condition, has_gateway: Condition) -> [Rule; 6] {
    let (name, domain, zone) = (given.name(), given.domain(), given.hosted_zone_id());
    // A dot of the domain fits any character here: too lax for `api-example.com` below `api.example.com`, never too strict.
    let below_domain = text!("(?i)(^|[.]){domain}$");
    let ttl = given.ttl_seconds();
    let is_usual = given.is_absent() | ttl.is(USUAL_TTL);
    let no_record = "is given, but with `verification` `manual` no record is written";
    let write_it = "remove it, or set `verification` to `route53`";
    [
        zone.rule("private-dns/manual").only_with(by_route53).otherwise(no_record, write_it),
        ttl.rule("private-dns/manual").must(by_route53 | is_usual).otherwise(no_record, write_it),
        given
            .rule("private-dns/gateway")
            .source(sources::PRIVATE_NAMES)
            .must(!(given.is_set() & has_gateway))
            .otherwise(
                "is given, but services of Gateway Load Balancers have no private names",
                "remove it",
            ),
        zone.rule("private-dns/zone").must(by_route53.implies(zone.is_set())).otherwise(
            "is missing, but `verification` is `route53`",
            "give the public hosted zone of the domain, or set `verification` to `manual`",
        ),
        domain
            .rule("private-dns/wildcard")
            .source(sources::PRIVATE_NAMES)
            .must(name.matches("^[*][.]").implies(domain.is_set()))
            .otherwise(
                "is missing, but the name begins with `*.`",
                "give the domain below it, such as `example.com`",
            ),
        domain
            .rule("private-dns/domain")
            .source(sources::PRIVATE_NAMES)
            .only_with(name.matches(below_domain))
            .otherwise(
                text!("is `{domain}`, but the name is `{name}`"),
                "give the name itself, or a domain above it",
            ),
    ]
}

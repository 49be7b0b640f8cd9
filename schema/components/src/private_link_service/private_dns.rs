//! The private DNS name of a service: the name, the record that proves who owns its domain, and the verification.

use crate::forms::{DomainName, HostedZoneId, PrivateDnsName};
use crate::sources;
use privatelink_catalog::ec2::{
    vpc_endpoint_service as service, vpc_endpoint_service_private_dns_verification as check,
};
use privatelink_catalog::engines::READING_BACK;
use privatelink_catalog::route53::record;
use privatelink_ir::expr::{all, any, input, list, not, object, text};
use privatelink_ir::graph::{Node, Output, each, node, output};
use privatelink_ir::rule::{Rule, rule};
use privatelink_ir::{Expr, Type, Value};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// A name of yours that leads consumers to the service inside their VPCs.
#[derive(Input, JsonSchema)]
#[schemars(rename = "PrivateDns", rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) struct PrivateDns {
    /// The name, such as `api.example.com`, or `*.example.com` for all names below. AWS verifies another name anew, by another
    /// record. Terraform needs two steps for it, because the provider learns of the record too late:
    /// `terraform apply -target=module.<name>.aws_vpc_endpoint_service.service`, then `terraform apply`.
    name: PrivateDnsName,
    /// How AWS learns that the domain is yours: `route53` writes the record that proves it and starts the verification;
    /// `manual` leaves both to you and tells the record in `privateDnsVerification`.
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
    #[schemars(extend("default" = 1800), range(min = 60, max = 172_800))]
    ttl_seconds: u32,
}

/// How the domain is verified.
#[derive(Input, JsonSchema)]
#[schemars(rename = "DomainVerification", rename_all = "lowercase")]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) enum Verification {
    Route53,
    Manual,
}

fn of(field: &str) -> Expr {
    input("privateDns").get(field)
}

fn is_given() -> Expr {
    input("privateDns").is_set()
}

fn by_route53() -> Expr {
    of("verification").equals("route53")
}

/// The name; null if there is none.
pub(crate) fn name() -> Expr {
    of("name")
}

/// The name that the service has: what the engine leaves there, unless the user gives one.
pub(crate) fn name_in_use(endpoint_service: &Node) -> Expr {
    let left = || endpoint_service.attribute(service::PRIVATE_DNS_NAME);
    let is_there = not(any([not(left().is_set()), left().equals("")]));
    is_given().choose(name(), is_there.then(left()))
}

/// The record and the verification of `service`. Both belong to one name: another name gets new ones, because AWS makes up
/// another proof, and because no engine verifies again by itself.
pub(crate) fn nodes(endpoint_service: &Node) -> [Node; 2] {
    let proof = |name| endpoint_service.attribute(name);
    let names = || by_route53().choose(list([of("name")]), list([]));
    let domain = of("domain").or_else(of("name"));
    let record = node("verification_record", record::KIND)
        .for_each(names())
        .set(record::ZONE_ID, of("hostedZoneId"))
        .set(
            record::NAME,
            text([proof(service::PRIVATE_DNS_NAME_CONFIGURATION_NAME), ".".into(), domain]),
        )
        .set(record::TYPE, "TXT")
        .set(record::TTL, of("ttlSeconds"))
        .set(record::RECORDS, list([proof(service::PRIVATE_DNS_NAME_CONFIGURATION_RECORD)]));
    let verification = node("verification", check::KIND)
        .for_each(names())
        .set(check::SERVICE_ID, proof(service::ID))
        .set(check::PRIVATE_DNS_NAME, each())
        .set(check::WAIT_FOR_VERIFICATION, of("waitForVerification"))
        .after(&[record.label]);
    [record, verification]
}

/// What the user gets to know about the name.
pub(crate) fn outputs(endpoint_service: &Node, verification: &Node) -> [Output; 2] {
    let proof = |name| is_given().then(endpoint_service.attribute(name));
    let record = object([
        ("name", proof(service::PRIVATE_DNS_NAME_CONFIGURATION_NAME)),
        ("type", proof(service::PRIVATE_DNS_NAME_CONFIGURATION_TYPE)),
        ("value", proof(service::PRIVATE_DNS_NAME_CONFIGURATION_VALUE)),
    ]);
    [
        output(
            "privateDnsName",
            Type::text(),
            "Private DNS name of the service, once it can be used.",
            name_in_use(endpoint_service),
        )
        .on_engines_without(READING_BACK, name())
        .optional()
        .after(&[verification.label]),
        output(
            "privateDnsVerification",
            privatelink_ir::type_of::<VerificationRecord>(),
            "Record that proves who owns the domain: `name` below the domain, `type` and `value`.",
            record,
        ),
    ]
}

/// A record that proves who owns a domain.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) struct VerificationRecord {
    /// Name below the domain. Absent without a private DNS name.
    name: Option<Value<String>>,
    /// Type: `TXT`.
    r#type: Option<Value<String>>,
    /// Value.
    value: Option<Value<String>>,
}

/// What has to hold for the name.
pub(crate) fn rules() -> Vec<Rule> {
    let gateway = not(input("gatewayLoadBalancerArns").is_empty());
    let wildcard = || of("name").matches("^[*][.]");
    // A dot of the domain fits any character here: too lax for `api-example.com` below `api.example.com`, never too strict.
    let below_domain = text(["(?i)(^|[.])".into(), of("domain"), "$".into()]);
    vec![
        rule("private-dns/gateway", &["privateDns"])
            .source(sources::PRIVATE_NAMES)
            .must(not(all([is_given(), gateway])))
            .otherwise(
                ["is given, but services of Gateway Load Balancers have no private names".into()],
                "remove it",
            ),
        rule("private-dns/zone", &["privateDns", "hostedZoneId"])
            .must(by_route53().implies(of("hostedZoneId").is_set()))
            .otherwise(
                ["is missing, but `verification` is `route53`".into()],
                "give the public hosted zone of the domain, or set `verification` to `manual`",
            ),
        rule("private-dns/wildcard", &["privateDns", "domain"])
            .source(sources::PRIVATE_NAMES)
            .must(wildcard().implies(of("domain").is_set()))
            .otherwise(
                ["is missing, but the name begins with `*.`".into()],
                "give the domain below it, such as `example.com`",
            ),
        rule("private-dns/domain", &["privateDns", "domain"])
            .source(sources::PRIVATE_NAMES)
            .must(of("domain").is_set().implies(of("name").matches(below_domain)))
            .otherwise(
                [
                    "is `".into(),
                    of("domain"),
                    "`, but the name is `".into(),
                    of("name"),
                    "`".into(),
                ],
                "give the name itself, or a domain above it",
            ),
    ]
}

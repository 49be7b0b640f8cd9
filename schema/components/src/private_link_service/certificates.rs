//! Certificates that are requested and proven to be ours by records in Route 53.
//!
//! ```text
//! certificate <-- record (one per domain of all certificates) <-- validation <-- listeners
//! ```

use crate::forms::{HostedZoneId, PrivateDnsName};
use privatelink_catalog::acm::certificate::domain_validation_options as option;
use privatelink_catalog::acm::{
    certificate, certificate_validation as validation, validation_record as record,
};
use privatelink_ir::expr::{
    any, at_most_one, concat, flatten, for_list, for_list_if, for_map, input, key, list, not,
    object, value, zip,
};
use privatelink_ir::graph::{Node, each, each_key, node};
use privatelink_ir::rule::{Rule, Source};
use privatelink_ir::{Expr, Name, Value};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// A certificate that is requested from ACM and validated by records in Route 53.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) struct Certificate {
    /// Domain that the certificate is for.
    domain_name: PrivateDnsName,
    /// More domains that it is for, in the same hosted zone.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    subject_alternative_names: Vec<PrivateDnsName>,
    /// Public hosted zone of the domains. Gets the records that prove who owns them, one per domain: all certificates of an
    /// account share it, those of other deployments too. CloudFormation leaves the records there when the certificate is
    /// deleted.
    hosted_zone_id: Value<HostedZoneId>,
}

/// The certificates and what proves them.
pub(crate) struct Nodes {
    /// The certificates, by their keys.
    pub(crate) certificate: Node,
    /// What has to be there before a certificate can be used.
    pub(crate) validation: Node,
    /// All nodes.
    pub(crate) all: Vec<Node>,
}

/// All domains of a certificate, each once.
fn domains(of: impl Fn() -> Expr) -> Expr {
    concat([list([of().get("domainName")]), of().get("subjectAlternativeNames")]).distinct()
}

/// One certificate per entry of `certificates`.
pub(crate) fn nodes(tags: impl Fn() -> Expr) -> Nodes {
    let others = || each().get("subjectAlternativeNames");
    let made = node("certificate", certificate::KIND)
        .for_each(input("certificates"))
        .set(certificate::DOMAIN_NAME, each().get("domainName"))
        .set(certificate::SUBJECT_ALTERNATIVE_NAMES, not(others().is_empty()).then(others()))
        .set(certificate::VALIDATION_METHOD, "DNS")
        .set(
            certificate::DOMAIN_VALIDATION_OPTIONS,
            for_list(
                "domain",
                domains(each),
                object([
                    (option::DOMAIN_NAME, value("domain")),
                    (option::HOSTED_ZONE_ID, each().get("hostedZoneId")),
                ]),
            ),
        )
        .set(certificate::TAGS, tags());
    let of_certificate = |name: Name| made.instance(each().get("certificate"), name);
    let told = |name: Name| {
        zip(of_certificate(certificate::VALIDATION_DOMAIN), of_certificate(name))
            .lookup(each().get("domain"))
    };
    // ACM has one record for a domain and all names below it, whatever certificate asks, so it belongs to no certificate:
    // the first that has the domain tells what is in it.
    let base = |name: &'static str| value(name).without("*.");
    let domains = || {
        let of_each =
            for_list("certificate", input("certificates"), domains(|| value("certificate")));
        flatten(of_each)
    };
    let having_base = |domains: Expr| {
        for_list_if("name", domains, base("name").equals(value("base")), value("name"))
    };
    let having = for_list_if(
        "certificate",
        input("certificates"),
        not(having_base(self::domains(|| value("certificate"))).is_empty()),
        key("certificate"),
    );
    let records = for_map(
        "base",
        for_list("domain", domains(), base("domain")).distinct(),
        value("base"),
        object([("certificate", having.find(".")), ("domain", having_base(domains()).find("."))]),
    );
    let proof = node("certificate_record", record::KIND)
        .for_each(records)
        .set(
            record::ZONE_ID,
            input("certificates").lookup(each().get("certificate")).get("hostedZoneId"),
        )
        .set(record::NAME, told(certificate::VALIDATION_NAME))
        .set(record::TYPE, told(certificate::VALIDATION_TYPE))
        .set(record::TTL, 300)
        .set(record::RECORDS, list([told(certificate::VALIDATION_VALUE)]))
        // A certificate of another deployment may have brought it.
        .set(record::ALLOW_OVERWRITE, true);
    let wait = node("certificate_validation", validation::KIND)
        .for_each(input("certificates"))
        .set(validation::CERTIFICATE_ARN, made.instance(each_key(), certificate::ARN))
        .after(&[proof.label]);
    let all = vec![made.clone(), proof, wait.clone()];
    Nodes { certificate: made, validation: wait, all }
}

impl Nodes {
    /// ARN of the certificate of something that has `certificate` or `certificateArn`.
    pub(crate) fn arn(&self, owner: impl Fn() -> Expr) -> Expr {
        let own = || owner().get("certificate");
        own().is_set().choose(
            self.certificate.instance(own(), certificate::ARN),
            owner().get("certificateArn"),
        )
    }
}

/// What has to hold for a `who` that has `certificate` or `certificateArn`, and needs one when it `encrypts`: when it
/// speaks the first of the protocols, as `source` says. `rule` begins a rule about it.
pub(crate) fn rules(
    rule: impl Fn(&str) -> Rule,
    owner: impl Fn() -> Expr,
    encrypts: impl Fn() -> Expr,
    who: &str,
    [protocol, other]: [&str; 2],
    source: Source,
) -> Vec<Rule> {
    let made = || owner().get("certificate");
    let existing = || owner().get("certificateArn");
    let is_there = || input("certificates").keys().contains(made());
    let speaks = format!("is missing, but the {who} speaks {protocol}");
    let does_not = format!("is given, but the {who} does not speak {protocol}");
    let encrypted_only = |field: &str| {
        rule("tls-only")
            .source(source)
            .field(field)
            .must(owner().get(field).is_set().implies(encrypts()))
            .otherwise(
                [does_not.as_str().into()],
                &format!("set `protocol` of the {who} to `{protocol}`, or remove it"),
            )
    };
    vec![
        rule("certificate-missing")
            .source(source)
            .field("certificateArn")
            .must(any([not(encrypts()), existing().is_set(), made().is_set()]))
            .otherwise(
                [speaks.as_str().into()],
                &format!("give it, or `certificate`, or set `protocol` to `{other}`"),
            ),
        rule("certificate-twice")
            .field("certificateArn")
            .must(at_most_one([existing().is_set(), made().is_set()]))
            .otherwise(["is given beside `certificate`".into()], "give one of them"),
        rule("certificate-unknown")
            .field("certificate")
            .must(made().is_set().implies(is_there()))
            .otherwise(
                ["is `".into(), made(), "`, which is not among `certificates`".into()],
                "add it to `certificates`, or name one that is there",
            ),
        encrypted_only("certificate"),
        encrypted_only("certificateArn"),
        encrypted_only("sslPolicy"),
    ]
}

//! Certificates that are requested and proven to be ours by records in Route 53.
//!
//! ```text
//! certificate <-- record (one per domain of all certificates) <-- validation <-- listeners
//! ```

use crate::forms::{HostedZoneId, PrivateDnsName};
use crate::shared::Subject;
use privatelink_catalog::acm;
use privatelink_catalog::acm::certificate::DomainValidationOptions;
use privatelink_ir::Value;
use privatelink_ir::handle::{
    Condition, Draft, Each, Handle, Late, List, Map, Resource, Text, When, at_most_one, list,
};
use privatelink_ir::rule::{Rule, Source};
use privatelink_macros::{Input, text};
use schemars::JsonSchema;

/// A certificate that is requested from ACM and validated by records in Route 53.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
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

/// A domain, and the first certificate that has it.
#[derive(Input, JsonSchema)]
struct Proof {
    certificate: String,
    domain: String,
}

/// The certificates that are made.
#[derive(Clone, Copy)]
pub(crate) struct Certificates {
    made: Each<acm::Certificate>,
    /// What has to be there before one can be used.
    pub(crate) validation: Each<acm::CertificateValidation>,
}

impl Certificates {
    /// ARN of the certificate that is made under this key.
    pub(crate) fn made(self, key: Handle<Text>) -> Handle<Text, Late> {
        self.made.at(key).arn()
    }

    /// ARN of the certificate that is made under this key, or of the one that is there already.
    pub(crate) fn arn(self, key: Handle<Text>, existing: Handle<Text, Late>) -> Handle<Text, Late> {
        key.is_set().choose(self.made.at(key).arn(), existing)
    }
}

/// All domains of a certificate, each once.
pub(crate) fn domains(certificate: Handle<Certificate>) -> Handle<List<Text>> {
    (list([certificate.domain_name()]) + certificate.subject_alternative_names()).distinct()
}

/// The certificates, the records that prove them, and the wait until they are proven.
pub(crate) fn part(
    draft: &mut Draft,
    subject: Subject,
    given: Handle<Map<Certificate>>,
) -> Certificates {
    let made = draft.resources("certificate", given, |_, certificate| {
        let zone = certificate.hosted_zone_id();
        let options = domains(certificate)
            .map(|domain| DomainValidationOptions::new().domain_name(domain).hosted_zone_id(zone));
        acm::Certificate::new()
            .domain_name(certificate.domain_name())
            .subject_alternative_names(certificate.subject_alternative_names().unless_empty())
            .validation_method("DNS")
            .domain_validation_options(options)
            .tags(subject.tags)
    });
    let records = draft.resources("certificate_record", proofs(given), |_, proof| {
        let certificate = made.at(proof.certificate());
        let of_domain = |values: Handle<List<Text, Late>, Late>| {
            certificate.validation_domain().zip(values).lookup(proof.domain())
        };
        acm::ValidationRecord::new()
            .zone_id(given.lookup(proof.certificate()).hosted_zone_id())
            .name(of_domain(certificate.validation_name()))
            .type_(of_domain(certificate.validation_type()))
            .ttl(300)
            .records(list([of_domain(certificate.validation_value())]))
            // A certificate of another deployment may have brought it.
            .allow_overwrite(true)
    });
    let validation = draft.resources("certificate_validation", given, |name, _| {
        acm::CertificateValidation::new().certificate_arn(made.at(name).arn()).after(records)
    });
    draft
        .output(
            "certificateArns",
            "ARN of each certificate that was made, by its key.",
            made.all().arn(),
        )
        .after(validation);
    Certificates { made, validation }
}

/// The record of each domain. ACM has one record for a domain and all names below it, whatever certificate asks, so it
/// belongs to no certificate: the first that has the domain says what is in it.
fn proofs(given: Handle<Map<Certificate>>) -> Handle<Map<Proof>> {
    let base = |domain: Handle<Text>| domain.without("*.");
    let all = given.flat_map(|_, certificate| domains(certificate));
    let bases = all.map(base).distinct();
    bases.to_map(|wanted| {
        let having = given.filter_map(|name, certificate| {
            (domains(certificate).any(|domain| base(domain).is(wanted)), name)
        });
        let named = all.filter(|domain| base(domain).is(wanted));
        (wanted, Proof::object().certificate(having.first()).domain(named.first()))
    })
}

/// Something that encrypts with a certificate: of AWS's, or made here.
#[derive(Clone, Copy)]
pub(crate) struct Encrypted<'a> {
    /// How ids of its rules begin.
    pub(crate) area: &'a str,
    /// What it is called.
    pub(crate) what: &'a str,
    /// The protocol that it encrypts with.
    pub(crate) protocol: &'a str,
    /// The same without encryption.
    pub(crate) plain_protocol: &'a str,
    /// Where AWS says so.
    pub(crate) source: Source,
    /// Whether it encrypts.
    pub(crate) encrypts: Condition,
    /// Key of a certificate that is made here.
    pub(crate) certificate: Handle<Text>,
    /// ARN of a certificate that is there.
    pub(crate) certificate_arn: Handle<Text, Late>,
    /// Security policy.
    pub(crate) ssl_policy: Handle<Text, Late>,
}

/// What has to hold for the certificate of something that encrypts.
pub(crate) fn rules(of: Encrypted<'_>, certificates: Handle<Map<Certificate>>) -> Vec<Rule> {
    let Encrypted { what, protocol, plain_protocol: plain, encrypts, .. } = of;
    let (key, arn) = (of.certificate, of.certificate_arn);
    let id = |phrase: &str| format!("{}/{phrase}", of.area);
    vec![
        arn.rule(&id("certificate-missing"))
            .source(of.source)
            .must(!encrypts | arn.is_set() | key.is_set())
            .otherwise(
                text!("is missing, but the {what} speaks {protocol}"),
                &format!("give it, or `certificate`, or set `protocol` to `{plain}`"),
            ),
        arn.rule(&id("certificate-twice"))
            .must(at_most_one([arn.is_set(), key.is_set().late()]))
            .otherwise("is given beside `certificate`", "give one of them"),
        key.rule(&id("certificate-unknown"))
            .must(key.is_set().implies(certificates.has_key(key)))
            .otherwise(
                text!("is `{key}`, which is not among `certificates`"),
                "add it to `certificates`, or name one that is there",
            ),
        only_encrypted(key, of),
        only_encrypted(arn, of),
        only_encrypted(of.ssl_policy, of),
    ]
}

/// What only encryption needs.
fn only_encrypted<W: When>(input: Handle<Text, W>, of: Encrypted<'_>) -> Rule {
    let Encrypted { area, what, protocol, .. } = of;
    let rule = input.rule(&format!("{area}/tls-only"));
    rule.source(of.source).only_with(of.encrypts).otherwise(
        text!("is given, but the {what} does not speak {protocol}"),
        &format!("set `protocol` of the {what} to `{protocol}`, or remove it"),
    )
}

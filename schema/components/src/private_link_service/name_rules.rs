//! What has to hold for the private DNS name and what encrypts behind it.

use crate::private_link_service::application::load_balancer::{
    ApplicationLoadBalancer, ApplicationLoadBalancerFields,
};
use crate::private_link_service::certificates::{Certificate, domains};
use crate::private_link_service::listener::{Listener, ListenerFields};
use crate::private_link_service::private_dns::{PrivateDns, PrivateDnsFields};
use crate::sources;
use privatelink_ir::handle::{Handle, Late, Map};
use privatelink_ir::rule::Rule;
use privatelink_macros::text;

/// The name is one of a certificate that is made here: clients compare them. What a certificate that is there already is for,
/// nobody knows here.
pub(crate) fn covered(
    given: Handle<PrivateDns>,
    listeners: Handle<Map<Listener>>,
    application: Handle<ApplicationLoadBalancer>,
    certificates: Handle<Map<Certificate>>,
) -> Rule {
    let name = given.name();
    let label = name.before(".");
    let above = name.without(text!("{label}."));
    let names = certificates.flat_map(|_, certificate| domains(certificate)).distinct();
    let is_covered = names.contains(name) | names.contains(text!("*.{above}"));
    let elsewhere: Handle<bool, Late> = listeners
        .any(|_, listener| listener.certificate_arn().is_set())
        | application.certificate_arn().is_set();
    name.rule("private-dns/certificate")
        .source(sources::LISTENERS)
        .must(given.is_absent() | names.is_empty() | elsewhere | is_covered)
        .otherwise(
            text!(
                "is `{name}`, and certificates are for {}: clients that check names would refuse the \
                 service",
                names.quoted()
            ),
            "add the name to `subjectAlternativeNames` of a certificate",
        )
        .warning()
}

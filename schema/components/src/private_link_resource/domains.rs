//! What has to hold for domain names of the provider's own.

use crate::private_link_resource::resource::{
    CustomDomainFields, Given, GroupFields, Resource, ResourceFields,
};
use crate::shared::engine_only::only;
use crate::sources;
use privatelink_catalog::engines::LATTICE_DOMAINS;
use privatelink_ir::handle::{Handle, each_rule};
use privatelink_ir::rule::Rule;
use privatelink_macros::text;

/// The rules.
pub(crate) fn rules(given: Given) -> Vec<Rule> {
    let of_groups = each_rule(given.groups, |_, group| {
        let domain = group.domain();
        [only(domain, domain.is_absent(), LATTICE_DOMAINS)]
    });
    let of_resources = each_rule(given.resources, |_, resource| of_resource(resource, given));
    of_groups.into_iter().chain(of_resources).collect()
}

fn of_resource(resource: Handle<Resource>, given: Given) -> Vec<Rule> {
    let (domain, group) = (resource.custom_domain(), resource.group());
    let above = given.groups.lookup(group).domain().name();
    let name = domain.name();
    let is_below = name.matches(text!("[.]{above}$"));
    vec![
        only(domain, domain.is_absent(), LATTICE_DOMAINS),
        domain
            .rule("domain/database")
            .source(sources::CREATE_CONFIGURATION_GUIDE)
            .must(!(domain.is_set() & resource.database_arn().is_set()))
            .otherwise(
                "is given, but a database that is named by its ARN has its own name",
                "remove it, or give the database by its domain name",
            )
            .on_engines_with(LATTICE_DOMAINS),
        domain
            .rule("domain/group")
            .source(sources::CREATE_CONFIGURATION_GUIDE)
            .must((domain.is_set() & group.is_set()).implies(above.is_set() & is_below))
            .otherwise(
                text!("is `{name}`, which is not below the `domain` of the group"),
                "give the group a `domain`, and the resource a name below it",
            )
            .on_engines_with(LATTICE_DOMAINS),
        domain
            .verification_id()
            .rule("domain/verification")
            .source(sources::CREATE_CONFIGURATION)
            .must(!(group.is_set() & domain.verification_id().is_set()))
            .otherwise(
                "is given, but the domain of the group is what is verified",
                "give it in `domain` of the group",
            )
            .on_engines_with(LATTICE_DOMAINS),
    ]
}

//! The share: who may attach to the transit gateway, use the profile and follow rules of the resolver. One share, so one
//! invitation, for all.

use crate::centralized_endpoint_hub::names::Names;
use crate::centralized_endpoint_hub::resolver::Forwarding;
use crate::centralized_endpoint_hub::transit_gateway::Gateway;
use crate::shared::{self, Subject, sharing};
use privatelink_catalog::ram;
use privatelink_ir::handle::{Condition, Draft, Each, Handle, Late, Resource, Text, list};
use privatelink_macros::text;

/// The share. Gives its ARN; null if nobody is named. Whoever is handed it waits until everybody has been let in.
pub(crate) fn part(
    draft: &mut Draft,
    subject: Subject,
    given: sharing::Given,
    of: (Gateway, Names, Forwarding),
) -> (Handle<Text, Late>, Each<ram::PrincipalAssociation>) {
    let (gateway, names, forwarding) = of;
    let is_shared: Condition = given.principals.has_any();
    let share = ram::ResourceShare::new()
        .only_if(is_shared)
        .name(subject.name)
        .allow_external_principals(given.allow_external)
        .tags(subject.tags);
    let arn = draft.resource("share", share).arn();
    let what = list(["gateway"]) + names.has_profile.then_one("profile");
    let parts = draft.resources("shared", is_shared.then_all(what), |what, _| {
        let gateway = shared::arn("ec2", text!("transit-gateway/{}", gateway.id));
        let profile = shared::arn("route53profiles", text!("profile/{}", names.profile_id));
        ram::ResourceAssociation::new()
            .resource_share_arn(arn)
            .resource_arn(what.is("gateway").choose(gateway, profile))
    });
    let shared_rules =
        draft.resources("shared_rule", is_shared.then_all(forwarding.names), |name, _| {
            ram::ResourceAssociation::new()
                .resource_share_arn(arn)
                .resource_arn(forwarding.rules.at(name).arn())
        });
    let shared_with = draft.resources("shared_with", given.principals, |principal, _| {
        ram::PrincipalAssociation::new()
            .resource_share_arn(arn)
            .principal(principal)
            .after(parts)
            .after(shared_rules)
    });
    draft.rules(sharing::rules("hub", given));
    draft.output("shareArn", "ARN of the share, if `shareWith` names anybody.", arn).optional();
    (arn, shared_with)
}

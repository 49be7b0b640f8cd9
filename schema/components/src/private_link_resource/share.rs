//! The share: who may reach the resources. One share, so one invitation, for all.

use crate::private_link_resource::resource::{Given, Made};
use crate::shared::Subject;
use crate::shared::sharing;
use privatelink_catalog::ram;
use privatelink_ir::handle::{Condition, Draft, Each, Resource};

/// The share. Members of groups are shared with their group.
pub(crate) fn part(
    draft: &mut Draft,
    subject: Subject,
    with: sharing::Given,
    given: Given,
    made: Made,
) -> Each<ram::PrincipalAssociation> {
    let is_shared: Condition = with.principals.has_any();
    let share = ram::ResourceShare::new()
        .only_if(is_shared)
        .name(subject.name)
        .allow_external_principals(with.allow_external)
        .tags(subject.tags);
    let arn = draft.resource("share", share).arn();
    let alone = is_shared.then_all(given.alone().keys());
    let resources = draft.resources("shared", alone, |key, _| {
        ram::ResourceAssociation::new()
            .resource_share_arn(arn)
            .resource_arn(made.resources.at(key).arn())
    });
    let groups =
        draft.resources("shared_group", is_shared.then_all(given.groups.keys()), |key, _| {
            ram::ResourceAssociation::new()
                .resource_share_arn(arn)
                .resource_arn(made.groups.at(key).arn())
        });
    let shared_with = draft.resources("shared_with", with.principals, |principal, _| {
        ram::PrincipalAssociation::new()
            .resource_share_arn(arn)
            .principal(principal)
            .after(resources)
            .after(groups)
    });
    draft.rules(sharing::rules("share", with));
    draft.output("shareArn", "ARN of the share, if `shareWith` names anybody.", arn).optional();
    shared_with
}

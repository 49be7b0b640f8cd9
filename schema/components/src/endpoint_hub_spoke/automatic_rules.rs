//! What has to hold where attachments join a domain of the hub by themselves.

use crate::endpoint_hub_spoke::admission::Admitted;
use crate::endpoint_hub_spoke::{Inputs, InputsFields};
use crate::shared::hub::{Hub, HubFields};
use crate::shared::names_mode::has_zones;
use crate::sources;
use privatelink_ir::handle::{Handle, Late};
use privatelink_ir::rule::Rule;
use privatelink_macros::text;

/// What has to hold.
pub(crate) fn rules(
    inputs: Handle<Inputs>,
    admitted: Admitted,
    hub: Handle<Hub, Late>,
) -> Vec<Rule> {
    let Admitted { is_here, is_automatic, same_account } = admitted;
    let (admission, domain) = (inputs.admission(), inputs.domain());
    let joined = hub.automatic_domain();
    let is_unknown = hub.entry_route_table_id().is_absent();
    // In the account of the hub the attachment would be taken out of the default tables.
    let leaves_alone = !is_here & !same_account;
    vec![
        admission
            .rule("spoke/automatic-hub")
            .must(!is_automatic | is_unknown | joined.is_set())
            .otherwise(
                "is `automatic`, but the hub has no domain that attachments join by themselves",
                "set it to `here` or `hub`, or `automaticDomain` of the hub",
            ),
        admission
            .rule("spoke/automatic-missing")
            .must(joined.is_absent() | is_automatic | leaves_alone)
            .otherwise(
                text!("is not `automatic`, but attachments join the domain `{joined}` by themselves"),
                "set it to `automatic`",
            ),
        domain
            .rule("spoke/automatic-domain")
            .must(joined.is_absent() | domain.is(joined))
            .otherwise(
                text!("is `{domain}`, but attachments join the domain `{joined}` by themselves"),
                "name that domain",
            ),
        inputs
            .dns()
            .rule("spoke/automatic-zones")
            .source(sources::PRIVATE_ZONES)
            .must(!is_automatic | same_account | !has_zones(inputs.dns()))
            .otherwise(
                "associates the VPC with zones, and the hub's account has to authorize each zone for a VPC of another \
                 account: with `admission` `automatic` nobody does",
                "set it to `profile`; or `admission` to `hub`, with an entry of the hub's `spokes`, which \
                 authorizes the zones",
            ),
    ]
}
